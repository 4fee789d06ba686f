package jsonscan

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// quoteOf returns the class of a quotation mark: '"' for double ones, '\” for
// single ones, '`', and 0 for any other character.
func quoteOf(c rune) rune {
	switch c {
	case '"', '“', '”', '„', '«', '»', '＂':
		return '"'
	case '\'', '‘', '’', '‚', '＇':
		return '\''
	case '`':
		return '`'
	}
	return 0
}

func quoteAt(data []byte, i int) rune {
	c, _ := utf8.DecodeRune(data[i:])
	return quoteOf(c)
}

// str reads a string with quotes of any sort, a member name or a value, and
// reports whether its text is not simply the bytes between double quotes.
func (r *reader) str(key bool) (irregular bool) {
	if r.Data[r.i] != '"' {
		r.oddString()
		return true
	}
	if end, escaped, ok := ScanString(r.Data, r.i); ok {
		r.i = end
		return escaped
	}
	if end, closed := r.stringExtent(); closed {
		r.content(r.i+1, end-1, false)
		r.i = end
	} else {
		r.unclosed(end, key)
	}
	return true
}

// multiline is how far behind a raw line break the end of a string is sought.
const multiline = 1 << 16

// stringExtent decides where the faulty string at the reader's place ends. Raw
// line breaks may belong to it, or its quote may be missing on the first line:
// what follows the next quote tells. Without a quote, end is that of the line.
func (r *reader) stringExtent() (end int, closed bool) {
	line, closed := lineStringEnd(r.Data, r.i)
	if closed || line == len(r.Data) {
		return line, closed
	}
	near := r.Data[:min(len(r.Data), line+multiline)]
	for end = line; end < len(near); {
		if end, closed = lineStringEnd(near, end); closed {
			if r.structureAt(end) {
				return end, true
			}
			break
		}
	}
	return line, false
}

// structureAt reports whether what stands at i can follow a string.
func (r *reader) structureAt(i int) bool {
	r.wide = r.wide || i < len(r.Data) && narrowSign(r.Data, SkipSpace(r.Data, i)) != 0
	return structureAt(r.Data, i)
}

// unclosed reports a string without a closing quote before the end of the
// line or text.
func (r *reader) unclosed(end int, key bool) {
	start := r.i
	if end == len(r.Data) {
		r.content(start+1, end, false)
		r.i = end
		r.endOfInput(catalog.PhraseClosingQuote.Text(), false)
		return
	}
	text := r.Data[start:end]
	if colon := bytes.IndexByte(text, ':'); key && colon > 1 {
		text = text[:colon]
	} else {
		text = bytes.TrimRight(text, ",}] \t") // those belong to the container
	}
	end = start + len(text)
	r.syntax(start, len(text), replace(end, 0, `"`), catalog.MsgJSONSyntaxUnclosedString, Words{})
	r.content(start+1, end, false)
	r.i = end
}

// oddString reads a string in single, typographic or back quotes. Such a quote
// closes the string only before something that can follow one, so apostrophes
// do no harm.
func (r *reader) oddString() {
	open, size := utf8.DecodeRune(r.Data[r.i:])
	start := r.i + size
	for i := start; i < len(r.Data) && r.Data[i] != '\n' && r.Data[i] != '\r'; {
		c, n := utf8.DecodeRune(r.Data[i:])
		if c == '\\' && i+1 < len(r.Data) && r.Data[i+1] < utf8.RuneSelf {
			i += 2
			continue
		}
		if quoteOf(c) == quoteOf(open) && r.structureAt(i+n) {
			r.requote(start, i, n, open)
			return
		}
		i += n
	}
	end := r.i + len(bytes.TrimRight(r.Data[r.i:r.i+lineLength(r.Data[r.i:])], ",}] \t"))
	r.syntax(r.i, end-r.i, nil, catalog.MsgJSONSyntaxUnclosedQuotes, Words{})
	r.i = end
}

