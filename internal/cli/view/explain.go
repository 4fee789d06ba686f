package view

import (
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// explainer prints the table view of payloads.
type explainer struct {
	f    *kit.Factory
	lang string
}

// NewExplainer returns an explainer in lang.
func NewExplainer(f *kit.Factory, lang string) *explainer { return &explainer{f, lang} }

// Event prints the table view of one event: the headline, whether anyone has to
// act, the fields with their meaning, codes explained, oddities.
func (x *explainer) Event(e *event.Event, origin source.Origin) error {
	f := x.f
	style := f.IO.Style()
	name := e.Name()
	if name == "" {
		name = "encrypted"
	}
	f.IO.Printf("%s  %s\n", style.Bold(term.Cut(name, limit.Summary)), style.Faint(term.Clean(origin.String())))
	f.IO.Printf("%s", term.Indent(term.Cut(e.Summary, limit.Cell), "  ", f.IO.Width()))
	if e.Info != nil {
		if action := e.Info.Action.In(x.lang); action != "" {
			f.IO.Printf("%s", term.Indent(action, "  ", f.IO.Width()))
		}
	}
	if e.Sealed() {
		return nil
	}
	if err := x.fields(e); err != nil {
		return err
	}
	if err := x.codes(e); err != nil {
		return err
	}
	if err := x.notes(e); err != nil || e.Info == nil {
		return err
	}
	return x.credits()
}

func (x *explainer) fields(e *event.Event) error {
	f := x.f
	t := &term.Table{Head: []string{kit.Label(x.lang, "Field"), kit.Label(x.lang, "Value"), kit.Label(x.lang, "Meaning")}}
	more := 0
	for v := range e.Fields() {
		if t.Len() == limit.Fields {
			more++
			continue
		}
		meaning := ""
		if v.Field != nil {
			meaning = v.Field.Meaning.In(x.lang)
		}
		t.Row(term.S(f.IO.Style().Name, v.Path), term.C(v.Value), term.C(meaning))
	}
	f.IO.Println("")
	err := f.IO.Table(t, 2)
	x.more("More fields", more)
	return err
}

// credits says which texts of the view are argosctl's.
func (x *explainer) credits() error {
	t := NewAuthored(x.f, x.lang)
	for _, name := range []string{"Summary", "Action", "Meaning"} {
		t.Credit(name, catalog.ByArgosctl)
	}
	x.f.IO.Println("")
	return t.Print(2)
}

// codes explains the retry code or the reject codes of an event.
func (x *explainer) codes(e *event.Event) error {
	if e.Retry != nil {
		if err := x.Code(RetryCodes(), e.Retry.Code, e.Retry.Info); err != nil {
			return err
		}
	}
	if e.Reject == nil {
		return nil
	}
	shown := e.Reject.Codes[:min(len(e.Reject.Codes), limit.Fields)]
	for _, code := range shown {
		info, _ := catalog.RejectCodes().Find(code)
		if err := x.Code(RejectCodes(), code, info); err != nil {
			return err
		}
	}
	x.more("More codes", len(e.Reject.Codes)-len(shown))
	return nil
}

// more says how many of a payload's things are not shown.
func (x *explainer) more(what string, n int) {
	if n > 0 {
		x.f.IO.Printf("  %s: %d (-o json)\n", kit.Label(x.lang, what), n)
	}
}

// Code explains one code in short; info is nil for one that is not in the table.
func (x *explainer) Code(fam Family, code string, info *catalog.Code) error {
	f := x.f
	style := f.IO.Style()
	f.IO.Printf("\n  %s  %s\n", style.Bold(term.Cut(code, limit.Summary)), style.Faint(kit.Label(x.lang, fam.Noun)))
	if info == nil {
		f.IO.Printf("    %s\n", kit.Label(x.lang, "not in the table of "+fam.Noun+"s"))
		return nil
	}
	v := fam.View(info, x.lang)
	t := NewAuthored(f, x.lang)
	t.Line("Description", v.Description, v.DescriptionSource)
	t.Line("Flows", flowNames(v.Flows, x.lang), catalog.ByVendor)
	t.Line("Retry helps", RetryHelps(x.lang, v.RetryHelps), v.RetryHelpsSource)
	t.Line("Submitter", v.Guidance.User, v.GuidanceSource)
	t.Line("Integrator", v.Guidance.Integrator, v.GuidanceSource)
	return t.Print(4)
}

func (x *explainer) notes(e *event.Event) error {
	notes := e.Notes()
	if len(notes) == 0 {
		return nil
	}
	f := x.f
	f.IO.Printf("\n  %s\n", f.IO.Style().Bold(kit.Label(x.lang, "Notes")+" ("+strconv.Itoa(len(notes))+")"))
	t := &term.Table{}
	shown := notes[:min(len(notes), limit.Fields)]
	told := map[string]bool{"": true} // an assumption is named once
	for _, note := range shown {
		t.Row(term.S(f.IO.Style().Warn, note.Rule), term.C(strings.TrimSpace(note.Message)))
		if !told[note.Help] {
			told[note.Help] = true
			t.Row(term.C(""), term.C(note.Help))
		}
	}
	err := f.IO.Table(t, 4)
	x.more("More notes", len(notes)-len(shown))
	return err
}
