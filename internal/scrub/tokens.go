package scrub

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/standin"
)

const noBirth standin.Day = 0

// scan reads text[i:end] of a level: JSON values, and what stands around them.
// All of it belongs to a group.
func (s *Scrubber) scan(k, i, end int, g personal.Group) {
	l := &s.levels[k]
	text := l.text[:end]
	loose := i // where what is no JSON began
	for i < end {
		if len(l.frames) > 0 {
			if i = s.quick(k, i, end); i < end && len(l.frames) > 0 {
				i = s.token(k, i, end)
			}
			loose = i
			continue
		}
		if isNext(text, i) {
			s.open(k, i+1, g, true)
			i += 2
			continue
		}
		start := opening(text, i)
		if start < 0 {
			break
		}
		s.loose(k, loose, start, g.Hint)
		loose = start
		if i = s.begin(k, start, end, s.groupAt(text, start, g)); i > start+1 || len(l.frames) > 0 {
			loose = i
		}
	}
	l.frames = l.frames[:0] // of a value that is cut off
	s.loose(k, min(loose, end), end, g.Hint)
}

// groupAt is the group of the value that begins at text[start] in a group: that of the name
// before it, unless the value is a webhook.
func (s *Scrubber) groupAt(text []byte, start int, g personal.Group) personal.Group {
	const farthest = 512 // bytes of a webhook before its event
	if !g.IsZero() || text[start] == '"' {
		return g
	}
	named := s.names.Before(text, start)
	if named.Kind == "" || bytes.Contains(text[start:min(len(text), start+farthest)], []byte(catalog.TriggerName)) {
		return g
	}
	return named
}

// begin reads the value whose opening is at start of level k, or only its bracket,
// which it opens unless it is none of JSON. It returns where to go on.
func (s *Scrubber) begin(k, start, end int, g personal.Group) int {
	text := s.levels[k].text[:end]
	if text[start] == '"' {
		stop := stringEnd(text, start+1)
		s.str(k, start+1, stop, g)
		return stop + 1
	}
	if rest := text[start+1:]; layer.IsEscapedQuote(rest, openers) || isDoubled(rest) || layer.IsHexQuote(rest, openers) || isEntities(rest) {
		return s.coded(k, start, end, g)
	}
	if next := s.array(k, start, end, g); next >= 0 {
		return next
	}
	if isPrefixed(text, start) {
		if next := s.prefixed(k, start, end, g); next >= 0 {
			return next
		}
		if next := jsonscan.SkipSpace(text, start+1); next == end || bytes.IndexByte([]byte(`"{[`), text[next]) < 0 {
			return start + 1
		}
	}
	s.open(k, start, g, true)
	return start + 1
}

// open opens a container.
func (s *Scrubber) open(k, start int, g personal.Group, top bool) {
	l := &s.levels[k]
	array := l.text[start] == '['
	n := len(l.frames)
	if n < cap(l.frames) {
		l.frames = l.frames[:n+1]
	} else {
		l.frames = append(l.frames, frame{})
	}
	f := &l.frames[n]
	birth, _ := s.maker.Birth()
	*f = frame{
		array: array, start: start, edits: len(l.edits), news: len(l.news), said: len(s.said), people: len(s.people), group: g, value: g,
		scope: birth == 0 && (top || n > 0 && l.frames[n-1].array), called: f.called[:0],
	}
}

// close closes the innermost container, which ends before i, and returns where to
// go on: at its start again where a date was moved before the date of birth was
// known.
func (s *Scrubber) close(k, i int) int {
	l := &s.levels[k]
	f := &l.frames[len(l.frames)-1]
	if f.scope {
		birth, lacked := s.maker.Birth()
		if lacked && !f.again {
			s.maker.Person(birth)
			l.edits, l.news, s.said = l.edits[:f.edits], l.news[:f.news], s.said[:f.said]
			f.again, f.index, f.value, f.given = true, 0, f.group, nil
			return f.start + 1
		}
		if k == 0 || len(l.frames) > 1 {
			s.maker.Person(noBirth)
		}
	}
	if k == 0 && len(l.frames) == 1 && f.people < len(s.people) {
		from := bytes.LastIndexByte(l.text[:f.start], '\n') + 1
		s.echo(k, s.people[f.people:], from, i)
		if rest := lineEnd(l.text[i:]); rest > 0 { // it is to be read first
			s.later = append(s.later, rests{f.people, len(s.people), i, i + rest})
		}
	}
	l.frames = l.frames[:len(l.frames)-1]
	return i
}

// token reads the next token of the innermost container and returns where it
// ends.
func (s *Scrubber) token(k, i, end int) int {
	l := &s.levels[k]
	text := l.text[:end]
	f := &l.frames[len(l.frames)-1]
	switch c := text[i]; c {
	case ' ', '\t', '\r', ':':
		return i + 1
	case '\n':
		return s.line(k, i, end)
	case ',':
		f.index++
		f.value = f.group
		return i + 1
	case '{', '[':
		if next := s.array(k, i, end, f.value); next >= 0 {
			return next
		}
		s.open(k, i, f.value, false)
		return i + 1
	case '}', ']':
		return s.close(k, i+1)
	case '"':
		return s.quoted(k, i, end)
	case '\'':
		if next := s.singly(k, i, end); next >= 0 {
			return next
		}
	case '/', '#':
		return s.comment(k, i, end)
	case '\\':
		return i + 1
	}
	return s.scalar(k, i, end)
}

