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

	flushed int // spans that are in a part

	key  key
	more bool // another chunk of the same unit follows
}

// part is a run of payloads of one input, or an error in their place.
type part struct {
	path       string
	shape      shape
	data       []byte
	offset     int64 // of data
	line       int   // lines: of the first one; else of the value that the payloads are parts of
	column     int   // lines: of the first one, where its beginning is missing
	spans, end int   // array, values: they are Chunk.spans[spans:end]
	bom        bool
	loose      bool     // it is a text
	header     []byte   // see Payload.Header
	encoding   Encoding // that the input was read in
	named      bool     // a text that the user named: see Skipped.Bare
	inside     string   // the JSON Pointer of the value, of one that was taken apart
	err        *diag.Problem
	late       *lateLines // to be added to its lines; nil where they are right

	tally
}

// span is an element of an array, or a value, by its place in part.data. What
// stands beside it is shown from data[from] on.
type span struct{ start, end, line, column, index, from int }

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
	case p.shape == array, p.shape == values:
		return p.eachSpan(c.spans[p.spans:p.end], yield)
	}
	pl := Payload{Origin: diag.Whole(p.path), Offset: p.offset, Line: 1, Column: 1, only: true, part: p}
	p.fill(&pl, p.data)
	start := lead(p.data)
	pl.Single = start < len(p.data) && p.data[start] == '{'
	return yield(pl, nil)
}

// fill gives a payload its bytes, as UTF-8 where the user says what they are.
func (p *part) fill(pl *Payload, text []byte) {
	pl.Bytes, pl.raw = text, nil
	if p.encoding.IsNarrow() {
		if decoded, changed := p.encoding.decode(text); changed {
			pl.Bytes, pl.raw = decoded, text
		}
		pl.Before, _ = p.encoding.decode(pl.Before)
		pl.After, _ = p.encoding.decode(pl.After)
	}
}

func (p *part) eachLine(limit int, yield func(Payload, *diag.Problem) bool) bool {
	pl := Payload{
		Origin: Origin{Path: p.path, Line: p.line, Index: -1}, Line: p.line, Column: p.column, Offset: p.offset,
		part: p,
	}
	for rest := p.data; len(rest) > 0; {
		text, size := rest, len(rest)
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			text, size = rest[:end], end+1
		}
		if n := len(text); n > 0 && text[n-1] == '\r' {
			text = text[:n-1]
		}
		start := jsonscan.SkipSpace(text, 0)
		switch {
		case start == len(text), text[start] == ',' && isSeparator(text): // a blank line
		case len(text) > limit:
			if !yield(Payload{}, tooLarge(pl.Origin, pl.Offset, int64(len(text)), jsonscan.Position{Line: pl.Line, Column: pl.Column}, limit)) {
				return false
			}
		default:
			p.handed++
			p.fill(&pl, text)
			if !yield(pl, nil) {
				return false
			}
		}
		rest = rest[size:]
		pl.Offset += int64(size)
		pl.Line++
		pl.Origin.Line++
		pl.Column = 1
	}
	return true
}

func (p *part) eachSpan(spans []span, yield func(Payload, *diag.Problem) bool) bool {
	for _, s := range spans {
		pl := Payload{
			Origin: Origin{Path: p.path, Index: s.index},
			Offset: p.offset + int64(s.start), Line: s.line, Column: s.column,
			Before: before(p.data[s.from:s.start]), After: after(p.data[s.end:]),
			BOM: p.bom && s.index == 0, part: p,
		}
		if p.inside != "" {
			pl.Origin.Line, pl.Origin.Inside = p.line, p.inside
		} else if p.shape == values {
			pl.Origin.Line = s.line
			pl.BOM = p.bom && p.offset+int64(s.from) == 0
		}
		p.fill(&pl, p.data[s.start:s.end])
		p.handed++
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

// Size is about how many bytes the payloads have.
func (c *Chunk) Size() int { return len(c.buf) }

// filled reports whether there is anything in c to work on: at least an input
// that holds no payload.
func (c *Chunk) filled() bool { return len(c.parts) > 0 || c.Files > 0 }

// reset readies c for other content.
func (c *Chunk) reset(size int) {
	if cap(c.buf) < size || cap(c.buf) > 4*size { // a rare large one is not kept
		c.buf = make([]byte, 0, size)
	}
	clear(c.parts)
	c.buf, c.parts, c.spans, c.Files, c.flushed, c.more = c.buf[:0], c.parts[:0], c.spans[:0], 0, 0, false
	c.Held = 0
}

func (c *Chunk) grow(size int) { c.buf = append(make([]byte, 0, size), c.buf...) }

// Keep returns a payload of c that stays valid when c is used again. A large one
// is not copied: c gives up its buffer.
func (c *Chunk) Keep(p Payload) Payload {
	const large = 1 << 20
	if len(p.Bytes) < large {
		p.Bytes, p.Before, p.After, p.raw = bytes.Clone(p.Bytes), bytes.Clone(p.Before), bytes.Clone(p.After), bytes.Clone(p.raw)
	} else {
		c.buf = nil
	}
	if p.part != nil {
		own := part{path: p.part.path, shape: p.part.shape, loose: p.part.loose, header: bytes.Clone(p.part.header), encoding: p.part.encoding}
		p.part = &own
	}
	return p
}

func (c *Chunk) fail(err *diag.Problem) { c.parts = append(c.parts, part{err: err}) }

// Again readies c for being looked at once more, from its start: what was skipped
// is forgotten.
func (c *Chunk) Again() {
	for i := range c.parts {
		if p := &c.parts[i]; p.data != nil {
			p.tally = tally{}
		}
	}
}
