package unwrap

import (
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Pointer is a JSON Pointer by its parts.
type Pointer struct {
	text  string
	parts []string // decoded
}

// ParsePointer reads an RFC 6901 JSON Pointer; ok is false for a text that is
// neither empty nor begins with a slash.
func ParsePointer(text string) (p *Pointer, ok bool) {
	p = &Pointer{text: text}
	if text == "" {
		return p, true
	}
	for part := range strings.SplitSeq(text[1:], "/") {
		p.parts = append(p.parts, strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~"))
	}
	return p, text[0] == '/'
}

// Root reports whether p is the root: nothing is looked for then.
func (p *Pointer) Root() bool { return p != nil && len(p.parts) == 0 }

// String is the pointer as it was given.
func (p *Pointer) String() string { return p.text }

// depth is how many parts of the pointer the way has come.
func (f *Finder) depth() int { return len(f.frames) }

// onTheWay reports whether the last step of the way is that of f.At.
func (f *Finder) onTheWay() bool { return f.isStep(len(f.frames) - 1) }

// leads reports whether the whole way is that of f.At so far.
func (f *Finder) leads() bool {
	for i := range f.frames {
		if !f.isStep(i) {
			return false
		}
	}
	return true
}

// isStep reports whether step i of the way is that of f.At.
func (f *Finder) isStep(i int) bool {
	if i >= len(f.At.parts) {
		return false
	}
	want, step := f.At.parts[i], &f.frames[i]
	if step.node < 0 {
		return step.field == want
	}
	doc := &f.levels[step.level].doc
	if doc.Nodes[step.node].Kind == jsonscan.Array {
		return strconv.Itoa(step.index) == want
	}
	return doc.NameIs(step.child, want)
}
