package jsonscan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// appendDecoded appends the text of a string literal. Irregular means that the
// bytes between the quotes are not the text: there are escapes, or the careful
// parser let something pass that is no JSON string (other quotes, no quotes, a
// missing end, bytes that are not UTF-8).
func appendDecoded(dst, raw []byte, irregular bool) []byte {
	if !irregular {
		if len(raw) < 2 {
			return dst
		}
		return append(dst, raw[1:len(raw)-1]...)
	}
	if n := len(raw); n >= 2 && raw[0] == '"' && raw[n-1] == '"' {
		// With room behind it, the closing quote ends the search.
		if text, end := AppendString(dst, raw[:min(n+8, cap(raw))], 1); end == n {
			return text
		}
		raw = raw[1 : n-1]
	} else {
		raw = trimQuotes(raw)
	}
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '\\':
			r, n := decodeEscape(raw, i)
			dst, i = utf8.AppendRune(dst, r), i+n
		case c < utf8.RuneSelf:
			end := max(i+1, PlainEnd(raw, i))
			dst, i = append(dst, raw[i:end]...), end
		default:
			n := scanMultibyte(raw, i)
			if dst = append(dst, raw[i:i+n]...); n == 0 {
				dst, n = utf8.AppendRune(dst, utf8.RuneError), 1
			}
			i += n
		}
	}
	return dst
}

// AppendUnquoted appends the decoded text of a string literal. Lone surrogates
// and bytes that are not UTF-8 become U+FFFD.
func AppendUnquoted(dst, literal []byte) []byte {
	return appendDecoded(dst, slices.Clip(literal), true)
}

// AppendString appends the decoded text of the string whose opening quote is
// data[i-1], and returns the offset after its closing quote, -1 where it is no
// string of strict grammar.
func AppendString(dst, data []byte, i int) (text []byte, end int) {
	// No escape is longer as text; a copy of eight bytes may go beyond the text.
	n := len(dst)
	dst = slices.Grow(dst, max(0, len(data)-i)+8)
	text = dst[:cap(dst)]
	for {
		for {
			if len(data)-i < 8 {
				for ; i < len(data) && isPlain(data[i]); i, n = i+1, n+1 {
					text[n] = data[i]
				}
				break
			}
			x := binary.LittleEndian.Uint64(data[i:])
			binary.LittleEndian.PutUint64(text[n:], x)
			// As in PlainEnd.
			hit := (((x ^ 0x02*ones) - 0x21*ones) | ((x ^ slashes) - ones) | x) & highs
			if hit != 0 {
				plain := bits.TrailingZeros64(hit) >> 3
				i, n = i+plain, n+plain
				break
			}
			i, n = i+8, n+8
		}
		size := 0
		switch {
		case i >= len(data):
		case data[i] == '"':
			return text[:n], i + 1
		case data[i] == '\\' && i+1 < len(data) && (data[i+1] == '"' || data[i+1] == '\\'):
			text[n] = data[i+1]
			i, n = i+2, n+1
			continue
		case data[i] == '\\':
			r := hex4(data, i)
			if size = unitSize; !isCharacter(r) {
				r, size = scanEscape(data, i)
			}
			n = len(utf8.AppendRune(text[:n], r))
		case data[i] >= utf8.RuneSelf:
			size = scanMultibyte(data, i)
			n += copy(text[n:], data[i:i+size])
		}
		if size == 0 {
			return text[:n], -1
		}
		i += size
	}
}

// trimQuotes removes an opening quote of any sort and the closing one, if any.
func trimQuotes(raw []byte) []byte {
	r, size := utf8.DecodeRune(raw)
	if quoteOf(r) == 0 {
		return raw
	}
	rest := raw[size:]
	if last, size := utf8.DecodeLastRune(rest); quoteOf(last) == quoteOf(r) {
		return rest[:len(rest)-size]
	}
	return rest
}

// decodeEscape returns the character of the escape at raw[i] and its length.
// A bad escape stands for the character after the backslash.
func decodeEscape(raw []byte, i int) (r rune, size int) {
	if r, size = scanEscape(raw, i); size > 0 {
		return r, size
	}
	if r = hex4(raw, i); r >= 0 {
		return r, 6 // AppendRune turns a lone surrogate into U+FFFD
	}
	r, size = utf8.DecodeRune(raw[i+1:]) // U+FFFD and 0 at the end
	return r, size + 1
}

const hexDigits = "0123456789abcdef"

// AppendQuoted appends s as a JSON string literal with no more escapes than
// the grammar asks for. Bytes that are not UTF-8 become U+FFFD.
func AppendQuoted[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	start, end := len(dst), len(dst)+len(s)
	dst = append(append(dst, s...), '"')
	// The closing quote ends the search, which is faster with room behind it.
	room := dst[:min(end+8, cap(dst))]
	for i := start; ; {
		if i = PlainEnd(room, i); i == end {
			return dst
		}
		n := scanMultibyte(dst, i)
		if n == 0 {
			break
		}
		i += n
	}
	literal := append(appendEscaped(dst, dst[start:end]), '"')
	return literal[:start+copy(literal[start:], literal[end+1:])]
}