// requote reports the string whose text is from start to end, between opening
// and closing quotes other than double ones.
func (r *reader) requote(start, end, closing int, open rune) {
	edits := []Edit{{r.i, start - r.i, `"`}}
	for i := start; i < end; i++ {
		switch c := r.Data[i]; {
		case c == '"':
			edits = append(edits, Edit{i, 0, `\`})
		case c == '\\' && i+1 < end && r.Data[i+1] == '\'':
			edits = append(edits, Edit{i, 1, ""})
			i++
		case c == '\\':
			i++
		}
	}
	edits = append(edits, Edit{end, closing, `"`})
	what := catalog.PhraseTypographicQuotes
	switch open {
	case '\'':
		what = catalog.PhraseSingleQuotes
	case '`':
		what = catalog.PhraseBackQuotes
	}
	r.syntax(r.i, end+closing-r.i, &Repair{edits}, catalog.MsgJSONSyntaxQuotes, Words{Found: what.Text()})
	r.content(start, end, true)
	r.i = end + closing
}

// content reports everything in the text of a string that may not be there.
func (r *reader) content(start, end int, requoted bool) {
	text := r.Data[:end]
	for i := start; i < end && !r.stopped(); {
		if i = PlainEnd(text, i); i >= end {
			return
		}
		switch c := text[i]; {
		case c == '"':
			i++
		case c == '\\':
			i += r.escape(text, i, requoted)
		case c < ' ':
			i += r.control(text, i)
		default:
			if n := scanMultibyte(text, i); n > 0 {
				i += n
			} else {
				i += r.badUTF8(text, i)
			}
		}
	}
}

func (r *reader) control(text []byte, i int) int {
	length := 1
	if bytes.HasPrefix(text[i:], []byte("\r\n")) {
		length = 2
	}
	what := literal(fmt.Sprintf("U+%04X", text[i]))
	switch text[i] {
	case '\n', '\r':
		what = catalog.PhraseLineBreak.Text()
	case '\t':
		what = catalog.PhraseTab.Text()
	}
	var escaped []byte
	for _, c := range text[i : i+length] {
		escaped = appendControl(escaped, c)
	}
	r.syntax(i, length, replace(i, length, string(escaped)), catalog.MsgJSONSyntaxControl, Words{Found: what, Right: string(escaped)})
	return length
}

func (r *reader) badUTF8(text []byte, i int) int {
	length := 0
	for i+length < len(text) && text[i+length] >= utf8.RuneSelf && scanMultibyte(text, i+length) == 0 {
		length++
	}
	r.report(Fault{Code: UTF8, Offset: i, Length: length,
		Say: catalog.MsgJSONUTF8, Words: Words{Found: describe(text[i:])}})
	return length
}

// escape checks the escape at i and returns its length.
func (r *reader) escape(text []byte, i int, requoted bool) int {
	if _, n := scanEscape(text, i); n > 0 {
		return n
	}
	if i+1 >= len(text) {
		r.syntax(i, 1, replace(i, 0, `\`), catalog.MsgJSONSyntaxLastBackslash, Words{})
		return 1
	}
	if hex4(text, i) >= 0 {
		r.report(Fault{Code: UTF8, Offset: i, Length: 6, Say: catalog.MsgJSONUTF8Surrogate, Words: Words{Found: literal(string(text[i : i+6]))}})
		return 6
	}
	c := text[i+1]
	switch {
	case c == '\'':
		if !requoted {
			r.syntax(i, 2, replace(i, 1, ""), catalog.MsgJSONSyntaxEscapedQuote, Words{})
		}
		return 2
	case c == 'u' || c == 'x' || c-'0' < 10:
		r.syntax(i, 2, nil, catalog.MsgJSONSyntaxHexEscape, Words{Found: literal("\\" + string(rune(c)))})
		return 2
	case c < ' ' || c >= utf8.RuneSelf:
		r.syntax(i, 1, replace(i, 0, `\`), catalog.MsgJSONSyntaxBackslash, Words{})
		return 1
	}
	r.syntax(i, 2, replace(i, 0, `\`), catalog.MsgJSONSyntaxEscape, Words{Found: literal("\\" + string(rune(c)))})
	return 2
}
