package scrub

import (
	"bytes"
	"iter"
	"strconv"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
)

// inner scans the text that was decoded last, and writes what is replaced in it
// to what it came from, in the same coding.
func (s *Scrubber) inner(k, start int, g personal.Group) {
	l, next := &s.levels[k], &s.levels[k+1]
	next.reset(next.decoded.Bytes)
	next.offset, next.placed = start, next.coding == layer.Rebuilt || next.coding == layer.Entities
	s.scan(k+1, 0, len(next.text), g)
	s.echo(k+1, s.people, 0, len(next.text))
	next.lengths()
	if len(next.edits) == 0 {
		return
	}
	w := writingOf(next.coding, next.coded)
	for _, all := range next.edits {
		for e := range next.lines(all) {
			from, to := next.decoded.Span(e.start, e.end)
			at := len(l.news)
			l.news = w.append(l.news, next.news[e.from:e.to], l.text[from:to])
			l.add(from, to, at)
		}
	}
}

// lines yields an edit line by line where something stands before each in the text
// around.
func (l *level) lines(e edit) iter.Seq[edit] {
	return func(yield func(edit) bool) {
		breaks := bytes.Count(l.text[e.start:e.end], []byte{'\n'})
		if l.coding == layer.Rebuilt && breaks == bytes.Count(l.news[e.from:e.to], []byte{'\n'}) {
			for ; breaks > 0; breaks-- {
				old, put := lineEnd(l.text[e.start:]), lineEnd(l.news[e.from:])
				if !yield(edit{e.start, e.start + old, e.from, e.from + put}) {
					return
				}
				e.start, e.from = e.start+old+1, e.from+put+1
			}
		}
		yield(e)
	}
}

// writing is how a text is written in a coding, by what is written so already.
type writing struct {
	coding layer.Coding
	ascii  bool // in nothing but ASCII
	digits string
	signed bool // numbers from 128 on are negative
}

const (
	lowerDigits = "0123456789abcdef"
	upperDigits = "0123456789ABCDEF"
)

func writingOf(coding layer.Coding, coded []byte) writing {
	w := writing{coding: coding, digits: lowerDigits}
	switch coding {
	case layer.Escaped:
		w.ascii = isASCIIOnly(coded)
	case layer.Entities:
		w.ascii = isASCII(coded)
	case layer.Digits:
		if bytes.ContainsAny(coded, "ABCDEF") {
			w.digits = upperDigits
		}
	case layer.Numbers:
		w.signed = bytes.IndexByte(coded, '-') >= 0
	default:
	}
	return w
}

// append appends put as it is written in place of stood.
func (w writing) append(dst, put, stood []byte) []byte {
	switch w.coding {
	case layer.Escaped:
		return appendEscaped(dst, put, w.ascii)
	case layer.Cell:
		return append(dst, bytes.ReplaceAll(put, []byte{'"'}, []byte(`""`))...)
	case layer.Form:
		return appendForm(dst, put)
	case layer.Hex:
		return appendHexed(dst, put)
	case layer.Entities:
		return w.entities(dst, put, bytes.Count(stood, []byte{'\n'}))
	case layer.Digits:
		for _, c := range put {
			dst = append(dst, w.digits[c>>4], w.digits[c&15])
		}
		return dst
	case layer.Numbers:
		return w.numbers(dst, put, stood)
	default:
		return append(dst, put...)
	}
}

// appendEscaped appends text as it stands between the quotes of a string. ascii
// says that nothing but ASCII may.
func appendEscaped(dst, text []byte, ascii bool) []byte {
	start := len(dst)
	dst = jsonscan.AppendQuoted(dst, text)
	dst = append(dst[:start], dst[start+1:len(dst)-1]...)
	if !ascii || isASCII(dst[start:]) {
		return dst
	}
	out := string(dst[start:])
	dst = dst[:start]
	for _, r := range out {
		switch {
		case r < utf8.RuneSelf:
			dst = append(dst, byte(r))
		case r > 0xffff:
			r -= 0x10000
			dst = appendUnit(appendUnit(dst, 0xd800+r>>10), 0xdc00+r&0x3ff)
		default:
			dst = appendUnit(dst, r)
		}
	}
	return dst
}

func appendUnit(dst []byte, unit rune) []byte {
	return append(dst, '\\', 'u', lowerDigits[unit>>12&15], lowerDigits[unit>>8&15], lowerDigits[unit>>4&15], lowerDigits[unit&15])
}

// isASCIIOnly reports whether a text is written in ASCII although it holds other
// characters: as escapes.
func isASCIIOnly(text []byte) bool { return bytes.Contains(text, []byte(`\u`)) && isASCII(text) }

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendForm appends text as the value of a form's field.
func appendForm(dst, text []byte) []byte {
	for _, c := range text {
		if c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '_' || c == '.' || c == '~' {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', upperDigits[c>>4], upperDigits[c&15])
		}
	}
	return dst
}

// appendHexed appends text as nginx logs it.
func appendHexed(dst, text []byte) []byte {
	for _, c := range text {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			dst = append(dst, '\\', 'x', upperDigits[c>>4], upperDigits[c&15])
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}

// entities appends text as XML and HTML write it, with as many line breaks as they
// are and the others as entities.
func (w writing) entities(dst, text []byte, lines int) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '\n' && lines > 0:
			dst = append(dst, '\n')
			lines--
		case r == '\'', r == '\n', w.ascii && r >= utf8.RuneSelf && n > 1:
			dst = append(strconv.AppendInt(append(dst, "&#"...), int64(r), 10), ';')
		default:
			dst = append(dst, text[:n]...)
		}
		text = text[n:]
	}
	return dst
}

// numbers appends bytes as numbers in place of others, which stood behind what
// stands between two of them. That and all line breaks stay.
func (w writing) numbers(dst, put, stood []byte) []byte {
	for i, c := range put {
		sign := bytes.IndexAny(stood, "-0123456789")
		if sign < 0 {
			if i > 0 {
				dst = append(dst, ',')
			}
		} else {
			dst, stood = append(dst, stood[:sign]...), stood[sign:]
			stood = bytes.TrimLeft(bytes.TrimPrefix(stood, []byte{'-'}), "0123456789")
		}
		n := int64(c)
		if w.signed {
			n = int64(int8(c))
		}
		dst = strconv.AppendInt(dst, n, 10)
	}
	for range bytes.Count(stood, []byte{'\n'}) {
		dst = append(dst, '\n')
	}
	return dst
}
