package jsonscan

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
)

// MaxFaults bounds the faults of one document. One more says that there are
// others.
const MaxFaults = 100

// FaultCode is the kind of a fault.
type FaultCode uint8

// The fault codes.
const (
	Syntax       FaultCode = iota + 1 // not the grammar of RFC 8259
	UTF8                              // bytes or surrogate escapes that are no characters
	BOM                               // a byte order mark before the text
	DuplicateKey                      // a member name for the second time
	TrailingData                      // something after the value
	Depth                             // nested deeper than MaxDepth, or more than MaxValues
	NotObject                         // see Document.RequireObject
)

// String returns the stable id of the rule that reports such faults.
func (c FaultCode) String() string {
	return [...]string{
		"json/unknown", "json/syntax", "json/utf8", "json/bom", "json/duplicate-key",
		"json/trailing-data", "json/depth", "json/not-object",
	}[c]
}

// Fault is one thing that is wrong at one place.
type Fault struct {
	Code    FaultCode
	Offset  int               // bytes; the text's end where something is missing there
	Length  int               // bytes of what is wrong; 0 at the end of the text
	Say     catalog.MessageID // what is wrong; see Text, Help and Fix
	Words   Words
	Related int     // offset of the first of two duplicate names, else -1
	Pointer string  // RFC 6901: the value it is in
	Repair  *Repair // nil where none is sure
	Comment bool    // a whole comment: it stays, and is no obstacle to repairing the rest

	node int // the value it is in, as long as there is no pointer
}

// Words are the arguments of what a fault says.
type Words struct {
	Found, Want, What catalog.Text
	Right, Name       string
}

// Text says what is wrong.
func (f *Fault) Text(lang string) string { return f.fill(catalog.MessageByID(f.Say).Text, lang) }

// Help says what to do, a line each; none where nothing can be said.
func (f *Fault) Help(lang string) []string {
	m := catalog.MessageByID(f.Say)
	var lines []string
	for _, text := range m.Help {
		lines = append(lines, f.fill(text, lang))
	}
	if len(lines) == 0 && f.Repair != nil {
		lines = append(lines, f.Fix(lang))
	}
	return lines
}

// Fix describes the repair.
func (f *Fault) Fix(lang string) string { return f.fill(catalog.MessageByID(f.Say).Fix, lang) }

func (f *Fault) fill(text catalog.Text, lang string) string {
	limit := MaxDepth
	switch f.Say {
	case catalog.MsgJSONSyntaxMore:
		limit = MaxFaults
	case catalog.MsgJSONDepthValues:
		limit = MaxValues
	default:
	}
	w := &f.Words
	return string(catalog.AppendMessage(nil, text.In(lang),
		catalog.Arg{Name: "found", Value: w.Found.In(lang)}, catalog.Arg{Name: "want", Value: w.Want.In(lang)},
		catalog.Arg{Name: "what", Value: w.What.In(lang)}, catalog.Arg{Name: "right", Value: w.Right},
		catalog.Arg{Name: "name", Value: w.Name}, catalog.Arg{Name: "max", Value: strconv.Itoa(limit)}))
}

// literal is a text that is the same in every language.
func literal(text string) catalog.Text { return catalog.Text{En: text} }

// or is a choice of two texts.
func or(a, b string) catalog.Text {
	return catalog.Text{En: a + catalog.PhraseOr.In("en") + b, Ko: a + catalog.PhraseOr.In("ko") + b}
}

// Fatal returns the first fault that a reader cannot live with, nil where there
// is none. With duplicate names, a byte order mark and bytes that are no
// characters the values still stand where the grammar says, but for a text in
// UTF-16, which has no nodes.
func (d *Document) Fatal() *Fault {
	for i := range d.Faults {
		if f := &d.Faults[i]; !f.Code.Bearable() || len(d.Nodes) == 0 {
			return f
		}
	}
	return nil
}

// Full reports whether the text holds more than MaxValues.
func (f *Fault) Full() bool { return f.Say == catalog.MsgJSONDepthValues }

// Bearable reports whether a reader can live with such a fault.
func (c FaultCode) Bearable() bool { return c == DuplicateKey || c == UTF8 || c == BOM }

// Explain puts a fault that ends the reading into words: what is wrong, and the
// next step, "" where none is known.
func (f *Fault) Explain(lang string) (message, hint string) {
	message = f.Text(lang)
	if f.Code != NotObject && f.Code != Depth {
		message = catalog.Text{En: "not JSON: ", Ko: "JSON이 아닙니다: "}.In(lang) + message
	}
	if help := f.Help(lang); len(help) > 0 {
		hint = help[0]
	}
	return message, hint
}

// NextStep speaks the hint of Explain, "" where it has none.
type NextStep struct{ *Fault }

// In returns the hint in lang.
func (s NextStep) In(lang string) string {
	_, hint := s.Explain(lang)
	return hint
}

// In returns the message of Explain in lang.
func (f *Fault) In(lang string) string {
	message, _ := f.Explain(lang)
	return message
}

// String returns the message of Explain in English.
func (f *Fault) String() string { return f.In("en") }

// Repair is an edit that removes a fault and keeps every other byte.
type Repair struct {
	Edits []Edit
}

// Edit replaces Length bytes at Offset of the data by Text.
type Edit struct {
	Offset, Length int
	Text           string
}

// Repairable reports whether the text parses once it is repaired.
func (d *Document) Repairable() bool {
	return !slices.ContainsFunc(d.Faults, func(f Fault) bool { return f.Repair == nil && f.Code != DuplicateKey })
}

// Repaired returns a copy of the data with the repair of every fault that has
// one. The repairs of one document never overlap and touch no comment; when
// every fault but duplicate names has one, the result parses.
func (d *Document) Repaired() []byte {
	var edits []Edit
	for _, f := range d.Faults {
		if f.Repair != nil {
			edits = append(edits, f.Repair.Edits...)
		}
	}
	// An insertion goes before what is replaced at the same place, and several
	// insertions keep the order in which they were found.
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(min(a.Length, 1), min(b.Length, 1)))
	})
	out, at := make([]byte, 0, len(d.Data)+len(edits)), 0
	for _, e := range edits {
		out = append(append(out, d.Data[at:e.Offset]...), e.Text...)
		at = e.Offset + e.Length
	}
	return append(out, d.Data[at:]...)
}
