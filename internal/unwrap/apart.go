package unwrap

import (
	"bytes"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// partValues is how many values are read at a time of a container that holds more
// than can be read at once.
const partValues = jsonscan.MaxValues / 10

// apart looks into the object or array at an offset of a level's text, which holds
// more values than can be read at once: part by part, so that memory does not grow
// with it. It reports whether the text could be followed to its end. A webhook is
// not taken apart.
func (f *Finder) apart(k, at int) bool {
	text := f.levels[k].text.Bytes
	if text[at] != '{' && text[at] != '[' {
		return false
	}
	if k == 0 {
		f.whole = len(text) // each part is sound by itself
	}
	end := f.open(k, at)
	return end >= 0 && len(bytes.TrimSpace(text[end:])) == 0
}

// open looks at what the container at an offset holds. It returns where the
// container ends, -1 where it breaks.
func (f *Finder) open(k, at int) int {
	text := f.levels[k].text.Bytes
	n, closing, look := len(f.frames), text[at]+2, true
	f.frames = append(f.frames, frame{node: -1})
	defer func() { f.frames = f.frames[:n] }()
	at = jsonscan.SkipSpace(text, at+1)
	for index := 0; at < len(text) && text[at] != closing; index++ {
		start, field := at, ""
		if closing == '}' {
			if field, start = member(text, at); start < 0 {
				return -1
			}
			look = look && !f.isHook(k, field)
		}
		end, whole := skipValue(text, start, partValues)
		switch {
		case look && !f.done && (end-start >= shortest || f.At != nil):
			if f.frames[n].field = field; closing == ']' {
				f.frames[n].field = strconv.Itoa(index)
			}
			end = f.part(k, start, end, whole)
		case !whole:
			end, _ = skipValue(text, start, len(text))
		}
		if end < 0 {
			return -1
		}
		switch at = jsonscan.SkipSpace(text, end); {
		case at < len(text) && text[at] == ',':
			at = jsonscan.SkipSpace(text, at+1)
		case at == len(text) || text[at] != closing:
			return -1
		}
	}
	if at == len(text) {
		return -1
	}
	return at + 1
}

// part looks at the value at start: up to end where that is the whole of it. It
// returns where the value ends, -1 where it breaks.
func (f *Finder) part(k, start, end int, whole bool) int {
	l := &f.levels[k]
	onTheWay := f.At == nil || f.onTheWay()
	switch {
	case !whole && onTheWay && (f.At == nil || f.depth() < len(f.At.parts)):
		return f.open(k, start)
	case !whole:
		end, _ = skipValue(l.text.Bytes, start, len(l.text.Bytes))
		if onTheWay && end >= 0 {
			f.give(&l.text, start, end, 0)
		}
	case onTheWay && end >= 0:
		l.base = start
		f.steps += end - start
		if l.doc.Parse(l.text.Bytes[start:end]); l.doc.Fatal() != nil {
			return -1
		}
		f.value(k, 0)
	}
	return end
}

// isHook reports whether a member's name makes its object a webhook. That is lost,
// since it holds too many values.
func (f *Finder) isHook(k int, name string) bool {
	if f.Want != nil || !catalog.SameName(name, catalog.TriggerName) {
		return false
	}
	if f.lost = true; k > 0 {
		f.frames[len(f.frames)-1].field = name
		f.missed = Missed{Pointer: string(f.appendPointer(nil)), Message: named}
	}
	return true
}

// member is the name of the member at an offset, and where its value begins, -1
// where none is.
func member(text []byte, at int) (name string, value int) {
	end := stringEnd(text, at)
	if end < 0 {
		return "", -1
	}
	if value = jsonscan.SkipSpace(text, end); value == len(text) || text[value] != ':' {
		return "", -1
	}
	return string(jsonscan.AppendUnquoted(nil, text[at:end])), jsonscan.SkipSpace(text, value+1)
}

// stringEnd is where the string at an offset ends, -1 where none does.
func stringEnd(text []byte, at int) int {
	if at == len(text) || text[at] != '"' {
		return -1
	}
	for at++; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return -1
}

// skipValue is where the value at an offset ends, -1 where the text does before or
// the value is too deep. It stops within a value that holds more values than most, and reports false.
func skipValue(text []byte, at, most int) (end int, whole bool) {
	depth, values := 0, 0
	for at < len(text) {
		c := text[at]
		switch {
		case c == '"':
			if at = stringEnd(text, at); at < 0 {
				return -1, true
			}
		case depth == 0 && (c == ',' || c == ']' || c == '}'):
			return at, true
		case c == '{', c == '[':
			if depth++; depth > jsonscan.MaxDepth {
				return -1, true
			}
		case c == ']', c == '}':
			depth--
		}
		if c != '"' {
			at++
		}
		if c == ',' || c == '{' || c == '[' {
			if values++; values > most {
				return at, false
			}
		}
		if depth == 0 && (c == '"' || c == ']' || c == '}') {
			return at, true
		}
	}
	return -1, true
}
