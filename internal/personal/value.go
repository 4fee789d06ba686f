package personal

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// valueOf is where the value behind the sign at text[at] stands, of a member whose
// name says its kind.
func valueOf(text []byte, at int, kind catalog.PersonalKind, p place) (start, end int) {
	start = at + 1
	switch {
	case p == inElement:
		return contentOf(text, start)
	case text[at] == ':' && p == quotedly:
		start = jsonscan.SkipSpace(text, start)
	case text[at] == ':', p == ofLine, p == ofList, text[start] == '>', text[at-1] == ' ', text[at-1] == '\t':
		start = len(text) - len(bytes.TrimLeft(bytes.TrimPrefix(text[start:], []byte{'>'}), " \t*"))
		start += tagOf(text[start:])
	}
	if from, to, next := quotedAt(text, start); next > 0 {
		return from, to
	}
	end = start + unquoted(text[start:], kind, p)
	if value := text[start:end]; isNothing(value) || isTemplate(value) {
		return start, start
	}
	return start, end
}

// quotedAt is where the text in the quotes stands with which a value begins at text[at], and
// where the quotes end, 0 without any.
func quotedAt(text []byte, at int) (start, end, next int) {
	if at+1 < len(text) && bytes.IndexByte([]byte("ubrN"), text[at]) >= 0 && (text[at+1] == '\'' || text[at+1] == '"') {
		at++ // of Python and SQL
	}
	start = skipSlashes(text, at)
	mark, size := quoteAt(text[start:])
	if size == 0 {
		return at, at, 0
	}
	start += size
	end = start + closing(text[start:], text[at:start], mark)
	next = skipSlashes(text, end)
	_, size = quoteAt(text[next:])
	return start, end, next + size
}

