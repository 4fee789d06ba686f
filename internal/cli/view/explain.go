package view

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// Explainer prints explanations of payloads.
type Explainer struct {
	Brief bool // leave out the fields

	f    *kit.Factory
	lang string
	ours []string // the labels of the texts that argosctl wrote
}

// NewExplainer returns an explainer in lang.
func NewExplainer(f *kit.Factory, lang string) *Explainer { return &Explainer{f: f, lang: lang} }

// Event explains one event: the headline, what happened, what to do next, the
// fields with their meaning, the codes, oddities.
func (x *Explainer) Event(e *event.Event, origin source.Origin) error {
	f := x.f
	style := f.IO.Style()
	name, colour := e.Name(), EventStyle(style, e.Info)
	if name == "" {
		name, colour = kit.Label(x.lang, "encrypted"), style.Warn
	}
	f.IO.Headline(term.S(colour, term.Cut(name, limit.Summary)), origin.String(), 0)
	f.IO.Paragraph(term.C(e.Summary()), 2)
	if e.Info != nil {
		x.Mark("Summary", "Next")
		var next term.Labels
		next.Line(kit.Label(x.lang, "Next"), term.C(e.Next().In(x.lang)))
		if err := f.IO.Labels(&next, 2); err != nil {
			return err
		}
	}
	if e.Sealed() {
		return nil
	}
	if !x.Brief {
		if err := x.fields(e); err != nil {
			return err
		}
	}
	if err := x.codes(e); err != nil {
		return err
	}
	x.Notes("note", e.Notes())
	x.Credit()
	return nil
}

func (x *Explainer) fields(e *event.Event) error {
	f := x.f
	style := f.IO.Style()
	if e.Info != nil {
		x.Mark("Meaning")
	}
	list := f.IO.List(term.Layout{Indent: 2, Columns: []term.Column{
		{Key: "field", Head: kit.Head(x.lang, "Field"), Kind: term.Field},
		{Key: "value", Head: kit.Head(x.lang, "Value"), Kind: term.Value},
		{Key: "meaning", Head: kit.Head(x.lang, "Meaning"), Kind: term.Meaning},
	}})
	f.IO.Println("")
	shown := 0
	for v := range e.Fields() {
		if shown++; shown > limit.Fields {
			break
		}
		if err := list.Row(term.S(style.Name, v.Path), term.C(Quoted(v.Value)), term.S(style.Faint, x.meaning(v))); err != nil {
			return err
		}
	}
	err := list.Close()
	x.more("More fields", e.FieldCount()-limit.Fields)
	return err
}

// meaning says what a field means, and its value where that is one of a list and
// means more than its letters.
func (x *Explainer) meaning(v event.FieldValue) string {
	if v.Field == nil {
		return ""
	}
	meaning := v.Field.Meaning.In(x.lang)
	if known := catalog.ValueOf(v.Field.Enumeration, v.Value); known != nil && !catalog.SameName(strings.TrimSuffix(known.Meaning.En, "."), v.Value) {
		meaning += catalog.Text{En: " ", Ko: " 이 값의 뜻: "}.In(x.lang) + known.Meaning.In(x.lang)
	}
	return meaning
}

// Mark says that argosctl wrote the texts under these labels.
func (x *Explainer) Mark(labels ...string) {
	for _, en := range labels {
		if label := kit.Label(x.lang, en); !slices.Contains(x.ours, label) {
			x.ours = append(x.ours, label)
		}
	}
}

// Credit says which texts of the explanation are argosctl's.
func (x *Explainer) Credit() {
	if line := Credit(x.lang, x.ours...); line != "" {
		x.f.IO.Println("")
		x.f.IO.Paragraph(term.S(x.f.IO.Style().Faint, line), 2)
	}
	x.ours = nil
}

// Quoted puts a text in quotes that could not be seen without them.
func Quoted(text string) string {
	if len(text) <= limit.Cell && (text == "" || strings.TrimSpace(text) != text) {
		return `"` + text + `"`
	}
	return text
}

