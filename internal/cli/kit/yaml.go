package kit

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/plain"
)

// WriteYAML prints a JSON value as block-style YAML. The members keep their
// order and the numbers their literals; a string reads as that string in YAML
// 1.2 and in 1.1, where a bare no is a boolean and a bare 12:30 a number.
func WriteYAML(w io.Writer, raw []byte) error { return newYAMLWriter(w).value(raw) }

// yamlWriter writes JSON values as YAML, the parts of one as it comes to them:
// what it holds does not grow with the number of values.
type yamlWriter struct {
	w    io.Writer
	doc  jsonscan.Document
	last map[int32]int  // by the place of a name that occurs twice in an object: the last value
	gone map[int32]bool // the places of the names whose value stands at the first
	out  []byte
	text []byte
	err  error // of w
}

func newYAMLWriter(w io.Writer) *yamlWriter {
	return &yamlWriter{w: w, doc: jsonscan.Document{Around: true}}
}

// value writes a value as a document of its own.
func (y *yamlWriter) value(raw []byte) error { return y.write("", raw, 0) }

// item writes a value as an element of the list that is the document.
func (y *yamlWriter) item(raw []byte) error { return y.write("- ", raw, yamlIndent) }

// yamlIndent is how far what is within something is set in.
const yamlIndent = 2

func (y *yamlWriter) write(lead string, raw []byte, indent int) error {
	y.doc.Parse(raw)
	if fault := y.doc.Fatal(); fault != nil {
		return fmt.Errorf("turn JSON into YAML: %w", errors.New(fault.Text("en")))
	}
	y.repeated()
	y.out = append(y.out[:0], lead...)
	y.inline(0, indent)
	y.flush(0)
	return y.err
}

// repeated notes the names that occur again in their object: the last value stays,
// at the first place, as YAML refuses such a mapping.
func (y *yamlWriter) repeated() {
	y.last, y.gone = nil, nil
	for i := range y.doc.Faults {
		f := &y.doc.Faults[i]
		if f.Code != jsonscan.DuplicateKey {
			continue
		}
		if y.last == nil {
			y.last, y.gone = map[int32]int{}, map[int32]bool{}
		}
		nodes := y.doc.Nodes
		y.last[int32(f.Related)] = sort.Search(len(nodes), func(i int) bool { return int(nodes[i].Start) > f.Offset })
		y.gone[int32(f.Offset)] = true
	}
}

// flush passes on what has been written, once it is more than size.
func (y *yamlWriter) flush(size int) {
	if len(y.out) > size && y.err == nil {
		_, y.err = y.w.Write(y.out)
		y.out = y.out[:0]
	}
}

// inline writes node i from the middle of a line on, and the end of the line. What
// is within the node is set in by indent.
func (y *yamlWriter) inline(i, indent int) {
	switch n := &y.doc.Nodes[i]; {
	case n.Kind == jsonscan.Array && y.doc.After(i) > i+1:
		y.elements(i, indent)
		return
	case n.Kind == jsonscan.Object && y.doc.After(i) > i+1:
		y.members(i, indent)
		return
	case n.Kind == jsonscan.Array:
		y.out = append(y.out, "[]\n"...)
	case n.Kind == jsonscan.Object:
		y.out = append(y.out, "{}\n"...)
	case n.Kind == jsonscan.String:
		y.text = y.doc.AppendText(y.text[:0], i)
		y.out = append(appendYAMLText(y.out, y.text), '\n')
	default: // a number or a literal, which is the same in YAML
		y.out = append(append(y.out, y.doc.Raw(i)...), '\n')
	}
	y.flush(64 << 10)
}

func (y *yamlWriter) elements(array, indent int) {
	for i := range y.doc.Children(array) {
		if i > array+1 {
			y.setIn(indent)
		}
		y.out = append(y.out, "- "...)
		y.inline(i, indent+yamlIndent)
	}
}

func (y *yamlWriter) members(object, indent int) {
	for i := range y.doc.Children(object) {
		key := y.doc.Nodes[i].KeyStart
		if y.gone[key] {
			continue
		}
		if i > object+1 {
			y.setIn(indent)
		}
		value := i
		if last, again := y.last[key]; again {
			value = last
		}
		y.member(i, value, indent)
	}
}

// member writes a member whose name is that of node i. A long name, or one with line
// breaks, is marked as such.
func (y *yamlWriter) member(i, value, indent int) {
	y.text = y.doc.AppendName(y.text[:0], i)
	long := len(y.text) > maxYAMLKey || strings.ContainsAny(string(y.text), "\n\r\u0085\u2028\u2029")
	if long {
		y.out = append(y.out, "? "...)
	}
	y.out = appendYAMLText(y.out, y.text)
	switch kind := y.doc.Nodes[value].Kind; {
	case long:
		y.out = append(y.out, '\n')
		y.setIn(indent)
		y.out = append(y.out, ": "...)
	case (kind == jsonscan.Object || kind == jsonscan.Array) && y.doc.After(value) > value+1:
		y.out = append(y.out, ":\n"...)
		y.setIn(indent + yamlIndent)
	default:
		y.out = append(y.out, ": "...)
	}
	y.inline(value, indent+yamlIndent)
}

// maxYAMLKey is how long a name may be that needs no mark, in bytes.
const maxYAMLKey = 128

func (y *yamlWriter) setIn(columns int) {
	for range columns {
		y.out = append(y.out, ' ')
	}
}

// appendYAMLText appends a string: bare where it reads as that everywhere, else as
// the YAML encoder writes it.
func appendYAMLText(dst, text []byte) []byte {
	if isYAMLWord(text) {
		return append(dst, text...)
	}
	node := yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: string(text)}
	if s := node.Value; plain.Contains(s) || string(plain.Disarm([]byte(s), '_')) != s || yaml11(s) {
		node.Style = yaml.DoubleQuotedStyle
	}
	encoded, err := yaml.Marshal(&node)
	if err != nil {
		panic(err) // a text can be encoded
	}
	return append(dst, encoded[:len(encoded)-1]...) // without its line break
}

// isYAMLWord reports whether a text is surely bare: letters, digits and a few signs
// within, with single blanks between them. It begins with a letter that no word of
// YAML begins with, or is longer than all of these.
func isYAMLWord(text []byte) bool {
	if len(text) == 0 || (text[0]|0x20)-'a' >= 26 {
		return false
	}
	if strings.IndexByte("ynotf", text[0]|0x20) >= 0 && len(text) <= len("false") {
		return false
	}
	signed := false // does a sign stand before?
	for _, c := range text {
		sign := c == ' ' || c == '_' || c == '-' || c == '.' || c == '/' || c == '@'
		if !sign && (c|0x20)-'a' >= 26 && c-'0' >= 10 || sign && signed {
			return false
		}
		signed = sign
	}
	return !signed
}

// yaml11 reports whether some YAML takes the bare text for something else than
// a string: one of YAML 1.1's booleans, its numbers in base 60, or a number too
// large for the encoder to know it as one.
func yaml11(s string) bool {
	words := []string{"y", "n", "yes", "no", "on", "off", "="}
	digits := strings.TrimLeft(s, "+-.0123456789_:")
	return slices.Contains(words, strings.ToLower(s)) ||
		len(digits) < len(s) && strings.Trim(digits, "eE+-.0123456789") == "" && strings.Count(s, ".") < 2
}
