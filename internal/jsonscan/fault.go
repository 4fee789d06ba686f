package jsonscan

import (
	"cmp"
	"slices"
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
	Depth                             // nested deeper than MaxDepth
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
	Offset  int // bytes; the text's end where something is missing there
	Length  int // bytes of what is wrong; 0 at the end of the text
	Message string
	Help    []string
	Related int     // offset of the first of two duplicate names, else -1
	Pointer string  // RFC 6901: the value it is in
	Repair  *Repair // nil where none is sure
	Comment bool    // a whole comment: it stays, and is no obstacle to repairing the rest

	node int // the value it is in, as long as there is no pointer
}

// Fatal returns the first fault that a reader cannot live with, nil where there
// is none. With duplicate names, a byte order mark and bytes that are no
// characters the values still stand where the grammar says, but for a text in
// UTF-16, which has no nodes.
func (d *Document) Fatal() *Fault {
	for i := range d.Faults {
		switch f := &d.Faults[i]; f.Code {
		case DuplicateKey, UTF8, BOM:
			if len(d.Nodes) == 0 {
				return f
			}
		default:
			return f
		}
	}
	return nil
}

// Explain puts a fault that ends the reading into words: what is wrong, and the
// next step, "" where none is known.
func (f *Fault) Explain() (message, hint string) {
	message = f.Message
	if f.Code != NotObject {
		message = "not JSON: " + message
	}
	switch {
	case f.Repair != nil:
		hint = f.Repair.Description
	case len(f.Help) > 0:
		hint = f.Help[0]
	}
	return message, hint
}

// Repair is an edit that removes a fault and keeps every other byte.
type Repair struct {
	Description string
	Edits       []Edit
}

// Edit replaces Length bytes at Offset of the data by Text.
type Edit struct {
	Offset, Length int
	Text           string
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
