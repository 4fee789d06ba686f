package scrub

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/standin"
)

// look is what the bytes of a text may make of it.
type look uint8

const (
	mayForm  look = 1 << iota // something with a form of its own: an address, a number
	mayPair                   // a name and a value
	mayCode                   // a text in another coding
	mayDash                   // a hyphen
	ofNumber                  // a part of a number as people write it
)

// looks tells what each byte may be a part of. It is never written to.
var looks = [256]look{
	'0': ofNumber, '1': ofNumber, '2': ofNumber, '3': ofNumber, '4': ofNumber,
	'5': ofNumber, '6': ofNumber, '7': ofNumber, '8': ofNumber, '9': ofNumber,
	' ': ofNumber, '.': ofNumber, '+': ofNumber, ')': ofNumber, 'x': ofNumber, 'X': ofNumber,
	'(': mayForm | ofNumber,
	'&': mayForm, // of HTML
	'[': mayForm, // of an address with [at]
	'@': mayForm | mayPair,
	':': mayForm | mayPair,
	'%': mayForm | mayCode,
	'=': mayPair | mayCode,
	'-': mayDash | ofNumber,
}

// lookAt looks at each byte of a text once.
func lookAt(text []byte) (found look) {
	run := 0
	for _, c := range text {
		l := looks[c]
		found |= l
		if l&ofNumber == 0 {
			run = 0
		} else if run++; run == shortestNumber {
			found |= mayForm
		}
	}
	return found
}

// isWorth reports whether a text that was looked at is to be searched.
func isWorth(text []byte, found look) bool {
	return found&(mayForm|mayPair|mayCode) != 0 || len(text) >= shortestPacked || namesPassport(text)
}

// shortestNumber is the least that is somebody's number.
const shortestNumber = 7

// isMoment reports whether a text is a time as the service writes it.
func isMoment(text []byte) bool {
	return len(text) >= 20 && len(text) <= 29 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
		bytes.IndexByte(text, '@') < 0 && countDigits(text) == 4
}

// detect looks for personal data in the text of a string whose name says nothing.
func (s *Scrubber) detect(k, start, stop int, h personal.Hint) {
	const shortest = 6 // a@b.co
	text := s.levels[k].text[start:stop]
	if len(text) < shortest {
		return
	}
	if isMoment(text) {
		return
	}
	found := lookAt(text)
	if !isWorth(text, found) {
		return
	}
	if standin.IsImage(text) && !isReadableURL(text) {
		s.personal(k, start, stop, text, catalog.PersonalImage, false)
		return
	}
	if found&mayForm != 0 && k < maxLevels && holdsEntities(text) {
		s.decode(k, start, stop, layer.Escaped)
		s.inner(k, start, personal.Group{Hint: h})
		return
	}
	s.search(k, start, stop, h, found)
}

// piece is something personal in a loose text, or a text in another coding: text[
// start:end] of the level.
type piece struct {
	start, end int
	kind       catalog.PersonalKind
	who        personal.Person // where the form tells it
	coding     layer.Coding    // of what is to be read: Form, Digits, Opaque, and of a value; else Escaped
	wide       bool            // in digits as wide as Han characters
	sign, dot  string          // what stands for the '@' of an address, and for its dots; empty for these
}

// loose replaces what is personal in a text that is no JSON: text[from:to] of
// level k.
func (s *Scrubber) loose(k, from, to int, h personal.Hint) {
	if to-from < 2 {
		return
	}
	text := s.levels[k].text[from:to]
	if found := lookAt(text); isWorth(text, found) {
		s.search(k, from, to, h, found)
	}
}

// search is loose for a text that was looked at.
func (s *Scrubber) search(k, from, to int, h personal.Hint, found look) {
	l := &s.levels[k]
	text := l.text[from:to]
	l.found = l.found[:0]
	if found&mayPair != 0 || len(text) >= shortestPacked && bytes.IndexByte(text, '>') >= 0 {
		s.pairs(k, from, to)
		l.take()
	}
	if k < maxLevels {
		if found&mayCode != 0 {
			s.escapes(k, from, to)
			l.take()
		}
		s.packs(k, from, to)
		l.take()
	}
	if found&mayForm != 0 {
		for f := range personal.In(text, h) {
			l.fresh = append(l.fresh, piece{start: from + f.Start, end: from + f.End, kind: f.Person.Kind(), who: f.Person})
		}
		l.take()
		if found&mayDash != 0 {
			l.residents(from, to)
			l.take()
		}
	}
	l.forms(from, to, found)
	for i := range l.found {
		s.piece(k, l.found[i])
	}
}

