package personal

import (
	"bytes"
	"iter"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
)

// inText looks for a personal member in a text that is no JSON as a whole, such
// as a log line with JSON in it, cut JSON, or a query.
func (n *Names) inText(text []byte) catalog.PersonalKind {
	for p := range n.Pairs(text) {
		return p.Name.Kind
	}
	return ""
}

// Pair is a personal member in a text that is no JSON as a whole: a name and a
// value, as people and programs write them.
type Pair struct {
	Name       Name
	Sign       byte // between the two: ':' or '=', '>' for an element of XML
	Start, End int  // of the value in the text, without its quotes; it is not empty
}

// Pairs yields the personal members in a text that is no JSON as a whole: "name":
// with any quotes and escapes, name=value, name: value, and <name>value</name>.
func (n *Names) Pairs(text []byte) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		open, behind := 0, 0 // brackets in the line, and where the value of the member before ends
		for i := 0; i < len(text)-1; i++ {
			var name []byte
			var p place
			switch c := text[i]; {
			case c == '{', c == '[':
				open++
			case c == '}', c == ']':
				open = max(0, open-1)
			case c == '\n':
				open = 0
			case c == '<':
				if end, ok := n.attributes(text, i, Group{}, yield); !ok {
					return
				} else if end > i {
					i = end - 1
				}
			case i == 0:
			case c == ':':
				name, p = beforeColon(text, i)
				if p == anywhere && !isCompound(name) {
					name, p = listed(text, i, name, open, behind)
				}
			case c == '=':
				name, p = beforeEqual(text, i)
			case c == '>':
				name, p = elementAt(text[:i]), inElement
			}
			if len(name) == 0 {
				continue
			}
			end, ok := n.pair(text, i, name, p, yield)
			if !ok {
				return
			}
			if end > i {
				behind, i = end, end-1
			}
		}
	}
}

// listed is a word before the colon text[i] as the name of a member, nil where it is none but
// of a sentence: behind open brackets and with the value next to it, as Go prints maps, or
// behind the value of another member in its line.
func listed(text []byte, i int, word []byte, open, behind int) (name []byte, p place) {
	switch {
	case open > 0 && text[i+1] != ' ' && text[i+1] != '\t':
		return word, ofList
	case i-behind < longestName && bytes.Equal(bytes.Trim(text[behind:i], " \t,;|\"'"), word):
		return word, ofLine
	}
	return nil, anywhere
}

// pair yields the value behind the sign text[i] of a member, or what is in it, if its name is
// personal. It returns where to go on, and whether to.
func (n *Names) pair(text []byte, i int, name []byte, p place, yield func(Pair) bool) (next int, ok bool) {
	known := n.Of(name)
	if last := name[bytes.LastIndexByte(name, ' ')+1:]; known.Kind == "" && p == ofLine && (text[i] == '=' || isCompound(last)) {
		name, p, known = last, anywhere, n.Of(last) // the words before it are no part of the name
	}
	if known.Kind == "" {
		return i, true
	}
	if text[i] == ':' && opensBlock(text, i) && (p == ofLine || p == quotedly && isMember(text, i+1)) {
		return n.lines(text, i, Group{}.Below(name, known), yield)
	}
	if p != inElement {
		if open := opensGroup(text, behindSign(text, i)); open > 0 {
			return n.flow(text, open, Group{}.Below(name, known), yield)
		}
	}
	start, end := valueOf(text, i, known.Kind, p)
	if start >= end {
		if p == inElement && (isTag(bytes.TrimLeft(text[i+1:], " \t\r\n")) || isClosed(text[i:], name)) {
			return n.markup(text, i, Group{}.Below(name, known), yield)
		}
		return i, true
	}
	if text[i] == '=' && string(name) == "name" {
		if called, isName := n.called(text, start, end); isName {
			if called.Name.Kind == "" || called.Start >= called.End {
				return end, true
			}
			return called.End, yield(called)
		}
	}
	return end, yield(Pair{known, text[i], start, end})
}

// isMember reports whether what follows text[at:] is a member, or the sign of a list.
func isMember(text []byte, at int) bool {
	rest := bytes.TrimLeft(text[at:], " \t\r\n")
	_, sign := memberAt(rest)
	return sign > 0 || bytes.HasPrefix(rest, []byte("- "))
}

// behindSign is where what stands behind the sign text[at] begins, which may be an arrow =>.
func behindSign(text []byte, at int) int {
	if text[at] == '=' && at+1 < len(text) && text[at+1] == '>' {
		return at + 2
	}
	return at + 1
}

