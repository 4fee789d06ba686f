package jsonscan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"
)

// Position is a place in a text as people and editors count: lines and columns
// from 1, columns in characters (a byte that is not UTF-8 counts as one). Lines
// end with LF, CR LF or CR: whether a CR has ended one depends on what follows,
// so Of tells where that is.
type Position struct {
	Line, Column int

	cr bool // behind a CR, which ends the line unless an LF follows
}

// Of returns the line and column of next, the byte that follows; 0 stands for
// the end of the text.
func (p Position) Of(next byte) (line, column int) {
	if p.cr && next != '\n' {
		return p.Line + 1, 1
	}
	return p.Line, p.Column
}

// Advance moves the position over text, which ends between two characters.
func (p *Position) Advance(text []byte) {
	if len(text) == 0 {
		return
	}
	p.Line, p.Column = p.Of(text[0])
	if p.cr = text[len(text)-1] == '\r'; p.cr {
		text = text[:len(text)-1]
	}
	if last := LastBreak(text); last >= 0 {
		p.Line += bytes.Count(text, []byte{'\n'})
		if alone := bytes.Count(text, []byte{'\r'}); alone > 0 {
			p.Line += alone - bytes.Count(text, []byte("\r\n"))
		}
		p.Column = 1
		text = text[last+1:]
	}
	p.Column += characters(text)
	if p.cr {
		p.Column++
	}
}

// LastBreak returns the offset of the last byte of a line break in text, -1
// where there is none: most texts are within a line, which is fast to see.
func LastBreak(text []byte) int {
	if bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') < 0 {
		return -1
	}
	return bytes.LastIndexAny(text, "\r\n")
}

// characters counts the characters of text: the bytes that do not continue
// one, eight at a time.
func characters(text []byte) int {
	n, i := len(text), 0
	for len(text)-i >= 8 && binary.LittleEndian.Uint64(text[i:])&highs == 0 {
		i += 8
	}
	if rest := text[i:]; !utf8.Valid(rest) {
		return i + utf8.RuneCount(rest)
	}
	for ; len(text)-i >= 8; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		n -= bits.OnesCount64(x >> 7 &^ (x >> 6) & ones)
	}
	for ; i < len(text); i++ {
		if !utf8.RuneStart(text[i]) {
			n--
		}
	}
	return n
}

// Cursor finds the positions of the bytes of a text. Asked for rising offsets,
// it reads the text once.
type Cursor struct {
	data   []byte
	offset int // of at
	at     Position
}

// NewCursor returns a cursor at the start of data, which stands at line and
// column. A byte order mark takes no column.
func NewCursor(data []byte, line, column int) Cursor {
	c := Cursor{data: data, at: Position{Line: line, Column: column}}
	if bytes.HasPrefix(data, []byte(utf8BOM)) {
		c.offset = len(utf8BOM)
	}
	return c
}

// At goes to an offset, and returns its position. An offset before the last
// one has the position of that; one behind the end has the position of the end.
func (c *Cursor) At(offset int) (line, column int) {
	if offset = min(offset, len(c.data)); offset > c.offset {
		c.at.Advance(c.data[c.offset:offset])
		c.offset = offset
	}
	var next byte
	if c.offset < len(c.data) {
		next = c.data[c.offset]
	}
	return c.at.Of(next)
}

// Reached reports whether the cursor can go to an offset: it is not beyond it.
func (c *Cursor) Reached(offset int) bool { return offset >= c.offset }

// Pointer returns the RFC 6901 JSON Pointer of node i: "" for the whole value.
func (d *Document) Pointer(i int) string {
	if i <= 0 || i >= len(d.Nodes) {
		return ""
	}
	var b []byte
	for at := 0; at != i; {
		index := 0
		for c := range d.Children(at) {
			if i < d.After(c) {
				if d.Nodes[at].Kind == Array {
					b = strconv.AppendInt(append(b, '/'), int64(index), 10)
				} else {
					b = AppendPointer(b, d.Name(c))
				}
				at = c
				break
			}
			index++
		}
	}
	return string(b)
}

// AppendPointer appends a part of a JSON Pointer: the decoded name of a member.
func AppendPointer[T string | []byte](dst []byte, name T) []byte {
	dst = append(dst, '/')
	for i := range len(name) {
		switch name[i] {
		case '~':
			dst = append(dst, "~0"...)
		case '/':
			dst = append(dst, "~1"...)
		default:
			dst = append(dst, name[i])
		}
	}
	return dst
}
