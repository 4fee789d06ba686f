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
			below, pair := n.line(text, start+column, start+len(line), open[len(open)-1].group)
			if pair.Start < pair.End && pair.Name.Kind != "" && !yield(pair) {
				return stop, false
			}
			if below != nil {
				open = append(open, within{column, *below})
			}
		}
		end = max(end, start+len(line)-1)
		start = stop + 1
	}
	return end, true
}

// columnOf is how far to the right the text of a line begins: behind blanks and the signs
// of lists and comments.
func columnOf(line []byte) int { return len(line) - len(bytes.TrimLeft(line, lineSigns)) }

// lineSigns are the bytes that may stand before the text of a line.
const lineSigns = " \t-*#/>;+|"

// line reads text[start:end], the text of a line in a group: a member, of which it returns
// the group where its value is in the lines below, or a value.
func (n *Names) line(text []byte, start, end int, g Group) (below *Group, pair Pair) {
	if name, colon := nameIn(text[start:end]); colon >= 0 {
		g = g.Below(name, n.Of(name))
		if colon += start; opensBlock(text, colon) {
			return &g, Pair{}
		}
		pair = Pair{Name: Name{Kind: g.Kind}, Sign: ':'}
		pair.Start, pair.End = valueOf(text, colon, g.Kind, ofLine)
		pair.End = min(pair.End, end)
		return nil, pair
	}
	pair = Pair{Name: Name{Kind: g.Kind}, Sign: ':', Start: start, End: end}
	value := text[start:end]
	if mark, size := quoteAt(value); size > 0 && len(value) > 2*size {
		if m, last := quoteBefore(value); m == mark && last == size {
			pair.Start, pair.End = start+size, end-size
		}
	}
	if isNothing(value) || bytes.IndexByte([]byte("{[<"), value[0]) >= 0 {
		pair.End = pair.Start
	}
	return nil, pair
}

// nameIn is the name that a line begins with, and where its colon stands, -1 without one.
func nameIn(line []byte) (name []byte, colon int) {
	colon = bytes.IndexByte(line, ':')
	if colon <= 0 || colon+1 < len(line) && line[colon+1] != ' ' && line[colon+1] != '\t' {
		return nil, -1
	}
	if name = bytes.Trim(line[:colon], "\"' \t"); len(name) > longestName || !isIdentifier(name) {
		return nil, -1
	}
	return name, colon
}

// opensBlock reports whether nothing stands behind the colon text[at] in its line, but for
// what says that a text of several lines follows, as in YAML: > and |.
func opensBlock(text []byte, at int) bool {
	rest := bytes.TrimSpace(text[at+1 : at+1+lineEnd(text[at+1:])])
	if len(rest) > 0 && (rest[0] == '|' || rest[0] == '>') {
		rest = bytes.TrimLeft(rest[1:], "+-0123456789")
	}
	return len(rest) == 0 || bytes.HasPrefix(rest, []byte("# "))
}

// flow yields the values in the braces or brackets that begin at text[at] behind a name that
// says g, and in which texts need no quotes: {home: 1, work: 2}. It returns where to go on.
func (n *Names) flow(text []byte, at int, g Group, yield func(Pair) bool) (end int, ok bool) {
	text = text[:min(len(text), at+longestContent)]
	depth, from := 0, at
	for i := at; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			if before := bytes.TrimRight(text[from:i], " \t\r\n"); len(before) == 0 || before[len(before)-1] == ':' {
				i += 1 + closing(text[i+1:], text[i:i+1], c)
			}
		case '{', '[':
			depth++
			from = i + 1
		case ',', '}', ']':
			if item := bytes.TrimSpace(text[from:i]); len(item) > 0 {
				start := from + bytes.Index(text[from:i], item)
				if _, pair := n.line(text, start, start+len(item), g); pair.Start < pair.End && pair.Name.Kind != "" && !yield(pair) {
					return i, false
				}
			}
			if from = i + 1; c != ',' {
				depth--
			}
			if depth == 0 {
				return i, true
			}
		}
	}
	return max(at, from-1), true
}
