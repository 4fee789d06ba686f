package unwrap

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

const (
	retry    = `{"webhook_trigger":"retry","submission_id":"6wild0retry01","retryCode":"glare_detected","attempts":2}`
	approved = `{"submission_id":"6wild0approv1","webhook_trigger":"approved","email":"ana@example.com"}`
	envelope = `{"data":"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="}`
)

// look lists what Each yields for a value, as "pointer|container|payload"; what
// holds no webhook is "nothing|pointer|message" of what was missed.
func look(t testing.TB, f *Finder, value string) (found []string) {
	t.Helper()
	p := source.Payload{Origin: source.Origin{Path: "x.json", Index: -1}, Bytes: []byte(value), Line: 1, Column: 1}
	for q, holds := range f.Each(p) {
		if !holds {
			m, _ := f.Missed()
			found = append(found, fmt.Sprintf("nothing|%s|%s", m.Pointer, m.Message))
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

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// numbers is the bytes of a text as an array of JSON.
func numbers(text string) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint([]byte(text)), "[]"), " ", ",")
}

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// nested wraps a text as the text of a member, n times.
func nested(text string, n int) string {
	for range n {
		text = `{"m":` + quote(text) + `}`
	}
	return text
}

// TestContainers: webhooks are found in what people save them in, by the pointer
// that the contract says and under the container's name.
func TestContainers(t *testing.T) {
	t.Parallel()
	const gateway, sqs, body = "an AWS API Gateway or Lambda request", "an AWS SQS message", `a row with a "body"`
	request := "POST /hook HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/json\r\n\r\n" + retry
	for _, c := range []struct{ name, value, want string }{
		{"Lambda proxy", `{"httpMethod":"POST","body":` + quote(retry) + `,"isBase64Encoded":false}`, "/body|" + gateway},
		{"Lambda proxy, Base64", `{"version":"2.0","requestContext":{"http":{}},"body":"` + base64Of(retry) + `","isBase64Encoded":true}`, "/body|" + gateway},
		{"Lambda proxy, form in Base64", `{"requestContext":{},"body":"` + base64Of("payload="+url.QueryEscape(retry)) + `"}`, "/body/payload|a form in " + gateway},
		{"ALB", `{"requestContext":{"elb":{"targetGroupArn":"x"}},"body":` + quote(retry) + `}`, "/body|an AWS ALB event"},
		{"SQS", `{"Records":[{"messageId":"m","receiptHandle":"r","body":` + quote(retry) + `}]}`, "/Records/0/body|" + sqs},
		{"SQS, as received", `{"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":` + quote(retry) + `}]}`, "/Messages/0/Body|" + sqs},
		{"SNS in SQS", `{"Records":[{"body":` + quote(`{"Type":"Notification","Message":`+quote(retry)+`}`) + `,"eventSource":"aws:sqs"}]}`,
			"/Records/0/body/Message|an AWS SNS notification in " + sqs},
		{"SNS", `{"Records":[{"EventSource":"aws:sns","Sns":{"Message":` + quote(retry) + `}}]}`, "/Records/0/Sns/Message|an AWS SNS notification"},
		{"EventBridge", `{"detail-type":"hook","detail":{"body":` + retry + `}}`, "/detail/body|an AWS EventBridge event"},
		{"Kinesis", `{"Records":[{"kinesis":{"data":"` + base64Of(retry) + `"}}]}`, "/Records/0/kinesis/data|an AWS Kinesis record"},
		{"Kinesis, as read", `{"Records":[{"SequenceNumber":"1","PartitionKey":"k","Data":"` + base64Of(retry) + `"}]}`, "/Records/0/Data|an AWS Kinesis record"},
		{"Firehose", `{"records":[{"recordId":"49","data":"` + base64Of(retry) + `"}]}`, "/records/0/data|an AWS Firehose record"},
		{"CloudWatch Logs subscription", `{"awslogs":{"data":"` + gzipped(t, `{"logEvents":[{"id":"1","message":`+quote("2026-01-02T03:04:05Z INFO got "+retry)+`}]}`) + `"}}`,
			"/awslogs/data/logEvents/0/message|AWS CloudWatch Logs"},
		{"CloudWatch Logs export", `{"events":[{"ingestionTime":1,"message":` + quote("INFO\t"+retry) + `}]}`, "/events/0/message|AWS CloudWatch Logs"},
		{"Pub/Sub push", `{"message":{"data":"` + base64Of(retry) + `","messageId":"1"},"subscription":"s"}`, "/message/data|a Google Pub/Sub message"},
		{"Cloud Logging", `{"severity":"INFO","jsonPayload":{"body":` + retry + `}}`, "/jsonPayload/body|a Google Cloud Logging entry"},
		{"Event Grid", `{"eventType":"hook","subject":"s","data":` + retry + `,"dataVersion":"1"}`, "/data|an Azure Event Grid event"},
		{"CloudEvent", `{"specversion":"1.0","data":` + retry + `}`, "/data|a CloudEvent"},
		{"CloudEvent, Base64", `{"specversion":"1.0","data_base64":"` + base64Of(retry) + `"}`, "/data_base64|a CloudEvent"},
		{"HAR", `{"log":{"version":"1.2","entries":[{"request":{"postData":{"text":` + quote(retry) + `}}}]}}`, "/log/entries/0/request/postData/text|a HAR file"},
		{"Postman", `{"info":{},"item":[{"item":[{"request":{"body":{"mode":"raw","raw":` + quote(retry) + `}}}]}]}`, "/item/0/item/0/request/body/raw|a Postman collection"},
		{"ngrok", `{"requests":[{"request":{"proto":"HTTP/1.1","raw":"` + base64Of(request) + `"}}]}`, "/requests/0/request/raw|a request of the ngrok inspector"},
		{"MongoDB", `{"_id":{"$oid":"1"},"payload":` + retry + `}`, "/payload|a MongoDB document"},
		{"Elasticsearch", `{"hits":{"hits":[{"_index":"i","_source":{"event":` + retry + `}}]}}`, "/hits/hits/0/_source/event|an Elasticsearch hit"},
		{"PostgreSQL", `[{"row_to_json":{"id":1,"payload":` + quote(retry) + `}}]`, "/0/row_to_json/payload|a PostgreSQL row"},
		{"row", `{"id":1,"body":` + quote(retry) + `}`, "/body|" + body},
		{"Docker", `{"log":` + quote("INFO "+retry+"\n") + `,"stream":"stdout","time":"t"}`, "/log|a Docker log entry"},
		{"Kafka", `{"topic":"t","partition":0,"value":` + quote(retry) + `}`, "/value|a Kafka record"},
		{"webhook.site", `{"data":[{"uuid":"u","method":"POST","content":` + quote(retry) + `}]}`, "/data/0/content|a request of webhook.site"},
		{"DynamoDB string", `{"Item":{"body":{"S":` + quote(retry) + `}}}`, "/Item/body/S|" + body},
		{"nothing known", `{"a":[{"b":` + retry + `}]}`, "/a/0/b|"},
		{"names with slashes and tildes", `{"a/b":{"~":` + retry + `}}`, "/a~1b/~0|"},
		{"JSON string", quote(retry), "|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, want := strings.Join(look(t, &Finder{Lang: "en"}, c.value), "\n"), c.want+"|"+retry; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestForms: every way of writing a webhook into a text is undone.
func TestForms(t *testing.T) {
	t.Parallel()
	std, urls := base64Of(approved+"~~"), base64.RawURLEncoding.EncodeToString([]byte(approved+"??>>"))
	if !strings.ContainsAny(urls, "-_") {
		t.Fatal("the sample tells the alphabets not apart")
	}
	for _, c := range []struct{ name, value, want string }{
		{"array", `[1,[` + retry + `],` + approved + `]`, "/1/0||" + retry + "\n/2||" + approved},
		{"envelope", `{"body":` + envelope + `}`, "/body||" + envelope},
		{"envelope in a string", `{"body":` + quote(envelope) + `}`, "/body||" + envelope},
		{"no envelope", `{"x":{"data":"hello world"},"body":` + retry + `}`, "/body||" + retry},
		{"Base64 of binary", `{"x":{"data":"AAECAwQFBgcICQoLDA0OD/8="},"body":` + retry + `}`, "/body||" + retry},
		{"Base64 without padding", `{"x":"` + strings.TrimRight(base64Of(retry), "=") + `"}`, "/x||" + retry},
		{"Base64 with text behind", `{"x":"` + std + `"}`, "/x||" + approved},
		{"Base64url", `{"x":"` + urls + `"}`, "/x||" + approved},
		{"Base64 in lines", `{"x":"` + base64Of(retry)[:76] + `\r\n` + base64Of(retry)[76:] + `\r\n"}`, "/x||" + retry},
		{"Base64 with escapes", `{"x":"` + strings.ReplaceAll(base64Of(retry), "e", `\u0065`) + `"}`, "/x||" + retry},
		{"Base64 twice", `{"x":"` + base64Of(base64Of(retry)) + `"}`, "/x||" + retry},
		{"gzip", `{"x":"` + gzipped(t, retry) + `"}`, "/x||" + retry},
		{"escapes of all sorts", `{"x":"\u007b\u0022webhook\u005ftrigger\u0022\u003a\"\u0072\"}"}`, `/x||{"webhook_trigger":"r"}`},
		{"form in a string", `{"x":"a=1&payload=` + url.QueryEscape(retry) + `&b=2"}`, "/x/payload||" + retry},
		{"percent alone", `{"x":"` + strings.ReplaceAll(url.PathEscape(retry), "+", "%20") + `"}`, "/x||" + retry},
		{"values in a row in a string", `{"x":` + quote(retry+"\n"+approved) + `}`, "/x||" + retry + "\n/x||" + approved},
		{"text around", `{"x":` + quote("[main] {a=b} got: "+retry+" (ok)") + `}`, "/x||" + retry},
		{"logfmt", `{"x":` + quote(`level=info body="`+strings.ReplaceAll(retry, `"`, `\"`)+`"`) + `}`, "/x||" + retry},
		{"escaped over several lines", `{\n  \"webhook_trigger\": \"r\"\r\n}`, "||{\n  \"webhook_trigger\": \"r\"\r\n}"},
		{"escaped twice over several lines", `{"x":"{\\n\\t\\\"webhook_trigger\\\": \\\"r\\\"}"}`, "/x||{\n\t\"webhook_trigger\": \"r\"}"},
		{"a log of nginx", `"{\x0A  \x22webhook_trigger\x22: \x22a\x5C\x5Cb\xC3\xA9\x22}" 200`, "||{\n  \"webhook_trigger\": \"a\\\\bé\"}"},
		{"entities", `{"x":` + quote(`<Data Name="body">`+strings.ReplaceAll(strings.Replace(retry, "retry", "r&amp;#44032;", 1), `"`, "&quot;")+`</Data>`) + `}`, "/x||" + strings.Replace(retry, "retry", "r&#44032;", 1)},
		{"hexadecimal digits", `{"x":"` + hex.EncodeToString([]byte(retry)) + `"}`, "/x||" + retry},
		{"bytea", `{"x":"\\x` + strings.ToUpper(hex.EncodeToString([]byte(" " + retry)[1:])) + `"}`, "/x||" + retry},
		{"digits in an envelope's member", `{"data":"` + hex.EncodeToString([]byte(retry)) + `"}`, "/data||" + retry},
		{"digits of a ciphertext", `{"x":{"data":"7b22` + strings.Repeat("9f", 46) + `"}}`, `/x||{"data":"7b22` + strings.Repeat("9f", 46) + `"}`},
		{"a Buffer", `{"x":{"type":"Buffer","data":[` + numbers(retry) + `]}}`, "/x/data||" + retry},
		{"bytes of a log line", `{"MESSAGE":[` + numbers("got "+retry) + `]}`, "/MESSAGE||" + retry},
		{"numbers", `{"x":[123,34,119,101,98,104,111,111,107,95,116,114,105,103,103,101,114,34,300],"body":` + retry + `}`, "/body||" + retry},
		{"a data URL", `{"x":"data:application/json;base64,` + base64Of(retry) + `"}`, "/x||" + retry},
		{"a URL in a log line", `{"x":` + quote(`192.0.2.1 "GET /hook?a=1&payload=`+url.QueryEscape(retry)+`&b=2 HTTP/1.1" 200`) + `}`, "/x/payload||" + retry},
		{"lines of a quoted mail", `{"x":` + quote("see\n> {\n>  \"webhook_trigger\": \"r\"\n> }\nbye") + `}`, "/x||{\n \"webhook_trigger\": \"r\"\n}"},
		{"lines with a time each", `{"x":` + quote("9.5 [1] {\r\n10.25 [1] \"webhook_trigger\": \"r\"\r\n11.0 [1] }") + `}`, "/x||{\r\n\"webhook_trigger\": \"r\"\r\n}"},
		{"request in a string", `{"x":` + quote("POST / HTTP/1.1\r\nA: {b}\r\n\r\n"+retry) + `}`, "/x||" + retry},
		{"CSV in a string", `{"x":` + quote(`1,"`+strings.ReplaceAll(retry, `"`, `""`)+`"`) + `}`, "/x||" + retry},
		{"duplicate names", `{"x":` + quote(strings.Replace(retry, "{", `{"a":1,"a":2,`, 1)) + `}`, "/x||" + strings.Replace(retry, "{", `{"a":1,"a":2,`, 1)},
		{"bytes of no character", "{\"x\":\"{\\\"webhook_trigger\\\":\\\"\xff\\\"}\"}", "/x||{\"webhook_trigger\":\"\xff\"}"},
		{"lone surrogate", `{"x":"{\"webhook_trigger\":\"\ud83d\"}"}`, `/x||{"webhook_trigger":"\ud83d"}`},
		{"trigger in another spelling", `{"x":{"webhookTrigger":"retry"}}`, `/x||{"webhookTrigger":"retry"}`},
		{"webhook in a webhook", `{"x":` + strings.Replace(retry, "{", `{"custom":`+quote(approved)+`,`, 1) + `}`, "/x||" + strings.Replace(retry, "{", `{"custom":`+quote(approved)+`,`, 1)},
		{"DynamoDB", `{"Item":{"webhook_trigger":{"S":"retry"},"kyc_result":{"M":{"status":{"S":"x"}}},"attempts":{"N":"2"},"l":{"L":[{"BOOL":true},{"NULL":true}]},"s":{"SS":["a"]},"e":{"M":{}}}}`,
			`/Item||{"webhook_trigger":"retry","kyc_result":{"status":"x"},"attempts":2,"l":[true,null],"s":["a"],"e":{}}`},
		{"DynamoDB item alone", `{"webhook_trigger":{"S":"retry"},"n":{"N":"1e400"},"odd":{"S":"a","N":"1"}}`, `||{"webhook_trigger":"retry","n":1e400,"odd":{"S":"a","N":"1"}}`},
		{"Firestore", `{"fields":{"webhook_trigger":{"stringValue":"retry"},"n":{"integerValue":"2"},"m":{"mapValue":{"fields":{"a":{"booleanValue":true}}}},"v":{"arrayValue":{}}}}`,
			`/fields||{"webhook_trigger":"retry","n":2,"m":{"a":true},"v":[]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(look(t, new(Finder), c.value), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestMissed: where there is no webhook, it is said where there may be one.
func TestMissed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, value, want string }{
		{"nothing", `{"a":1}`, "nothing||"},
		{"prose", `{"a":{"b":"set webhook_trigger first"}}`, "nothing|/a/b|event/missing.named"},
		{"a name in prose", `{"a":{"webhook_trigger is set":1}}`, "nothing|/a/webhook_trigger is set|event/missing.named"},
		{"cut off in a string", `{"a":["x",` + quote(retry[:60]) + `]}`, "nothing|/a/1|event/missing.unreadable"},
		{"cut off in Base64", `{"data":"` + base64Of(retry)[:40] + `"}`, "nothing|/data|event/missing.unreadable"},
		{"cut off in gzip", `{"a":{"data":"` + gzipped(t, strings.Repeat(retry[:50], 20))[:64] + `"}}`, "nothing|/a/data|event/missing.unreadable"},
		{"cut off beside a whole one", `{"a":["x",` + quote(retry[:60]) + `,` + quote(retry) + `]}`, "/a/2||" + retry + "\nnothing|/a/1|event/missing.unreadable"},
		{"cut off in Base64 beside a whole one", `[{"data":"` + base64Of(retry)[:60] + `"},` + retry + `]`, "/1||" + retry + "\nnothing|/0/data|event/missing.unreadable"},
		{"over lines with prefixes", `kyc-1  |   "webhook_trigger": "retry",`, "nothing||event/missing.prefixed"},
		{"over lines of a quoted mail", `>   "webhook_trigger": "retry",`, "nothing||event/missing.prefixed"},
		{"prose beside a whole one", `{"a":"{set} \"webhook_trigger\" first","b":` + retry + `}`, "/b||" + retry},
		{"9 levels beside a whole one", `{"a":` + nested(retry, 9) + `,"b":` + retry + `}`, "/b||" + retry + "\nnothing|/a" + strings.Repeat("/m", 9) + "|event/missing.deep"},
		{"an answer of the API beside a webhook", `{"a":{"Items":[{"submission_id":"6wild0000000001","kyc_result":{"status":"approved"}}]},"b":` + retry + `}`, "/b||" + retry},
		{"8 levels", nested(retry, 8), strings.Repeat("/m", 8) + "||" + retry},
		{"9 levels", nested(retry, 9), "nothing|" + strings.Repeat("/m", 9) + "|event/missing.deep"},
		{"only an answer of the API", `{"Items":[{"submission_id":"s","kyc":{"result":"approved"}}]}`, "nothing||event/missing.items"},
		{"an answer of the API", `{"response":{"Items":[]}}`, "nothing|/response|event/missing.answer"},
		{"an answer of the API in a string", `{"body":` + quote(`{"Items":[{"submission_id":"s"}]}`) + `}`, "nothing|/body|event/missing.answer"},
		{"submissions in an array", `{"log":[{"submission_id":"s","kyc":{"result":"approved"}}]}`, "nothing|/log/0|event/missing.answer"},
		{"an answer beside a webhook", `{"a":{"Items":[]},"b":` + retry + `}`, "/b||" + retry},
		{"broken", `{"a":` + retry + `,"b":`, "/a||" + retry + "\nnothing||"},
		{"broken webhook", strings.Replace(retry, "}", `,"a":`+approved+`,`, 1), "nothing|/webhook_trigger|event/missing.named"},
		{"broken webhook inside", `{"a":` + retry[:len(retry)-1], "nothing|/a/webhook_trigger|event/missing.named"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(look(t, new(Finder), c.value), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestAt: a pointer says where to look, and nothing else is looked at.
func TestAt(t *testing.T) {
	t.Parallel()
	value := `{"Records":[{"body":` + quote(`{"Message":`+quote(retry)+`,"other":`+approved+`}`) + `},{"body":` + quote("got "+approved) + `}],"x":"` + base64Of(retry) + `","n":1}`
	for _, c := range []struct{ at, want string }{
		{"/Records/0/body/Message", "/Records/0/body/Message||" + retry},
		{"/Records/0/body/other", "/Records/0/body/other||" + approved},
		{"/Records/0/body", "/Records/0/body||" + `{"Message":` + quote(retry) + `,"other":` + approved + `}`},
		{"/Records/1/body", "/Records/1/body||" + approved},
		{"/x", "/x||" + retry},
		{"/n", "/n||1"},
		{"/Records/2/body", "nothing|/Records/2/body|event/missing.at"},
		{"/nowhere", "nothing|/nowhere|event/missing.at"},
		{"", "nothing||"},
	} {
		t.Run(c.at, func(t *testing.T) {
			t.Parallel()
			at, ok := ParsePointer(c.at)
			if !ok {
				t.Fatal("no pointer")
			}
			if got := strings.Join(look(t, &Finder{At: at}, value), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	if _, ok := ParsePointer("Records"); ok {
		t.Error("a pointer without a slash")
	}
}
