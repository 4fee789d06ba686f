package submission

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// Masker hides the personal data of items. It is not safe for concurrent use.
type Masker struct {
	masker *personal.Masker
	doc    jsonscan.Document
	text   []byte
	whole  []byte
}

// NewMasker returns a Masker.
func NewMasker() *Masker { return &Masker{masker: personal.NewMasker()} }

// Mask returns the item with personal.Mask in place of personal data: what the
// names and the forms of values tell, and all of the members that hold nothing
// else. It is valid until the next call.
func (m *Masker) Mask(item Item) Item {
	m.text = m.masker.Append(m.text[:0], item.Raw())
	m.doc.Parse(m.text)
	m.whole = appendWhole(m.whole[:0], &m.doc)
	m.doc.Parse(m.whole)
	return Item{&m.doc, 0}
}

// appendWhole appends the text of doc with every value masked that stands in a
// member of catalog.PersonalMember. Booleans and empty values say nothing and stay.
func appendWhole(dst []byte, doc *jsonscan.Document) []byte {
	at := 0
	if doc.Nodes[0].Kind == jsonscan.Object {
		for member := range doc.Children(0) {
			if !catalog.PersonalMember(doc.Name(member)) {
				continue
			}
			for i := member; i < doc.After(member); i++ {
				n := &doc.Nodes[i]
				switch n.Kind {
				case jsonscan.Object, jsonscan.Array, jsonscan.Null, jsonscan.Bool:
					continue
				default:
				}
				if string(doc.Raw(i)) == `""` {
					continue
				}
				dst = append(append(dst, doc.Data[at:n.Start]...), `"`+personal.Mask+`"`...)
				_, at = doc.Span(i)
			}
		}
	}
	return append(dst, doc.Data[at:]...)
}
