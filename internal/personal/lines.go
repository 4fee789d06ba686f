package personal

import "bytes"

// within is a member that is open around others: where it stands in its line, and what
// its name says.
type within struct {
	column int
	group  Group
}

// lines yields the values below the line in which the colon text[at] stands behind a
// name that says g, as in YAML: those of lines that begin farther to the right. It
// returns where to go on, at where there are none.
func (n *Names) lines(text []byte, at int, g Group, yield func(Pair) bool) (end int, ok bool) {
	first := bytes.LastIndexByte(text[:at], '\n') + 1
	open := []within{{columnOf(text[first:at]), g}}
	end = at
	for start := at + lineEnd(text[at:]) + 1; start < len(text); {
		stop := start + lineEnd(text[start:])
		line := bytes.TrimRight(text[start:stop], " \t\r")
		column := columnOf(line)
		if column < len(line) {
			if column <= open[0].column {
				break
			}
			for open[len(open)-1].column >= column {
				open = open[:len(open)-1]
			}
			below, next, ok := n.line(text, start+column, start+len(line), open[len(open)-1].group, yield)
			if !ok {
				return next, false
			}
			if below != nil {
				open = append(open, within{column, *below})
			}
			stop, line = next+lineEnd(text[next:]), text[start:next]
		}
		end = max(end, start+len(line))
		start = stop + 1
	}
	return end, true
}

// columnOf is how far to the right the text of a line begins: behind blanks and the signs
// of lists and comments.
func columnOf(line []byte) int { return len(line) - len(bytes.TrimLeft(line, lineSigns)) }

// lineSigns are the bytes that may stand before the text of a line.
const lineSigns = " \t-*#/>;+|"

// line yields what is in text[start:end], the text of a line in a group: a member, of which it
// returns the group where its value is in the lines below, a value, or what is in brackets. It
// returns where that ends.
func (n *Names) line(text []byte, start, end int, g Group, yield func(Pair) bool) (below *Group, next int, ok bool) {
	at := start
	name, colon := nameIn(text[start:end])
	if colon > 0 {
		g = g.Below(name, n.Of(name))
		if at += colon; opensBlock(text[:end], at) {
			return &g, end, true
		}
		at++
	}
	if open := opensGroup(text, at); open > 0 {
		next, ok = n.flow(text, open, g, yield)
		return nil, next, ok
	}
	pair := Pair{Name: Name{Kind: g.Kind}, Sign: ':', Start: start, End: end}
	if colon > 0 {
		pair.Start, pair.End = valueOf(text[:end], at-1, g.Kind, ofLine)
	} else if value := text[start:end]; isNothing(value) || value[0] == '<' {
		return nil, end, true
	} else if mark, size := quoteAt(value); len(value) >= 2*size {
		if m, last := quoteBefore(value); m == mark && last == size {
			pair.Start, pair.End = start+size, end-size
		}
	}
	return nil, end, g.Kind == "" || pair.Start >= pair.End || yield(pair)
}

// nameIn is the name that a line begins with, and where its colon stands, 0 without one.
func nameIn(line []byte) (name []byte, colon int) {
	colon = bytes.IndexByte(line, ':')
	if colon+1 < len(line) && line[colon+1] != ' ' && line[colon+1] != '\t' {
		return nil, 0
	}
	if name = bytes.Trim(line[:colon], "\"' \t"); len(name) > longestName || !isIdentifier(name) {
		return nil, 0
	}
	return name, colon
}

// opensBlock reports whether nothing stands behind the colon text[at] in its line, but for
// what says that a text of several lines follows, as in YAML: > and |.
func opensBlock(text []byte, at int) bool {
	rest := bytes.TrimLeft(text[at+1:], " \t\r")
	if len(rest) > 0 && (rest[0] == '|' || rest[0] == '>') {
		rest = bytes.TrimLeft(bytes.TrimLeft(rest[1:], "+-0123456789"), " \t\r")
	}
	return len(rest) == 0 || rest[0] == '\n' || bytes.HasPrefix(rest, []byte("# "))
}
