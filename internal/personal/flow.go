package personal

import (
	"bytes"
	"slices"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// longestFlow bounds how far the end of a group in brackets is looked for.
const longestFlow = 4 << 10

// flow yields the values in the brackets that begin at text[at] behind a name that says g,
// as programs print them: {home: 1, work: 2}, {'home' => 1}, [1, 2], map[home:1 work:2]. It
// returns where the group ends.
func (n *Names) flow(text []byte, at int, g Group, yield func(Pair) bool) (end int, ok bool) {
	text = text[:min(len(text), at+longestFlow)]
	for i := at + 1; i < len(text); {
		switch text[i] {
		case ' ', '\t', '\r', '\n', ',', ';':
			i++
			continue
		case '}', ']', ')':
			return i + 1, true
		}
		if i, ok = n.entry(text, i, g, yield); !ok {
			return i, false
		}
	}
	return len(text), true
}

// entry yields what begins at text[at] in a group in brackets: a member, a value, or what is
// in further brackets. It returns where that ends.
func (n *Names) entry(text []byte, at int, g Group, yield func(Pair) bool) (end int, ok bool) {
	name, sign := memberAt(text[at:])
	pair := Pair{Sign: ':'}
	if sign > 0 {
		pair.Sign = text[at+sign]
		at = behindSign(text, at+sign)
		g = g.Below(name, n.Of(name))
	}
	if open := opensGroup(text, at); open > 0 {
		return n.flow(text, open, g, yield)
	}
	at = skipBlanks(text, at)
	pair.Name.Kind = g.Kind
	if start, stop, next := quotedAt(text, at); next > 0 {
		pair.Start, pair.End, end = start, stop, next
	} else {
		end = itemEnd(text, at)
		if next := nextMember(text[at:end], ofLine); next >= 0 {
			end = at + next
		}
		pair.Start, pair.End = valueOf(text[:end], at-1, g.Kind, ofLine)
	}
	return end, g.Kind == "" || pair.Start >= pair.End || yield(pair)
}

// skipBlanks is where the blanks at text[at] end.
func skipBlanks(text []byte, at int) int { return len(text) - len(bytes.TrimLeft(text[at:], " \t")) }

// mostSigns bounds how many quotes, brackets and escapes stand before a name.
const mostSigns = 16

// memberAt is the name of the member that a text begins with, in any quotes, and where the
// sign behind it stands, 0 without one.
func memberAt(text []byte) (name []byte, sign int) {
	start := 0
	for start < min(len(text), mostSigns) && bytes.IndexByte([]byte(":[\"'`\\"), text[start]) >= 0 {
		start++
	}
	end := start
	for end < len(text) && end-start < longestName && isOfName(text[end]) {
		end++
	}
	sign = end
	for sign < len(text) && bytes.IndexByte([]byte("]\"'`\\"), text[sign]) >= 0 {
		sign++
	}
	quoted := sign > end
	sign = skipBlanks(text, sign)
	name = text[start:end]
	if len(name) == 0 || sign == len(text) || bytes.IndexByte(text[:start], '[') >= 0 && bytes.IndexByte(text[end:sign], ']') < 0 {
		return nil, 0
	}
	next := byte(' ')
	if sign+1 < len(text) {
		next = text[sign+1]
	}
	switch {
	case text[sign] == '=' && next != '=':
		return name, sign
	case text[sign] == ':' && (quoted || bytes.IndexByte([]byte(" \t\r\n\"'"), next) >= 0 || next != ':' && next != '/' && isWord(name)):
		return name, sign
	}
	return nil, 0
}

// isWord reports whether a name begins with a letter, and has one that is no hexadecimal
// digit: others may be a part of a time or an address.
func isWord(name []byte) bool {
	return hexDigit(name[0]) >= 10 && slices.ContainsFunc(name, func(c byte) bool { return hexDigit(c) == 16 })
}

// opensGroup is where the bracket stands with which the value at text[at] begins, blanks and
// what languages write before it aside: {, [, map[, Name(, array(. It is 0 without one.
func opensGroup(text []byte, at int) int {
	at = skipBlanks(text, at)
	word := at
	for word < len(text) && bytes.IndexByte([]byte("%&*#:"), text[word]) >= 0 {
		word++
	}
	for word < len(text) && word-at < longestName && isOfName(text[word]) {
		word++
	}
	open := jsonscan.SkipSpace(text, word)
	if open == len(text) || bytes.IndexByte([]byte("{[("), text[open]) < 0 || bytes.HasPrefix(text[open:], []byte("{{")) {
		return 0
	}
	name := text[at:word]
	switch apart := open - word; {
	case len(name) == 0 && text[open] != '(':
		if goesOn(text, open) {
			return 0
		}
	case bytes.EqualFold(name, []byte("array")) && text[open] == '(', string(name) == "map" && apart == 0:
	case text[open] == '[', apart > 1, apart == 1 && text[open] == '(', !isMember(text, open+1):
		return 0
	}
	return open
}

// goesOn reports whether words of the same text stand behind a text in brackets, which begins
// at text[open]: [06236] 12 High Street.
func goesOn(text []byte, open int) bool {
	rest := text[open+1 : min(len(text), open+longestContent)]
	rest, ok := bytes.CutPrefix(rest[wordEnd(rest, "{}[],:=\n"):], []byte{text[open] + 2}) // ']' or '}'
	rest = bytes.TrimLeft(rest, " \t")
	_, sign := memberAt(rest)
	return ok && sign == 0 && len(rest) > 0 && isOfName(rest[0])
}

// itemEnd is where the item of a group in brackets ends that begins at text[at]: at a comma,
// a bracket that it did not open, or the end of the line.
func itemEnd(text []byte, at int) int {
	depth := 0
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return i
			}
		case ',':
			if depth == 0 {
				return i
			}
		case '\n':
			return i
		}
	}
	return len(text)
}