// line goes on in the next line, which may begin another value where this one
// breaks off.
func (s *Scrubber) line(k, i, end int) int {
	l := &s.levels[k]
	text := l.text[:end]
	f := &l.frames[len(l.frames)-1]
	if i+1 == end {
		return end
	}
	before := byte(0)
	if t := bytes.TrimRight(text[f.start:i], " \t\r\n"); len(t) > 0 {
		before = t[len(t)-1]
	}
	broken := false
	switch c := text[i+1]; {
	case c == '{':
		broken = before != ':' && (!f.array || before != ',' && before != '[')
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		_, kind := jsonscan.ScanLiteral(text, i+1)
		broken = kind == jsonscan.Invalid
	case c-'0' < 10:
		broken = !f.array && before != ':'
	}
	if broken {
		s.breakOff(k)
	}
	return i + 1
}

// breakOff ends all containers of a level.
func (s *Scrubber) breakOff(k int) {
	s.levels[k].frames = s.levels[k].frames[:0]
	s.maker.Person(noBirth)
}

// quoted reads a string: a member's name or a value.
func (s *Scrubber) quoted(k, i, end int) int {
	l := &s.levels[k]
	text := l.text[:end]
	f := &l.frames[len(l.frames)-1]
	stop, escaped := scanString(text, i+1)
	if stop < 0 { // cut off
		g := f.value
		stop = end
		if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
			stop = i + n
		}
		s.str(k, i+1, stop, g)
		s.breakOff(k)
		return stop
	}
	if !f.array {
		next := jsonscan.SkipSpace(text, stop+1)
		if sign := signAt(text[next:]); sign > 0 {
			s.name(k, i+1, stop)
			return next + sign
		}
	}
	switch g := f.value; {
	case g.Kind == catalog.PersonalName && isLabel(f, text, stop+1):
		g.Kind = ""
		f.called = append(f.called[:0], text[i+1:stop]...)
		s.str(k, i+1, stop, g)
	case g.Kind == "" && string(f.name) == "key":
		f.called = append(f.called[:0], text[i+1:stop]...)
		s.str(k, i+1, stop, g)
	case g.Kind == "" && string(f.name) == catalog.EnvelopeData && !f.array && mayBeSealed(text[i+1:stop]):
		if next, ok := s.sealed(k, f.start, end); ok {
			return next
		}
		s.str(k, i+1, stop, g)
	case escaped:
		s.str(k, i+1, stop, g)
	default:
		s.plain(k, i+1, stop, g)
	}
	return stop + 1
}

// scalar reads what is no string: a number, a word, or what does not belong here.
func (s *Scrubber) scalar(k, i, end int) int {
	l := &s.levels[k]
	f := &l.frames[len(l.frames)-1]
	stop := i
	for stop < end && !isDelimiter[l.text[stop]] {
		stop++
	}
	if stop == i {
		return i + 1
	}
	if i > 0 && l.text[i-1] == '"' && stop < end && l.text[stop] == '"' {
		return s.shifted(k, i, end)
	}
	literal := l.text[i:stop]
	if n, ok := jsonscan.ScanNumber(literal, 0); !ok || n != len(literal) {
		if _, kind := jsonscan.ScanLiteral(literal, 0); kind == jsonscan.Invalid {
			return s.word(k, i, stop, end)
		}
		return stop
	}
	kind := f.value.Kind
	if kind == "" && len(literal) >= 7 {
		if kind = personal.Number(literal, f.value.Hint).Kind(); kind == "" && len(literal) > 13 && isCard(literal, literal) {
			kind = catalog.PersonalDocument
		}
		if kind == "" {
			return stop
		}
	}
	if kind != "" && !s.outside(k) {
		from := len(l.news)
		if l.news = s.maker.Number(l.news, kind, literal); bytes.Equal(l.news[from:], literal) {
			l.news = l.news[:from]
			return stop
		}
		l.add(i, stop, from)
		s.say(k, i, kind)
	}
	return stop
}

// shifted reads the rest of a line in which a quote is missing or too many, so that
// what stands in quotes and what stands between them change places: by the names
// and the values next to each other.
func (s *Scrubber) shifted(k, i, end int) int {
	stop := i + lineEnd(s.levels[k].text[i:end])
	s.breakOff(k)
	s.loose(k, i-1, stop, 0)
	return stop
}

// isDelimiter tells the bytes that end a scalar. It is never written to.
var isDelimiter = [256]bool{
	',': true, ':': true, '{': true, '}': true, '[': true, ']': true, '"': true,
	'\n': true, '\r': true, '\t': true, ' ': true, '/': true, '\\': true,
}

// comment reads a comment, or a slash.
func (s *Scrubber) comment(k, i, end int) int {
	text := s.levels[k].text[:end]
	stop := i + 1
	switch rest := text[i:]; {
	case rest[0] == '#', bytes.HasPrefix(rest, []byte("//")):
		stop = end
		if n := bytes.IndexByte(rest, '\n'); n >= 0 {
			stop = i + n
		}
	case bytes.HasPrefix(rest, []byte("/*")):
		stop = end
		if n := bytes.Index(rest[2:], []byte("*/")); n >= 0 {
			stop = i + 2 + n + 2
		}
	}
	f := &s.levels[k].frames[len(s.levels[k].frames)-1]
	named := f.named
	f.named = false // it is no member's
	s.loose(k, i, stop, 0)
	f.named = named
	return stop
}
