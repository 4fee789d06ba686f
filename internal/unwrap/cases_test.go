package unwrap

import (
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

const (
	retry    = `{"webhook_trigger":"retry","submission_id":"6wild0retry01","retryCode":"glare_detected","attempts":2}`
	approved = `{"submission_id":"6wild0approv1","webhook_trigger":"approved","email":"ana@example.com"}`
)

// look lists what is found inside a value, as "pointer container payload".
func look(t testing.TB, f *Finder, value string) (found []string) {
	t.Helper()
	p := source.Payload{Origin: source.Origin{Path: "x.json", Index: -1}, Bytes: []byte(value), Line: 1, Column: 1}
	for q, holds := range f.Each(p) {
		if !holds {
			found = append(found, "nothing")
			continue
		}
		found = append(found, fmt.Sprintf("%s|%s|%s", q.Origin.Inside, q.Inside.Container, q.Bytes))
		from, to := q.Span(0, len(q.Bytes))
		if from < 0 || to > len(value) || from > to {
			t.Errorf("%s: span %d-%d of %d bytes", q.Origin.Inside, from, to, len(value))
		}
	}
	return found
}

func quote(text string) string { return string(jsonscan.AppendQuoted(nil, text)) }

// TestContainers: webhooks are found in what people save them in, by the
// pointer that the contract says and under the name of the container.
func TestContainers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, value, want string }{
		{"Lambda proxy", `{"httpMethod":"POST","body":` + quote(retry) + `,"isBase64Encoded":false}`, "/body|an AWS API Gateway or Lambda request|" + retry},
		{"SNS in SQS", `{"Records":[{"messageId":"m","body":` + quote(`{"Type":"Notification","Message":`+quote(retry)+`}`) + `,"eventSource":"aws:sqs"}]}`,
			"/Records/0/body/Message|an AWS SNS notification in an AWS SQS message|" + retry},
		{"HAR", `{"log":{"version":"1.2","entries":[{"request":{"postData":{"text":` + quote(retry) + `}}}]}}`, "/log/entries/0/request/postData/text|a HAR file|" + retry},
		{"log entry", `{"severity":"INFO","jsonPayload":{"body":` + retry + `}}`, `/jsonPayload/body|a Google Cloud Logging entry|` + retry},
		{"DynamoDB", `{"Item":{"webhook_trigger":{"S":"retry"},"kyc_result":{"M":{"status":{"S":"x"}}},"attempts":{"N":"2"},"l":{"L":[{"BOOL":true},{"NULL":true}]},"s":{"SS":["a"]}}}`,
			`/Item|DynamoDB JSON|{"webhook_trigger":"retry","kyc_result":{"status":"x"},"attempts":2,"l":[true,null],"s":["a"]}`},
		{"DynamoDB string", `{"Item":{"body":{"S":` + quote(retry) + `}}}`, `/Item/body/S|a row with a "body"|` + retry},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(look(t, &Finder{Lang: "en"}, c.value), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
