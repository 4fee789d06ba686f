package event

import (
	"iter"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// FieldValue is one value of a payload beside what the catalogue knows of it.
type FieldValue struct {
	Path  string         // as it stands in the payload: "records[0].recordId"
	Value string         // decoded text of a string, else the literal
	Field *catalog.Field // nil for an undocumented field
}

// Fields yields the payload's values in document order. Empty objects and
// arrays are values, others are gone into.
func (e *Event) Fields() iter.Seq[FieldValue] {
	return func(yield func(FieldValue) bool) {
		var payload *catalog.Field
		if e.Info != nil {
			payload = &e.Info.Payload
		}
		e.eachField(0, "", payload, yield)
	}
}

// eachField goes through node's children. field is what the catalogue knows of
// node, nil for nothing.
func (e *Event) eachField(node int, path string, field *catalog.Field, yield func(FieldValue) bool) bool {
	index := 0
	inArray := e.Doc.Nodes[node].Kind == jsonscan.Array
	for i := range e.Doc.Children(node) {
		var childPath string
		var child *catalog.Field
		if inArray {
			childPath = path + "[" + strconv.Itoa(index) + "]"
			if field != nil {
				child = field.Items
			}
		} else {
			name := e.Doc.Name(i)
			if field != nil {
				child = field.Member(name)
			}
			if path != "" {
				name = "." + name
			}
			childPath = path + name
		}
		index++
		n := &e.Doc.Nodes[i]
		if (n.Kind == jsonscan.Object || n.Kind == jsonscan.Array) && e.Doc.After(i) > i+1 {
			if !e.eachField(i, childPath, child, yield) {
				return false
			}
			continue
		}
		if child != nil && child.Source == "" {
			child = nil // elements that no page describes
		}
		if !yield(FieldValue{childPath, e.Doc.Text(i), child}) {
			return false
		}
	}
	return true
}
