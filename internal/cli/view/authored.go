package view

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
)

// Authored is a list of labels and texts that knows who wrote each text. Its
// last line names those that are argosctl's, so that nobody takes them for the
// vendor's.
type Authored struct {
	f      *kit.Factory
	lang   string
	labels term.Labels
	ours   []string // labels in lang
}

// NewAuthored returns an empty list whose labels are in lang.
func NewAuthored(f *kit.Factory, lang string) *Authored { return &Authored{f: f, lang: lang} }

// Line adds a text under its English label, and nothing where it is empty.
func (a *Authored) Line(name, text string, by catalog.Author) {
	if text == "" {
		return
	}
	a.labels.Line(kit.Label(a.lang, name), term.C(text))
	a.Credit(name, by)
}

// Credit says who wrote a text that stands elsewhere.
func (a *Authored) Credit(name string, by catalog.Author) {
	if by == catalog.ByArgosctl && !slices.Contains(a.ours, kit.Label(a.lang, name)) {
		a.ours = append(a.ours, kit.Label(a.lang, name))
	}
}

// Print prints the list, set in by indent columns.
func (a *Authored) Print(indent int) error {
	if len(a.ours) > 0 {
		a.labels.Line(kit.Label(a.lang, "argosctl's"), term.S(a.f.IO.Style().Faint, strings.Join(a.ours, ", ")))
	}
	return a.f.IO.Labels(&a.labels, indent)
}

// RetryHelps is the answer to "does a retry help" in words, empty where none is
// known.
func RetryHelps(lang string, r catalog.RetryHelps) string {
	switch r {
	case catalog.RetryYes:
		return kit.Label(lang, "yes")
	case catalog.RetryOther:
		return kit.Label(lang, "with another document or device")
	case catalog.RetryNo:
		return kit.Label(lang, "no")
	}
	return ""
}

// CreditLine says which columns of a list of codes argosctl wrote; a column that
// it wrote for some codes names them. The columns whose heads are in dropped are not
// there, and not named.
func CreditLine(views []Code, lang string, dropped []string) string {
	var ours []string
	for _, column := range []struct {
		name string
		by   func(*Code) catalog.Author
	}{
		{"Category", func(v *Code) catalog.Author { return v.CategorySource }},
		{"Retry", func(v *Code) catalog.Author { return v.RetryHelpsSource }},
		{"Description", func(v *Code) catalog.Author { return v.DescriptionSource }},
	} {
		if slices.Contains(dropped, kit.Head(lang, column.name)) {
			continue
		}
		var codes []string
		for i := range views {
			if column.by(&views[i]) == catalog.ByArgosctl {
				codes = append(codes, views[i].Code)
			}
		}
		switch name := kit.Label(lang, column.name); len(codes) {
		case 0:
		case len(views):
			ours = append(ours, name)
		default:
			ours = append(ours, name+" ("+strings.Join(codes, ", ")+")")
		}
	}
	return Credit(lang, ours...)
}

// PrintCredit prints a line of Credit below a list, and nothing where it is empty.
func PrintCredit(f *kit.Factory, line string) {
	if line != "" {
		f.IO.Paragraph(term.S(f.IO.Style().Faint, line), 0)
	}
}

// Credit says that argosctl wrote the columns of a table, named in lang, and the
// vendor the others; it is empty without a column.
func Credit(lang string, columns ...string) string {
	if len(columns) == 0 {
		return ""
	}
	return kit.Label(lang, "argosctl's") + ": " + strings.Join(columns, ", ") + ". " + kit.Label(lang, "The rest is the vendor's.")
}
