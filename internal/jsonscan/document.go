package jsonscan

import (
	"bytes"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// MaxDepth is how deep objects and arrays may be nested. Webhook payloads have
// a depth below 10; the limit keeps hostile input from costing more than it is
// worth.
const MaxDepth = 128

// MaxValues is how many values a text may hold. Webhook payloads have less than
// 1,000; read, a value takes about 50 bytes, and the name of a member 20 more.
const MaxValues = 1_000_000

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds. Invalid marks a place where a value was expected and something
// else was found.
const (
	Invalid Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// String returns the kind's name as JSON Schema spells it.
func (k Kind) String() string {
	return [...]string{"invalid", "null", "boolean", "number", "string", "array", "object"}[k]
}

// Node is one value. All offsets are bytes of the document's data. Payloads of a
// few bytes an element have millions of nodes, so a node is small.
type Node struct {
	Kind       Kind
	Escaped    bool  // a string whose text is not simply the bytes between its quotes
	KeyEscaped bool  // the same of its member name
	Name       uint8 // the number of its member name in the document's vocabulary, 0 for none
	Start, End int32 // the value with its quotes or brackets; Start == End where it is missing
	KeyStart   int32 // the member name with its quotes; both 0 outside objects
	KeyEnd     int32
	Next       int32 // index of the first node after this value and all within it
}

// Document is one parsed JSON text. Its nodes stand in document order, a
// container before what it holds; node 0 is the whole value. The zero value is
// ready, and a Document that parses one text after another reuses its memory:
// nodes and faults live until the next Parse.
// It is not safe for concurrent use.
type Document struct {
	Data   []byte  // the text, not copied
	Nodes  []Node  // empty when nothing could be read
	Faults []Fault // by offset; empty when the text is clean

	// Around is for a text of argosctl's own that payloads are put into: a list of
	// records. It may be nested deeper by the levels around them, and hold any
	// number of values. There must be no Vocabulary.
	Around bool

	// Vocabulary, if not nil, numbers the names of members. It must not change.
	Vocabulary *Vocabulary

	spaced bool    // there is white space between tokens
	known  *known  // what is known of the names in the vocabulary; nil without one
	names  nameSet // of the other names
}

// Parse reads data, which must not change as long as the document is used, and
// reports whether it is one strict JSON value. When it is not, Faults says
// where and why, and Nodes holds what could be read all the same.
func (d *Document) Parse(data []byte) bool {
	if d.ParseStrict(data) {
		return true
	}
	d.reset()
	d.parseCareful()
	return len(d.Faults) == 0
}

// reset forgets what was read of the text.
func (d *Document) reset() {
	d.Nodes, d.Faults = d.Nodes[:0], d.Faults[:0]
	d.names.reset()
}

// ParseStrict is Parse for those who do not care why data is no strict JSON
// value: it gives up at the first fault, without saying which.
func (d *Document) ParseStrict(data []byte) bool {
	d.Data, d.Nodes, d.Faults = slices.Clip(data), slices.Grow(d.Nodes[:0], min(mostValues(data), d.maxValues())), d.Faults[:0]
	d.names.reset()
	d.spaced = false
	if d.Vocabulary != nil && (d.known == nil || d.known.names != d.Vocabulary) {
		d.known = &known{names: d.Vocabulary}
	}
	return d.parseClean()
}

// mostValues is how many values a long text can hold at most, so that there is
// room for them at once; 0 for a short one.
func mostValues(data []byte) int {
	const short = 64 << 10
	if len(data) <= short {
		return 0
	}
	n := 1
	for _, c := range []byte(",[{") {
		n += bytes.Count(data, []byte{c})
	}
	return n
}

// MayExceed reports whether a text may hold more than MaxValues.
func MayExceed(text []byte) bool { return len(text) > 2*MaxValues && mostValues(text) > MaxValues }

// maxDepth and maxValues are the limits of this text.
func (d *Document) maxDepth() int {
	if d.Around {
		return MaxDepth + 2 // the list and the record
	}
	return MaxDepth
}

func (d *Document) maxValues() int {
	if d.Around {
		return math.MaxInt32
	}
	return MaxValues
}

// RequireObject adds a NotObject fault when a value was read that is no
// object, and reports whether there is an object.
func (d *Document) RequireObject() bool {
	if len(d.Nodes) == 0 || d.Nodes[0].Kind == Invalid {
		return false
	}
	root := d.Nodes[0]
	if root.Kind == Object {
		return true
	}
	d.Faults = append(d.Faults, Fault{
		Code: NotObject, Offset: int(root.Start), Length: 1, Related: -1,
		Say: catalog.MsgJSONNotObject, Words: Words{Found: kindOf(root.Kind)},
	})
	return false
}

// kindOf is a kind of value as messages name it.
func kindOf(k Kind) catalog.Text {
	return [...]catalog.PhraseID{
		Null: catalog.PhraseNull, Bool: catalog.PhraseBoolean, Number: catalog.PhraseNumber,
		String: catalog.PhraseString, Array: catalog.PhraseArray, Object: catalog.PhraseObject,
	}[k].Text()
}

// Span returns the place of node i, with its quotes or brackets.
func (d *Document) Span(i int) (start, end int) {
	return int(d.Nodes[i].Start), int(d.Nodes[i].End)
}

// NameSpan returns the place of the member name of node i, with its quotes; 0
// and 0 outside objects.
func (d *Document) NameSpan(i int) (start, end int) {
	return int(d.Nodes[i].KeyStart), int(d.Nodes[i].KeyEnd)
}

// After returns the index of the first node after node i and all within it.
func (d *Document) After(i int) int { return int(d.Nodes[i].Next) }

// Children yields the index of each value directly within node i.
func (d *Document) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for c, end := i+1, d.After(i); c < end; c = d.After(c) {
			if !yield(c) {
				return
			}
		}
	}
}

