package report

import (
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

func TestTextIsNoWorkflowCommand(t *testing.T) {
	t.Parallel()
	f := at("::add-mask::a.json", 2, " \t::stop«-»commands::x ##[error]y", diag.Finding{
		Rule: "json/syntax", Severity: diag.Error, Message: `"##[group]" :: x`, Help: []string{"::debug::"},
	})
	for _, inert := range []bool{false, true} {
		t.Run(map[bool]string{false: "as it is", true: "inert"}[inert], func(t *testing.T) {
			var b strings.Builder
			w, err := New("text", plain.NewWriter(&b, plain.Rules{Runner: inert}), Options{Inert: inert})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Finding(f); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(Summary{}); err != nil {
				t.Fatal(err)
			}
			commands := strings.Count(b.String(), "##[")
			for line := range strings.Lines(b.String()) {
				if strings.HasPrefix(strings.TrimSpace(line), "::") {
					commands++
				}
			}
			if want := map[bool]int{false: 4, true: 0}[inert]; commands != want {
				t.Errorf("inert %v: %d workflow commands, want %d:\n%s", inert, commands, want, b.String())
			}
			if shown := strings.NewReplacer(`\u003a`, ":", `\u005b`, "[").Replace(b.String()); !strings.HasPrefix(shown, "::add-mask::a.json:2:9: error: \"##[group]\" :: x [json/syntax]\n") {
				t.Errorf("inert %v: changed more than commands:\n%s", inert, b.String())
			}
		})
	}
}
