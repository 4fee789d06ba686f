package event_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// TestNested: where a field of a webhook holds another one, however it is written,
// the outer one is read and a note says so.
func TestNested(t *testing.T) {
	t.Parallel()
	const inner = `{"webhook_trigger":"retry","submission_id":"6wild0retry01"}`
	quote := func(text string) string { return string(jsonscan.AppendQuoted(nil, text)) }
	const one = `"cf1" holds another webhook, which is not read`
	for _, c := range []struct{ name, cf, want string }{
		{"an object", inner, one},
		{"a string of JSON", quote(inner), one},
		{"a string of JSON with space before it", quote("\n " + inner), one},
		{"a string of an array", quote("[" + inner + "]"), one},
		{"a string of a string", quote(quote(inner)), one},
		{"a string with every quote as a number", `"` + strings.ReplaceAll(inner, `"`, `\u0022`) + `"`, one},
		{"Base64", quote(base64.StdEncoding.EncodeToString([]byte(inner))), one},
		{"Base64 without padding, in the other alphabet", quote(base64.RawURLEncoding.EncodeToString([]byte(inner[:len(inner)-1] + `,"a":"??>>"}`))), one},
		{"Base64 of an array", quote(base64.StdEncoding.EncodeToString([]byte("[" + inner + "]"))), one},
		{"an element", `["a",` + quote(inner) + `]`, one},
		{"an object below", `{"x":{"y":[` + inner + `]}}`, `"y" holds another webhook, which is not read`},
		{"prose", quote("{webhook triggers}"), ""},
		{"the name alone", quote("webhook_trigger"), ""},
		{"Base64 of something else", quote(base64.StdEncoding.EncodeToString([]byte(`{"a":"a long text that is no webhook"}`))), ""},
		{"words", quote("every name is a word, and so is each of these"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e, err := event.NewDecoder("en").Decode([]byte(`{"webhook_trigger":"created","submission_id":"6wild0create1","cf":{"cf1":` + c.cf + `}}`))
			if err != nil || e.SubmissionID() != "6wild0create1" {
				t.Fatalf("%v, %v", e, err)
			}
			var got []string
			for _, n := range e.Notes() {
				if n.Rule == "source/inside" {
					got = append(got, n.Message)
				}
			}
			if got := strings.Join(got, "\n"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
