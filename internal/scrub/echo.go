package scrub

import (
	"bytes"
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// A name has no form by which it is known in a custom field or in the line of a
// log. But it stands in the webhook: there it is told by its member, and so it is
// found again where it stands around.

// known is a value that was replaced and would be recognised anywhere.
type known struct {
	text []byte
	kind catalog.PersonalKind
}

// echoBudget is how many bytes are looked at for the values of a text: the whole
// text where it is short, or else each record with its line.
const echoBudget = 4 << 20

// know remembers a value that was replaced.
func (s *Scrubber) know(text []byte, kind catalog.PersonalKind) {
	const near = 8 // a record has them several times
	if !isTelling(text, kind) || slices.ContainsFunc(s.people[max(0, len(s.people)-near):], func(k known) bool { return bytes.Equal(k.text, text) }) {
		return
	}
	if len(s.people) == cap(s.people) {
		s.people = append(s.people, known{})[:len(s.people)]
	}
	s.people = s.people[:len(s.people)+1]
	k := &s.people[len(s.people)-1]
	k.text, k.kind = append(k.text[:0], text...), kind
}

// isTelling reports whether a value is nothing but that: a name of two words or
// three syllables, a number of eight characters.
func isTelling(text []byte, kind catalog.PersonalKind) bool {
	switch kind {
	case catalog.PersonalName:
		if len(text) < 7 {
			return false
		}
		return bytes.IndexByte(text, ' ') > 0 || text[0] >= 0xe3 && utf8.RuneCount(text) >= 3
	case catalog.PersonalDocument, catalog.PersonalIdentity:
		digits := 0
		for _, c := range text {
			if c-'0' < 10 {
				digits++
			}
		}
		return len(text) >= 8 && digits >= 6
	default:
		return false
	}
}

// rests is what stands behind a value on its line, and which people are to be
// found there.
type rests struct{ first, last, from, to int }

// echoAll finds the people of a text around the values that tell them, and in
// all of a short one.
func (s *Scrubber) echoAll(text []byte) {
	for _, r := range s.later {
		s.echo(0, s.people[r.first:r.last], r.from, r.to)
	}
	s.echo(0, s.people, 0, len(text))
}

// echo replaces people where they stand in text[from:to] of level k beside what was
// replaced already.
func (s *Scrubber) echo(k int, people []known, from, to int) {
	if len(people) == 0 || s.Limited || len(people)*(to-from) > echoBudget {
		return
	}
	l := &s.levels[k]
	before := len(l.edits)
	start, _ := slices.BinarySearchFunc(l.edits, from, func(e edit, at int) int { return cmp.Compare(e.start, at) })
	done := l.edits[start:before:before]
	for _, p := range people {
		for at := from; at < to; {
			n := bytes.Index(l.text[at:to], p.text)
			if n < 0 {
				break
			}
			at += n
			end := at + len(p.text)
			if stands(l.text[:to], at, end) && !overlaps(done, at, end) && !overlaps(l.edits[before:], at, end) {
				s.made = s.maker.Append(s.made[:0], p.kind, p.text)
				put := len(l.news)
				l.news = appendEscaped(l.news, s.made, false)
				l.add(at, end, put)
				s.heard(k, at, p.kind)
			}
			at = end
		}
	}
	if len(l.edits) > before {
		slices.SortFunc(l.edits[start:], func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	}
}

// overlaps reports whether text[start:end] has a part in an edit.
func overlaps(edits []edit, start, end int) bool {
	return slices.ContainsFunc(edits, func(e edit) bool { return e.start < end && start < e.end })
}

// stands reports whether text[start:end] is no part of a longer word.
func stands(text []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(text[:start])
	after, _ := utf8.DecodeRune(text[end:])
	if unicode.IsLetter(before) || unicode.IsDigit(before) {
		return false
	}
	last, _ := utf8.DecodeLastRune(text[start:end])
	return last >= utf8.RuneSelf || !unicode.IsLetter(after) && !unicode.IsDigit(after) // particles follow Korean names
}

// heard notes what was found again at text[start] of level k.
func (s *Scrubber) heard(k, start int, kind catalog.PersonalKind) {
	if s.Tell == nil {
		return
	}
	s.said = append(s.said, Found{Offset: s.offset(k, start), Kind: kind})
}
