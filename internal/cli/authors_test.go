package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/term"
)

// texts are the members of machine output whose texts somebody wrote: in each
// object that has one, a sibling says who.
var texts = []string{"summary", "description", "meaning", "guidance", "user_message", "fires", "action", "retry_helps", "presence", "text", "advice"}

// unsigned lists the texts below a value that do not say who wrote them.
func unsigned(value any, path string) (found []string) {
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			found = append(found, unsigned(element, fmt.Sprintf("%s/%d", path, i))...)
		}
	case map[string]any:
		for _, name := range texts {
			author := v[name+"_source"]
			if text, ok := v[name]; ok && says(text) && author != "argosctl" && author != "vendor" {
				found = append(found, fmt.Sprintf("%s/%s: %v", path, name, author))
			}
		}
		for name, member := range v {
			if name != "payload" { // the service's own
				found = append(found, unsigned(member, path+"/"+name)...)
			}
		}
	}
	return found
}

// Every text of machine output says who wrote it: of all events, codes and
// variants, in both languages.
func TestTextsNameTheirAuthors(t *testing.T) {
	t.Parallel()
	var payloads, urls strings.Builder
	samples := sample.New(1)
	for _, e := range catalog.Events() {
		for _, v := range e.Variants {
			body, err := samples.AppendEvent(nil, e.Name, v.Name)
			if err != nil {
				t.Fatal(err)
			}
			payloads.Write(append(body, '\n'))
		}
	}
	for _, c := range view.RetryCodes().Table().Codes {
		fmt.Fprintf(&payloads, `{"webhook_trigger":"retry","submission_id":"s","retryCode":%q}`+"\n", c.Code)
	}
	for _, c := range view.ErrorCodes().Table().Codes {
		fmt.Fprintf(&urls, "https://example.com/done?kycStatus=rejected&errorCode=%s\n", c.Code)
	}
	for _, c := range []struct {
		args  string
		stdin string
	}{
		{"decode -o ndjson", payloads.String()},
		{"returnurl parse -", urls.String()},
		{"retrycode list -o ndjson", ""},
		{"rejectcode list -o ndjson", ""},
		{"errorcode list -o ndjson", ""},
		{"event list -o ndjson", ""},
		{"explain unknowns -o ndjson", ""},
	} {
		for _, lang := range []string{"en", "ko"} {
			t.Run(c.args+" "+lang, func(t *testing.T) {
				t.Parallel()
				f, _ := keyFactory(t, nil)
				streams, out, errs := term.Buffers(c.stdin)
				f.IO = streams
				if code := Main(append(strings.Fields(c.args), "--lang", lang), f); code != 0 {
					t.Fatalf("exit code %d: %s", code, errs)
				}
				for line := range strings.Lines(out.String()) {
					var value any
					if err := json.Unmarshal([]byte(line), &value); err != nil {
						t.Fatal(err)
					}
					for _, missing := range unsigned(value, "") {
						t.Errorf("%.80s: %s", line, missing)
					}
				}
			})
		}
	}
}
