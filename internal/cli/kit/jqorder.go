package kit

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/itchyny/gojq"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// gojq holds objects as maps and prints their members sorted. jq keeps the order of
// the input, and of the members in an expression like {id, event}: so does jqOrder.

// jqOrder knows in which order the members of objects print.
type jqOrder struct {
	root    any                  // the input: while it lives, no other object has the address of one of its own
	input   map[uintptr][]string // of the input's objects, by their address
	shared  map[string][]string  // one copy of each of those orders, by its names
	rank    map[string]int       // of a name: where the input has it first
	written map[string][]string  // of the objects in the expression, by their sorted names
}

// newJQOrder reads the orders that query writes out.
func newJQOrder(query *gojq.Query) *jqOrder {
	o := &jqOrder{written: map[string][]string{}}
	walkObjects(reflect.ValueOf(query), func(object *gojq.Object) {
		var names []string
		for _, member := range object.KeyVals {
			switch {
			case member.Key != "":
				names = append(names, strings.TrimPrefix(member.Key, "$"))
			case member.KeyString != nil && len(member.KeyString.Queries) == 0:
				names = append(names, member.KeyString.Str)
			default: // it is computed
				return
			}
		}
		o.written[joined(slices.Sorted(slices.Values(names)))] = names
	})
	return o
}

// walkObjects finds the objects in a query.
func walkObjects(v reflect.Value, found func(*gojq.Object)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || !v.CanInterface() {
			return
		}
		if object, ok := v.Interface().(*gojq.Object); ok {
			found(object)
		}
		walkObjects(v.Elem(), found)
	case reflect.Struct:
		for i := range v.NumField() {
			walkObjects(v.Field(i), found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walkObjects(v.Index(i), found)
		}
	default: // what holds no objects
	}
}

func joined(names []string) string { return strings.Join(names, "\x00") }

// read makes a value of gojq from a JSON text, and remembers the orders in it.
func (o *jqOrder) read(raw []byte) (any, error) {
	o.input, o.shared, o.rank = map[uintptr][]string{}, map[string][]string{}, map[string]int{}
	var doc jsonscan.Document
	doc.Parse(raw)
	if len(doc.Nodes) == 0 || doc.Fatal() != nil { // nested too deep for us: the order is lost
		var value any
		dec := json.NewDecoder(strings.NewReader(string(raw)))
		dec.UseNumber()
		err := dec.Decode(&value)
		return value, err
	}
	o.root = o.value(&doc, 0)
	return o.root, nil
}

func (o *jqOrder) value(doc *jsonscan.Document, i int) any {
	switch doc.Nodes[i].Kind {
	case jsonscan.Bool:
		value, _ := doc.Bool(i)
		return value
	case jsonscan.Number:
		return json.Number(doc.Raw(i))
	case jsonscan.String:
		return doc.Text(i)
	case jsonscan.Array:
		list := []any{}
		for child := range doc.Children(i) {
			list = append(list, o.value(doc, child))
		}
		return list
	case jsonscan.Object:
		return o.object(doc, i)
	default:
		return nil
	}
}

func (o *jqOrder) object(doc *jsonscan.Document, i int) any {
	object, names := map[string]any{}, []string{}
	for child := range doc.Children(i) {
		name := doc.Name(child)
		if _, twice := object[name]; !twice {
			names = append(names, name)
		}
		if _, known := o.rank[name]; !known {
			o.rank[name] = len(o.rank)
		}
		object[name] = o.value(doc, child)
	}
	key := joined(names)
	if _, ok := o.shared[key]; !ok {
		o.shared[key] = names
	}
	o.input[reflect.ValueOf(object).Pointer()] = o.shared[key]
	return object
}

// names are the names of an object's members in the order in which they print: that
// of the input, that of the expression, else the input's as far as it has them.
func (o *jqOrder) names(object map[string]any) []string {
	if names, ok := o.input[reflect.ValueOf(object).Pointer()]; ok {
		return names
	}
	names := slices.Sorted(maps.Keys(object))
	if written, ok := o.written[joined(names)]; ok {
		return written
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(o.place(a), o.place(b)) })
	return names
}

func (o *jqOrder) place(name string) int {
	if at, ok := o.rank[name]; ok {
		return at
	}
	return len(o.rank)
}

// append writes a value as JSON, with line breaks and this indentation, or without
// where indent is negative.
func (o *jqOrder) append(dst []byte, v any, indent int) ([]byte, error) {
	var err error
	switch v := v.(type) {
	case map[string]any:
		names := o.names(v)
		return appendItems(dst, '{', '}', len(names), indent, func(dst []byte, i, inner int) ([]byte, error) {
			if dst, err = appendScalar(dst, names[i]); err != nil {
				return dst, err
			}
			if dst = append(dst, ':'); inner >= 0 {
				dst = append(dst, ' ')
			}
			return o.append(dst, v[names[i]], inner)
		})
	case []any:
		return appendItems(dst, '[', ']', len(v), indent, func(dst []byte, i, inner int) ([]byte, error) {
			return o.append(dst, v[i], inner)
		})
	}
	return appendScalar(dst, v)
}

func appendScalar(dst []byte, v any) ([]byte, error) {
	raw, err := gojq.Marshal(v)
	return append(dst, raw...), err
}

// appendItems writes n items between brackets.
func appendItems(dst []byte, open, end byte, n, indent int, item func(dst []byte, i, inner int) ([]byte, error)) ([]byte, error) {
	inner := indent
	if indent >= 0 {
		inner++
	}
	dst = append(dst, open)
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = breakLine(dst, inner)
		var err error
		if dst, err = item(dst, i, inner); err != nil {
			return dst, err
		}
	}
	if n > 0 {
		dst = breakLine(dst, indent)
	}
	return append(dst, end), nil
}

func breakLine(dst []byte, indent int) []byte {
	if indent < 0 {
		return dst
	}
	dst = append(dst, '\n')
	for range indent {
		dst = append(dst, ' ', ' ')
	}
	return dst
}
