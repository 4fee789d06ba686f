package event

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Memo remembers what was made of observations, such as their texts: what is odd
// in an archive is mostly the same in every payload. The zero value is ready. It
// is not safe for concurrent use.
type Memo[T any] struct{ made map[subject]T }

// subject is all that the texts of an observation depend on, as long as they do
// not show the value.
type subject struct {
	message     catalog.MessageID
	found, want catalog.PhraseID
	object      *Object
	field       *catalog.Field
	right, name string
}

// maxMade bounds a Memo; past it, a new one begins.
const maxMade = 512

// Of returns what fresh makes of an observation of doc, or made of another one
// with the same texts.
func (m *Memo[T]) Of(o *Observation, doc *jsonscan.Document, fresh func() T) T {
	var name []byte
	if o.OnName {
		n := &doc.Nodes[o.Node]
		name = doc.Data[n.KeyStart:n.KeyEnd]
	}
	if o.showsValue() || len(name) > maxRemembered {
		return fresh()
	}
	if text, ok := m.made[subject{o.Message, o.Found, o.Want, o.Object, o.Field, o.Right, string(name)}]; ok {
		return text
	}
	if m.made == nil || len(m.made) == maxMade {
		m.made = map[subject]T{}
	}
	text := fresh()
	m.made[subject{o.Message, o.Found, o.Want, o.Object, o.Field, o.Right, string(name)}] = text
	return text
}

// showsValue reports whether a text of the observation depends on the value
// itself, its place or its opening.
func (o *Observation) showsValue() bool {
	return o.Field == nil && !o.OnName || strings.Contains(catalog.MessageByID(o.Message).Text.En, "{value}")
}
