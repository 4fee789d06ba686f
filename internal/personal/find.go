package personal

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
)

// Span is a piece of personal data in a JSON text: a value that is no container,
// or a member's name, as a whole with its quotes.
type Span struct {
	Start, End int // bytes of the text
	Kind       catalog.PersonalKind
	Member     bool // the name of a member
	Inside     bool // a string that holds JSON, in which to look: Kind is empty
}

// Finder finds personal data in JSON texts, one after the other. It is not safe
// for concurrent use.
type Finder struct {
	names *Names
	depth int // JSON texts around this one
	doc   jsonscan.Document
	spans []Span
	odd   []int // members of unknown names
	held  []int // strings that are personal by their members' names
	text  []byte

	seed   maphash.Seed
	values map[uint64]bool
}

// NewFinder returns a Finder that knows the names of the catalogue.
func NewFinder() *Finder { return newFinder(NewNames(), 0) }

func newFinder(names *Names, depth int) *Finder {
	return &Finder{names: names, depth: depth, seed: maphash.MakeSeed(), values: map[uint64]bool{}}
}

// maxInside is how deep JSON is looked for in strings of JSON. What would be
// deeper is personal as a whole.
const maxInside = limit.Levels

// Find returns the personal data of a text in its order: the values of members
// named for it, under any spelling and at any depth; every value in a group so
// named, but for null, true and false; texts in which something looks personal,
// whatever their name; and names of members that are personal data themselves. In a text that is not
// JSON it finds what can be read. The spans are valid until the next Find.
func (f *Finder) Find(text []byte) []Span {
	f.spans, f.odd, f.held = f.spans[:0], f.odd[:0], f.held[:0]
	f.doc.Parse(text)
	if len(f.doc.Nodes) == 0 {
		return nil
	}
	f.value(0, Group{})
	if len(f.odd) > 0 && len(f.held) > 0 {
		f.repeated()
	}
	return f.spans
}

func (f *Finder) value(i int, g Group) {
	n := &f.doc.Nodes[i]
	switch n.Kind {
	case jsonscan.Object:
		for child := range f.doc.Children(i) {
			f.member(child, g)
		}
		return
	case jsonscan.Array:
		for child := range f.doc.Children(i) {
			f.value(child, g)
		}
		return
	case jsonscan.Null, jsonscan.Bool: // they say nothing about anybody, whatever their name
		return
	case jsonscan.String:
		f.text = f.doc.AppendText(f.text[:0], i)
	default:
		f.text = append(f.text[:0], f.doc.Raw(i)...)
	}
	span := Span{Start: int(n.Start), End: int(n.End), Kind: g.Kind}
	switch {
	case len(f.text) == 0:
		return
	case g.Kind != "":
		f.held = append(f.held, i)
	case n.Kind == jsonscan.String:
		span.Kind, span.Inside = f.within(f.text, g.Hint)
	case g.Hint != 0, f.text[0] == '+': // a number, which in JSON has no plus sign
		span.Kind = first(f.text, g.Hint)
	}
	if span.Kind != "" || span.Inside {
		f.spans = append(f.spans, span)
	}
}

// member finds in a member's name and in its value.
func (f *Finder) member(i int, g Group) {
	n := &f.doc.Nodes[i]
	f.text = f.doc.AppendName(f.text[:0], i)
	name := f.names.Of(f.text)
	span := Span{Start: int(n.KeyStart), End: int(n.KeyEnd), Kind: name.Itself, Member: true}
	if span.Kind == "" && name.Kind == "" && !name.Public && !bytes.HasPrefix(f.text, []byte(Mask)) {
		if span.Kind = g.OfName(f.text); span.Kind == "" {
			f.odd = append(f.odd, i)
		}
	}
	if span.Kind != "" {
		f.spans = append(f.spans, span)
	}
	f.value(i, g.Below(f.text, name))
}

// within tells what a text is whose name says nothing: something personal, or
// JSON in which to look.
func (f *Finder) within(text []byte, h Hint) (kind catalog.PersonalKind, inside bool) {
	if t := bytes.TrimLeft(text, " \t\r\n"); len(t) > 1 && bytes.IndexByte([]byte(`{["`), t[0]) >= 0 && jsonscan.Valid(t) {
		if f.depth == maxInside {
			return catalog.PersonalFreeText, false
		}
		return "", true
	}
	if kind := first(text, h); kind != "" {
		return kind, false
	}
	return f.names.inText(text), false
}

// repeated adds the members whose name is a personal value of the same text.
// The values are kept as hashes: a copy of each would cost more than the rest.
func (f *Finder) repeated() {
	const shortest = 3 // bytes: a Korean syllable
	clear(f.values)
	for _, i := range f.held {
		f.text = f.doc.AppendText(f.text[:0], i)
		if f.text = catalog.AppendFold(f.text[:0], f.text); len(f.text) >= shortest {
			f.values[maphash.Bytes(f.seed, f.text)] = true
		}
	}
	before := len(f.spans)
	for _, i := range f.odd {
		f.text = f.doc.AppendName(f.text[:0], i)
		f.text = catalog.AppendFold(f.text[:0], f.text)
		if n := &f.doc.Nodes[i]; f.values[maphash.Bytes(f.seed, f.text)] {
			f.spans = append(f.spans, Span{Start: int(n.KeyStart), End: int(n.KeyEnd), Kind: catalog.PersonalName, Member: true})
		}
	}
	if len(f.spans) > before {
		slices.SortFunc(f.spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	}
}

// first is the kind of the first piece of personal data in a text.
func first(text []byte, h Hint) catalog.PersonalKind {
	for found := range In(text, h|Examples) {
		return found.Person.Kind()
	}
	return ""
}