// Get returns the value of an object's member by its decoded name. Of
// duplicate names the last one wins, as in most JSON readers. ok is false when
// there is none, or node object is no object.
func (d *Document) Get(object int, name string) (value int, ok bool) {
	if object >= len(d.Nodes) || d.Nodes[object].Kind != Object {
		return 0, false
	}
	for c, end := object+1, d.After(object); c < end; c = d.After(c) {
		if d.NameIs(c, name) {
			value, ok = c, true
		}
	}
	return value, ok
}

// Member is Get by the number of the name in the vocabulary.
func (d *Document) Member(object int, number uint8) (value int, ok bool) {
	if number == 0 {
		return 0, false
	}
	for c, end := object+1, d.After(object); c < end; c = d.After(c) {
		if d.Nodes[c].Name == number {
			if value, ok = c, true; len(d.Faults) == 0 {
				break // there is no other
			}
		}
	}
	return value, ok
}

// Number gives the members their numbers in v, where the document was parsed
// without it.
func (d *Document) Number(v *Vocabulary) {
	if d.Vocabulary == v {
		return
	}
	d.Vocabulary = v
	for i := range d.Nodes {
		if n := &d.Nodes[i]; n.KeyEnd > 0 {
			n.Name = d.numberOf(n)
		}
	}
}

// At returns the value at a path of member names joined by dots, from node i
// on, as Get finds each. ok is false where there is none.
func (d *Document) At(i int, path string) (value int, ok bool) {
	for rest := true; rest; {
		var name string
		name, path, rest = strings.Cut(path, ".")
		if i, ok = d.Get(i, name); !ok {
			return 0, false
		}
	}
	return i, true
}

// TextAt returns the text of the string at a path, "" where there is none.
func (d *Document) TextAt(i int, path string) string {
	if value, ok := d.At(i, path); ok && d.Nodes[value].Kind == String {
		return d.Text(value)
	}
	return ""
}

