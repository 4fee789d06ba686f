package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/term"
)

// ruleView is a rule in machine output.
type ruleView struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Short    string `json:"short"`
	Doc      string `json:"doc"`
	Bad      string `json:"bad"`
	Good     string `json:"good"`
	URL      string `json:"url"`
}

func showRule(r lint.Rule, lang string) ruleView {
	return ruleView{r.ID, r.Default.String(), r.Short.In(lang), r.Doc.In(lang), r.Bad, r.Good, ruleURL(r.ID)}
}

// printRules is validate --list-rules.
func (opts *validateOptions) printRules() error {
	f := opts.f
	lang, format, err := f.view()
	if err != nil {
		return err
	}
	if format != formatTable {
		var views []ruleView
		for _, r := range lint.Rules() {
			views = append(views, showRule(r, lang))
		}
		return putAll(f, format, false, views...)
	}
	style := f.IO.Style()
	t := &term.Table{Head: []string{"Rule", "Severity", "What it finds"}}
	for _, r := range lint.Rules() {
		t.Row(term.S(style.Name, r.ID), term.C(r.Default.String()), term.C(r.Short.In(lang)))
	}
	return f.IO.Table(t, 0)
}

// ruleHits finds rules by their id, or the part of it after the slash.
func ruleHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, r := range lint.Rules() {
		if _, name, _ := strings.Cut(r.ID, "/"); matches(r.ID) || matches(name) {
			v := showRule(r, lang)
			hits = append(hits, hit{"rule", r.ID, v, func(f *Factory, lang string) error { return f.showRule(v, lang) }})
		}
	}
	return hits
}

func (f *Factory) showRule(v ruleView, lang string) error {
	style := f.IO.Style()
	f.IO.Printf("%s  %s\n", style.Bold(v.ID), style.Faint("rule"))
	f.IO.Printf("%s", term.Indent(v.Short+". "+v.Doc, "  ", f.IO.Width()))
	f.IO.Printf("  %s  %s\n", style.Name(label(lang, "Severity")), v.Severity)
	for _, example := range [][2]string{{"Finds", v.Bad}, {"Accepts", v.Good}} {
		// Not wrapped: a line break would end a JSON text that is copied.
		f.IO.Printf("  %s\n    %s\n", style.Name(label(lang, example[0])), clean(example[1]))
	}
	return nil
}

// completeRule completes ID=LEVEL.
func completeRule(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	id, _, ok := strings.Cut(text, "=")
	if !ok {
		var ids []string
		for _, id := range ruleIDs() {
			ids = append(ids, id+"=")
		}
		return ids, directive
	}
	var levels []string
	for _, level := range []string{"error", "warning", "info", "off"} {
		levels = append(levels, id+"="+level)
	}
	return levels, cobra.ShellCompDirectiveNoFileComp
}

// completeReport completes FORMAT=; the file is left to the shell.
func completeReport(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(text, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var formats []string
	for _, name := range report.Formats() {
		formats = append(formats, name+"=")
	}
	return formats, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
