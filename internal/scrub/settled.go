package scrub

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/standin"
)

const (
	longestSettled = 47
	manySettled    = 1 << 11 // a power of two
)

// settled is what was made of a text that is data of a kind, as it stands in a
// string. A text has one place in a table of these, and what comes to it takes
// it over.
type settled struct {
	kind    catalog.PersonalKind
	size    uint8
	changed bool
	text    [longestSettled]byte
	put     []byte
}

// settledAt returns the place of a text, nil where it is not to be remembered, and
// whether it is there. Digits may be a date, which moves as others of the person
// do.
func (s *Scrubber) settledAt(kind catalog.PersonalKind, text []byte) (place *settled, known bool) {
	if len(text) > longestSettled || s.Limited {
		return nil, false
	}
	for _, c := range text {
		if c-'0' < 10 {
			return nil, false
		}
	}
	place = &s.settled[(standin.Hash(text)+uint64(len(kind)))%manySettled]
	return place, place.kind == kind && int(place.size) == len(text) && bytes.Equal(place.text[:place.size], text)
}

// named reads the text of a string without escapes, text[start:stop] of level k,
// that is data of a kind by its name.
func (s *Scrubber) named(k, start, stop int, kind catalog.PersonalKind) {
	l := &s.levels[k]
	text := l.text[start:stop]
	place, known := s.settledAt(kind, text)
	if known {
		if place.changed {
			s.know(text, kind)
			from := len(l.news)
			l.news = append(l.news, place.put...)
			l.add(start, stop, from)
			s.say(k, start, kind)
		}
		return
	}
	before, from := len(l.edits), len(l.news)
	if !isJSON(text) {
		s.personal(k, start, stop, text, kind, false)
	}
	if place != nil {
		place.kind, place.size, place.changed = kind, uint8(copy(place.text[:], text)), len(l.edits) > before
		place.put = append(place.put[:0], l.news[from:]...)
	}
}
