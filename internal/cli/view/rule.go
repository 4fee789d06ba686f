package view

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/term"
)

// Rule is a rule in machine output.
type Rule struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Short    string `json:"short"`
	Doc      string `json:"doc"`
	Bad      string `json:"bad"`
	Good     string `json:"good"`
	URL      string `json:"url"`

	TextsSource catalog.Author `json:"texts_source"` // of all of it
}

// RuleOf describes r in lang.
func RuleOf(r lint.Rule, lang string) Rule {
	return Rule{r.ID, r.Default.String(), r.Short.In(lang), r.Doc.In(lang), r.Bad, r.Good, RuleURL(r.ID), catalog.ByArgosctl}
}

// ShowRule prints the table view of one rule.
func ShowRule(f *kit.Factory, v Rule, lang string) error {
	style := f.IO.Style()
	f.IO.Printf("%s  %s\n", style.Bold(v.ID), style.Faint(kit.Label(lang, "rule")))
	f.IO.Printf("%s", term.Indent(strings.TrimSuffix(v.Short, ".")+". "+v.Doc, "  ", f.IO.Width()))
	f.IO.Printf("  %s  %s\n", style.Name(kit.Label(lang, "Severity")), v.Severity)
	f.IO.Printf("  %s  %s\n", style.Name(kit.Label(lang, "Written by")), v.TextsSource)
	for _, example := range [][2]string{{"Finds", v.Bad}, {"Accepts", v.Good}} {
		// Not wrapped: a line break would end a JSON text that is copied.
		f.IO.Printf("  %s\n    %s\n", style.Name(kit.Label(lang, example[0])), term.Clean(example[1]))
	}
	return nil
}

// RuleURL is where the rule is documented.
func RuleURL(id string) string {
	return kit.Homepage + "/blob/main/docs/rules.md#" + strings.ReplaceAll(id, "/", "")
}