// appendEscaped appends what stands between the quotes of a literal.
func appendEscaped(dst, s []byte) []byte {
	kept := 0 // start of what is not yet appended
	for i := 0; i < len(s); {
		c, size := s[i], 1
		if isPlain(c) {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			if size = scanMultibyte(s, i); size > 0 {
				i += size
				continue
			}
			size = 1
		}
		dst = append(dst, s[kept:i]...)
		switch {
		case c < ' ':
			dst = appendControl(dst, c)
		case c >= utf8.RuneSelf:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		default:
			dst = append(dst, '\\', c)
		}
		i += size
		kept = i
	}
	return append(dst, s[kept:]...)
}

// appendControl appends the shortest escape of a control character.
func appendControl(dst []byte, c byte) []byte {
	switch c {
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// AppendCompact appends raw without the white space between its tokens. Every
// literal keeps its bytes, also in text that is not valid JSON.
func AppendCompact(dst, raw []byte) []byte {
	kept := 0 // start of what is not yet appended
	for i := 0; i < len(raw); {
		switch raw[i] {
		case '"':
			i = stringEnd(raw, i)
		case ' ', '\n', '\r', '\t':
			dst = append(dst, raw[kept:i]...)
			i = skipSpaces(raw, i)
			kept = i
		default:
			i++
		}
	}
	return append(dst, raw[kept:]...)
}

// stringEnd returns the offset after the string whose opening quote is
// data[i], looking for nothing but the closing quote; len(data) without one.
func stringEnd(data []byte, i int) int {
	for i < len(data) {
		end, closed := lineStringEnd(data, i)
		if closed {
			return end
		}
		i = end
	}
	return i
}

// lineStringEnd looks from i+1 for the closing quote of a string. It returns
// the offset after it, or that of the line break or end of data before it.
func lineStringEnd(data []byte, i int) (end int, closed bool) {
	for i++; i < len(data); i++ {
		if i = PlainEnd(data, i); i >= len(data) {
			break
		}
		switch data[i] {
		case '"':
			return i + 1, true
		case '\n', '\r':
			return i, false
		case '\\':
			if i+1 < len(data) && data[i+1] >= ' ' {
				i++
			}
		}
	}
	return len(data), false
}

// AppendUnescaped appends the text of a string literal, of which body is what
// stands between the quotes. Unlike AppendUnquoted it keeps bytes that are not
// UTF-8, and the escapes of lone surrogates, for those who read the text.
func AppendUnescaped(dst, body []byte) []byte {
	for i := 0; i < len(body); {
		end := bytes.IndexByte(body[i:], '\\')
		if end < 0 {
			return append(dst, body[i:]...)
		}
		dst = append(dst, body[i:i+end]...)
		i += end
		// What stands escaped is mostly JSON: every few bytes a quote.
		if i+1 < len(body) && (body[i+1] == '"' || body[i+1] == '\\') {
			dst = append(dst, body[i+1])
			i += 2
			continue
		}
		r, size := decodeEscape(body, i)
		if isHigh(r) || isLow(r) {
			dst = append(dst, body[i:i+size]...)
		} else {
			dst = utf8.AppendRune(dst, r)
		}
		i += size
	}
	return dst
}

// Unescape is a place in the text of a string literal, and where that stands
// between the quotes. It goes forward only. The zero value is the start.
type Unescape struct{ Body, Text int }

// Seek goes to the character at offset text of what AppendUnescaped makes of
// body, or to its end.
func (u *Unescape) Seek(body []byte, text int) {
	for u.Text < text && u.Body < len(body) {
		if body[u.Body] != '\\' {
			end := bytes.IndexByte(body[u.Body:min(len(body), u.Body+text-u.Text)], '\\')
			if end < 0 {
				end = min(len(body)-u.Body, text-u.Text)
			}
			u.Body, u.Text = u.Body+end, u.Text+end
			continue
		}
		r, size := decodeEscape(body, u.Body)
		n := size // of a lone surrogate
		if !isHigh(r) && !isLow(r) {
			n = utf8.RuneLen(r)
		}
		if u.Text+n > text {
			return
		}
		u.Body, u.Text = u.Body+size, u.Text+n
	}
}

// AppendValid appends text as UTF-8: U+FFFD stands for each byte that is none.
func AppendValid(dst, text []byte) []byte {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, "\uFFFD"...)
		} else {
			dst = append(dst, text[:size]...)
		}
		text = text[size:]
	}
	return dst
}
