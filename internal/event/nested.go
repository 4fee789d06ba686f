package event

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/seal"
)

// mayNest tells by the first byte between the quotes of a string, an escape
// included, whether another webhook may be written in it: JSON, a string of JSON,
// or Base64 of JSON.
func mayNest(first byte) bool {
	switch first {
	case '{', '[', '"', ' ', '\\', 'e', 'W':
		return true
	}
	return false
}

// shortestNested is the length of the shortest webhook in Base64.
const shortestNested = 28

// holdsAnother reports whether another webhook is written in a text.
func (r *Reader) holdsAnother(text []byte) bool {
	if len(text) < shortestNested/4*3 {
		return false
	}
	switch text[0] {
	case '{', '[', '"', ' ', '\t', '\r', '\n':
	case 'e', 'W':
		if len(text) < shortestNested || !seal.Readable(text) {
			return false
		}
		r.packed = r.base64.Append(r.packed[:0], text)
		text = r.packed
	default:
		return false
	}
	brace := bytes.IndexByte(text, '{')
	return brace >= 0 && bytes.Contains(text[brace:], []byte(catalog.TriggerName))
}

// watch hands a text on, and sees whether another webhook is written in it.
func (r *Reader) watch(i int, text []byte, m *Member) {
	if r.holdsAnother(text) {
		r.nested(i, m)
	}
	if r.Watch != nil {
		r.Watch(i, text, m)
	}
}

// nested observes that node i is another webhook, which is not read: the outer
// one is the one that was sent.
func (r *Reader) nested(i int, m *Member) {
	o := Observation{Message: catalog.MsgSourceInsideNested, Node: i}
	if m != nil {
		o.Field = m.Field
	} else {
		o.Near = []string{r.doc.Name(r.owner)}
	}
	r.observe(o)
}
