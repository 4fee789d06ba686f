package scrub

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/standin"
)

// str reads the text of a string, text[start:stop] of level k.
func (s *Scrubber) str(k, start, stop int, g personal.Group) {
	l := &s.levels[k]
	if start >= stop {
		return
	}
	if bytes.IndexByte(l.text[start:stop], '\\') < 0 {
		s.plain(k, start, stop, g)
		return
	}
	if k == maxLevels {
		s.made = s.maker.Append(s.made[:0], catalog.PersonalFreeText, l.text[start:stop])
		s.replace(k, start, stop, catalog.PersonalFreeText, isASCIIOnly(l.text[start:stop]))
		return
	}
	if text := s.decode(k, start, stop, layer.Escaped); g.Kind != "" && !isJSON(text) {
		s.personal(k, start, stop, text, g.Kind, isASCIIOnly(l.text[start:stop]))
		return
	}
	s.inner(k, start, layer.Escaped, isASCIIOnly(l.text[start:stop]), g)
}

// plain is str for a text without escapes, in which no JSON can be.
func (s *Scrubber) plain(k, start, stop int, g personal.Group) {
	switch {
	case start >= stop:
	case g.Kind == "":
		s.detect(k, start, stop, g.Hint)
	default:
		s.named(k, start, stop, g.Kind)
	}
}

// personal replaces the text of a string that is personal data. ascii says that
// it is written in ASCII alone.
func (s *Scrubber) personal(k, start, stop int, text []byte, kind catalog.PersonalKind, ascii bool) {
	if s.outside(k) || len(text) <= s.longest && s.also[string(text)] || event.IsPlaceholder(text) {
		return
	}
	if standin.IsImage(text) {
		kind = catalog.PersonalImage
	}
	if s.made = s.maker.Append(s.made[:0], kind, text); !bytes.Equal(s.made, text) {
		s.know(text, kind)
		s.replace(k, start, stop, kind, ascii)
	}
}

// replace replaces the text of a string by what was made.
func (s *Scrubber) replace(k, start, stop int, kind catalog.PersonalKind, ascii bool) {
	l := &s.levels[k]
	from := len(l.news)
	l.news = appendEscaped(l.news, s.made, ascii)
	l.add(start, stop, from)
	s.say(k, start, kind)
}

// isJSON reports whether a text is an object, an array or a string of JSON, in
// which to look.
func isJSON(text []byte) bool {
	i := jsonscan.SkipSpace(text, 0)
	return len(text)-i > 1 && (text[i] == '{' || text[i] == '[' || text[i] == '"') && jsonscan.Valid(text[i:])
}

// decode makes the text of a string that of the next level.
func (s *Scrubber) decode(k, start, stop int, coding layer.Coding) []byte {
	l, next := &s.levels[k], &s.levels[k+1]
	l.outer.File(l.text, 1, 1)
	next.bytes = next.decoded.Decode(&l.outer, coding, start, stop, next.bytes)
	return next.decoded.Bytes
}

// inner scans the text that was decoded last, and writes what is replaced in it
// to the string it came from.
func (s *Scrubber) inner(k, start int, coding layer.Coding, ascii bool, g personal.Group) {
	l, next := &s.levels[k], &s.levels[k+1]
	next.reset(next.decoded.Bytes)
	next.offset = start
	s.scan(k+1, 0, len(next.text), g)
	s.echo(k+1, s.people, 0, len(next.text))
	for _, e := range next.edits {
		from, to := next.decoded.Span(e.start, e.end)
		at := len(l.news)
		switch put := next.news[e.from:e.to]; coding {
		case layer.Escaped:
			l.news = appendEscaped(l.news, put, ascii)
		case layer.Cell:
			l.news = append(l.news, bytes.ReplaceAll(put, []byte{'"'}, []byte(`""`))...)
		case layer.Form:
			l.news = appendForm(l.news, put)
		case layer.Hex:
			l.news = appendHexed(l.news, put)
		case layer.Entities:
			l.news = appendEntities(l.news, put)
		case layer.Digits:
			l.news = appendDigits(l.news, put, l.text[start:])
		default:
			l.news = append(l.news, put...)
		}
		l.add(from, to, at)
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
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[unit>>12&15], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
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
	const digits = "0123456789ABCDEF"
	for _, c := range text {
		if c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '_' || c == '.' || c == '~' {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}

// say notes what was replaced at text[start] of level k.
func (s *Scrubber) say(k, start int, kind catalog.PersonalKind) {
	if s.Tell == nil {
		return
	}
	found := Found{Offset: start, Kind: kind, Name: s.columns.at}
	if !s.Brief {
		found.Pointer = string(s.pointer(k))
	}
	for j := range k + 1 {
		l := &s.levels[j]
		if j == 1 {
			found.Offset = l.offset
		}
		for i := range l.frames {
			if f := &l.frames[i]; f.named {
				found.Name = string(f.shown)
			}
		}
	}
	s.said = append(s.said, found)
}

// pointer is the JSON Pointer of what is being read at level k.
func (s *Scrubber) pointer(k int) (pointer []byte) {
	if s.columns.at != "" {
		pointer = jsonscan.AppendPointer(pointer, s.columns.at)
	}
	for j := range k + 1 {
		for i := range s.levels[j].frames {
			if f := &s.levels[j].frames[i]; f.array {
				pointer = strconv.AppendInt(append(pointer, '/'), int64(f.index), 10)
			} else if f.named {
				pointer = jsonscan.AppendPointer(pointer, f.shown)
			}
		}
	}
	return pointer
}

// outside reports whether what is being read at level k is not to be scrubbed.
func (s *Scrubber) outside(k int) bool {
	if !s.Limited {
		return false
	}
	rest, below := strings.CutPrefix(string(s.pointer(k)), s.At)
	return !below || rest != "" && rest[0] != '/'
}
