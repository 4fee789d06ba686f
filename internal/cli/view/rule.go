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
	f.IO.Headline(term.C(v.ID), kit.Label(lang, "rule"), 0)
	f.IO.Paragraph(term.C(strings.TrimSuffix(v.Short, ".")+". "+v.Doc), 2)
	var labels term.Labels
	labels.Line(kit.Label(lang, "Severity"), term.C(v.Severity))
	labels.Line(kit.Label(lang, "Written by"), term.C(string(v.TextsSource)))
	if err := f.IO.Labels(&labels, 2); err != nil {
		return err
	}
	for _, example := range [][2]string{{"Finds", v.Bad}, {"Accepts", v.Good}} {
		f.IO.Paragraph(term.S(style.Faint, kit.Label(lang, example[0])), 2)
		payloads := []string{example[1]}
		if strings.Contains(example[1], "}\n{") { // several, a line each
			payloads = strings.Split(example[1], "\n")
		}
		for _, payload := range payloads {
			f.IO.JSON(payload, 4)
		}
	}
	return nil
}

// RuleURL is where the rule is documented.
func RuleURL(id string) string {
	return kit.Homepage + "/blob/main/docs/rules.md#" + strings.ReplaceAll(id, "/", "")
}