// NameIs reports whether name is the decoded member name of node i, without
// making a string of it.
func (d *Document) NameIs(i int, name string) bool {
	n := &d.Nodes[i]
	if n.KeyEscaped {
		return d.Name(i) == name
	}
	return int(n.KeyEnd-n.KeyStart) == len(name)+2 && string(d.Data[n.KeyStart+1:n.KeyEnd-1]) == name
}

// Raw returns the literal text of node i, quotes and brackets included. It is
// a part of Data.
func (d *Document) Raw(i int) []byte {
	return d.Data[d.Nodes[i].Start:d.Nodes[i].End]
}

// AppendCompact appends the literal text of node i without the white space
// between its tokens.
func (d *Document) AppendCompact(dst []byte, i int) []byte {
	switch {
	case len(d.Faults) > 0:
		return AppendCompact(dst, d.Raw(i))
	case d.spaced:
		return d.appendTokens(dst, i)
	default:
		return append(dst, d.Raw(i)...)
	}
}

// appendTokens appends the tokens of node i, in a document without faults. A
// colon or a comma often stands right behind its token, and is copied with it.
func (d *Document) appendTokens(dst []byte, i int) []byte {
	data, n := d.Data, &d.Nodes[i]
	if n.Kind != Array && n.Kind != Object {
		return append(dst, data[n.Start:n.End]...)
	}
	dst = append(dst, data[n.Start])
	comma := false // is the last byte a comma?
	for c := i + 1; c < int(n.Next); c = d.After(c) {
		child := &d.Nodes[c]
		if c > i+1 && !comma {
			dst = append(dst, ',')
		}
		if child.KeyEnd > 0 {
			if data[child.KeyEnd] == ':' {
				dst = append(dst, data[child.KeyStart:child.KeyEnd+1]...)
			} else {
				dst = append(append(dst, data[child.KeyStart:child.KeyEnd]...), ':')
			}
		}
		if comma = false; child.Kind == Array || child.Kind == Object {
			dst = d.appendTokens(dst, c)
		} else if comma = data[child.End] == ','; comma {
			dst = append(dst, data[child.Start:child.End+1]...)
		} else {
			dst = append(dst, data[child.Start:child.End]...)
		}
	}
	return append(dst, data[n.End-1])
}

// Name returns the decoded member name of node i, "" outside objects.
func (d *Document) Name(i int) string {
	return string(d.AppendName(nil, i))
}

// AppendName appends the decoded member name of node i to dst.
func (d *Document) AppendName(dst []byte, i int) []byte {
	n := &d.Nodes[i]
	return appendDecoded(dst, d.Data[n.KeyStart:n.KeyEnd], n.KeyEscaped)
}

// Text returns the decoded text of a string; of any other value its literal
// text. Lone surrogates and bytes that are not UTF-8 become U+FFFD.
func (d *Document) Text(i int) string {
	if n := &d.Nodes[i]; n.Kind == String && !n.Escaped {
		return string(d.Data[n.Start+1 : n.End-1])
	}
	return string(d.AppendText(nil, i))
}

// AppendText appends what Text returns to dst.
func (d *Document) AppendText(dst []byte, i int) []byte {
	n := &d.Nodes[i]
	if n.Kind != String {
		return append(dst, d.Data[n.Start:n.End]...)
	}
	return appendDecoded(dst, d.Data[n.Start:n.End], n.Escaped)
}

// Int returns the value of a number written without fraction and exponent that
// fits 64 bits.
func (d *Document) Int(i int) (int64, bool) {
	if d.Nodes[i].Kind != Number {
		return 0, false
	}
	v, err := strconv.ParseInt(string(d.Raw(i)), 10, 64)
	return v, err == nil
}

// Bool returns the value of true or false; ok is false for any other kind.
func (d *Document) Bool(i int) (value, ok bool) {
	n := &d.Nodes[i]
	return n.Kind == Bool && d.Data[n.Start]|0x20 == 't', n.Kind == Bool
}
