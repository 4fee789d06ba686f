package submission

import (
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// Masker hides the personal data of items. It is not safe for concurrent use.
type Masker struct {
	masker *personal.Masker
	doc    jsonscan.Document
	text   []byte
}

// NewMasker returns a Masker.
func NewMasker() *Masker { return &Masker{masker: personal.NewMasker()} }

// Mask returns the item with personal.Mask in place of personal data: what the
// names and the forms of values tell, and all of the members that hold nothing
// else. It is valid until the next call.
func (m *Masker) Mask(item Item) Item {
	m.text = m.masker.AppendItem(m.text[:0], item.Raw())
	m.doc.Parse(m.text)
	return Item{&m.doc, 0}
}