// codes explains the retry code or the reject codes of an event.
func (x *Explainer) codes(e *event.Event) error {
	if e.Retry != nil {
		if err := x.Code(RetryCodes(), e.Retry.Code, e.Retry.Info); err != nil {
			return err
		}
	}
	if e.Reject == nil {
		return x.failCodes(e)
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

// failCodes prints what the submitter reads where a code of failure says it.
func (x *Explainer) failCodes(e *event.Event) error {
	for v := range e.Fields() {
		if v.Field == nil || v.Field.Ref != catalog.FailCodes {
			continue
		}
		known := catalog.ValueOf(v.Field.Enumeration, v.Value)
		if known == nil || known.VendorText == "" {
			continue
		}
		x.f.IO.Println("")
		var text term.Labels
		text.Line(kit.Label(x.lang, "Vendor's text"), term.C(known.VendorText))
		if err := x.f.IO.Labels(&text, 2); err != nil {
			return err
		}
	}
	return nil
}

// more says how many of a payload's things are not shown.
func (x *Explainer) more(what string, n int) {
	if n > 0 {
		x.f.IO.Printf("  %s: %s (-o json)\n", kit.Label(x.lang, what), say.Number(n))
	}
}

// Code explains one code in short; info is nil for one that is not in the table.
func (x *Explainer) Code(fam Family, code string, info *catalog.Code) error {
	f := x.f
	x.codeLine(CodeStyle(f.IO.Style(), info != nil), fam, code)
	if info == nil {
		f.IO.Paragraph(term.C(kit.Label(x.lang, "not in the table of "+fam.Noun+"s")), 4)
		return nil
	}
	return x.advice(fam.View(info, x.lang))
}

// Looked explains one code that Lookup found.
func (x *Explainer) Looked(fam Family, v Code) error {
	x.codeLine(CodeStyle(x.f.IO.Style(), v.Known), fam, v.Code)
	return x.advice(v)
}

func (x *Explainer) codeLine(colour func(string) string, fam Family, code string) {
	x.f.IO.Println("")
	x.f.IO.Headline(term.S(colour, term.Cut(code, limit.Summary)), kit.Label(x.lang, fam.Noun), 2)
}

// advice prints what a code means and what to do.
func (x *Explainer) advice(v Code) error {
	x.f.IO.Paragraph(term.C(v.Description), 4)
	if v.DescriptionSource == catalog.ByArgosctl {
		x.Mark("Description")
	}
	x.Mark("Retry helps", "Submitter", "Integrator")
	var advice term.Labels
	advice.Line(kit.Label(x.lang, "Retry helps"), term.C(RetryHelps(x.lang, v.RetryHelps)))
	advice.Line(kit.Label(x.lang, "Submitter"), term.C(v.Guidance.User))
	advice.Line(kit.Label(x.lang, "Integrator"), term.C(v.Guidance.Integrator))
	if !v.Known {
		x.Mark("Note")
		for _, note := range v.Notes {
			advice.Line(kit.Label(x.lang, "Note"), term.C(note))
		}
	}
	return x.f.IO.Labels(&advice, 4)
}

// Notes prints what is odd, each below what it is: "note" or "warning".
func (x *Explainer) Notes(word string, notes []diag.Note) {
	if len(notes) == 0 {
		return
	}
	f := x.f
	style := f.IO.Style()
	f.IO.Println("")
	shown := notes[:min(len(notes), limit.Fields)]
	told := map[string]bool{"": true} // an assumption is named once
	for _, note := range shown {
		text := style.Warn(kit.Label(x.lang, word)+":") + " " + term.Clean(term.Brief(strings.TrimSpace(note.Message))) +
			" [" + style.Name(note.Rule) + "]"
		f.IO.Printf("%s", term.Indented(text, 2, f.IO.Width()))
		if !told[note.Help] {
			told[note.Help] = true
			f.IO.Paragraph(term.C(note.Help), 4)
		}
	}
	x.more("More notes", len(notes)-len(shown))
}
