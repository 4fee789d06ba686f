package unwrap

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
)

// Some databases export every value wrapped in its type: {"S":"retry"}. What
// such a webhook says is read as plain JSON; every name and value is the text of
// the file, so that findings have their places.

// shape is what a type's value is.
type shape uint8

const (
	plainValue  shape = iota + 1 // as it stands
	quotedValue                  // a number in quotes
	nullValue                    // null, whatever it says
	members                      // an object of typed values
	elements                     // an array of typed values
	fieldsOf                     // an object whose member "fields" is one of typed values
	valuesOf                     // an object whose member "values" is an array of typed values
)

// typing is a database's way of naming types. The names are a list, which needs no
// initialiser as a map does.
type typing struct {
	name  catalog.PhraseID
	types []typeName
}

type typeName struct {
	name  string
	shape shape
}

// typings are never written to.
var typings = []typing{
	{catalog.PhraseDynamoDb, []typeName{
		{"S", plainValue}, {"N", quotedValue}, {"BOOL", plainValue}, {"NULL", nullValue}, {"B", plainValue},
		{"M", members}, {"L", elements}, {"SS", plainValue}, {"NS", plainValue}, {"BS", plainValue},
	}},
	{catalog.PhraseFirestore, []typeName{
		{"stringValue", plainValue}, {"integerValue", quotedValue}, {"doubleValue", plainValue}, {"booleanValue", plainValue},
		{"nullValue", nullValue}, {"timestampValue", plainValue}, {"bytesValue", plainValue}, {"referenceValue", plainValue},
		{"mapValue", fieldsOf}, {"arrayValue", valuesOf},
	}},
}

// shapeOf is the shape of a type's value, 0 where nothing is called so.
func (t *typing) shapeOf(name string) shape {
	for i := range t.types {
		if t.types[i].name == name {
			return t.types[i].shape
		}
	}
	return 0
}

// isTyped reports whether node i is a text wrapped in its type.
func isTyped(doc *jsonscan.Document, i int) bool {
	t, value := typingOf(doc, i)
	return t != nil && doc.Nodes[value].Kind == jsonscan.String
}

// typingOf tells the typing of a node, nil where it is no typed value, and the
// node of its value.
func typingOf(doc *jsonscan.Document, i int) (t *typing, value int) {
	n := &doc.Nodes[i]
	value = i + 1
	if n.Kind != jsonscan.Object || value >= int(n.Next) || doc.Nodes[value].Next != n.Next {
		return nil, 0
	}
	name := doc.Name(value)
	for i := range typings {
		if typings[i].shapeOf(name) != 0 {
			return &typings[i], value
		}
	}
	return nil, 0
}

// typed yields the webhook at node i, whose values are typed, as plain JSON.
func (f *Finder) typed(k, i int) {
	if k == MaxLevels {
		start, end := f.levels[k].span(i)
		f.notice(tooDeep, k, start, end)
		return
	}
	next := &f.levels[k+1]
	b := rebuilding{doc: &f.levels[k].doc, base: f.levels[k].base, text: next.bytes[:0], pieces: f.pieces[:0]}
	b.inside(i)
	next.bytes, f.pieces = b.text, b.pieces
	next.text.Rebuild(&f.levels[k].text, b.text, b.pieces)
	f.give(&next.text, 0, len(b.text), b.name)
}

// rebuilding puts a text together from pieces of another.
type rebuilding struct {
	doc    *jsonscan.Document
	base   int
	text   []byte
	pieces []layer.Piece
	name   catalog.PhraseID // of the typing
}

// copy appends a piece of the document's text.
func (b *rebuilding) copy(start, end int32) {
	b.piece(start, end)
	b.text = append(b.text, b.doc.Data[start:end]...)
}

// piece says that what is appended next is what stands at start up to end.
func (b *rebuilding) piece(start, end int32) {
	b.pieces = append(b.pieces, layer.Piece{Text: len(b.text), Outer: b.base + int(start), Length: int(end - start)})
}

// value appends what node i says without its type.
func (b *rebuilding) value(i int) {
	t, value := typingOf(b.doc, i)
	n := &b.doc.Nodes[i]
	if t == nil {
		b.copy(n.Start, n.End)
		return
	}
	b.name = t.name
	n = &b.doc.Nodes[value]
	switch kind := t.shapeOf(b.doc.Name(value)); {
	case kind == quotedValue && n.Kind == jsonscan.String && isNumber(b.doc.Data[n.Start+1:n.End-1]):
		b.copy(n.Start+1, n.End-1)
	case kind == nullValue:
		b.piece(n.Start, n.End)
		b.text = append(b.text, "null"...)
	case kind == members && n.Kind == jsonscan.Object, kind == elements && n.Kind == jsonscan.Array:
		b.inside(value)
	case kind == fieldsOf && n.Kind == jsonscan.Object:
		b.inner(value, "fields", "{}")
	case kind == valuesOf && n.Kind == jsonscan.Object:
		b.inner(value, "values", "[]")
	default:
		b.copy(n.Start, n.End)
	}
}

// inner appends the member of node i with that name, or what stands for none.
func (b *rebuilding) inner(i int, name, none string) {
	if child, ok := b.doc.Get(i, name); ok && b.doc.After(child) > child+1 {
		b.inside(child)
		return
	}
	b.copy(b.doc.Nodes[i].Start, b.doc.Nodes[i].Start)
	b.text = append(b.text, none...)
}

// inside appends the object or array at node i without its values' types.
func (b *rebuilding) inside(i int) {
	b.copy(b.doc.Nodes[i].Start, b.doc.Nodes[i].Start+1)
	first := true
	for child := range b.doc.Children(i) {
		if !first {
			b.text = append(b.text, ',')
		}
		first = false
		if n := &b.doc.Nodes[child]; n.KeyEnd > n.KeyStart {
			b.copy(n.KeyStart, n.KeyEnd)
			b.text = append(b.text, ':')
		}
		b.value(child)
	}
	b.copy(b.doc.Nodes[i].End-1, b.doc.Nodes[i].End)
}

func isNumber(text []byte) bool {
	end, ok := jsonscan.ScanNumber(text, 0)
	return ok && end == len(text)
}
