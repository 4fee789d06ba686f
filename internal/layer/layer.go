// Package layer holds texts that came out of other texts: the string of a JSON
// value, the cell of a CSV file, the field of a form. A Text knows the way back,
// so that what is found in it can be pointed at in the file.
//
// The way back is walked only when somebody asks for it. It goes forward: asked
// for places in rising order, a text is walked once.
package layer

import (
	"bytes"
	"html"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Text is a text of a file, or one that came out of another Text. Its zero
// value is an empty text of a file at no place.
type Text struct {
	Bytes []byte

	outer      *Text // that it came out of; nil for a text of the file
	coding     Coding
	start, end int             // of what it came out of, in outer.Bytes
	at, mark   place           // where the walk back stands, and where it began last
	walked     int             // bytes that walks back went over
	pieces     []Piece         // Rebuilt: by Text
	cursor     jsonscan.Cursor // of the file: where the last asked place is
	from       jsonscan.Cursor // of the file: its start
}

// Coding is how a text came out of the one around it.
type Coding uint8

// The codings.
const (
	Escaped  Coding = iota // JSON: what stands between the quotes of a string
	Cell                   // CSV: what stands between the quotes of a cell
	Form                   // a field of a form, or a text that is percent-encoded
	Hex                    // a log of nginx: \x22 stands for a quote
	Entities               // XML and HTML: &quot; stands for a quote
	Digits                 // every byte is two hexadecimal digits
	Numbers                // an array of JSON: what stands between its brackets is a number for each byte
	Part                   // as it is
	Opaque                 // Base64 and the like: no byte of one stands for a byte of the other
	Rebuilt                // put together from pieces
)

// Piece is a run of bytes of a Rebuilt text that stands in the outer text as it
// is. What is between two pieces belongs to the one before.
type Piece struct{ Text, Outer, Length int }

// place is an offset between the quotes, and the offset of what it stands for
// in the text.
type place struct{ body, text int }

// File makes t a text of a file, which starts at line and column.
func (t *Text) File(text []byte, line, column int) {
	*t = Text{Bytes: text, from: jsonscan.NewCursor(text, line, column)}
	t.cursor = t.from
}

// Decode makes t the text that stands as coding at start up to end in outer. It
// uses the memory of buf for it, and returns that memory. The text is valid as
// long as outer and buf are.
func (t *Text) Decode(outer *Text, coding Coding, start, end int, buf []byte) []byte {
	body := outer.Bytes[start:end]
	*t = Text{outer: outer, coding: coding, start: start, end: end}
	switch coding {
	case Cell:
		t.Bytes = appendCell(buf[:0], body)
	case Form:
		t.Bytes = appendUnits(buf[:0], body, formUnit)
	case Hex:
		t.Bytes = appendUnits(buf[:0], body, hexUnit)
	case Digits:
		t.Bytes = appendUnits(buf[:0], body, digitsUnit)
	case Numbers:
		t.Bytes = appendUnits(buf[:0], body, numberUnit)
	case Entities:
		t.Bytes = AppendEntities(buf[:0], body)
	case Part:
		t.Bytes = body
		return buf
	default:
		t.Bytes = jsonscan.AppendUnescaped(buf[:0], body)
	}
	return t.Bytes
}

// Hide makes t a text of which nothing is known but that it came out of what
// stands at start up to end in outer.
func (t *Text) Hide(outer *Text, start, end int, text []byte) {
	*t = Text{Bytes: text, outer: outer, coding: Opaque, start: start, end: end}
}

// Rebuild makes t a text that was put together from pieces of outer, which
// stand in its order.
func (t *Text) Rebuild(outer *Text, text []byte, pieces []Piece) {
	*t = Text{Bytes: text, outer: outer, coding: Rebuilt, pieces: pieces}
}

// Direct reports whether the bytes of t stand in the file as they are: an edit
// of the one is an edit of the other.
func (t *Text) Direct() bool {
	for ; t.outer != nil; t = t.outer {
		if t.coding != Part {
			return false
		}
	}
	return true
}

// InFile returns the text of the file that t came out of.
func (t *Text) InFile() *Text {
	for t.outer != nil {
		t = t.outer
	}
	return t
}

// Span returns where the bytes from start to end of t stand in the text of the
// file.
func (t *Text) Span(start, end int) (from, to int) {
	for ; t.outer != nil; t = t.outer {
		start, end = t.back(start, end)
	}
	return start, end
}

// Cursor returns a cursor of the text of the file that is at the offset that
// start of t stands for. To come back to any place behind it costs no more than to
// go on from it.
func (t *Text) Cursor(start int) jsonscan.Cursor {
	for ; t.outer != nil; t = t.outer {
		start, _ = t.back(start, start)
		t.mark = t.at
	}
	if !t.cursor.Reached(start) {
		t.cursor = t.from
	}
	t.cursor.At(start)
	return t.cursor
}

// back is Span to the next outer text.
func (t *Text) back(start, end int) (from, to int) {
	switch t.coding {
	case Opaque:
		return t.start, t.end
	case Rebuilt:
		return t.ofPieces(start, end)
	default:
	}
	body := t.outer.Bytes[t.start:t.end]
	switch {
	case start >= t.at.text:
	case start >= t.mark.text:
		t.at = t.mark
	default:
		t.at = place{}
	}
	begun := t.at.body
	t.at.seek(t.coding, body, start)
	ahead := t.at
	ahead.seek(t.coding, body, end)
	t.walked += ahead.body - begun
	return t.start + t.at.body, t.start + ahead.body
}

// ofPieces is back in a text of pieces.
func (t *Text) ofPieces(start, end int) (from, to int) {
	offset := func(at int) int {
		i, found := slices.BinarySearchFunc(t.pieces, at, func(p Piece, at int) int { return p.Text - at })
		if !found {
			i--
		}
		if i < 0 {
			return 0
		}
		p := t.pieces[i]
		return p.Outer + min(at-p.Text, p.Length)
	}
	from = offset(start)
	if end <= start {
		return from, from
	}
	return from, max(from, offset(end-1)+1)
}

// seek goes on to an offset of the text, or to the start of the character that
// it is in.
func (p *place) seek(coding Coding, body []byte, text int) {
	switch coding {
	case Part:
		*p = place{text, text}
		return
	case Escaped:
		u := jsonscan.Unescape{Body: p.body, Text: p.text}
		u.Seek(body, text)
		p.body, p.text = u.Body, u.Text
		return
	default:
	}
	for p.text < text && p.body < len(body) {
		n, size := 0, 1
		switch coding {
		case Cell:
			n = cellUnit(body[p.body:])
		case Hex:
			_, n = hexUnit(body[p.body:])
		case Digits:
			_, n = digitsUnit(body[p.body:])
		case Numbers:
			_, n = numberUnit(body[p.body:])
		case Entities:
			var stands string
			if stands, n = entity(body[p.body:]); n > 1 {
				size = len(stands)
			}
		default:
			_, n = formUnit(body[p.body:])
		}
		if p.text+size > text {
			break // within a character
		}
		p.body += n
		p.text += size
	}
}

// appendCell appends the text of a CSV cell, whose quotes are doubled.
func appendCell(dst, body []byte) []byte {
	for {
		i := bytes.Index(body, []byte(`""`))
		if i < 0 {
			return append(dst, body...)
		}
		dst = append(dst, body[:i+1]...)
		body = body[i+2:]
	}
}

// cellUnit is how many bytes of a cell stand for the next byte of its text.
func cellUnit(body []byte) int {
	if len(body) > 1 && body[0] == '"' && body[1] == '"' {
		return 2
	}
	return 1
}

// appendUnits appends a text byte by byte: unit is the next one, and how many bytes
// stand for it.
func appendUnits(dst, body []byte, unit func([]byte) (byte, int)) []byte {
	for len(body) > 0 {
		c, n := unit(body)
		dst = append(dst, c)
		body = body[n:]
	}
	return dst
}

// formUnit is the next byte of a field, and how many bytes stand for it. A
// percent sign that begins no escape stands for itself.
func formUnit(body []byte) (c byte, n int) {
	switch {
	case body[0] == '+':
		return ' ', 1
	case body[0] == '%' && len(body) > 2:
		high, low := unhex(body[1]), unhex(body[2])
		if high < 16 && low < 16 {
			return high<<4 | low, 3
		}
	}
	return body[0], 1
}

// hexUnit is the next byte of a text with \x22 for some bytes, and how many bytes
// stand for it.
func hexUnit(body []byte) (c byte, n int) {
	if len(body) > 3 && body[0] == '\\' && body[1] == 'x' {
		if high, low := unhex(body[2]), unhex(body[3]); high < 16 && low < 16 {
			return high<<4 | low, 4
		}
	}
	return body[0], 1
}

// digitsUnit is the byte that two hexadecimal digits stand for.
func digitsUnit(body []byte) (c byte, n int) {
	if len(body) < 2 {
		return body[0], 1
	}
	return unhex(body[0])<<4 | unhex(body[1]), 2
}

// numberUnit is the byte that the first number stands for, which may be signed, and
// where that ends. What stands before it belongs to it.
func numberUnit(body []byte) (c byte, n int) {
	for n < len(body) && body[n]-'0' >= 10 {
		n++
	}
	signed := n > 0 && body[n-1] == '-'
	for ; n < len(body) && body[n]-'0' < 10; n++ {
		c = 10*c + body[n] - '0'
	}
	if signed {
		c = -c
	}
	return c, n
}

// longestEntity is how long an entity may be: that of XML and HTML for what stands
// in JSON, and any number of a character.
const longestEntity = len("&#x0010FFFF;")

// AppendEntities appends a text of XML or HTML with its entities read.
func AppendEntities(dst, body []byte) []byte {
	for {
		n := bytes.IndexByte(body, '&')
		if n < 0 {
			return append(dst, body...)
		}
		dst = append(dst, body[:n]...)
		stands, size := entity(body[n:])
		dst = append(dst, stands...)
		body = body[n+size:]
	}
}

// IsQuoteEntity reports whether text begins with a quote as XML and HTML write it.
func IsQuoteEntity(text []byte) bool {
	if len(text) == 0 || text[0] != '&' {
		return false
	}
	stands, _ := entity(text)
	return stands == `"`
}

// entity is what stands for the start of body, and its size there: a character for
// an entity, else the byte itself.
func entity(body []byte) (stands string, n int) {
	if body[0] == '&' {
		if end := bytes.IndexByte(body[:min(len(body), longestEntity)], ';'); end > 0 {
			if stands = html.UnescapeString(string(body[:end+1])); len(stands) <= utf8.UTFMax && stands != string(body[:end+1]) {
				return stands, end + 1
			}
		}
	}
	return string(body[:1]), 1
}

// unhex is the value of a hexadecimal digit, 16 for anything else.
func unhex(c byte) byte {
	switch {
	case c-'0' < 10:
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 16
}
