package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// fast is the pass over payloads that are clean, as nearly all are. It knows
// the grammar, the names, types, lists and formats of one event, and decodes
// nothing. Its methods return the offset after what they read, or -1 for
// "look closer": the payload may have a finding, or holds something too rare
// to be worth a line here. It never says clean where the rules find something.
type fast struct {
	tree    *event.Tree
	starts  [256]start
	numeric [256]bool // what personal.Number takes at all
	data    []byte

	// Payloads of one event list their members in one order, so the member
	// after each is guessed from the payload before: by table, and by the place
	// of the member before, plus one.
	next  [][]uint8
	guess *event.Object // event of the last payload that did not start with its trigger

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
	f.data = data
	i := jsonscan.SkipSpace(data, 0)
	if i >= len(data) || data[i] != '{' {
		return nil, false
	}
	i++
	first := jsonscan.SkipSpace(data, i)
	if hasTrigger(data, first) {
		o := f.eventAt(first)
		return o, o != nil && f.whole(o, i)
	}
	if f.guess != nil && f.whole(f.guess, i) {
		return f.guess, true
	}
	o := f.eventAt(bytes.Index(data, []byte(`"`+catalog.TriggerName+`"`)))
	if o == nil || o == f.guess {
		return nil, false
	}
	f.guess = o
	return o, f.whole(o, i)
}

func hasTrigger(data []byte, i int) bool {
	const quoted = `"` + catalog.TriggerName + `"`
	return len(data)-i > len(quoted) && string(data[i:i+len(quoted)]) == quoted
}

// eventAt returns the event that the trigger member at i names, nil where that
// cannot be told. It may be the member of an inner object: then the trigger of
// the payload itself will not fit.
func (f *fast) eventAt(i int) *event.Object {
	if i < 0 {
		return nil
	}
	if i = jsonscan.SkipSpace(f.data, i+len(catalog.TriggerName)+2); i >= len(f.data) || f.data[i] != ':' {
		return nil
	}
	if i = jsonscan.SkipSpace(f.data, i+1); i >= len(f.data) || f.data[i] != '"' {
		return nil
	}
	end := jsonscan.PlainEnd(f.data, i+1)
	if o := f.tree.Named(f.data[i+1 : end]); o != nil && o.Event.Like == "" {
		return o
	}
	return nil
}

// whole reads the rest of a payload whose opening brace is before i.
func (f *fast) whole(o *event.Object, i int) bool {
	i = f.object(o, i)
	return i >= 0 && jsonscan.SkipSpace(f.data, i) == len(f.data)
}

// object reads the members of an object and its closing brace.
func (f *fast) object(o *event.Object, i int) int {
	data, next := f.data, f.next[o.ID]
	var seen, asked uint64
	last := 0
	for {
		i = jsonscan.SkipSpace(data, i)
		n := int(next[last])
		m := &o.Members[n]
		if m.Literal.At(data, i) {
			i += m.Literal.Size
		} else {
			if n, i = f.name(o, i); n < 0 {
				return -1
			}
			m, next[last] = &o.Members[n], uint8(n)
		}
		if seen>>n&1 == 1 {
			return -1
		}
		seen |= 1 << n
		last = n + 1
		from := jsonscan.SkipSpace(data, i)
		if i = f.value(m, from); i < 0 {
			return -1
		}
		if m.Asking() {
			asked |= m.Asks(data[from+1 : i-1]) // a value of a closed list
		}
		if i = jsonscan.SkipSpace(data, i); i >= len(data) {
			return -1
		}
		if data[i] == '}' {
			if o.Missing(seen, asked) != 0 || o.Explains(seen) && !f.explained() {
				return -1
			}
			return i + 1
		}
		if data[i] != ',' {
			return -1
		}
		i++
	}
}

// explained reports whether the comment and the code of a rejection were read
// and fit each other.
func (f *fast) explained() bool {
	fit := f.comment != nil && f.code != nil && f.tree.CommentFits(f.comment, f.code)
	f.comment, f.code = nil, nil
	return fit
}

// name looks up the member name at i, which was not the one expected, and goes
// past its colon.
func (f *fast) name(o *event.Object, i int) (n, after int) {
	if i >= len(f.data) || f.data[i] != '"' {
		return -1, 0
	}
	end := jsonscan.PlainEnd(f.data, i+1)
	if end >= len(f.data) || f.data[end] != '"' {
		return -1, 0
	}
	after = jsonscan.SkipSpace(f.data, end+1)
	if after >= len(f.data) || f.data[after] != ':' {
		return -1, 0
	}
	return o.Names.Find(f.data[i+1 : end]), after + 1
}

func (f *fast) value(m *event.Member, i int) int {
	if i >= len(f.data) {
		return -1
	}
	switch c := f.data[i]; {
	case c == '"':
		if m.Allows(jsonscan.String) {
			return f.text(m, i+1)
		}
	case c == '{':
		if m.Object != nil {
			return f.object(m.Object, i+1)
		}
		if m.Allows(jsonscan.Object) {
			return f.stray(i+1, 1)
		}
	case c == '[':
		if m.Items != nil {
			return f.array(m.Items, i+1)
		}
		if m.Allows(jsonscan.Array) {
			return f.texts(m, i+1)
		}
	case c-'0' < 10:
		if m.Allows(jsonscan.Number) {
			return f.integer(i)
		}
	}
	return -1
}

func (f *fast) array(m *event.Member, i int) int {
	data := f.data
	if i = jsonscan.SkipSpace(data, i); i < len(data) && data[i] == ']' {
		return i + 1
	}
	for {
		if i = f.value(m, i); i < 0 {
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

// integer reads digits. What may follow a value follows, or it is no integer.
func (f *fast) integer(i int) int {
	start := i
	for i < len(f.data) && f.data[i]-'0' < 10 {
		i++
	}
	if f.data[start] == '0' && i > start+1 || i > start+maxDigits {
		return -1
	}
	return i
}
