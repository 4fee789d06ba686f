package cli

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/term"
)

// authored is a list of labels and texts that knows who wrote each text. Its
// last line names those that are argosctl's, so that nobody takes them for the
// vendor's.
type authored struct {
	f     *Factory
	lang  string
	table term.Table
	ours  []string // labels in lang
}

func newAuthored(f *Factory, lang string) *authored { return &authored{f: f, lang: lang} }

// line adds a text under its English label, and nothing where it is empty.
func (a *authored) line(name, text string, by catalog.Author) {
	if text == "" {
		return
	}
	a.table.Row(term.S(a.f.IO.Style().Name, label(a.lang, name)), term.C(text))
	a.credit(name, by)
}

// credit says who wrote a text that stands elsewhere.
func (a *authored) credit(name string, by catalog.Author) {
	if by == catalog.ByArgosctl && !slices.Contains(a.ours, label(a.lang, name)) {
		a.ours = append(a.ours, label(a.lang, name))
	}
}

// print prints the list, set in by indent columns.
func (a *authored) print(indent int) error {
	if len(a.ours) > 0 {
		faint := a.f.IO.Style().Faint
		a.table.Row(term.S(faint, label(a.lang, "argosctl's")), term.S(faint, strings.Join(a.ours, ", ")))
	}
	return a.f.IO.Table(&a.table, indent)
}

// retryHelps is the answer to "does a retry help" in words, empty where none is
// known.
func retryHelps(lang string, r catalog.RetryHelps) string {
	switch r {
	case catalog.RetryYes:
		return label(lang, "yes")
	case catalog.RetryOther:
		return label(lang, "with another document or device")
	case catalog.RetryNo:
		return label(lang, "no")
	}
	return ""
}

// creditLine says which columns of a list of codes argosctl wrote; a column that
// it wrote for some codes names them.
func creditLine(views []codeView, lang string) string {
	var ours []string
	for _, column := range []struct {
		name string
		by   func(*codeView) catalog.Author
	}{
		{"Category", func(v *codeView) catalog.Author { return v.CategorySource }},
		{"Retry", func(v *codeView) catalog.Author { return v.RetryHelpsSource }},
		{"Description", func(v *codeView) catalog.Author { return v.DescriptionSource }},
	} {
		var codes []string
		for i := range views {
			if column.by(&views[i]) == catalog.ByArgosctl {
				codes = append(codes, views[i].Code)
			}
		}
		switch name := label(lang, column.name); len(codes) {
		case 0:
		case len(views):
			ours = append(ours, name)
		default:
			ours = append(ours, name+" ("+strings.Join(codes, ", ")+")")
		}
	}
	if len(ours) == 0 {
		return ""
	}
	return label(lang, "argosctl's") + ": " + strings.Join(ours, ", ") + ". " + label(lang, "The rest is the vendor's.")
}
