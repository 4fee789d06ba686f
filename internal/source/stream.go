package source

import (
	"bytes"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// stream is one input that is being read. Its bytes come into the buffers of
// chunks; what is left behind the last whole payload is carried over.
type stream struct {
	in   Input
	opts *Options
	pool *gzips

	raw io.Reader // as it lies on disk
	src io.Reader // raw, or its decompressed content
	gz  *gzip.Reader

	file io.Closer // nil for standard input

	shape  shape
	bom    bool
	carry  []byte
	offset int64 // of carry
	line   int   // lines: of carry
	begun  bool  // lines: one that is not blank was found

	elements elements
	over     *overrun

	sniffed bool
	eof     bool
	fault   *diag.Problem // why reading ended early; reported last
	done    bool
}

// overrun is a payload over the limit that is being passed over.
type overrun struct {
	origin Origin
	offset int64
	at     jsonscan.Position
	size   int64
}

// next fills c with the next payloads. It may find none and yet not be done.
func (s *stream) next(c *Chunk) {
	if s.nextOfCarry(c) {
		return
	}
	c.buf = append(c.buf[:0], s.carry...)
	for {
		s.fill(c, 0)
		used := 0
		if s.over == nil {
			used = s.split(c, c.buf)
		}
		if s.over != nil && len(c.parts) == 0 {
			s.drop(c, used)
			used = 0
			s.passOver(c)
		}
		if used > 0 || len(c.parts) > 0 || s.done {
			s.carry = append(s.carry[:0], c.buf[used:]...)
			s.offset += int64(used)
			return
		}
		if len(c.buf) == cap(c.buf) {
			c.grow(s.opts.MaxPayload + 4*contextBytes)
		}
	}
}

// nextOfCarry is next from a part of what is carried over, where that is more
// than a chunk: it is not copied again and again for the few payloads that a
// chunk takes. It reports false where the part is not enough.
func (s *stream) nextOfCarry(c *Chunk) bool {
	size := max(s.opts.chunk, 2*keepBytes)
	if len(s.carry) <= size || s.shape == unknown {
		return false
	}
	c.buf = append(c.buf, s.carry[:size]...)
	before := *s
	s.eof, s.fault = false, nil // not in this part
	used := s.split(c, c.buf)
	if s.over != nil || used == 0 && len(c.parts) == 0 {
		*s, c.parts, c.spans = before, c.parts[:0], c.spans[:0]
		return false
	}
	s.eof, s.fault = before.eof, before.fault
	s.carry = s.carry[used:]
	s.offset += int64(used)
	return true
}

// split takes the payloads off data and returns how many bytes are done with.
// At the end of the file that is all of them.
func (s *stream) split(c *Chunk, data []byte) (used int) {
	if s.shape == unknown {
		s.shape = detect(data, isLinesFile(s.in.Path), s.eof, s.opts.MaxPayload)
		s.bom = bytes.HasPrefix(data, bom)
		s.line = 1
		s.elements.at = jsonscan.Position{Line: 1, Column: 1}
	}
	switch s.shape {
	case unknown:
		return 0
	case empty:
		if s.fault == nil {
			s.fault = pathProblem(s.in.Path, "", "empty: expected a JSON object, an array or NDJSON")
			s.fault.Rule = ruleSyntax
		}
		s.finish(c)
		return len(data)
	case lines:
		return s.splitLines(c, data)
	case array:
		return s.splitArray(c, data)
	default:
		return s.splitWhole(c, data)
	}
}

func (s *stream) splitLines(c *Chunk, data []byte) int {
	if s.eof && s.onlyOne(data, s.opts.MaxPayload) {
		return s.splitWhole(c, data)
	}
	end := len(data)
	if !s.eof || s.fault != nil {
		end = bytes.LastIndexByte(data, '\n') + 1
	}
	full := false
	if cut := afterLines(data[:end], s.opts.most); cut < end {
		full, end = true, cut
	}
	if end > 0 {
		c.parts = append(c.parts, part{path: s.in.Path, shape: lines, data: data[:end], offset: s.offset, line: s.line})
		s.begun = s.begun || jsonscan.SkipSpace(data[:end], 0) < end
		s.line += bytes.Count(data[:end], []byte{'\n'})
	}
	switch {
	case full:
		return end
	case s.eof:
		s.finish(c)
		return len(data)
	case end == 0 && len(data) > s.opts.MaxPayload+1: // one for a CR
		s.over = &overrun{offset: s.offset, at: jsonscan.Position{Line: s.line, Column: 1},
			origin: Origin{Path: s.in.Path, Line: s.line, Index: -1}}
	}
	return end
}

// afterLines returns the offset after the first n lines of data.
func afterLines(data []byte, n int) int {
	at := 0
	for ; n > 0 && at < len(data); n-- {
		end := bytes.IndexByte(data[at:], '\n')
		if end < 0 {
			return len(data)
		}
		at += end + 1
	}
	return at
}

// onlyOne says that an input whose name does not say NDJSON holds no other line
// than rest, which is over limit: then the origin is the input, not its line.
func (s *stream) onlyOne(rest []byte, limit int) bool {
	if s.begun || len(rest) <= limit || isLinesFile(s.in.Path) {
		return false
	}
	rest = trimSpace(rest)
	return len(rest) > limit && bytes.IndexByte(rest, '\n') < 0
}

// splitWhole takes all as one payload. Of an input that breaks off it takes
// only an object that is complete.
func (s *stream) splitWhole(c *Chunk, data []byte) int {
	switch {
	case len(data) > s.opts.MaxPayload:
		c.fail(tooLarge(diag.Whole(s.in.Path), 0, s.size(), jsonscan.Position{Line: 1, Column: 1}, s.opts.MaxPayload))
	case !s.eof:
		return 0
	case s.fault == nil || isObject(data):
		c.parts = append(c.parts, part{path: s.in.Path, shape: whole, data: data})
	}
	s.finish(c)
	return len(data)
}

// size is the size of the whole input, 0 where the system does not know it.
func (s *stream) size() int64 {
	if s.file == nil || s.gz != nil || s.in.endless {
		return 0
	}
	info, err := s.in.dir.Stat(s.in.Path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// finish ends the input, with the reason if that was a fault.
func (s *stream) finish(c *Chunk) {
	if !s.done && s.fault != nil {
		c.fail(s.fault)
	}
	s.done = true
}

// passOver reads to the end of a payload over the limit without keeping more
// of it than the context of what follows, and reports it.
func (s *stream) passOver(c *Chunk) {
	o := s.over
	s.over = nil
	var v scanner
	last, blank := byte(0), true
	if cap(c.buf) < 2*keepBytes {
		c.buf = slices.Grow(c.buf, keepBytes) // room beside the context
	}
	cut := 0 // bytes before keep that begin a character
	for keep, done := s.elements.keep, false; !done; {
		var n int
		rest := c.buf[keep:]
		n, done = s.endOf(&v, rest)
		if n > 0 {
			last = rest[n-1]
		}
		blank = blank && jsonscan.SkipSpace(rest[:n], 0) == n
		o.size += int64(n)
		done = done || s.eof
		if s.shape == array {
			passed := c.buf[keep-cut : keep+n]
			if cut = cutOff(passed); done {
				cut = 0
			}
			s.elements.at.Advance(passed[:len(passed)-cut])
		}
		keep += n
		if s.shape == lines {
			s.drop(c, keep)
			keep = 0
		} else if keep > keepBytes {
			s.drop(c, keep-keepBytes)
			keep = keepBytes
		}
		s.elements.keep = keep
		s.fill(c, 0)
	}
	switch {
	case s.shape == array:
		s.elements.index++
		s.elements.want = wantComma
	case last == '\r':
		o.size--
	}
	if s.shape == lines && !s.begun && s.eof && len(trimSpace(c.buf)) == 0 && !isLinesFile(s.in.Path) {
		o.origin.Line, o.size = 0, s.size() // it was the only one: the whole input
		o.offset, o.at = 0, jsonscan.Position{Line: 1, Column: 1}
	}
	if blank {
		return
	}
	s.begun = true
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

// endOf returns how many bytes of p belong to the payload that is being passed
// over, and whether it ends there.
func (s *stream) endOf(v *scanner, p []byte) (n int, done bool) {
	if s.shape == array {
		return v.scan(p)
	}
	if end := bytes.IndexByte(p, '\n'); end >= 0 {
		return end, true
	}
	return len(p), false
}

// drop takes the first n bytes off the buffer.
func (s *stream) drop(c *Chunk, n int) {
	c.buf = c.buf[:copy(c.buf, c.buf[n:])]
	s.offset += int64(n)
}
