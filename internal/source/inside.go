package source

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
)

// Inside says where a payload stands that was found inside a value or a text of
// the file. The payload's Offset, Line, Column, Before and After are then those
// of the value or text. It is valid until the next payload is looked for.
type Inside struct {
	Text      *layer.Text // that holds the payload's Bytes; nil for a payload that is all there is
	At        int         // offset of Bytes in Text
	Container string      // what the payload was found in, in words; empty where that is not known or not asked for
}

// RootLine is the line of the value that the file holds, of which p is all or a
// part: of an array, where it begins.
func (p *Payload) RootLine() int {
	switch {
	case p.Origin.Line > 0:
		return p.Origin.Line
	case p.Origin.Index >= 0 && p.part != nil:
		return p.part.line
	}
	return p.Line
}

// Shown is the text of the file that p stands in, of which Offset, Line and
// Column are the start: Bytes, unless p was found inside something.
func (p *Payload) Shown() []byte {
	if p.Inside.Text == nil {
		return p.Bytes
	}
	return p.Inside.Text.InFile().Bytes
}

// Span is where the bytes from start to end of p stand in Shown.
func (p *Payload) Span(start, end int) (from, to int) {
	if p.Inside.Text == nil {
		return start, end
	}
	return p.Inside.Text.Span(p.Inside.At+start, p.Inside.At+end)
}

// Cursor is a cursor of Shown that can go to any place within p.
func (p *Payload) Cursor() jsonscan.Cursor {
	if p.Inside.Text == nil {
		return jsonscan.NewCursor(p.Bytes, p.Line, p.Column)
	}
	return p.Inside.Text.Cursor(p.Inside.At)
}

// Direct reports whether the bytes of p stand in the file as they are: not in
// the text of a string, nor encoded.
func (p *Payload) Direct() bool { return p.Inside.Text == nil || p.Inside.Text.Direct() }

// Locate gives a problem of the payload, whose Offset counts from the start of
// Bytes, its origin and its place in the file.
func (p *Payload) Locate(problem diag.Problem) *diag.Problem {
	from, to := p.Span(int(problem.Offset), int(problem.Offset)+problem.Length)
	cursor := p.Cursor()
	problem.Line, problem.Column = cursor.At(from)
	problem.Origin = p.Origin
	problem.Offset, problem.Length = p.Offset+int64(from), to-from
	return &problem
}

// Pieces hands to yield, until it returns false, what stands in a text that was
// found inside something, as Values does for a line: values, and text that
// claims to be a webhook. Where there are no such pieces, the text is one.
func Pieces(text []byte, yield func(start, end int) bool) {
	cut(text, true, func(p piece) bool {
		start := p.start
		if p.same {
			start = lead(text)
		}
		return yield(start, max(start, p.end))
	})
}

// Pass counts p as skipped without telling of it: it is the header of a table.
func (p Payload) Pass() {
	if p.part != nil {
		p.part.passed++
	}
}
