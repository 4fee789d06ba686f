package unwrap

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// encoded looks for JSON in a piece of a text that is escaped once more than it
// should be, or has its quotes doubled, as in a cell of CSV, in hexadecimal, as in
// a log of nginx, or as entities, as in XML. From there on to its end the piece is
// read as what it should be.
func (f *Finder) encoded(k, at, end int) {
	text := f.levels[k].text.Bytes[:end]
	for from := at; ; {
		n := bytes.IndexByte(text[at:], '{')
		if n < 0 {
			f.encodedBrace(k, from, end)
			return
		}
		at += n
		quoted := jsonscan.SkipSpace(text, at+1)
		switch rest := text[min(quoted, len(text)):]; {
		case layer.IsEscapedQuote(rest, layer.White):
			f.decoded(k, at, end, layer.Escaped)
			return
		case isDoubled(rest):
			f.decoded(k, at, end, layer.Cell)
			return
		case layer.IsHexQuote(rest, layer.White):
			f.decoded(k, at, end, layer.Hex)
			return
		case layer.IsQuoteEntity(rest):
			f.decoded(k, at, end, layer.Entities)
			return
		}
		at++
	}
}

// startsEncoded reports whether a text is an object whose quotes are written in
// another way.
func startsEncoded(text []byte) bool {
	start := lead(text)
	if start == len(text) || text[start] != '{' {
		return false
	}
	rest := text[jsonscan.SkipSpace(text, start+1):]
	return layer.IsEscapedQuote(rest, layer.White) || isDoubled(rest) || layer.IsHexQuote(rest, layer.White) || layer.IsQuoteEntity(rest)
}

// isDoubled reports whether text begins with a name whose quotes are doubled:
// ""name"" but neither "": 1 nor ""name": 1.
func isDoubled(text []byte) bool {
	if !bytes.HasPrefix(text, []byte(`""`)) {
		return false
	}
	if next := jsonscan.SkipSpace(text, 2); next == len(text) || text[next] == ':' {
		return false
	}
	end := bytes.IndexByte(text[2:], '"')
	return end >= 0 && bytes.HasPrefix(text[2+end:], []byte(`""`))
}

// decoded looks into what stands at start up to end in a level's text, decoded.
func (f *Finder) decoded(k, start, end int, coding layer.Coding) {
	if k == MaxLevels {
		f.notice(tooDeep, k, start, end)
		return
	}
	l, next := &f.levels[k], &f.levels[k+1]
	next.bytes = next.text.Decode(&l.text, coding, start, end, next.bytes)
	f.embedded(k + 1)
}

// encodedBrace looks at start up to end of a level's text for JSON whose braces are
// written in another way, too: percent-encoded in a URL, or in hexadecimal digits.
func (f *Finder) encodedBrace(k, start, end int) {
	text := f.levels[k].text.Bytes[:end]
	for at := start; at < end; {
		n := bytes.IndexByte(text[at:], '%')
		if n < 0 {
			break
		}
		if at += n; isEncodedBrace(text[at:]) {
			f.query(k, start, at, end)
			return
		}
		at++
	}
	if at := digits(text, start); at >= 0 {
		f.decoded(k, at, at+digitsEnd(text[at:]), layer.Digits)
	}
}

// ofURL are the bytes that end a URL in a text.
const ofURL = " \t\r\n\"'`<>()"

// query looks into the form in the URL that stands around an offset between start
// and end of a level's text.
func (f *Finder) query(k, start, at, end int) {
	text := f.levels[k].text.Bytes
	if n := bytes.LastIndexAny(text[start:at], ofURL+"?"); n >= 0 {
		start += n + 1
	}
	if n := bytes.IndexAny(text[at:end], ofURL); n >= 0 {
		end = at + n
	}
	f.form(k, start, end)
}

// digits is where from an offset on hexadecimal digits begin that are those of an
// object or an array of JSON, -1 where there are none. Databases print binary
// columns so: \x7b22, 0x7B22, X'7B22'.
func digits(text []byte, from int) int {
	for at := from; at+2*shortest <= len(text); at++ {
		switch {
		case text[at+1]|0x20 != 'b', text[at] != '7' && text[at] != '5', at > 0 && isDigit(text[at-1]):
		case seal.OpensHex(text[at:]) && digitsEnd(text[at:]) >= 2*shortest:
			return at
		}
	}
	return -1
}

// digitsEnd is how many bytes of pairs of hexadecimal digits text begins with.
func digitsEnd(text []byte) (n int) {
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n - n%2
}

func isDigit(c byte) bool { return c-'0' < 10 || c|0x20-'a' < 6 }

// array looks into node i of level k if it is the bytes of a text as numbers, as
// Node.js writes a Buffer and journald a field. It reports whether it is.
func (f *Finder) array(k, i int) bool {
	l := &f.levels[k]
	first := i + 1
	if k == MaxLevels || first >= int(l.doc.Nodes[i].Next) || !isBytes(l.doc.Raw(first)) {
		return false
	}
	next := &f.levels[k+1]
	text := next.bytes[:0]
	for child := range l.doc.Children(i) {
		n, err := strconv.Atoi(string(l.doc.Raw(child)))
		if err != nil || n < -128 || n > 255 {
			return false
		}
		text = append(text, byte(n))
	}
	next.bytes = text
	if len(text) < shortest || looksLike(text) == nothing && !isGzip(text) {
		return false
	}
	start, end := l.span(i)
	f.hidden(k, start, end, text)
	return true
}

// isBytes reports whether the elements of an array begin with what may be a byte.
func isBytes(elements []byte) bool {
	end := 0
	for end < len(elements) && elements[end]-'0' < 10 {
		end++
	}
	return end > 0 && end <= len("255") && (end == len(elements) || elements[end] != '.')
}

// isDataURL reports whether a text is a data URL in Base64.
func isDataURL(text []byte) bool {
	head := text[:min(len(text), 100)]
	return bytes.HasPrefix(head, []byte("data:")) && bytes.Contains(head, []byte(";base64,"))
}

// dataURL looks into the data URL at start of a level's text.
func (f *Finder) dataURL(k, start int) {
	text := f.levels[k].text.Bytes
	start += bytes.IndexByte(text[start:], ',') + 1
	if !isPacked(text[start:]) {
		return
	}
	if k == MaxLevels {
		f.notice(tooDeep, k, start, len(text))
		return
	}
	f.unpack(k, start, len(text), text[start:])
}

// rowOrLines looks into a payload that is a row of a table, or a value over several
// lines, each with something before it. It returns how many payloads it yielded.
func (f *Finder) rowOrLines(p source.Payload) int {
	if n := f.row(p); n > 0 || f.done || !p.IsLoose() {
		return n
	}
	f.begin(p)
	if f.top().ParseStrict(nil); !f.unprefixed(0) {
		return 0
	}
	return f.conclude()
}

// unprefixed looks into a value that goes over several lines of a level's text, each
// with something before it. It reports whether there is one.
func (f *Finder) unprefixed(k int) bool {
	l := &f.levels[k]
	if k == MaxLevels {
		return false
	}
	next := &f.levels[k+1]
	text, pieces := next.bytes[:0], f.pieces[:0]
	if !source.Unprefixed(l.text.Bytes, func(start, end int) {
		pieces = append(pieces, layer.Piece{Text: len(text), Outer: start, Length: end - start})
		text = append(text, l.text.Bytes[start:end]...)
	}) {
		return false
	}
	next.bytes, f.pieces = text, pieces
	next.text.Rebuild(&l.text, text, slices.Clone(pieces))
	f.text(k + 1)
	return true
}
