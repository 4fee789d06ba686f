package jsonscan

import "slices"

// parseClean reads the text into nodes and gives up, with false, at the first
// fault of any sort. While a container is open, its node's Next holds its
// parent's index, so no stack is needed.
func (d *Document) parseClean() bool {
	data, i, open, depth := d.Data, d.space(0), -1, 0
	deepest, most := d.maxDepth(), d.maxValues()
	n := d.addNode()
	for {
		switch {
		case i < 0 || i >= len(data) || len(d.Nodes) > most:
			return false
		case n == nil: // the value is read
		case data[i] == '{' || data[i] == '[':
			if depth++; depth > deepest {
				return false
			}
			closer := data[i] + 2
			open = d.openNode(i, open, depth, n)
			if i = d.space(i + 1); i >= len(data) || data[i] != closer {
				n, i = d.element(i, open, depth)
				continue
			}
		default:
			n.Start = int32(i)
			if i = cleanScalar(data, i, n); i < 0 {
				return false
			}
			n.End, n.Next = int32(i), int32(len(d.Nodes))
		}
		for { // after a value, or within an empty container
			i = d.space(i)
			if open < 0 {
				return i == len(data)
			}
			if i >= len(data) {
				return false
			}
			if data[i] == ',' {
				n, i = d.element(d.space(i+1), open, depth)
				break
			}
			parent := &d.Nodes[open]
			if (data[i] == '}') != (parent.Kind == Object) || data[i]|0x20 != '}' {
				return false
			}
			i++
			depth--
			open, parent.Next, parent.End = int(parent.Next), int32(len(d.Nodes)), int32(i)
		}
	}
}

// openNode makes n, the last node, the container whose bracket is at i, and
// returns its index. parent is the index of the one that it is in.
func (d *Document) openNode(i, parent, depth int, n *Node) int {
	n.Kind, n.Start, n.Next = Array, int32(i), int32(parent)
	if d.Data[i] == '{' {
		n.Kind = Object
		if d.known != nil {
			d.known.seen[depth] = nameBits{}
		}
	}
	return len(d.Nodes) - 1
}

// element adds the node of the element of the container open that begins at i,
// and returns it and the offset of its value, -1 at a fault. Of members that are
// texts, as most are, it also reads the values, and goes on to the next one: n
// is nil where that has brought it to the offset after a value.
func (d *Document) element(i, open, depth int) (n *Node, at int) {
	object, data := d.Nodes[open].Kind == Object, d.Data
	for {
		if len(d.Nodes) == cap(d.Nodes) {
			d.reserve()
		}
		if n = d.addNode(); !object {
			return n, i
		}
		if i = d.cleanName(i, open, depth, n); i < 0 || i >= len(data) || data[i] != '"' {
			return n, i
		}
		n.Kind, n.Start = String, int32(i)
		if i = PlainEnd(data, i+1); i < len(data) && data[i] == '"' {
			i++
		} else {
			ok := false
			if i, n.Escaped, ok = scanRest(data, i); !ok {
				return n, -1
			}
		}
		n.End, n.Next = int32(i), int32(len(d.Nodes))
		if i >= len(data) || data[i] != ',' {
			return nil, i
		}
		i = d.space(i + 1)
	}
}

// addNode adds an empty node, which is the caller's until the next one.
func (d *Document) addNode() *Node {
	d.Nodes = append(d.Nodes, Node{})
	return &d.Nodes[len(d.Nodes)-1]
}

// add adds a node.
func (d *Document) add(n Node) {
	if len(d.Nodes) == cap(d.Nodes) {
		d.reserve()
	}
	d.Nodes = append(d.Nodes, n)
}

// reserve makes room for more nodes: as many as the rest of the text has, if it
// goes on as it began. Growing step by step, a text of millions of values would
// take several times as much.
func (d *Document) reserve() {
	n := len(d.Nodes)
	size := max(64, 2*n)
	if n >= 1<<12 {
		at := int(d.Nodes[n-1].Start) + 1
		rest := len(d.Data) - at
		size = n + min(max(n/8, n*rest/at*17/16), rest/2+MaxDepth) // a value and what follows it take two bytes
	}
	d.Nodes = slices.Grow(d.Nodes, size-n)
}

