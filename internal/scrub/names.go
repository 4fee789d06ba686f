package scrub

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// isLabel reports whether a member "name" names the value in the member behind
// it, as in the headers of a HAR file, and nobody.
func isLabel(f *frame, text []byte, i int) bool {
	if string(f.name) != "name" {
		return false
	}
	if i = jsonscan.SkipSpace(text, i); i < len(text) && text[i] == ',' {
		i = jsonscan.SkipSpace(text, i+1)
	}
	return bytes.HasPrefix(text[i:], []byte(`"value"`)) || bytes.HasPrefix(text[i:], []byte(`"version"`))
}

// name reads a member's name.
func (s *Scrubber) name(k, start, stop int) {
	l := &s.levels[k]
	f := &l.frames[len(l.frames)-1]
	raw := l.text[start:stop]
	known := s.known(raw)
	value, kind := known.in(&f.group)
	f.take(known, value)
	if kind != "" && !s.outside(k) {
		from := len(l.news)
		s.made = s.maker.Append(s.made[:0], kind, f.name)
		if !bytes.Equal(s.made, f.name) {
			s.made = f.unlike(s.made)
			f.shown = bytes.Clone(s.made)
			l.news = appendEscaped(l.news, s.made, isASCIIOnly(raw))
			l.add(start, stop, from)
			s.say(k, start, kind)
		}
	}
	if len(f.called) > 0 && string(f.name) == "value" {
		f.value = f.group.Below(f.called, s.names.Of(f.called))
	}
}

// unlike gives a member's name in place of made where another member of the object
// has that: two names must not become one.
func (f *frame) unlike(made []byte) []byte {
	for _, g := range f.given {
		if g.old == string(f.name) {
			return append(made[:0], g.made...)
		}
	}
	for slices.ContainsFunc(f.given, func(g given) bool { return g.made == string(made) }) {
		if bytes.IndexByte(made, '@') >= 0 {
			made = append([]byte("x"), made...)
		} else {
			made = append(made, " x"...)
		}
	}
	f.given = append(f.given, given{string(f.name), string(made)})
	return made
}

// knownName is what was found out of a member's name.
type knownName struct {
	raw     []byte // as it stands in the text
	text    []byte // decoded
	name    personal.Name
	group   personal.Group // of its value, where the group around it says nothing
	special bool           // it needs a closer look
	next    *knownName     // that followed it the last time

	// The group of its value in the group that it was in the last time, and what
	// the name itself is there.
	within, below personal.Group
	itself        catalog.PersonalKind
}

// in returns the group of the value of a name in a group, and what the name itself
// is there.
func (k *knownName) in(g *personal.Group) (value *personal.Group, itself catalog.PersonalKind) {
	if g.IsZero() {
		return &k.group, k.name.Itself
	}
	if !k.within.Same(*g) {
		k.within, k.below, k.itself = *g, g.Below(k.text, k.name), k.name.Itself
		if k.itself == "" && k.name.Kind == "" && !k.name.Public {
			k.itself = g.OfName(k.text)
		}
	}
	return &k.below, k.itself
}

// take makes a name that of the member at hand, with a group for its value.
func (f *frame) take(name *knownName, value *personal.Group) {
	f.name, f.shown, f.named, f.value = name.text, name.text, true, *value
}

// manyNames is how many names are remembered, by a hash of their bytes: a power
// of two.
const manyNames = 1 << 9

// known looks a member's name up.
func (s *Scrubber) known(raw []byte) *knownName {
	h := uint64(len(raw))
	if len(raw) >= 8 {
		h += binary.LittleEndian.Uint64(raw) + 31*binary.LittleEndian.Uint64(raw[len(raw)-8:])
	} else {
		for _, c := range raw {
			h = h<<8 | uint64(c)
		}
	}
	h *= 0x9e3779b97f4a7c15
	k := &s.memory[h>>(64-9)%manyNames]
	if k.raw != nil && bytes.Equal(k.raw, raw) {
		return k
	}
	k.raw = append(make([]byte, 0, len(raw)), raw...)
	if k.text = k.raw; bytes.IndexByte(raw, '\\') >= 0 {
		k.text = jsonscan.AppendUnescaped(nil, raw)
	}
	k.name = s.names.Of(k.text)
	if k.name.Itself == "" {
		k.name.Itself = formOf(k.text)
	}
	k.group = personal.Group{}.Below(k.text, k.name)
	k.special = isSpecial(k.text) || len(k.text) != len(k.raw)
	k.next, k.within = nil, personal.Group{}
	return k
}
