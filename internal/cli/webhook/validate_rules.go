package webhook

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/term"
)

// printRules is validate --list-rules.
func (opts *validateOptions) printRules() error {
	f := opts.f
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	if format != kit.Table {
		var views []view.Rule
		for _, r := range lint.Rules() {
			views = append(views, view.RuleOf(r, lang))
		}
		return kit.PutList(f, format, []string{"id", "severity", "short", "doc", "url"}, views...)
	}
	style := f.IO.Style()
	t := &term.Table{Head: []string{kit.Label(lang, "Rule"), kit.Label(lang, "Severity"), kit.Label(lang, "What it finds")}}
	for _, r := range lint.Rules() {
		t.Row(term.S(style.Name, r.ID), term.C(r.Default.String()), term.C(r.Short.In(lang)))
	}
	return f.IO.Table(t, 0)
}

// completeRule completes ID=LEVEL.
func completeRule(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	id, _, ok := strings.Cut(text, "=")
	if !ok {
		var ids []string
		for _, id := range lint.RuleIDs() {
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
