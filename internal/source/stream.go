package source

import (
	"bytes"
	"io"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// stream is one input that is being read. Its bytes come into the buffers of
// chunks; what is left behind the last whole payload is carried over.
type stream struct {
	in   Input
	opts *Options
	pool *unpackers

	raw io.Reader // as it lies on disk
	src io.Reader // raw, or its content: unpacked, and in UTF-8 where raw is UTF-16

	packing  *Packing // nil for an input that is not packed
	unpacker unpacker // nil but for what is being read
	encoding Encoding
	marked   bool // by a byte order mark that does not come through

	file io.Closer // nil for standard input

	shape  shape
	bom    bool
	carry  []byte
	offset int64 // of carry
	kind   naming

	// Of an input that is taken apart record by record:
	line, column int        // of carry
	many         bool       // it is more than one payload
	begun        bool       // something that is not blank was found
	progress     *progress  // nil where nothing was looked at closely
	steps        int        // bytes that were looked at closely
	dead         []int64    // offsets of values that are known to break at deadEnd
	gathering    *gathering // of the last line that may begin such a value
	ungathered   int64      // where it ended in vain
	deadEnd      int64
	notes        int    // bytes of block comments that were read
	header       []byte // the first line, where that may be the names of columns

	elements elements
	rootLine int // of the array
	over     *overrun
	division *division // nil where all of the input is read
	descent  descent

	unpacked bool // whether it is packed is settled
	sniffed  bool // so is how it is written
	headed   bool // so is whether it begins with the header of an HTTP message
	eof      bool
	fault    *diag.Problem // why reading ended early; reported last
	done     bool
}

// next fills c with the next payloads. It may find none and yet not be done.
func (s *stream) next(c *Chunk) {
	defer s.trim(c, 0)
	s.jump()
	if s.nextOfCarry(c) {
		return
	}
	c.buf = append(c.buf[:0], s.carry...)
	for {
		if s.fill(c, 0); !s.sniffed {
			if len(c.buf) == cap(c.buf) {
				c.grow(2 * cap(c.buf))
			}
			continue
		}
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
			c.grow(s.room(cap(c.buf)))
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
		*s, c.parts, c.spans, c.flushed = before, c.parts[:0], c.spans[:0], 0
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
	if !s.headed {
		if used, maybe := s.takeHead(data); maybe || used > 0 {
			return used
		}
	}
	if s.shape == unknown {
		s.shape = detect(data, s.kind, s.eof, s.opts.MaxPayload)
		s.bom = bytes.HasPrefix(data, bom)
		s.elements.at = jsonscan.Position{Line: s.line, Column: s.column}
	}
	switch s.shape {
	case unknown:
		return 0
	case empty:
		if s.fault == nil {
			s.fault = pathProblem(s.in.Path, say.Textf("empty: expected a JSON object, an array or NDJSON"), say.Message{})
			s.fault.Rule = ruleSyntax
		}
		s.finish(c)
		return len(data)
	case records:
		return s.splitRecords(c, data)
	case array:
		return s.splitArray(c, data)
	default:
		return s.splitWhole(c, data)
	}
}

// part is a part of the input that holds text of it.
func (s *stream) part(shape shape, data []byte) part {
	return part{
		path: s.in.Path, shape: shape, data: data, offset: s.offset, bom: s.bom,
		loose: s.kind.isText() && shape != array, named: s.kind.isText() && !s.in.Found && s.in.mine == nil, header: s.header,
		encoding: s.encoding,
	}
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
		p := s.part(whole, data)
		p.offset = 0
		c.parts = append(c.parts, p)
	}
	s.finish(c)
	return len(data)
}

// room is the size of the next buffer for a payload that takes more than have:
// twice that, without overshooting where most of what is large comes to an end; or
// what is left of the input, once the payload is likely to be all of it.
func (s *stream) room(have int) int {
	const large = 4 << 20
	most := s.opts.MaxPayload + 4*contextBytes
	if have >= most {
		return 2 * have
	}
	if left := s.size() - s.offset + 1; have >= large && left > int64(have) && left < int64(most) {
		return int(left)
	}
	return min(2*have, most)
}

// size is the size of the whole input, 0 where the system does not know it.
func (s *stream) size() int64 {
	if s.file == nil || s.packing != nil || s.in.endless {
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

// drop takes the first n bytes off the buffer.
func (s *stream) drop(c *Chunk, n int) {
	c.buf = c.buf[:copy(c.buf, c.buf[n:])]
	s.offset += int64(n)
}