// take takes the fresh pieces among those that were found before, unless they
// overlap with one. Both are in the order of the text, and so is the outcome.
func (l *level) take() {
	fresh := l.fresh
	l.fresh = l.fresh[:0]
	if len(fresh) == 0 {
		return
	}
	if len(l.found) == 0 {
		l.found = append(l.found, fresh...)
		return
	}
	l.merged = l.merged[:0]
	old := l.found
	for _, p := range fresh {
		for len(old) > 0 && old[0].end <= p.start {
			l.merged, old = append(l.merged, old[0]), old[1:]
		}
		if len(old) == 0 || p.end <= old[0].start {
			l.merged = append(l.merged, p)
		}
	}
	l.merged = append(l.merged, old...)
	l.found, l.merged = l.merged, l.found
}

// piece replaces a piece of a loose text.
func (s *Scrubber) piece(k int, p piece) {
	l := &s.levels[k]
	text := l.text[p.start:p.end]
	value := text
	at := len(l.news)
	switch {
	case p.coding == layer.Opaque:
		s.unpack(k, p.start, p.end)
		return
	case p.kind == "":
		s.decode(k, p.start, p.end, p.coding)
		s.inner(k, p.start, personal.Group{})
		return
	case s.outside(k):
		return
	case p.wide:
		narrow, _ := narrowed(l.text[:p.end], p.start)
		s.made = s.stand(s.made[:0], narrow, p)
		l.news = widen(l.news, text, s.made)
	case p.sign != "":
		l.news = s.spelled(l.news, text, p)
	case p.coding != layer.Escaped:
		value = s.decode(k, p.start, p.end, p.coding)
		if s.made = s.maker.Append(s.made[:0], p.kind, value); bytes.Equal(s.made, value) {
			return
		}
		l.news = writingOf(p.coding, text).append(l.news, s.made, text)
	default:
		l.news = s.stand(l.news, text, p)
	}
	if bytes.Equal(l.news[at:], text) {
		l.news = l.news[:at]
		return
	}
	s.know(value, p.kind)
	l.add(p.start, p.end, at)
	s.say(k, p.start, p.kind)
}

// stand appends the stand-in of the text of a piece.
func (s *Scrubber) stand(dst, text []byte, p piece) []byte {
	if p.who != personal.Nobody {
		return s.maker.Found(dst, text, p.who)
	}
	return s.maker.Append(dst, p.kind, text)
}

// spelled appends the stand-in of an address whose '@' is written in another way.
func (s *Scrubber) spelled(dst, text []byte, p piece) []byte {
	local, host, _ := bytes.Cut(text, []byte(p.sign))
	if p.dot != "" {
		host = bytes.ReplaceAll(host, []byte(p.dot), []byte{'.'})
	}
	address := append(append(bytes.Clone(local), '@'), host...)
	s.made = s.maker.Append(s.made[:0], p.kind, address)
	local, host, _ = bytes.Cut(s.made, []byte{'@'})
	if p.dot != "" {
		host = bytes.ReplaceAll(host, []byte{'.'}, []byte(p.dot))
	}
	return append(append(append(dst, local...), p.sign...), host...)
}

// residents finds Korean resident registration numbers, also those with a check
// digit that is wrong: those given since 2020 have none.
func (l *level) residents(from, to int) {
	for i := from; ; {
		n := bytes.IndexByte(l.text[i:to], '-')
		if n < 0 {
			return
		}
		i += n + 1
		start, end := i-7, i+7
		if start < from || end > to || countDigits(l.text[start:i-1]) != 6 || countDigits(l.text[i:end]) != 7 {
			continue
		}
		if start > from && l.text[start-1]-'0' < 10 || end < to && l.text[end]-'0' < 10 || l.text[i]-'1' > 7 {
			continue
		}
		month, day := l.text[start+2:start+4], l.text[start+4:start+6]
		if string(month) >= "01" && string(month) <= "12" && string(day) >= "01" && string(day) <= "31" {
			l.fresh = append(l.fresh, piece{start: start, end: end, kind: catalog.PersonalIdentity, who: personal.Resident})
		}
	}
}

func countDigits(text []byte) (n int) {
	for n < len(text) && text[n]-'0' < 10 {
		n++
	}
	return n
}

// pairs finds the values of personal names.
func (s *Scrubber) pairs(k, from, to int) {
	l := &s.levels[k]
	text := l.text[from:to]
	for pair := range s.names.Pairs(text) {
		value := text[pair.Start:pair.End]
		p := piece{start: from + pair.Start, end: from + pair.End, kind: pair.Name.Kind}
		switch {
		case k == maxLevels:
		case pair.Sign == '=' && (bytes.IndexByte(value, '%') >= 0 || bytes.IndexByte(value, '+') > 0 && bytes.IndexByte(text, '&') >= 0):
			p.coding = layer.Form
		case bytes.IndexByte(value, '&') >= 0 && !bytes.Equal(layer.AppendEntities(nil, value), value):
			p.coding = layer.Entities
		}
		l.fresh = append(l.fresh, p)
	}
}

func lineEnd(text []byte) int {
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		return n
	}
	return len(text)
}
