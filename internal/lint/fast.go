package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// fast is the pass over payloads that are clean, as nearly all are, or odd at a
// few spots. It knows the grammar, the names, types, lists and formats of one
// event. What it does not vouch for is a spot, which the reader judges, or, where
// the reader would need more, the end: its methods return the offset after what
// they read, or -1 for "look closer". It never says clean where the rules find
// something.
type fast struct {
	tree    *event.Tree
	starts  [256]start
	numeric [256]bool // what personal.Number takes at all
	data    []byte
	decoded []byte // a text with escapes

	// Payloads of one event list their members in one order, so the member
	// after each is guessed from the payload before: by table, and by the place
	// of the member before, plus one.
	next [][]uint8

	doc   jsonscan.Document // the spots' nodes and those around them; see fast_spot.go
	spots []event.Spot

	owed uint64 // the payload's members of which one has to stand for a member below

	comment, code []byte // of the object that explains a rejection, nil where they are no plain texts
}

func newFast(t *event.Tree) *fast {
	f := &fast{tree: t, starts: newStarts(), next: make([][]uint8, t.Objects)}
	for _, c := range []byte("0123456789abcdefxABCDEFX-+(). :") {
		f.numeric[c] = true
	}
	for i := range f.next {
		f.next[i] = make([]uint8, event.MaxMembers+1)
	}
	return f
}

// clean reports whether no rule finds anything in the payload, whose event is
// then returned.
func (f *fast) clean(data []byte) (*event.Object, bool) {
	o := f.read(data)
	return o, o != nil && len(f.spots) == 0
}

// read goes through a payload and returns its event, nil where it has to be
// looked at closer. No rule finds anything in it but at f.spots.
func (f *fast) read(data []byte) *event.Object {
	if len(data) > 2*jsonscan.MaxValues { // fewer bytes cannot hold more values
		return nil
	}
	f.data, f.doc.Data = data, data
	f.doc.Nodes, f.spots = f.doc.Nodes[:0], f.spots[:0]
	f.comment, f.code, f.owed = nil, nil, 0
	i := jsonscan.SkipSpace(data, 0)
	if i >= len(data) || data[i] != '{' {
		return nil
	}
	o := f.eventAt(findTrigger(data, jsonscan.SkipSpace(data, i+1)))
	if o == nil {
		return nil
	}
	if i = f.object(o, 0, i+1); i < 0 || jsonscan.SkipSpace(data, i) < len(data) {
		return nil
	}
	return o
}

const triggerQuote = catalog.TriggerName + `"`

// findTrigger returns the offset after the name of the trigger, which mostly
// stands at first, -1 where it is not found.
func findTrigger(data []byte, first int) int {
	if rest := data[min(len(data), first+1):]; len(rest) > len(triggerQuote) && string(rest[:len(triggerQuote)]) == triggerQuote {
		return first + 1 + len(triggerQuote)
	}
	// Its first letter is rare and its quote is not.
	if i := bytes.Index(data, []byte(triggerQuote)); i > 0 && data[i-1] == '"' {
		return i + len(triggerQuote)
	}
	return -1
}

// eventAt returns the event that the trigger member, whose name ends at i,
// names, nil where that cannot be told. It may be the member of an inner object:
// then the trigger of the payload itself will not fit.
func (f *fast) eventAt(i int) *event.Object {
	if i < 0 {
		return nil
	}
	if i = jsonscan.SkipSpace(f.data, i); i >= len(f.data) || f.data[i] != ':' {
		return nil
	}
	if i = jsonscan.SkipSpace(f.data, i+1); i >= len(f.data) || f.data[i] != '"' {
		return nil
	}
	end := jsonscan.PlainEnd(f.data, i+1)
	name := f.data[i+1 : end]
	if end >= len(f.data) || f.data[end] != '"' {
		f.decoded, _ = jsonscan.AppendString(f.decoded[:0], f.data, i+1)
		name = f.decoded
	}
	if o := f.tree.Named(name); o != nil && o.Event.Like == "" {
		return o
	}
	return nil
}

// object reads the members of an object and its closing brace. The opening one
// is before i, its own name at key, 0 without one.
func (f *fast) object(o *event.Object, key, i int) int {
	data, next := f.data, f.next[o.ID]
	node, spots := f.open(jsonscan.Object, key, i-1), len(f.spots)
	var seen, asked uint64
	last := 0
	for {
		i = jsonscan.SkipSpace(data, i)
		key, n := i, int(next[last])
		m := &o.Members[n]
		if m.Literal.At(data, i) {
			i += m.Literal.Size
		} else if n, i = f.name(o, i); n >= 0 {
			m, next[last] = &o.Members[n], uint8(n)
		}
		switch {
		case i < 0 || n >= 0 && seen>>n&1 == 1:
			return -1
		case n < 0:
			i = f.undocumented(o, node, key, jsonscan.SkipSpace(data, i))
		default:
			seen |= 1 << n
			last = n + 1
			start := jsonscan.SkipSpace(data, i)
			if i = f.value(o, m, key, start); i >= 0 && m.Asking() {
				i = f.ask(m, start, i, &asked)
			}
		}
		if i < 0 {
			return -1
		}
		if i = jsonscan.SkipSpace(data, i); i >= len(data) {
			return -1
		}
		switch data[i] {
		case ',':
			i++
		case '}':
			lacks := o.Missing(seen, asked)
			if lacks != 0 {
				left, above := o.Above(lacks)
				lacks, f.owed = left, f.owed|above
			}
			if lacks != 0 && !f.lacking(o, node, lacks) || o.Explains(seen) && !f.explained() || node == 0 && f.owed != 0 && f.owed&seen == 0 {
				return -1
			}
			f.close(node, spots, i+1)
			return i + 1
		default:
			return -1
		}
	}
}

