// Package scrub replaces personal data in saved webhooks, and in whatever they
// were saved in, by stand-ins. Every other byte stays.
//
// It reads texts token by token and needs no text to be whole: a broken value, a
// line of a log and an archive go the same way. What stands in strings (JSON,
// escaped once or several times, forms, Base64, gzip in Base64) is read as a
// text of its own, and what is replaced there is written back in the same
// coding. It costs time in proportion to the text.
package scrub

import (
	"cmp"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/standin"
)

// maxLevels is how many texts within each other are looked into.
const maxLevels = limit.Levels

// Found is a personal value that was replaced.
type Found struct {
	Offset  int                  // in the text
	Pointer string               // of the value in the JSON value that the text holds there, "" outside of one
	Kind    catalog.PersonalKind // never empty
	Name    string               // of the member; empty where there is none
}

// Cipher opens and seals the data of envelopes. Both may be nil.
type Cipher struct {
	Open func(ciphertext []byte) (plain []byte, err error)
	Seal func(plain []byte) (ciphertext string)
}

// Scrubber replaces personal data in one text after the other, and reuses its
// memory. It is not safe for concurrent use.
type Scrubber struct {
	Cipher Cipher
	Tell   func(Found)                 // is told of what was replaced, if not nil
	Brief  bool                        // of what is told, nobody asks for the pointers
	Closed func(offset int, err error) // is told of envelopes that could not be opened, if not nil

	// At, where Limited, is the JSON Pointer of the only value that is scrubbed.
	At      string
	Limited bool

	names   *personal.Names
	maker   *standin.Maker
	levels  [maxLevels + 1]level
	columns columns         // of the table that the text is from
	said    []Found         // of the person at hand, to be told
	also    map[string]bool // values that are nobody's
	longest int             // of these
	memory  [manyNames]knownName
	before  *knownName // the member's name that was read last
	settled [manySettled]settled
	people  []known // of this text, see echo.go
	later   []rests
	made    []byte
	packed  packing
}

// New returns a Scrubber whose stand-ins depend on a key.
func New(key standin.Key) *Scrubber {
	s := &Scrubber{names: personal.NewNames(), maker: standin.New(key), also: map[string]bool{}, before: new(knownName)}
	for _, e := range catalog.Events() {
		for f := range e.Fields() {
			if f.Personal != "" {
				for _, value := range f.Also {
					s.also[value], s.longest = true, max(s.longest, len(value))
				}
			}
		}
	}
	return s
}

// level is a text that is being read, and what is to be replaced in it.
type level struct {
	text    []byte
	bytes   []byte // the memory of a text that was decoded
	outer   layer.Text
	decoded layer.Text
	coding  layer.Coding // of a text that was decoded,
	coded   []byte       // and what it was decoded from
	frames  []frame
	edits   []edit
	news    []byte  // what the edits put in
	found   []piece // in a loose text
	fresh   []piece // that are to be taken among them
	merged  []piece // the memory for that
	offset  int     // of a level inside: where its string stands in the text around it
	placed  bool    // it may stand on several lines, and decoded tells where
}

// edit replaces text[start:end] by news[from:to].
type edit struct{ start, end, from, to int }

// frame is a container that is open.
type frame struct {
	array  bool
	scope  bool // the person of what is in it is another one than before
	again  bool // it was read before, without the date of birth
	start  int
	edits  int // that were made before it
	news   int
	said   int
	people int
	index  int // of the element at hand
	group  personal.Group
	value  personal.Group // of the value at hand
	named  bool
	name   []byte  // of the member at hand, decoded
	shown  []byte  // the name, without personal data
	given  []given // names of members that were replaced
	called []byte  // what a member "name" or "key" says, for "value" beside it
}

// given is a member's name, and the one that it was given.
type given struct{ old, made string }

// Append appends text to dst, scrubbed. It reports whether anything was replaced.
// header is the first line of the text that this one is from, if that may name
// columns.
func (s *Scrubber) Append(dst, text, header []byte) (out []byte, changed bool) {
	s.readColumns(header)
	l := &s.levels[0]
	l.reset(text)
	s.said, s.people, s.later = s.said[:0], s.people[:0], s.later[:0]
	s.maker.Person(noBirth)
	if s.columns.groups != nil {
		s.rows()
	} else {
		s.scan(0, 0, len(text), personal.Group{})
	}
	s.echoAll(text)
	l.lengths()
	s.tell()
	return l.apply(dst), len(l.edits) > 0
}

// tell tells what was replaced.
func (s *Scrubber) tell() {
	if s.Tell != nil {
		slices.SortStableFunc(s.said, func(a, b Found) int { return cmp.Compare(a.Offset, b.Offset) })
		for _, f := range s.said {
			s.Tell(f)
		}
	}
	s.said = s.said[:0]
}

func (l *level) reset(text []byte) {
	l.text, l.placed = text, false
	l.frames, l.edits, l.news, l.found = l.frames[:0], l.edits[:0], l.news[:0], l.found[:0]
}

// apply appends the text of a level with its edits.
func (l *level) apply(dst []byte) []byte {
	at := 0
	for _, e := range l.edits {
		dst = append(append(dst, l.text[at:e.start]...), l.news[e.from:e.to]...)
		at = e.end
	}
	return append(dst, l.text[at:]...)
}

// add makes an edit of what was appended to news from from on.
func (l *level) add(start, end, from int) {
	l.edits = append(l.edits, edit{start, end, from, len(l.news)})
}
