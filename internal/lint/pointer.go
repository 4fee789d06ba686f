package lint

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// pointers makes JSON Pointers of the nodes of a document. Asked in the order
// of the document, it goes on from the node before, so that all of them
// together cost one walk.
type pointers struct {
	doc  *jsonscan.Document
	path []step // from the payload to the last node
	text []byte // its pointer
	name []byte
}

// step is a node on the way to another.
type step struct {
	node  int
	index int // among the children of its parent
	size  int // of its pointer
}

// at returns the pointer of node i, valid until the next call.
func (p *pointers) at(i int) []byte {
	if len(p.path) == 0 {
		p.path = append(p.path, step{})
	}
	var before step // where to go on
	top := &p.path[len(p.path)-1]
	for i < top.node || i >= p.doc.After(top.node) {
		before = *top
		p.path = p.path[:len(p.path)-1]
		top = &p.path[len(p.path)-1]
	}
	p.text = p.text[:top.size]
	for top.node != i {
		child := step{node: top.node + 1}
		if before.node > top.node && before.node <= i {
			child = before
		}
		for p.doc.After(child.node) <= i {
			child.node, child.index = p.doc.After(child.node), child.index+1
		}
		p.append(top.node, child)
		child.size = len(p.text)
		p.path = append(p.path, child)
		top, before = &p.path[len(p.path)-1], step{}
	}
	return p.text
}

// append appends the last part of the pointer to child, which is in parent.
func (p *pointers) append(parent int, child step) {
	if p.doc.Nodes[parent].Kind == jsonscan.Array {
		p.text = strconv.AppendInt(append(p.text, '/'), int64(child.index), 10)
		return
	}
	p.name = p.doc.AppendName(p.name[:0], child.node)
	p.text = jsonscan.AppendPointer(p.text, p.name)
}