// ask adds to asked the members that the value of m asks for. A text with escapes
// is to be looked at closer.
func (f *fast) ask(m *event.Member, start, end int, asked *uint64) int {
	value := f.data[start:end]
	switch {
	case value[0] != '"':
	case bytes.IndexByte(value, '\\') >= 0:
		return -1
	default:
		*asked |= m.Asks(value[1 : len(value)-1])
	}
	return end
}

// explained reports whether the comment and the code of a rejection were read
// and fit each other.
func (f *fast) explained() bool {
	fit := f.comment != nil && f.code != nil && f.tree.CommentFits(f.comment, f.code)
	f.comment, f.code = nil, nil
	return fit
}

// name looks up the member name at i, which was not the one expected, and goes
// past its colon. n is -1 for a name that is not documented; after is, too,
// where it is no plain name.
func (f *fast) name(o *event.Object, i int) (n, after int) {
	if n, size := o.MemberAt(f.data, i); n >= 0 {
		return n, i + size
	}
	end := f.nameEnd(i)
	if end < 0 {
		return -1, -1
	}
	after = jsonscan.SkipSpace(f.data, end)
	if after >= len(f.data) || f.data[after] != ':' {
		return -1, -1
	}
	return o.Names.Find(f.data[i+1 : end-1]), after + 1
}

// nameEnd returns the offset after the plain name at i, -1 where there is none.
func (f *fast) nameEnd(i int) int {
	if i >= len(f.data) || f.data[i] != '"' {
		return -1
	}
	end := jsonscan.PlainEnd(f.data, i+1)
	if end >= len(f.data) || f.data[end] != '"' {
		return -1
	}
	return end + 1
}

// value reads the value of m, a member of o.
func (f *fast) value(o *event.Object, m *event.Member, key, i int) int {
	if i >= len(f.data) {
		return -1
	}
	switch c := f.data[i]; {
	case c == '"':
		if m.Allows(jsonscan.String) {
			if end := f.text(m, i+1); end >= 0 {
				return end
			}
		}
	case c == '{':
		if m.Object != nil {
			return f.object(m.Object, key, i+1)
		}
		if m.Allows(jsonscan.Object) {
			return f.strays(i+1, 1)
		}
		return -1
	case c == '[':
		if m.Items != nil {
			return f.array(o, m.Items, key, i+1)
		}
		if m.Allows(jsonscan.Array) {
			return f.elements(i+1, func(i int) int { return f.listed(m, i) })
		}
		return -1
	case c-'0' < 10:
		if m.Allows(jsonscan.Number) {
			if end := f.integer(i); end >= 0 {
				return end
			}
		}
	case c == 'n':
		if m.Field.Projected && bytes.HasPrefix(f.data[i:], []byte("null")) {
			return i + len("null")
		}
	}
	return f.odd(o, m, key, i)
}

// array reads an array whose elements are documented.
func (f *fast) array(o *event.Object, items *event.Member, key, i int) int {
	node, spots := f.open(jsonscan.Array, key, i-1), len(f.spots)
	end := f.elements(i, func(i int) int {
		before := len(f.doc.Nodes)
		end := f.value(o, items, 0, i)
		if len(f.doc.Nodes) == before { // it stands for one, so that those after it are counted right
			f.keep(f.open(jsonscan.Null, 0, i), end)
		}
		return end
	})
	f.close(node, spots, end)
	return end
}

// listed reads an element of an array that is the value of m itself: the lists
// of reasons that older payloads have.
func (f *fast) listed(m *event.Member, i int) int {
	if i >= len(f.data) || f.data[i] != '"' {
		return -1
	}
	return f.text(m, i+1)
}

// elements reads the elements of an array, each by one, and its closing bracket.
func (f *fast) elements(i int, one func(i int) int) int {
	data := f.data
	if i = jsonscan.SkipSpace(data, i); i < len(data) && data[i] == ']' {
		return i + 1
	}
	for {
		if i = one(i); i < 0 {
			return -1
		}
		if i = jsonscan.SkipSpace(data, i); i >= len(data) {
			return -1
		}
		switch data[i] {
		case ']':
			return i + 1
		case ',':
			i = jsonscan.SkipSpace(data, i+1)
		default:
			return -1
		}
	}
}

// maxDigits is how many digits fit 64 bits, whatever they are.
const maxDigits = 18

// integer reads digits.
func (f *fast) integer(i int) int {
	start := i
	for i < len(f.data) && f.data[i]-'0' < 10 {
		i++
	}
	if f.data[start] == '0' && i > start+1 || i > start+maxDigits {
		return -1
	}
	if i < len(f.data) && (f.data[i] == '.' || f.data[i]|0x20 == 'e') {
		return -1
	}
	return i
}
