package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// maxSpots bounds the spots of one payload: one with more is read as a whole.
const maxSpots = 32

// open enters a container whose bracket is at i into the document, in case
// there are spots in it.
func (f *fast) open(kind jsonscan.Kind, key, i int) (node int) {
	f.doc.Nodes = append(f.doc.Nodes, jsonscan.Node{Kind: kind, KeyStart: int32(key), Start: int32(i)})
	return len(f.doc.Nodes) - 1
}

// close ends a container, which leaves the document where there are no more
// spots than before it.
func (f *fast) close(node, spots, end int) {
	if len(f.spots) == spots {
		f.doc.Nodes = f.doc.Nodes[:node]
		return
	}
	f.keep(node, end)
}

// keep completes a node that stays.
func (f *fast) keep(node, end int) {
	n := &f.doc.Nodes[node]
	n.End, n.Next, n.KeyEnd = int32(end), int32(len(f.doc.Nodes)), int32(f.keyEnd(int(n.KeyStart)))
}

func (f *fast) keyEnd(key int) int {
	if key == 0 {
		return 0
	}
	return f.nameEnd(key)
}

// odd makes a spot of the value at i, which is no array and no object: the text
// or number may not be as documented for m.
func (f *fast) odd(o *event.Object, m *event.Member, key, i int) int {
	if m.Check == event.Triggers {
		return -1 // what the event is depends on it
	}
	return f.spot(o, m, key, i)
}

func (f *fast) spot(o *event.Object, m *event.Member, key, i int) int {
	if len(f.spots) == maxSpots {
		return -1
	}
	f.spots = append(f.spots, event.Spot{Object: o, Member: m, Node: len(f.doc.Nodes)})
	return f.doc.AppendScalar(i, jsonscan.Node{KeyStart: int32(key), KeyEnd: int32(f.keyEnd(key))})
}

// undocumented makes a spot of a member of the object at node. No other may
// have its name.
func (f *fast) undocumented(o *event.Object, node, key, i int) int {
	data, nodes, end := f.data, f.doc.Nodes, f.nameEnd(key)
	for c := node + 1; c < len(nodes); c = f.doc.After(c) {
		if bytes.Equal(data[nodes[c].KeyStart:nodes[c].KeyEnd], data[key:end]) {
			return -1
		}
	}
	if i >= len(data) || len(f.spots) == maxSpots {
		return -1
	}
	kind := jsonscan.Array
	switch data[i] {
	case '{':
		kind = jsonscan.Object
	case '[':
	default:
		return f.spot(o, nil, key, i)
	}
	if end = f.stray(i, 0); end >= 0 {
		f.spots = append(f.spots, event.Spot{Object: o, Node: f.open(kind, key, i)})
		f.keep(len(f.doc.Nodes)-1, end)
	}
	return end
}

// lacking makes a spot of the object at node, which lacks members. It reports
// false where that cannot be judged by itself.
func (f *fast) lacking(o *event.Object, node int, members uint64) bool {
	for n := range o.Members {
		if members>>n&1 == 1 && o.Members[n].Check == event.Triggers {
			return false
		}
	}
	f.spots = append(f.spots, event.Spot{Object: o, Node: node, Lacks: members})
	return true
}
