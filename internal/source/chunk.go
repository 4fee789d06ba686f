package source

import (
	"bytes"
	"iter"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Chunk is a run of whole payloads, about 256 KiB of them: a piece of one
// input, or several small inputs. It and all that points into it are valid
// until the emit call of its result returns.
type Chunk struct {
	Worker int // the goroutine that has it, from 0 up to Options.Jobs - 1
	Files  int // inputs that begin in this chunk and could be opened

	// Held is set by the work: how many bytes its result holds. Where that is
	// many times what the chunk has, the next chunks have less.
	Held int

	buf   []byte
	parts []part
	spans []span
	limit int // of a payload, in bytes

	key  key
	more bool // another chunk of the same unit follows
}

// part is a run of payloads of one input, or an error in their place.
type part struct {
	path       string
	shape      shape
	data       []byte
	offset     int64 // of data
	line       int   // lines: of the first line
	spans, end int   // array: the elements are Chunk.spans[spans:end]
	bom        bool
	err        *diag.Problem
}

// span is an element of an array, by its place in part.data.
type span struct{ start, end, line, column, index int }

// Payloads gives the payloads in their order, and in place of a payload or an
// input that could not be read the problem, with an empty Payload. It allocates
// nothing per payload.
func (c *Chunk) Payloads() iter.Seq2[Payload, *diag.Problem] {
	return func(yield func(Payload, *diag.Problem) bool) {
		for i := range c.parts {
			if !c.parts[i].each(c, yield) {
				return
			}
		}
	}
}

func (p *part) each(c *Chunk, yield func(Payload, *diag.Problem) bool) bool {
	switch {
	case p.err != nil:
		return yield(Payload{}, p.err)
	case p.shape == lines:
		return p.eachLine(c.limit, yield)
	case p.shape == array:
		return p.eachElement(c.spans[p.spans:p.end], yield)
	}
	text := bytes.TrimPrefix(p.data, bom)
	start := jsonscan.SkipSpace(text, 0)
	return yield(Payload{
		Origin: diag.Whole(p.path), Bytes: p.data, Offset: p.offset, Line: 1, Column: 1,
		Single: start < len(text) && text[start] == '{',
	}, nil)
}

func (p *part) eachLine(limit int, yield func(Payload, *diag.Problem) bool) bool {
	pl := Payload{Origin: Origin{Path: p.path, Line: p.line, Index: -1}, Line: p.line, Column: 1, Offset: p.offset}
	for rest := p.data; len(rest) > 0; {
		text, size := rest, len(rest)
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			text, size = rest[:end], end+1
		}
		if n := len(text); n > 0 && text[n-1] == '\r' {
			text = text[:n-1]
		}
		switch {
		case jsonscan.SkipSpace(text, 0) == len(text): // a blank line
		case len(text) > limit:
			if !yield(Payload{}, tooLarge(pl.Origin, pl.Offset, int64(len(text)), jsonscan.Position{Line: pl.Line, Column: 1}, limit)) {
				return false
			}
		default:
			pl.Bytes = text
			if !yield(pl, nil) {
				return false
			}
		}
		rest = rest[size:]
		pl.Offset += int64(size)
		pl.Line++
		pl.Origin.Line++
	}
	return true
}

func (p *part) eachElement(spans []span, yield func(Payload, *diag.Problem) bool) bool {
	for _, s := range spans {
		pl := Payload{
			Origin: Origin{Path: p.path, Index: s.index}, Bytes: p.data[s.start:s.end],
			Offset: p.offset + int64(s.start), Line: s.line, Column: s.column,
			Before: before(p.data[:s.start]), After: after(p.data[s.end:]),
			BOM: p.bom && s.index == 0,
		}
		if !yield(pl, nil) {
			return false
		}
	}
	return true
}

// before is the end of p that is on its last line, whole characters only.
func before(p []byte) []byte {
	if len(p) > contextBytes {
		p = p[len(p)-contextBytes:]
		for len(p) > 0 && !utf8.RuneStart(p[0]) {
			p = p[1:]
		}
	}
	return p[bytes.LastIndexByte(p, '\n')+1:]
}

// after is the start of p that is on its first line, whole characters only.
func after(p []byte) []byte {
	if len(p) > contextBytes {
		n := contextBytes
		for n > 0 && !utf8.RuneStart(p[n]) {
			n--
		}
		p = p[:n]
	}
	p, _, _ = bytes.Cut(p, []byte{'\n'})
	return bytes.TrimSuffix(p, []byte{'\r'})
}

// filled reports whether there is anything in c to work on: at least an input
// that holds no payload.
func (c *Chunk) filled() bool { return len(c.parts) > 0 || c.Files > 0 }

// reset readies c for other content.
func (c *Chunk) reset(size int) {
	if cap(c.buf) < size || cap(c.buf) > 4*size { // a rare large one is not kept
		c.buf = make([]byte, 0, size)
	}
	clear(c.parts)
	c.buf, c.parts, c.spans, c.Files, c.more = c.buf[:0], c.parts[:0], c.spans[:0], 0, false
	c.Held = 0
}

// grow doubles the buffer. Up to enough, where most of what needs a larger one
// comes to an end, it does not overshoot.
func (c *Chunk) grow(enough int) {
	size := 2 * cap(c.buf)
	if cap(c.buf) < enough {
		size = min(size, enough)
	}
	c.buf = append(make([]byte, 0, size), c.buf...)
}

func (c *Chunk) fail(err *diag.Problem) { c.parts = append(c.parts, part{err: err}) }
