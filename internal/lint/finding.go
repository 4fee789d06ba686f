package lint

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

func faultHelp(code jsonscan.FaultCode) []string {
	switch code {
	case jsonscan.DuplicateKey:
		return []string{"keep one of the two members: readers differ in which one they take"}
	case jsonscan.UTF8:
		return []string{"write the text in UTF-8"}
	case jsonscan.TrailingData:
		return []string{"a payload is one JSON object"}
	case jsonscan.Depth:
		return []string{fmt.Sprintf("payloads of the service are far less than %d levels deep", jsonscan.MaxDepth)}
	case jsonscan.NotObject:
		return []string{"a payload is a JSON object with a " + triggerName}
	default:
		return []string{"correct the text here"}
	}
}

// report brings the findings into order, places them in their file and hands
// them on.
func (c *check) report(p source.Payload, emit func(*diag.Finding)) {
	if len(c.found) == 0 {
		return
	}
	slices.SortStableFunc(c.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.start, b.start), strings.Compare(a.rule(), b.rule()))
	})
	place := newPlace(p)
	outer, inner := &c.l.outerPath, &c.l.innerPath
	outer.path, inner.path = outer.path[:0], inner.path[:0]
	for i := range c.found {
		f := &c.found[i]
		from := outer
		if f.inner {
			from = inner
		}
		out := &c.l.out
		*out = diag.Finding{
			Rule: f.rule(), Severity: f.severity, Path: p.Origin.Path,
			Offset: p.Offset + int64(f.start), Length: f.end - f.start,
		}
		if c.event != nil {
			out.Event = c.event.Event.Name
		}
		if !c.l.config.Brief {
			out.Source = place.source(f.start, f.end)
		}
		out.Line, out.Column = place.at(f.start)
		out.EndLine, out.EndColumn = place.end(f.end)
		if f.fault != nil {
			c.sayFault(out, f, p)
		} else {
			c.say(out, f, from)
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
	doc, lang, m := from.doc, c.l.config.lang(), catalog.MessageByID(f.Message)
	pointer := from.at(f.Node)
	out.Pointer = string(pointer)
	argument := func(dst []byte, name string) ([]byte, bool) {
		switch {
		case f.err != nil && name == "reason":
			return append(dst, f.err.Error()...), true
		case f.err != nil && name == "hint":
			return append(dst, f.hint...), true
		case name == "path" && f.Field == nil && !f.OnName:
			return append(dst, pointer[bytes.LastIndexByte(pointer, '/')+1:]...), true
		}
		return f.AppendArgument(dst, doc, name, lang)
	}
	fill := func(text catalog.Text) string {
		literal := text.In(lang)
		if strings.IndexByte(literal, '{') < 0 {
			return literal
		}
		c.l.text = catalog.AppendFilled(c.l.text[:0], literal, argument)
		return string(c.l.text)
	}
	out.Message = fill(m.Text)
	out.Help = make([]string, len(m.Help))
	for i := range m.Help {
		out.Help[i] = fill(m.Help[i])
	}
	if f.Repair != 0 && !f.inner && c.ours() {
		edit, _ := f.Edit(doc)
		out.Fix = &diag.Fix{Description: fill(m.Fix), Edits: []diag.Edit{{Offset: out.Offset - int64(f.start) + int64(edit.Offset), Length: edit.Length, Text: edit.Text}}}
	}
}

// sayFault puts a fault of the text into words.
func (c *check) sayFault(out *diag.Finding, f *finding, p source.Payload) {
	fault := f.fault
	out.Pointer, out.Message, out.Help = fault.Pointer, fault.Message, fault.Help
	if len(out.Help) == 0 {
		if fault.Repair != nil {
			out.Help = []string{fault.Repair.Description}
		} else {
			out.Help = faultHelp(fault.Code)
		}
	}
	if fault.Related > 0 && !f.inner {
		line, column := newPlace(p).at(fault.Related)
		out.Help = append([]string{"the first one is at line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column)}, out.Help...)
	}
	if fault.Repair != nil && f.repairable && !f.inner && c.ours() {
		out.Fix = &diag.Fix{Description: fault.Repair.Description}
		for _, e := range fault.Repair.Edits {
			out.Fix.Edits = append(out.Fix.Edits, diag.Edit{Offset: p.Offset + int64(e.Offset), Length: e.Length, Text: e.Text})
		}
	}
}
