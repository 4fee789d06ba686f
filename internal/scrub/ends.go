package scrub

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
)

// isNext reports whether an object begins on the next line with a name in quotes,
// and text[i] is the line break.
func isNext(text []byte, i int) bool {
	return len(text)-i > 4 && text[i] == '\n' && text[i+1] == '{' && text[i+2] == '"' && text[i+3] != '"' && text[i+3] != '\\'
}

// opening is where from i on a JSON value may begin: an object, an array of
// something else than words, or a string that is all of its line. It is -1 where
// none does.
func opening(text []byte, i int) int {
	if i == 0 || text[i-1] == '\n' {
		if at := jsonscan.SkipSpace(text, i); at < len(text) && text[at] == '"' && isLine(text, at) {
			return at
		}
	}
	for ; i < len(text); i++ {
		n := bytes.IndexAny(text[i:], "{[")
		if n < 0 {
			return -1
		}
		i += n
		next := jsonscan.SkipSpace(text, i+1)
		switch {
		case next == len(text):
			return -1
		case text[next] == '\\' && (layer.IsEscapedQuote(text[next:], openers) || layer.IsHexQuote(text[next:], openers)):
			return i
		case text[next] == '"', text[next] == '/', text[next] == '#', isQuoteEntity(text[next:]):
			return i
		case text[i] == '{' && text[next] == '}', text[i] == '[' && isNested(text[next:min(len(text), next+longestNest)]):
			return i
		case isPrefixed(text, i):
			return i
		case mayBeBytes(text, i) && bytesEnd(text, i) >= 0:
			return i
		case text[i] == '[' && !bytes.HasSuffix(text[:i], []byte("<![CDATA")) && isArray(text[i:min(len(text), i+longestList)]):
			return i
		}
	}
	return -1
}

// isPrefixed reports whether the line of the bracket text[i] ends with it, has
// something before it, and is followed by a line that begins as it does.
func isPrefixed(text []byte, i int) bool {
	end := i + 1
	for end < len(text) && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r') {
		end++
	}
	if end+1 >= len(text) || text[end] != '\n' {
		return false
	}
	line := text[bytes.LastIndexByte(text[:i], '\n')+1 : i]
	return len(bytes.TrimSpace(line)) > 0 && (line[0] == text[end+1] || line[0]-'0' < 10 && text[end+1]-'0' < 10)
}

// longestNest is how far brackets in a row are followed.
const longestNest = 64

// isNested reports whether a text begins with a bracket of JSON, and not with one of
// another notation: [{'a': 1}].
func isNested(text []byte) bool {
	inner := bytes.TrimLeft(text, "[{ \t\r\n")
	if len(inner) == len(text) {
		return false
	}
	last := byte('[')
	if outer := bytes.TrimRight(text[:len(text)-len(inner)], " \t\r\n"); len(outer) > 0 {
		last = outer[len(outer)-1]
	}
	return last == '[' || len(inner) == 0 || bytes.IndexByte([]byte("\"}\\/#&"), inner[0]) >= 0
}

// longestList is how far an array is followed that begins with a number or a word.
const longestList = 64 << 10

// isArray reports whether a text begins with an array: [1] but not [main].
func isArray(text []byte) bool {
	next := jsonscan.SkipSpace(text, 1)
	if c := text[min(next, len(text)-1)]; c-'0' >= 10 && c != '-' && c != 't' && c != 'f' && c != 'n' {
		return false
	}
	end := valueEnd(text, 0)
	return end > 0 && jsonscan.Valid(text[:end])
}

// isLine reports whether the string at text[at] goes to the end of its line.
func isLine(text []byte, at int) bool {
	end := stringEnd(text, at+1)
	if end < 0 {
		return false
	}
	rest, _, _ := bytes.Cut(text[end+1:], []byte{'\n'})
	return len(bytes.Trim(rest, " \t\r,")) == 0
}

// stringEnd is where the quote stands that ends the string whose text begins at i,
// -1 where none does within the line.
func stringEnd(text []byte, i int) int {
	end, _ := scanString(text, i)
	return end
}

// scanString is stringEnd, and whether the string holds escapes.
func scanString(text []byte, i int) (end int, escaped bool) {
	if i = jsonscan.PlainEnd(text, i); i < len(text) && text[i] == '"' {
		return i, false
	}
	for {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return -1, escaped
		}
		slash := bytes.IndexByte(text[i:i+n], '\\')
		if slash < 0 {
			if bytes.IndexByte(text[i:i+n], '\n') >= 0 {
				return -1, escaped
			}
			return i + n, escaped
		}
		if bytes.IndexByte(text[i:i+slash], '\n') >= 0 {
			return -1, escaped
		}
		escaped = true
		if i += slash + 2; i > len(text) {
			return -1, escaped
		}
	}
}
