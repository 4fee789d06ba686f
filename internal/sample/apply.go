package sample

import (
	"slices"
	"strconv"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Apply returns payload with the sets applied in order and every other byte as
// it was. A member that is not there is added at the end of its object, an
// element at the end of its array. Of members of the same name the last one is
// set, which is the one that readers take. It fails with *ConflictError where a
// path leads through something else, or payload is not JSON.
func Apply(payload []byte, sets ...Set) ([]byte, error) {
	var doc jsonscan.Document
	for i := range sets {
		var err error
		if payload, err = sets[i].apply(&doc, payload); err != nil {
			return nil, err
		}
	}
	return payload, nil
}

// apply returns a changed copy of payload.
func (s *Set) apply(doc *jsonscan.Document, payload []byte) ([]byte, error) {
	doc.Parse(payload)
	if doc.Fatal() != nil {
		return nil, s.conflict(0, "the payload is not JSON")
	}
	node := 0
	for i, seg := range s.path {
		kind, what := jsonscan.Object, "object"
		if seg.name == "" {
			kind, what = jsonscan.Array, "array"
		}
		if doc.Nodes[node].Kind != kind {
			return nil, s.conflict(i, "the payload has no "+what+" there")
		}
		child, count, ok := find(doc, node, seg)
		if ok {
			node = child
			continue
		}
		added, ok := s.build(i, count)
		if !ok {
			return nil, s.conflict(i+1, "the array has no element before this one")
		}
		at := doc.Nodes[node].Start + 1
		if count > 0 {
			at = doc.Nodes[child].End
		}
		return slices.Insert(slices.Clone(payload), int(at), added...), nil
	}
	n := &doc.Nodes[node]
	return slices.Concat(payload[:n.Start], s.raw, payload[n.End:]), nil
}

// find finds the value of seg in an object or array. Where there is none, count
// is the number of its values, of which child is the last.
func find(doc *jsonscan.Document, node int, seg segment) (child, count int, ok bool) {
	if seg.name != "" {
		if child, ok = doc.Get(node, seg.name); ok {
			return child, 0, true
		}
	}
	for c := range doc.Children(node) {
		if seg.name == "" && count == seg.index {
			return c, count, true
		}
		child, count = c, count+1
	}
	return child, count, false
}

// build makes the text that adds the path from segment i on to an object or
// array that has count values. New arrays begin at index 0.
func (s *Set) build(i, count int) ([]byte, bool) {
	var added []byte
	if count > 0 {
		added = append(added, ',')
	}
	if s.path[i].name != "" {
		added = append(jsonscan.AppendQuoted(added, s.path[i].name), ':')
	} else if s.path[i].index != count {
		return nil, false
	}
	var closing []byte
	for _, seg := range s.path[i+1:] {
		if seg.name == "" {
			if seg.index != 0 {
				return nil, false
			}
			added, closing = append(added, '['), append(closing, ']')
			continue
		}
		added, closing = append(jsonscan.AppendQuoted(append(added, '{'), seg.name), ':'), append(closing, '}')
	}
	slices.Reverse(closing)
	return slices.Concat(added, s.raw, closing), true
}

func (s *Set) conflict(n int, reason string) error {
	var path []byte
	for i, seg := range s.path[:min(n, len(s.path))] {
		switch {
		case seg.name == "":
			path = append(strconv.AppendInt(append(path, '['), int64(seg.index), 10), ']')
		case i > 0:
			path = append(append(path, '.'), seg.name...)
		default:
			path = append(path, seg.name...)
		}
	}
	if len(path) == 0 {
		path = append(path, "the payload"...)
	}
	return &ConflictError{Path: string(path), Reason: reason}
}