// Before is the group of the object or array that begins at text[at], by the name before it:
// phone: {home: ...}. It is zero where that is personal for no certain reason, as the last of
// several words is.
func (n *Names) Before(text []byte, at int) (g Group) {
	head := bytes.TrimSuffix(bytes.TrimRight(text[:at], " \t"), []byte{'>'})
	if len(head) == 0 {
		return g
	}
	i := len(head) - 1
	var name []byte
	var p place
	switch text[i] {
	case ':':
		name, p = beforeColon(text, i)
	case '=':
		name, p = beforeEqual(text, i)
	}
	if last := name[bytes.LastIndexByte(name, ' ')+1:]; text[i] == ':' && p == anywhere || len(last) < len(name) {
		if name = last; !isCompound(name) {
			return g
		}
	}
	if known := n.Of(name); known.Kind != "" {
		return g.Below(name, known)
	}
	return g
}

// place is where a member stands.
type place uint8

const (
	anywhere  place = iota
	quotedly        // its name stands in quotes
	ofList          // in an object or a list of arguments
	ofLine          // it is all of its line
	inElement       // of XML
)

// longestName bounds how far a name is looked for.
const longestName = 128

// beforeColon is the name before the colon at text[i], nil without one.
func beforeColon(text []byte, i int) (name []byte, p place) {
	if name = quotedBefore(text[:i]); name != nil {
		return name, quotedly
	}
	if c := text[i+1]; c == ':' || c == '/' || c == '=' {
		return nil, anywhere
	}
	return wordBefore(text[:i])
}

// beforeEqual is the name before the '=' at text[i], which may be an arrow =>.
func beforeEqual(text []byte, i int) (name []byte, p place) {
	if text[i+1] == '=' || text[i+1] == '~' {
		return nil, anywhere
	}
	if name = quotedBefore(text[:i]); name != nil {
		return name, quotedly
	}
	if name, p = bracketBefore(text[:i]); name != nil {
		return name, p
	}
	return wordBefore(text[:i])
}

// bracketBefore is the name in brackets at the end of text, of PHP, with what stands before
// them, as in a form: [first_name], name[first]. It is nil without one.
func bracketBefore(text []byte) (name []byte, p place) {
	text = bytes.TrimRight(text[max(0, len(text)-longestName):], " \t")
	if len(text) == 0 || text[len(text)-1] != ']' {
		return nil, anywhere
	}
	open := bytes.LastIndexByte(text, '[')
	if open < 0 {
		return nil, anywhere
	}
	start := open
	for start > 0 && (isOfName(text[start-1]) || text[start-1] == '[' || text[start-1] == ']') {
		start--
	}
	if start == open {
		return bytes.Trim(text[open+1:len(text)-1], `"'`), ofLine
	}
	return text[start:], anywhere
}

// quotedBefore is the name in quotes at the end of text, nil without one.
func quotedBefore(text []byte) []byte {
	text = bytes.TrimRight(text[max(0, len(text)-longestName):], " \t\r\n")
	mark, size := quoteBefore(text)
	if size == 0 {
		return nil
	}
	text = bytes.TrimRight(text[:len(text)-size], `\`)
	for end := len(text); end > 0; end-- {
		if m, _ := quoteBefore(text[:end]); m == mark {
			return text[end:]
		}
	}
	return nil
}

// wordBefore is the name at the end of text, blanks aside: of several words where it
// begins its line.
func wordBefore(text []byte) (name []byte, p place) {
	const mostWords = 4
	from := max(0, len(text)-longestName)
	word := bytes.TrimRight(text[from:], " \t*")
	start := len(word)
	for start > 0 && isOfName(word[start-1]) {
		start--
	}
	line := word[bytes.LastIndexByte(word, '\n')+1:]
	atLine := len(line) < len(word) || from == 0
	word = word[start:]
	if len(word) == 0 {
		return nil, anywhere
	}
	before := bytes.TrimRight(text[from:from+start], " \t\r\n")
	if all := bytes.TrimLeft(line, lineSigns); atLine {
		others := slices.ContainsFunc(all, func(c byte) bool { return c != ' ' && !isOfName(c) })
		if !others && len(bytes.Fields(all)) <= mostWords {
			return all, ofLine
		}
	}
	if len(before) > 0 && bytes.IndexByte([]byte("{([,;|"), before[len(before)-1]) >= 0 {
		return word, ofList
	}
	return word, anywhere
}

func isOfName(c byte) bool { return isAlphanumeric(c) || c == '_' || c == '-' || c == '.' || c >= 0x80 }

// isCompound reports whether a word is a name that programs give, and nothing that is
// written in a sentence: full_name, fullName.
func isCompound(word []byte) bool {
	for i, c := range word {
		if c == '_' || i > 0 && c >= 'A' && c <= 'Z' && word[i-1] >= 'a' && word[i-1] <= 'z' {
			return true
		}
	}
	return false
}
