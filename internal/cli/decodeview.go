package cli

import (
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// show prints the table view of one event: the headline, whether anyone has to
// act, the fields with their meaning, codes explained, oddities.
func (opts *decodeOptions) show(e *event.Event, origin source.Origin) error {
	f := opts.f
	style := f.IO.Style()
	name := e.Name()
	if name == "" {
		name = "encrypted"
	}
	f.IO.Printf("%s  %s\n", style.Bold(clean(name)), style.Faint(clean(origin.String())))
	f.IO.Printf("%s", term.Indent(clean(e.Summary), "  ", f.IO.Width()))
	if e.Info != nil {
		if action := e.Info.Action.In(opts.lang); action != "" {
			f.IO.Printf("%s", term.Indent(action, "  ", f.IO.Width()))
		}
	}
	if e.Sealed() {
		return nil
	}
	if err := opts.showFields(e); err != nil {
		return err
	}
	if err := opts.showCodes(e); err != nil {
		return err
	}
	return opts.showNotes(e)
}

func (opts *decodeOptions) showFields(e *event.Event) error {
	f := opts.f
	t := &term.Table{Head: []string{label(opts.lang, "Field"), label(opts.lang, "Value"), label(opts.lang, "Meaning")}}
	for v := range e.Fields() {
		meaning := ""
		if v.Field != nil {
			meaning = v.Field.Meaning.In(opts.lang)
		}
		t.Row(term.S(f.IO.Style().Name, v.Path), term.C(v.Value), term.C(meaning))
	}
	f.IO.Println("")
	return f.IO.Table(t, 2)
}

// showCodes explains the retry code or the reject codes of an event.
func (opts *decodeOptions) showCodes(e *event.Event) error {
	if e.Retry != nil {
		if err := opts.showCode(codeFamilies()[0], e.Retry.Code, e.Retry.Info); err != nil {
			return err
		}
	}
	if e.Reject == nil {
		return nil
	}
	for _, code := range e.Reject.Codes {
		info, _ := catalog.RejectCodes().Find(code)
		if err := opts.showCode(codeFamilies()[1], code, info); err != nil {
			return err
		}
	}
	return nil
}

func (opts *decodeOptions) showCode(fam codeFamily, code string, info *catalog.Code) error {
	f := opts.f
	style := f.IO.Style()
	f.IO.Printf("\n  %s  %s\n", style.Bold(clean(code)), style.Faint(label(opts.lang, fam.noun)))
	if info == nil {
		f.IO.Printf("    %s\n", label(opts.lang, "not in the table of "+fam.noun+"s"))
		return nil
	}
	v := fam.view(info, opts.lang)
	t := &term.Table{}
	for _, row := range [][2]string{
		{"Description", v.Description},
		{"Flows", flowNames(v.Flows, opts.lang)},
		{"Retry helps", yesNo(opts.lang, v.Retryable)},
		{"Submitter", v.Guidance.User},
		{"Integrator", v.Guidance.Integrator},
	} {
		if row[1] != "" {
			t.Row(term.S(style.Name, label(opts.lang, row[0])), term.C(row[1]))
		}
	}
	return f.IO.Table(t, 4)
}

func (opts *decodeOptions) showNotes(e *event.Event) error {
	notes := e.Notes()
	if len(notes) == 0 {
		return nil
	}
	f := opts.f
	f.IO.Printf("\n  %s\n", f.IO.Style().Bold(label(opts.lang, "Notes")+" ("+strconv.Itoa(len(notes))+")"))
	t := &term.Table{}
	for _, note := range notes {
		t.Row(term.S(f.IO.Style().Warn, note.Rule), term.C(strings.TrimSpace(note.Message)))
	}
	return f.IO.Table(t, 4)
}
