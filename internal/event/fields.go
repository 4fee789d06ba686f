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
	fields := map[string]*catalog.Field{}
	if e.Info != nil {
		for f := range e.Info.Fields() {
			fields[f.Path] = f
		}
	}
	return func(yield func(FieldValue) bool) {
		e.eachField(0, "", "", fields, yield)
	}
}

// eachField goes through node's children; path is literal, kind is the
// catalogue's form of it.
func (e *Event) eachField(node int, path, kind string, fields map[string]*catalog.Field, yield func(FieldValue) bool) bool {
	index := 0
	inArray := e.Doc.Nodes[node].Kind == jsonscan.Array
	for i := range e.Doc.Children(node) {
		childPath, childKind := path+"["+strconv.Itoa(index)+"]", kind+"[]"
		if !inArray {
			name := e.Doc.Name(i)
			if path != "" {
				name = "." + name
			}
			childPath, childKind = path+name, kind+name
		}
		index++
		n := &e.Doc.Nodes[i]
		if (n.Kind == jsonscan.Object || n.Kind == jsonscan.Array) && n.Next > i+1 {
			if !e.eachField(i, childPath, childKind, fields, yield) {
				return false
			}
			continue
		}
		if !yield(FieldValue{childPath, e.Doc.Text(i), fields[childKind]}) {
			return false
		}
	}
	return true
}
