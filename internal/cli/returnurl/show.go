package returnurl

import (
	"fmt"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// maxShownValue is how many bytes of a value a table shows; -o json has everything.
const maxShownValue = 400

// showReturnURL prints the table view of one return URL: the outcome and what
// to do, the parameters, the error code, the warnings.
func showReturnURL(f *kit.Factory, res *returnurl.Result, lang string) error {
	style := f.IO.Style()
	paint := map[string]func(string) string{catalog.OutcomeApproved: style.Good, catalog.OutcomePending: style.Warn, catalog.OutcomeRejected: style.Bad, catalog.OutcomeBlocked: style.Bad}[res.Outcome.Name]
	f.IO.Headline(term.S(paint, res.Outcome.Name), kit.Label(lang, "return URL"), 0)
	f.IO.Paragraph(term.C(res.Outcome.Meaning.In(lang)), 2)
	x := view.NewExplainer(f, lang)
	x.Mark("Next", "Meaning") // of the outcome and of the parameters
	var labels term.Labels
	labels.Line(kit.Label(lang, "Next"), term.C(res.Outcome.Next.In(lang)))
	labels.Line("URL", term.C(shorten(res.URL)))
	if c := res.Cipher; c != nil {
		labels.Line(kit.Label(lang, "Cipher"), term.C(fmt.Sprintf("%s, %s, %s", c.Algorithm, c.Key, c.Encoding)))
	}
	if err := f.IO.Labels(&labels, 2); err != nil {
		return err
	}
	if err := showParams(f, res, lang); err != nil {
		return err
	}
	if res.ErrorCode != nil {
		fam := view.ErrorCodes()
		if v, _, ok := fam.Lookup(res.ErrorCode.Code, lang); ok {
			if err := x.Looked(fam, v); err != nil {
				return err
			}
		}
	}
	var notes []diag.Note
	for i := range res.Warnings {
		notes = append(notes, res.Warnings[i].Note(lang))
	}
	x.Notes("warning", notes)
	x.Credit()
	return nil
}

func showParams(f *kit.Factory, res *returnurl.Result, lang string) error {
	if len(res.Params)+len(res.Other) == 0 {
		return nil
	}
	meanings := map[string]string{}
	for _, p := range returnurl.Params() {
		meanings[p.Name] = p.Meaning.In(lang)
	}
	list := f.IO.List(term.Layout{Indent: 2, Columns: []term.Column{
		{Key: "parameter", Head: kit.Head(lang, "Parameter"), Kind: term.Field},
		{Key: "value", Head: kit.Head(lang, "Value"), Kind: term.Value},
		{Key: "meaning", Head: kit.Head(lang, "Meaning"), Kind: term.Meaning},
	}})
	style := f.IO.Style()
	row := func(name, value, meaning string) error {
		return list.Row(term.S(style.Name, shorten(name)), term.C(view.Quoted(shorten(value))), term.S(style.Faint, meaning))
	}
	f.IO.Println("")
	for _, p := range res.Params {
		if err := row(p.Name, p.Value, meanings[p.Name]); err != nil {
			return err
		}
	}
	for i, p := range res.Other {
		if i == limit.Fields {
			break
		}
		if err := row(p.Name, p.Value, kit.Label(lang, "not a parameter of the service")); err != nil {
			return err
		}
	}
	if err := list.Close(); err != nil {
		return err
	}
	if n := len(res.Other) - limit.Fields; n > 0 {
		f.IO.Printf("  %s: %s (-o json)\n", kit.Label(lang, "More parameters"), say.Number(n))
	}
	return nil
}

// shorten cuts a text that is too long to look at.
func shorten(text string) string {
	if len(text) <= maxShownValue {
		return text
	}
	end := maxShownValue
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d bytes)", text[:end], len(text))
}
