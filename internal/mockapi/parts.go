package mockapi

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// appendParts appends the members of an item that a request type and the form
// select.
func appendParts(dst []byte, doc *jsonscan.Document, raw []byte, kind string, list bool) []byte {
	doc.Parse(raw)
	dst = append(dst, '{')
	start := len(dst)
	var buf [64]byte
	for i := range doc.Children(0) {
		name := doc.AppendName(buf[:0], i)
		if !selected(string(name), kind) || list && catalog.ListOmits(string(name)) {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ',')
		}
		n := doc.Nodes[i]
		dst = append(dst, raw[n.KeyStart:n.KeyEnd]...)
		dst = append(append(dst, ':'), doc.Raw(i)...)
	}
	return append(dst, '}')
}

// selected reports whether a request type has a member: each has the id.
func selected(name, kind string) bool {
	return kind == "" || name == idMember() || catalog.PartOf(name) == kind
}

// withMember returns raw with a top-level member set to a JSON value, in its
// place or at the end.
func withMember(raw []byte, name string, value []byte) []byte {
	var doc jsonscan.Document
	doc.Parse(raw)
	if i, ok := doc.Get(0, name); ok {
		n := doc.Nodes[i]
		return bytes.Join([][]byte{raw[:n.Start], value, raw[n.End:]}, nil)
	}
	end := doc.Nodes[0].End - 1
	out := append(bytes.Clone(raw[:end]), ',')
	out = append(jsonscan.AppendQuoted(out, name), ':')
	return append(append(out, value...), raw[end:]...)
}
