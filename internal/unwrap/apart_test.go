package unwrap

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/testkit"
)

// TestApart: a container that holds more values than can be read at once is read
// all the same; a webhook is not taken apart, and what breaks off is reported.
func TestApart(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it reads millions of values")
	many := "[" + strings.Repeat("1,", jsonscan.MaxValues) + "1]"
	short := `"/x/` + strings.Repeat("x", shortest) + `"`
	for _, c := range []struct {
		name, value string
		at          string
		want        []string
	}{
		{"behind them", `{"logs":` + many + `,"body":` + retry + `}`, "", []string{"/body||" + retry}},
		{"before them", `{"a/b":{"~":` + quote(retry) + `},"logs":` + many + "}\n", "", []string{"/a~1b/~0||" + retry}},
		{"between two", `{"a":` + many + `,"b":{"c":[0,{"d":` + retry + `},` + many + `,` + approved + `]}}`, "", []string{"/b/c/1/d||" + retry, "/b/c/3||" + approved}},
		{"in strings", `{"x":` + quote(`{"logs":`+many+`,"body":`+quote(retry)+`}`) + `}`, "", []string{"/x/body||" + retry}},
		{"an envelope in strings", `{"x":` + quote(`{"logs":`+many+`,"body":`+envelope+`}`) + `}`, "", []string{"/x/body||" + envelope}},
		{"a name twice", `{"n":{"a":1,"a":2,"b":` + short + `},"logs":` + many + `,"body":` + retry + `}`, "", []string{"/body||" + retry}},
		{"at a place", `{"logs":` + many + `,"body":[` + retry + `,` + approved + `]}`, "/body/1", []string{"/body/1||" + approved}},
		{"at a text", `{"logs":` + many + `,"body":"x"}`, "/body", []string{`/body||x`}},
		{"at all of them", `{"a":0,"b":{"logs":` + many + `}}`, "/b/logs", []string{"/b/logs||" + many}},
		{"at nothing", `{"logs":` + many + `,"body":` + retry + `}`, "/logs/x", []string{"nothing|/logs/x|event/missing.at"}},
		{"no webhook", `{"logs":` + many + `}`, "", []string{"nothing||"}},
		{"a webhook", `{"submission_id":"x","logs":` + many + `,"webhook_trigger":"retry"}`, "", []string{"nothing||event/missing.named"}},
		{"a webhook inside", `{"a":` + retry + `,"b":{"logs":` + many + `,"webhook_trigger":"retry","c":` + approved + `}}`, "", []string{"/a||" + retry, "nothing||"}},
		{"a webhook in strings", `{"x":` + quote(`{"logs":`+many+`,"webhook_trigger":"retry"}`) + `}`, "", []string{"nothing|/x/webhook_trigger|event/missing.named"}},
		{"too deep beside them", `{"logs":` + many + `,"b":` + strings.Repeat("[", 1<<20) + strings.Repeat("]", 1<<20) + `,"body":` + retry + `}`, "", []string{"nothing||event/missing.named"}},
		{"broken off", `{"body":` + retry + `,"logs":` + strings.TrimSuffix(many, "]"), "", []string{"/body||" + retry, "nothing||"}},
		{"broken behind", `{"body":` + retry + `,"logs":` + many + `,{"a":` + short + `}}`, "", []string{"/body||" + retry, "nothing||"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := new(Finder)
			if c.at != "" {
				f.At, _ = ParsePointer(c.at)
			}
			if diff := cmp.Diff(c.want, look(t, f, c.value)); diff != "" {
				t.Error(strings.ReplaceAll(diff, many, "[…]"))
			}
		})
	}
}
