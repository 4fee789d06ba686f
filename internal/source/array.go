package source

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// want is what the grammar of an array asks for next.
type want uint8

const (
	wantOpening want = iota
	wantElementOrEnd
	wantElement
	wantComma
	wantNothing
)

// word names it in a message.
func (w want) word() say.Word {
	return [...]say.Word{"[", "an element or ]", "an element", "a comma or ]", "nothing after the closing ]"}[w]
}

// elements is how far an array has been taken apart.
type elements struct {
	want   want
	index  int               // of the next element
	at     jsonscan.Position // of the first byte that is not yet taken
	keep   int               // bytes before that one, kept to show it in its place
	broken bool              // a fault was found; only the first is reported
	over   bool              // the array has ended, and more follows
}

// splitArray cuts data into elements and returns how many of its bytes are
// done with. An array that is read whole and is broken between its elements
// goes on as one payload, so that the JSON checker names the fault.
func (s *stream) splitArray(c *Chunk, data []byte) (used int) {
	a := &s.elements
	if a.want == wantOpening && !s.eof && len(data) <= s.opts.whole {
		return 0
	}
	atOnce := a.want == wantOpening && s.eof && len(data) <= s.opts.whole
	parts, first := len(c.parts), len(c.spans)
	taken := a.keep
	if a.want == wantOpening && s.bom {
		taken = len(bom)
	}
	var full *pause
	for s.over == nil && !s.done {
		if len(c.spans)-first == s.opts.most && full == nil {
			if full = (&pause{*a, taken, len(c.parts)}); !atOnce {
				break
			}
		}
		at := jsonscan.SkipSpace(data, taken)
		a.at.Advance(data[taken:at])
		taken = at
		if at == len(data) {
			break
		}
		next, ok := s.step(c, data, at)
		if !ok {
			break
		}
		a.at.Advance(data[at:next])
		taken = next
		if a.broken && atOnce && s.fault == nil {
			break
		}
		if full != nil { // only to see whether the rest is broken
			c.spans = c.spans[:first+s.opts.most]
		}
	}
	if s.eof && !s.done && s.over == nil && s.fault == nil && a.want != wantNothing && (full == nil || atOnce) {
		s.breakArray(c, data, taken, say.Textf("the end of the file"))
	}
	if a.broken && atOnce && s.fault == nil {
		c.parts, c.spans, c.flushed = c.parts[:parts], c.spans[:first], first
		if s.shape = whole; s.kind.isText() {
			s.shape = records
		}
		return s.split(c, data)
	}
	if full != nil {
		s.elements, taken, c.parts = full.elements, full.taken, c.parts[:full.parts]
		s.done, s.over = false, nil
	}
	s.flush(c, data)
	if a.over && full == nil {
		s.shape, s.many, s.begun, a.keep = records, true, true, 0
		s.line, s.column = a.at.Of(data[taken])
		return taken
	}
	if s.eof && s.over == nil && full == nil {
		s.finish(c)
		return len(data)
	}
	a.keep = min(taken, keepBytes)
	return taken - a.keep
}

// pause is where a chunk has as many elements as it may have.
type pause struct {
	elements elements
	taken    int
	parts    int
}

// step takes what stands at data[at], which is no space, and returns where it
// ends; ok is false when more bytes are needed to tell.
func (s *stream) step(c *Chunk, data []byte, at int) (next int, ok bool) {
	a := &s.elements
	b := data[at]
	switch a.want {
	case wantOpening:
		a.want = wantElementOrEnd
		s.rootLine = a.at.Line
		return at + 1, true
	case wantComma:
		switch b {
		case ',':
			a.want = wantElement
			return at + 1, true
		case ']':
			a.want = wantNothing
			return at + 1, true
		}
		s.breakArray(c, data, at, found(b))
		a.want = wantElement
		return at, true
	case wantNothing:
		a.over = true // other values follow
		return at, false
	case wantElement, wantElementOrEnd:
	}
	switch {
	case b == ']':
		if a.want == wantElement {
			s.breakArray(c, data, at, found(b))
		}
		a.want = wantNothing
		return at + 1, true
	case b == ',':
		s.breakArray(c, data, at, found(b))
		a.want = wantElement
		return at + 1, true
	}
	return s.element(c, data, at)
}

// element takes the element at data[at]. It waits until enough of the text
// behind it is there to show it in its place.
func (s *stream) element(c *Chunk, data []byte, at int) (next int, ok bool) {
	a := &s.elements
	limit := s.opts.MaxPayload
	var v scanner
	n, done := v.scan(data[at:])
	next = at + n
	switch {
	case n > limit && (done || s.eof):
		s.flush(c, data)
		c.fail(tooLarge(Origin{Path: s.in.Path, Index: a.index}, s.offset+int64(at), int64(n), a.at, limit))
		a.index++
		a.want = wantComma
		return next, true
	case n > limit:
		s.over = &overrun{offset: s.offset + int64(at), at: a.at, origin: Origin{Path: s.in.Path, Index: a.index}, end: new(scanner)}
		return at, false
	case !s.eof && (!done || next+contextBytes >= len(data)), !done:
		return at, false
	}
	line, column := a.at.Of(data[at])
	c.spans = append(c.spans, span{at, next, line, column, a.index, 0})
	a.index++
	a.want = wantComma
	return next, true
}

// flush makes a part of the elements or values that are in no part yet.
func (s *stream) flush(c *Chunk, data []byte) {
	if start := c.flushed; start < len(c.spans) {
		shape := s.shape
		if shape == records {
			shape = values
		}
		p := s.part(shape, data)
		p.spans, p.end, p.line = start, len(c.spans), s.rootLine
		c.parts = append(c.parts, p)
		c.flushed = len(c.spans)
	}
}

// breakArray reports the first fault between elements.
func (s *stream) breakArray(c *Chunk, data []byte, at int, found say.Message) {
	a := &s.elements
	if a.broken {
		return
	}
	a.broken = true
	s.flush(c, data)
	line, column := a.at.Of(0)
	c.fail(&diag.Problem{
		Rule: ruleSyntax, Origin: diag.Whole(s.in.Path),
		Offset: s.offset + int64(at), Line: line, Column: column,
		Message: say.Textf("the array is broken near element %d: expected %v, found %s", a.index, a.want.word(), found),
		Hint:    say.Textf("what could be told apart was read"),
	})
}

// found names a byte; what is no ASCII character may be cut in two here.
func found(b byte) say.Message {
	if b < 0x80 {
		return say.Textf("%q", b)
	}
	return say.Textf("byte 0x%02x", b)
}
