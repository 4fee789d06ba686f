package source

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// overrun is a payload over the limit that is being passed over.
type overrun struct {
	origin Origin
	offset int64
	at     jsonscan.Position
	size   int64
	end    ending
	last   byte
	blank  bool   // nothing but white space so far
	quiet  bool   // nobody wants to know of it
	named  bool   // it names webhook_trigger
	tail   []byte // the end of what was read, in which a name may begin
}

// ending finds the end of what is passed over: it returns how many bytes of p
// belong to it, and whether it ends there.
type ending interface {
	scan(p []byte) (n int, done bool)
}

// lineEnding ends at a line break.
type lineEnding struct{}

func (lineEnding) scan(p []byte) (n int, done bool) {
	if end := bytes.IndexByte(p, '\n'); end >= 0 {
		return end, true
	}
	return len(p), false
}

// valueEnding ends with a value, or where it breaks with the line.
type valueEnding struct {
	outline outline
	broken  bool
}

func (v *valueEnding) scan(p []byte) (n int, done bool) {
	if !v.broken {
		var state verdict
		if n, state = v.outline.scan(p); state != broken {
			return n, state == complete
		}
		v.broken = true
	}
	rest, done := lineEnding{}.scan(p[n:])
	return n + rest, done
}

// overrun begins to pass over a record that is too long.
func (s *stream) overrun(r record) {
	s.over = &overrun{
		offset: s.offset + int64(r.start), at: jsonscan.Position{Line: s.line, Column: s.column},
		origin: Origin{Path: s.in.Path, Line: s.line, Index: -1}, end: lineEnding{},
	}
	if r.kind == longValue {
		s.over.end = new(valueEnding)
	}
}

// passOver reads to the end of a payload over the limit without keeping more
// of it than the context of what follows, and reports it.
func (s *stream) passOver(c *Chunk) {
	o := s.over
	s.over = nil
	o.blank = o.size == 0
	if cap(c.buf) < 2*keepBytes {
		c.buf = slices.Grow(c.buf, keepBytes) // room beside the context
	}
	cut := 0 // bytes before keep that begin a character
	for keep, done := s.elements.keep, false; !done; {
		var n int
		n, done = o.end.scan(c.buf[keep:])
		o.look(c.buf[keep : keep+n])
		done = done || s.eof
		passed := c.buf[keep-cut : keep+n]
		if cut = cutOff(passed); done {
			cut = 0
		}
		switch passed = passed[:len(passed)-cut]; {
		case s.shape == array:
			s.elements.at.Advance(passed)
		case o.end != lineEnding{}:
			s.advance(passed)
		default:
			s.column++ // it is behind the start of the line: that is all that matters
		}
		keep += n
		kept := min(keep, cut)
		if s.shape == array {
			kept = min(keep, keepBytes)
		}
		s.drop(c, keep-kept)
		keep = kept
		s.elements.keep = keep
		s.fill(c, 0)
	}
	s.passed(c, o, c.buf)
}

// look notes what matters of a piece of the payload.
func (o *overrun) look(piece []byte) {
	if len(piece) == 0 {
		return
	}
	o.last = piece[len(piece)-1]
	o.size += int64(len(piece))
	o.blank = o.blank && len(trimSpace(piece)) == 0
	seam := append(o.tail, piece[:min(len(piece), len(trigger))]...)
	o.named = o.named || names(seam) || names(piece)
	o.tail = append(o.tail[:0], seam[max(0, len(seam)-len(trigger)):]...)
	if len(piece) >= len(trigger) {
		o.tail = append(o.tail[:0], piece[len(piece)-len(trigger):]...)
	}
}

// passed reports what was passed over, of which rest is what follows.
func (s *stream) passed(c *Chunk, o *overrun, rest []byte) {
	switch {
	case s.shape == array:
		s.elements.index++
		s.elements.want = wantComma
	case o.last == '\r':
		o.size--
	}
	if o.blank || o.quiet || s.descent.active && !o.named {
		return
	}
	only := s.shape == records && !s.begun && s.eof && len(trimSpace(rest)) == 0 && s.kind != ndjson
	s.begun = true
	switch {
	case only:
		o.origin.Line, o.size = 0, s.size()
		o.offset, o.at = 0, jsonscan.Position{Line: 1, Column: 1}
	case s.shape == records && s.kind.isText() && !o.named:
		p := s.part(lines, nil)
		p.tally = tally{handed: 1, passed: 1, lines: 1, first: o.origin}
		c.parts = append(c.parts, p)
		return
	}
	c.fail(tooLarge(o.origin, o.offset, o.size, o.at, s.opts.MaxPayload))
}

// cutOff is how many bytes at the end of p begin a character that goes on
// behind it.
func cutOff(p []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(p); n++ {
		if tail := p[len(p)-n:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return n
			}
			break
		}
	}
	return 0
}
