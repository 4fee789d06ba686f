package returnurl

import (
	"fmt"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/term"
)

// What a table shows at most; -o json has everything.
const (
	maxShownValue = 400 // bytes of one value
	maxShownRows  = 100 // parameters, and warnings
)

// showReturnURL prints the table view of one return URL: the outcome and what
// to do, the parameters, the error code, the warnings.
func showReturnURL(f *kit.Factory, res *returnurl.Result, lang string) error {
	style := f.IO.Style()
	paint := map[string]func(string) string{catalog.OutcomeApproved: style.Good, catalog.OutcomePending: style.Warn, catalog.OutcomeRejected: style.Bad, catalog.OutcomeBlocked: style.Bad}[res.Outcome.Name]
	if paint == nil {
		paint = style.Bold
	}
	f.IO.Printf("%s  %s\n", paint(res.Outcome.Name), style.Faint(kit.Label(lang, "return URL")))
	f.IO.Printf("%s", term.Indent(res.Outcome.Meaning.In(lang), "  ", f.IO.Width()))
	t := view.NewAuthored(f, lang)
	t.Line("Next", res.Outcome.Next.In(lang), catalog.ByArgosctl)
	t.Line("URL", shorten(res.URL), catalog.ByVendor)
	if c := res.Cipher; c != nil {
		t.Line("Cipher", fmt.Sprintf("%s, %s, %s", c.Algorithm, c.Key, c.Encoding), catalog.ByVendor)
	}
	t.Credit("Meaning", catalog.ByArgosctl) // of the outcome and of the parameters
	if err := t.Print(2); err != nil {
		return err
	}
	if err := showParams(f, res, lang); err != nil {
		return err
	}
	if res.ErrorCode != nil {
		if err := showErrorCode(f, res.ErrorCode.Code, lang); err != nil {
			return err
		}
	}
	return showWarnings(f, res, lang)
}

func showParams(f *kit.Factory, res *returnurl.Result, lang string) error {
	meanings := map[string]string{}
	for _, p := range returnurl.Params() {
		meanings[p.Name] = p.Meaning.In(lang)
	}
	t := &term.Table{Head: []string{kit.Label(lang, "Parameter"), kit.Label(lang, "Value"), kit.Label(lang, "Meaning")}}
	for _, p := range res.Params {
		t.Row(term.S(f.IO.Style().Name, p.Name), term.C(shorten(p.Value)), term.C(meanings[p.Name]))
	}
	for i, p := range res.Other {
		if i == maxShownRows {
			t.Row(term.C("…"), term.C(fmt.Sprintf("+%d", len(res.Other)-i)), term.C(""))
			break
		}
		t.Row(term.S(f.IO.Style().Name, shorten(p.Name)), term.C(shorten(p.Value)), term.C(kit.Label(lang, "not a parameter of the service")))
	}
	if t.Len() == 0 {
		return nil
	}
	f.IO.Println("")
	return f.IO.Table(t, 0)
}

// showErrorCode explains the code as `errorcode explain` does.
func showErrorCode(f *kit.Factory, code, lang string) error {
	fam := view.ErrorCodes()
	v, _, ok := fam.Lookup(code, lang)
	if !ok {
		return nil
	}
	f.IO.Println("")
	return view.ShowCode(f, fam, v, lang)
}

func showWarnings(f *kit.Factory, res *returnurl.Result, lang string) error {
	t := &term.Table{Head: []string{kit.Label(lang, "Warning"), ""}}
	for i := range res.Warnings {
		if i == maxShownRows {
			t.Row(term.C("…"), term.C(fmt.Sprintf("+%d", len(res.Warnings)-i)))
			break
		}
		n := res.Warnings[i].Note(lang)
		t.Row(term.S(f.IO.Style().Warn, n.Rule), term.C(n.Message))
		if n.Help != "" {
			t.Row(term.C(""), term.C(n.Help))
		}
	}
	if t.Len() == 0 {
		return nil
	}
	f.IO.Println("")
	return f.IO.Table(t, 0)
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
