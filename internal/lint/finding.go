package lint

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/source"
)

// report brings the findings into order, places them in their file and hands
// them on.
func (c *check) report(p source.Payload, emit func(*diag.Finding)) {
	if len(c.found) > 0 { // a clean payload takes no memory
		c.reportFound(p, emit)
	}
}

func (c *check) reportFound(p source.Payload, emit func(*diag.Finding)) {
	slices.SortStableFunc(c.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.start, b.start), strings.Compare(a.rule(), b.rule()))
	})
	place := newPlace(&p)
	outer, inner := &c.l.outerPath, &c.l.innerPath
	outer.doc = c.doc
	outer.path, inner.path = outer.path[:0], inner.path[:0]
	for i := range c.found {
		f := &c.found[i]
		from := outer
		if f.inner {
			from = inner
		}
		start, end := p.Span(f.start, f.end)
		out := &c.l.out
		*out = diag.Finding{
			Rule: f.rule(), Severity: f.severity, Path: p.Origin.Path, Origin: p.Origin,
			Offset: p.Offset + int64(start), Length: end - start,
		}
		if c.event != nil {
			out.Event = c.event.Event.Name
		}
		if !c.l.config.Brief {
			out.Source = place.source(start, end)
		}
		out.Line, out.Column = place.at(start)
		out.EndLine, out.EndColumn = place.end(end)
		if f.fault != nil {
			c.sayFault(out, f, &p)
		} else {
			c.say(out, f, from)
		}
		if p.Inside.Text != nil {
			c.sayInside(out, &p)
		}
		if c.more && i == len(c.found)-1 {
			out.Help = append(slices.Clip(out.Help), catalog.PhraseMoreFindings.In(c.l.config.lang()))
		}
		emit(out)
	}
}

func (f *finding) rule() string {
	if f.fault != nil {
		return f.fault.Code.String()
	}
	return f.Message.Rule().ID
}

// say puts an observation into words.
func (c *check) say(out *diag.Finding, f *finding, from *pointers) {
	pointer := from.at(f.Node)
	if c.l.pointer != string(pointer) {
		c.l.pointer = string(pointer)
	}
	out.Pointer = c.l.pointer
	words := c.l.words(f, from.doc, pointer)
	out.Message, out.Help = words.message, words.help
	if f.Repair != event.NoRepair && !f.inner && c.ours() {
		edit, _ := f.Edit(from.doc)
		at := out.Offset - int64(f.start) + int64(edit.Offset)
		out.Fix = &diag.Fix{Description: words.fix, Edits: []diag.Edit{{Offset: at, Length: edit.Length, Text: edit.Text}}}
	}
}

// sayFault puts a fault of the text into words.
func (c *check) sayFault(out *diag.Finding, f *finding, p *source.Payload) {
	fault, lang := f.fault, c.l.config.lang()
	out.Pointer, out.Message, out.Help = fault.Pointer, fault.Text(lang), fault.Help(lang)
	if len(out.Help) == 0 {
		out.Help = []string{catalog.PhraseCorrectHere.In(lang)}
	}
	if fault.Related >= 0 {
		if f.inner {
			out.Help = out.Help[1:] // which has no place in the file
		} else {
			related, _ := p.Span(fault.Related, fault.Related)
			line, column := newPlace(p).at(related)
			out.Help[0] = string(catalog.AppendMessage(nil, out.Help[0],
				catalog.Arg{Name: "line", Value: strconv.Itoa(line)}, catalog.Arg{Name: "column", Value: strconv.Itoa(column)}))
		}
	}
	if fault.Repair != nil && f.repairable && !f.inner && c.ours() {
		out.Fix = &diag.Fix{Description: fault.Fix(lang)}
		for _, e := range fault.Repair.Edits {
			at := out.Offset - int64(f.start) + int64(e.Offset)
			out.Fix.Edits = append(out.Fix.Edits, diag.Edit{Offset: at, Length: e.Length, Text: e.Text})
		}
	}
}

// sayInside says of a finding where its payload was found. What does not stand in
// the file as it is cannot be repaired there.
func (c *check) sayInside(out *diag.Finding, p *source.Payload) {
	lang := c.l.config.lang()
	out.Help = append(slices.Clip(out.Help), string(catalog.AppendMessage(nil, catalog.PhraseStandsAt.In(lang),
		catalog.Arg{Name: "origin", Value: p.Origin.String()})))
	if out.Fix != nil && !p.Direct() {
		out.Fix = nil
		out.Help = append(out.Help, catalog.PhraseNotFixable.In(lang))
	}
}
