package personal

import (
	"bytes"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Mask stands for a piece of personal data.
const Mask = "***"

// Masker replaces personal data in JSON texts by Mask. Everything else stays
// byte for byte. It is not safe for concurrent use.
type Masker struct {
	finder  *Finder
	inner   *Masker // for JSON in strings
	text    []byte
	masked  []byte
	members int // names of members masked so far

	doc  jsonscan.Document // of AppendItem
	item []byte
}

// NewMasker returns a Masker that knows the names of the catalogue.
func NewMasker() *Masker { return &Masker{finder: NewFinder()} }

// Append appends text to dst with what a Finder finds replaced. Masked names of
// members are numbered from the second on, so that they stay different. A text
// that is not JSON is masked as far as it can be read.
func (m *Masker) Append(dst, text []byte) []byte {
	at := 0
	m.members = numbered(text)
	for _, span := range m.finder.Find(text) {
		dst = append(dst, text[at:span.Start]...)
		literal := text[span.Start:span.End]
		switch {
		case span.Inside:
			dst = m.appendInside(dst, literal)
		case span.Member:
			dst = m.appendMember(dst)
		default:
			dst = append(dst, `"`+Mask+`"`...)
		}
		at = span.End
	}
	return append(dst, text[at:]...)
}

// AppendItem is Append for an object of the API, of which some members are personal
// as a whole, whatever the names within: those of catalog.PersonalMember.
func (m *Masker) AppendItem(dst, text []byte) []byte {
	m.item = m.Append(m.item[:0], text)
	doc := &m.doc
	doc.Parse(m.item)
	if len(doc.Nodes) == 0 {
		return append(dst, m.item...)
	}
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
				dst = append(append(dst, doc.Data[at:n.Start]...), `"`+Mask+`"`...)
				_, at = doc.Span(i)
			}
		}
	}
	return append(dst, doc.Data[at:]...)
}

// appendInside masks the JSON in a string, whose literal stays as it is where
// there is nothing to mask.
func (m *Masker) appendInside(dst, literal []byte) []byte {
	if m.inner == nil {
		m.inner = &Masker{finder: newFinder(m.finder.names, m.finder.depth+1)}
	}
	m.text = jsonscan.AppendUnquoted(m.text[:0], literal)
	m.masked = m.inner.Append(m.masked[:0], m.text)
	if bytes.Equal(m.text, m.masked) {
		return append(dst, literal...)
	}
	return jsonscan.AppendQuoted(dst, string(m.masked))
}

// appendMember appends a mask as a member's name.
func (m *Masker) appendMember(dst []byte) []byte {
	m.members++
	dst = append(dst, `"`+Mask...)
	if m.members > 1 {
		dst = strconv.AppendInt(dst, int64(m.members), 10)
	}
	return append(dst, '"')
}

// numbered is the highest number of a mask that stands in a text already, 0
// where there is none.
func numbered(text []byte) (highest int) {
	for {
		_, after, found := bytes.Cut(text, []byte(`"`+Mask))
		if !found {
			return highest
		}
		digits := after[:wordEnd(after[:min(len(after), 10)], `"`)]
		if n, err := strconv.Atoi(string(digits)); err == nil {
			highest = max(highest, n)
		}
		highest, text = max(highest, 1), after
	}
}

// Text masks what looks personal in a text for people, and leaves the words
// around it.
func Text(text string) string {
	var out []byte
	at := 0
	for found := range In([]byte(text), Examples) {
		out = append(append(out, text[at:found.Start]...), Mask...)
		at = found.End
	}
	if out == nil {
		return text
	}
	return string(append(out, text[at:]...))
}
