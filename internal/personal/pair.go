package personal

import (
	"bytes"
	"iter"

	"github.com/argosctl/argosctl/internal/catalog"
)

// inText looks for a personal member in a text that is no JSON as a whole, such
// as a log line with JSON in it, cut JSON, or a query.
func (n *Names) inText(text []byte) catalog.PersonalKind {
	for _, name := range n.Pairs(text) {
		return name.Kind
	}
	return ""
}

// Pairs yields the personal members in a text that is no JSON as a whole, and
// where the ':' or '=' behind each name stands: "name": in any number of escapes,
// or name=.
func (n *Names) Pairs(text []byte) iter.Seq2[int, Name] {
	return func(yield func(int, Name) bool) {
		for i := 1; i < len(text)-1; i++ {
			var name []byte
			switch text[i] {
			case ':':
				name = quotedBefore(text[:i])
			case '=':
				name = wordBefore(text[:i])
			}
			if len(name) == 0 {
				continue
			}
			if known := n.Of(name); known.Kind != "" && !yield(i, known) {
				return
			}
		}
	}
}

// longestName bounds how far a name is looked for.
const longestName = 128

// quotedBefore is the name in quotes at the end of text, nil without one.
func quotedBefore(text []byte) []byte {
	text = bytes.TrimRight(text[max(0, len(text)-longestName):], " \t\r\n")
	if len(text) == 0 || text[len(text)-1] != '"' && text[len(text)-1] != '\'' {
		return nil
	}
	quote := text[len(text)-1]
	text = bytes.TrimRight(text[:len(text)-1], `\`)
	open := bytes.LastIndexByte(text, quote)
	if open < 0 {
		return nil
	}
	return text[open+1:]
}

// wordBefore is the name at the end of text.
func wordBefore(text []byte) []byte {
	text = text[max(0, len(text)-longestName):]
	start := len(text)
	for start > 0 && (isIdentifier(text[start-1:start]) || text[start-1] >= 0x80) {
		start--
	}
	return text[start:]
}
