package webhook

import (
	"io"
	"math"
	"path"
	"path/filepath"
	"sync"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// textFindings is how many findings text prints where nobody says.
const textFindings = 1000

// allByDefault is the --max-findings of who gives none: text alone has a limit.
const allByDefault = math.MinInt

// limited is options with the limit of a format.
func (v *validation) limited(options report.Options, format string) report.Options {
	switch {
	case v.max != allByDefault:
		options.Max = v.max
	case format == reportText:
		options.Max, options.Fold = textFindings, !v.f.Flags.Verbose
	}
	return options
}

// naming returns what gives files the names that a code host knows them by.
// Findings come file by file, so it remembers the last name.
func (v *validation) naming() func(string) string {
	tree := sync.OnceValue(v.f.Dir.Tree)
	var last, name string
	return func(file string) string {
		switch {
		case file == source.Stdin:
			return file
		case file != last || name == "":
			last, name = file, path.Join(filepath.ToSlash(v.prefix), tree().Name(file))
		}
		return name
	}
}

// tellCut tells of findings that a report has no room for.
func (v *validation) tellCut(cut report.Cut) {
	why := map[string]say.Word{
		reportGitHub: "GitHub shows 10 annotations of a type",
		reportSARIF:  "GitHub takes 25,000 results",
	}
	v.f.Warn("%s: %s: %s", cut.Format, cut.Message(), why[cut.Format])
}

// ruleTable prints the rules of a run, on what on gives for a writer.
func ruleTable(on func(io.Writer) *term.IO, lang string) report.TableFunc {
	return func(w io.Writer, rules report.Tally) error {
		out := on(w)
		style := out.Style()
		list := out.List(term.Layout{Columns: []term.Column{
			{Key: "rule", Head: kit.Head(lang, "Rule"), Kind: term.Word},
			{Key: "severity", Head: kit.Head(lang, "Severity"), Kind: term.Word},
			{Key: "findings", Head: kit.Head(lang, "Findings"), Kind: term.Number, Label: kit.Before(lang, "Findings")},
			{Key: "fixable", Head: kit.Head(lang, "Fixable"), Kind: term.Number, Label: kit.Before(lang, "Fixable")},
			{Key: "first", Head: kit.Head(lang, "First"), Kind: term.Path},
		}})
		for _, r := range rules {
			_ = list.Row(term.S(style.Name, r.Rule), term.S(view.SeverityStyle(style, r.Severity), report.SeverityWord(r.Severity, lang)),
				term.C(say.Number(r.Findings)), term.C(say.Number(r.Fixable)), term.C(r.First)) // Close returns the error
		}
		return list.Close()
	}
}