// AppendScalar adds n as the node of the string, number or literal at i, and
// returns the offset after that, -1 at a fault.
func (d *Document) AppendScalar(i int, n Node) int {
	d.add(n)
	added := &d.Nodes[len(d.Nodes)-1]
	added.Start = int32(i)
	if i = cleanScalar(d.Data, i, added); i >= 0 {
		added.End, added.Next = int32(i), int32(len(d.Nodes))
	}
	return i
}

// cleanScalar reads the string, number or literal at i into n, and returns the
// offset after it, -1 at a fault.
func cleanScalar(data []byte, i int, n *Node) int {
	var ok bool
	switch c := data[i]; {
	case c == '"':
		n.Kind = String
		if i = PlainEnd(data, i+1); i < len(data) && data[i] == '"' {
			return i + 1
		}
		i, n.Escaped, ok = scanRest(data, i)
	case c == '-' || c-'0' < 10:
		n.Kind = Number
		i, ok = ScanNumber(data, i)
	default:
		i, n.Kind = ScanLiteral(data, i)
		ok = n.Kind != Invalid
	}
	if !ok {
		return -1
	}
	return i
}

// cleanName reads a member name and its colon into n, the last node, and returns
// the offset of the value, -1 at a fault or a name that the object already has.
func (d *Document) cleanName(i, object, depth int, n *Node) int {
	n.KeyStart = int32(i)
	k, data := d.known, d.Data
	if k == nil {
		return d.otherName(i, object, depth, n)
	}
	number := k.next[k.place]
	size := k.names.literals[number].Size
	if !k.names.literals[number].At(data, i) {
		if number, size = k.names.At(data, i); number == 0 {
			return d.otherName(i, object, depth, n)
		}
		k.next[k.place] = number
	}
	k.advance(number)
	i += size
	n.Name, n.KeyEnd = number, int32(i-1)
	if !k.seen[depth].enter(number) {
		return -1
	}
	if i < len(data) && data[i] > ' ' {
		return i
	}
	return d.skipSpace(i)
}

// otherName is cleanName for a name that is not known at a glance.
func (d *Document) otherName(i, object, depth int, n *Node) int {
	data := d.Data
	if i >= len(data) || data[i] != '"' {
		return -1
	}
	if i = PlainEnd(data, i+1); i < len(data) && data[i] == '"' {
		i++
	} else {
		ok := false
		if i, n.KeyEscaped, ok = scanRest(data, i); !ok {
			return -1
		}
	}
	n.KeyEnd = int32(i)
	if i = d.space(i); i >= len(data) || data[i] != ':' || !d.isNew(object, depth, n) {
		return -1
	}
	return d.space(i + 1)
}

// isNew numbers and enters the name of n, the last node. It reports whether the
// object has no other member of that name.
func (d *Document) isNew(object, depth int, n *Node) bool {
	if k := d.known; k != nil {
		if n.Name = d.numberOf(n); n.Name > 0 {
			k.learn(n.Name)
			return k.seen[depth].enter(n.Name)
		}
	}
	return d.enterName(object, len(d.Nodes)-1, n) < 0
}

// space is SkipSpace within the document, and notes that there was any.
func (d *Document) space(i int) int {
	if i < len(d.Data) && d.Data[i] > ' ' {
		return i
	}
	return d.skipSpace(i)
}

// skipSpace is the long way of space, which is to be inlined.
//
//go:noinline
func (d *Document) skipSpace(i int) int {
	if data := d.Data; i+1 < len(data) && data[i] == ' ' && data[i+1] > ' ' {
		d.spaced = true
		return i + 1
	}
	end := skipSpaces(d.Data, i)
	d.spaced = d.spaced || end > i
	return end
}
