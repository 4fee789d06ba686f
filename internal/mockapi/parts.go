package mockapi

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// omitted tells the members that only the single form has. The vendor says
// that the list omits some and not which: assumed.
func omitted(name string) bool { return name == "image" || name == "memo" }

// appendParts appends the members of an item that a request type and the form
// select: each type has submission_id, and "others" is all but kyc, aml and
// personal data.
func appendParts(dst []byte, doc *jsonscan.Document, raw []byte, kind string, list bool) []byte {
	doc.Parse(raw)
	dst = append(dst, '{')
	start := len(dst)
	var buf [64]byte
	for i := range doc.Children(0) {
		name := doc.AppendName(buf[:0], i)
		if !selected(string(name), kind) || list && omitted(string(name)) {
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

// part is the request type that a member belongs to.
func part(name string) string {
	switch name {
	case "kyc":
		return "kyc"
	case "aml", "aml_result":
		return "aml"
	case "data", "email", "image":
		return "data"
	}
	return "others"
}

func selected(name, kind string) bool {
	return kind == "" || name == "submission_id" || part(name) == kind
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