func skipSlashes(text []byte, at int) int { return len(text) - len(bytes.TrimLeft(text[at:], `\`)) }

// tagOf is the length of the tag that a value of YAML begins with, "!!str ", 0 without one.
func tagOf(text []byte) int {
	if len(text) == 0 || text[0] != '!' {
		return 0
	}
	end := wordEnd(text, " \r\n")
	if end == len(text) || text[end] != ' ' {
		return 0
	}
	return end + 1
}

// contentOf is where the text of an element stands whose start tag ends before start.
func contentOf(text []byte, start int) (from, to int) {
	inner, isCDATA := bytes.CutPrefix(text[start:], []byte(cdata))
	start = len(text) - len(inner)
	inner = inner[:min(len(inner), longestContent)]
	value, _, found := bytes.Cut(inner, []byte("]]>"))
	if !isCDATA {
		var after []byte
		value, after, _ = bytes.Cut(inner, []byte{'<'})
		found = bytes.HasPrefix(after, []byte{'/'})
	}
	if !found {
		return start, start
	}
	from = start + len(value) - len(bytes.TrimLeft(value, " \t\r\n"))
	return from, from + len(bytes.TrimSpace(value))
}

// cdata begins a text of XML in which signs stand for themselves, up to "]]>".
const cdata = "<![CDATA["

// longestContent bounds how far the end of a value is looked for.
const longestContent = 1 << 10

// closing is how long the text of a value is that began with a quote, which stands as
// opening: to the next one that is no part of it, or to the end of the line.
func closing(text, opening []byte, mark byte) int {
	i := 0
	for ; i < len(text) && text[i] != '\n'; i++ {
		m, size := mark, len(opening)
		switch {
		case opening[0] >= utf8.RuneSelf:
			if m, size = quoteAt(text[i:]); size < 2 {
				continue
			}
		case !bytes.HasPrefix(text[i:], opening):
			continue
		}
		rest := text[i+size:]
		switch {
		case m != mark, i > 0 && text[i-1] == '\\':
		case text[i] >= utf8.RuneSelf && mark == '\'' && startsLetter(rest): // O’Neil
		case text[i] == '\'' && bytes.HasPrefix(rest, opening): // O''Neil
			i++
		default:
			return i
		}
	}
	return i
}

func startsLetter(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLetter(r)
}

// unquoted is how long a value without quotes is.
func unquoted(text []byte, kind catalog.PersonalKind, p place) int {
	if p == ofLine || p == ofList {
		line := text[:min(len(text), longestContent)]
		line = line[:lineEnd(line)]
		if n := nextMember(line, p); n >= 0 {
			line = line[:n]
		} else if p == ofLine && bytes.IndexByte(line, '=') >= 0 {
			return wordsEnd(text, kind)
		}
		if p == ofLine && len(line) > 0 && bytes.IndexByte([]byte("<&|"), line[0]) >= 0 {
			return 0
		}
		return len(bytes.TrimRight(line, " \t\r,;*|"))
	}
	return wordsEnd(text, kind)
}

// nextMember is where in the rest of a line the value before it ends: before a comma
// or a blank and a further name with its sign, a comment, or behind all of a list. It
// is -1 where nothing ends it.
func nextMember(line []byte, p place) int {
	for i, c := range line {
		switch c {
		case ',', ' ', ';':
			rest := bytes.TrimLeft(line[i:], ",; \"'")
			n := 0
			for n < len(rest) && (isOfName(rest[n]) || rest[n] == '"' || rest[n] == '\'') {
				n++
			}
			switch after := bytes.TrimLeft(rest[n:], " "); {
			case n == 0 && (bytes.HasPrefix(rest, []byte("# ")) || bytes.HasPrefix(rest, []byte("// "))):
				return i
			case n > 0 && len(after) > 0 && (after[0] == '=' || after[0] == ':') && !bytes.HasPrefix(after, []byte("://")) && rest[0]-'0' >= 10:
				return i
			}
		case '}', ')', ']', '|':
			if p == ofList {
				return i
			}
		}
	}
	return -1
}

// wordsEnd is how long a value is that stands among other things: a word, and further
// ones of a name or a number.
func wordsEnd(text []byte, kind catalog.PersonalKind) int {
	const enough = 9 // digits
	end := wordEnd(text, endsWords)
	digits := digitsOf(text[:end])
	for end > 0 && end < len(text) && text[end] == ' ' {
		next := end + 1 + wordEnd(text[end+1:], endsWords)
		word := text[end+1 : next]
		if len(word) == 0 || bytes.ContainsAny(word, "=:") {
			break
		}
		switch kind {
		case catalog.PersonalName, catalog.PersonalAddress, catalog.PersonalFreeText:
			if word[0] < utf8.RuneSelf && (word[0] < 'A' || word[0] > 'Z') {
				return end
			}
		case catalog.PersonalPhone, catalog.PersonalIdentity, catalog.PersonalDocument:
			if digits == 0 || digits >= enough || slices.ContainsFunc(word, func(c byte) bool { return !isOfNumber(c) }) {
				return end
			}
			digits += digitsOf(word)
		default:
			return end
		}
		end = next
	}
	return end
}

// endsWords are the bytes that end a word of a value without quotes.
const endsWords = " \t\r\n&;,<>|)]}\"'\\"

func digitsOf(text []byte) (n int) {
	for _, c := range text {
		if c-'0' < 10 {
			n++
		}
	}
	return n
}

// isNothing reports whether a value says that there is none.
func isNothing(text []byte) bool {
	switch string(text) {
	case "null", "true", "false", "~", "nil", "<nil>", "None", "True", "False", "undefined":
		return true
	}
	return false
}

// isTemplate reports whether a value is a place for one: {{name}}, ${name}.
func isTemplate(text []byte) bool {
	return bytes.HasPrefix(text, []byte("{{")) || bytes.HasPrefix(text, []byte("${"))
}

func lineEnd(text []byte) int {
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		return n
	}
	return len(text)
}

// quoteAt is the quote that text begins with and its size, 0 for none. Quotes of the
// same kind are the same one: “ and „ are a quotation mark.
func quoteAt(text []byte) (mark byte, size int) {
	if len(text) == 0 {
		return 0, 0
	}
	switch c := text[0]; c {
	case '"', '\'', '`':
		return c, 1
	case '&', 0xe2, 0xc2:
		for _, q := range quotes() {
			if bytes.HasPrefix(text, []byte(q.text)) {
				return q.mark, len(q.text)
			}
		}
	}
	return 0, 0
}

// quoteBefore is quoteAt for the end of a text.
func quoteBefore(text []byte) (mark byte, size int) {
	if len(text) == 0 {
		return 0, 0
	}
	switch c := text[len(text)-1]; {
	case c == '"', c == '\'', c == '`':
		return c, 1
	case c == ';', c >= utf8.RuneSelf:
		for _, q := range quotes() {
			if bytes.HasSuffix(text, []byte(q.text)) {
				return q.mark, len(q.text)
			}
		}
	}
	return 0, 0
}

type quote struct {
	text string
	mark byte
}

// quotes are the quotes of a text processor, and those of XML.
func quotes() [17]quote {
	return [...]quote{
		{"“", '"'}, {"”", '"'}, {"„", '"'}, {"‟", '"'}, {"″", '"'}, {"«", '"'}, {"»", '"'},
		{"‘", '\''}, {"’", '\''}, {"‚", '\''}, {"‛", '\''}, {"′", '\''},
		{"&quot;", 'q'}, {"&#34;", 'q'}, {"&apos;", 'a'}, {"&#39;", 'a'}, {"&#x22;", 'q'},
	}
}
