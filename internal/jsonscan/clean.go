package jsonscan

// parseClean reads the text into nodes and gives up, with false, at the first
// fault of any sort. While a container is open, its node's Next holds its
// parent's index, so no stack is needed.
func (d *Document) parseClean() bool {
	data, i, open, depth := d.Data, d.space(0), -1, 0
	var n Node
	for {
		if i >= len(data) {
			return false
		}
		n.Start = i
		c := data[i]
		if c == '{' || c == '[' {
			if depth++; depth > MaxDepth {
				return false
			}
			n.Kind, n.Escaped, n.Next = Array, false, open
			if c == '{' {
				n.Kind = Object
				if d.known != nil {
					d.known.seen[depth] = nameBits{}
				}
			}
			open = len(d.Nodes)
			d.Nodes = append(d.Nodes, n)
			if i = d.space(i + 1); i < len(data) && data[i] == c+2 {
				// Empty: the loop below closes it.
			} else if c == '{' {
				if i = d.cleanKey(i, open, depth, &n); i < 0 {
					return false
				}
				continue
			} else {
				n.KeyStart, n.KeyEnd, n.KeyEscaped, n.Name = 0, 0, false, 0
				continue
			}
		} else if i = d.cleanScalar(i, &n); i < 0 {
			return false
		}
		for { // after a value, or within an empty container
			i = d.space(i)
			if open < 0 {
				return i == len(data)
			}
			if i >= len(data) {
				return false
			}
			parent := &d.Nodes[open]
			if data[i] == ',' {
				i = d.space(i + 1)
				if parent.Kind == Array {
					n.KeyStart, n.KeyEnd, n.KeyEscaped, n.Name = 0, 0, false, 0
				} else if i = d.cleanKey(i, open, depth, &n); i < 0 {
					return false
				}
				break
			}
			if (data[i] == '}') != (parent.Kind == Object) || data[i]|0x20 != '}' {
				return false
			}
			i++
			depth--
			open, parent.Next, parent.End = parent.Next, len(d.Nodes), i
		}
	}
}

// cleanScalar appends the string, number or literal at i as node n, and
// returns the offset after it, -1 at a fault.
func (d *Document) cleanScalar(i int, n *Node) int {
	var ok bool
	data := d.Data
	n.Escaped = false
	switch c := data[i]; {
	case c == '"':
		n.Kind = String
		end := PlainEnd(data, i+1)
		if end < len(data) && data[end] == '"' {
			i = end + 1
		} else if i, n.Escaped, ok = ScanString(data, i); !ok {
			return -1
		}
	case c == '-' || c-'0' < 10:
		n.Kind = Number
		if i, ok = ScanNumber(data, i); !ok {
			return -1
		}
	default:
		if i, n.Kind = ScanLiteral(data, i); n.Kind == Invalid {
			return -1
		}
	}
	n.End, n.Next = i, len(d.Nodes)+1
	d.Nodes = append(d.Nodes, *n)
	return i
}

// cleanKey reads a member name and its colon into n, and returns the offset of
// the value, -1 at a fault or a name that the object already has.
func (d *Document) cleanKey(i, object, depth int, n *Node) int {
	data := d.Data
	n.KeyStart, n.KeyEscaped = i, false
	if k := d.known; k != nil {
		if number := k.guess(d.Vocabulary, data, i); number > 0 {
			i += d.Vocabulary.literals[number].Size
			n.Name, n.KeyEnd = number, i-1
			if !k.seen[depth].enter(number) {
				return -1
			}
			return d.space(i)
		}
	}
	var ok bool
	if i >= len(data) || data[i] != '"' {
		return -1
	}
	end := PlainEnd(data, i+1)
	if end < len(data) && data[end] == '"' {
		i = end + 1
	} else if i, n.KeyEscaped, ok = ScanString(data, i); !ok {
		return -1
	}
	n.KeyEnd = i
	if i = d.space(i); i >= len(data) || data[i] != ':' {
		return -1
	}
	if !d.isNew(object, depth, n) {
		return -1
	}
	return d.space(i + 1)
}

// isNew enters the name of the object's member n, and numbers it. It reports
// whether the object has no other member of that name.
func (d *Document) isNew(object, depth int, n *Node) bool {
	if k := d.known; k != nil {
		if n.Name = d.numberOf(n); n.Name > 0 {
			k.learn(n.Name)
			return k.seen[depth].enter(n.Name)
		}
	}
	return d.enterName(object, n) < 0
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
	end := skipSpaces(d.Data, i)
	d.spaced = d.spaced || end > i
	return end
}
