package jsonscan

// parseClean reads the text into nodes and gives up, with false, at the first
// fault of any sort. While a container is open, its node's Next holds its
// parent's index, so no stack is needed.
func (d *Document) parseClean() bool {
	data, i, open, depth := d.Data, SkipSpace(d.Data, 0), -1, 0
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
			}
			open = len(d.Nodes)
			d.Nodes = append(d.Nodes, n)
			if i = SkipSpace(data, i+1); i < len(data) && data[i] == c+2 {
				// Empty: the loop below closes it.
			} else if c == '{' {
				if i = d.cleanKey(i, open, &n); i < 0 {
					return false
				}
				continue
			} else {
				n.KeyStart, n.KeyEnd, n.KeyEscaped = 0, 0, false
				continue
			}
		} else if i = d.AppendScalar(i, &n); i < 0 {
			return false
		}
		for { // after a value, or within an empty container
			i = SkipSpace(data, i)
			if open < 0 {
				return i == len(data)
			}
			if i >= len(data) {
				return false
			}
			parent := &d.Nodes[open]
			if data[i] == ',' {
				i = SkipSpace(data, i+1)
				if parent.Kind == Array {
					n.KeyStart, n.KeyEnd, n.KeyEscaped = 0, 0, false
				} else if i = d.cleanKey(i, open, &n); i < 0 {
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

// AppendScalar appends the string, number or literal at i as node n, whose
// name is set, and returns the offset after it, -1 at a fault.
func (d *Document) AppendScalar(i int, n *Node) int {
	var ok bool
	data := d.Data
	n.Start, n.Escaped = i, false
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
func (d *Document) cleanKey(i, object int, n *Node) int {
	var ok bool
	data := d.Data
	if i >= len(data) || data[i] != '"' {
		return -1
	}
	n.KeyStart, n.KeyEscaped = i, false
	end := PlainEnd(data, i+1)
	if end < len(data) && data[end] == '"' {
		i = end + 1
	} else if i, n.KeyEscaped, ok = ScanString(data, i); !ok {
		return -1
	}
	n.KeyEnd = i
	if i = SkipSpace(data, i); i >= len(data) || data[i] != ':' {
		return -1
	}
	if d.enterName(object, n) >= 0 {
		return -1
	}
	return SkipSpace(data, i+1)
}
