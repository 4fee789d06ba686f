package scrub

import (
	"bytes"
	"strconv"
	"strings"

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
	s.inner(k, start, g)
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
	next.coding, next.coded = coding, l.text[start:stop]
	next.bytes = next.decoded.Decode(&l.outer, coding, start, stop, next.bytes)
	return next.decoded.Bytes
}

// say notes what was replaced at text[start] of level k.
func (s *Scrubber) say(k, start int, kind catalog.PersonalKind) {
	if s.Tell == nil {
		return
	}
	found := Found{Offset: s.offset(k, start), Kind: kind, Name: s.columns.at}
	if !s.Brief {
		found.Pointer = string(s.pointer(k))
	}
	for j := range k + 1 {
		l := &s.levels[j]
		for i := range l.frames {
			if f := &l.frames[i]; f.named {
				found.Name = string(f.shown)
			}
		}
	}
	s.said = append(s.said, found)
}

// offset is where text[at] of level k stands in the text of level 0, or what it is in.
func (s *Scrubber) offset(k, at int) int {
	if k == 0 {
		return at
	}
	l := &s.levels[1]
	if !l.placed {
		return l.offset
	}
	if k > 1 {
		at = s.levels[2].offset
	}
	at, _ = l.decoded.Span(at, at)
	return at
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
