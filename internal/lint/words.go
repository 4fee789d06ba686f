package lint

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// quote is a text in double quotes, as JSON, cut where it is very long.
func quote(text string) string {
	const longest = 80
	if len(text) > longest {
		n := longest
		for n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n] + "…"
	}
	return string(jsonscan.AppendQuoted(nil, text))
}

// article is a kind with its article: "an object", "null".
func article(k jsonscan.Kind) string {
	if k == jsonscan.Null {
		return "null"
	}
	return indefinite(k.String())
}

func indefinite(word string) string {
	if strings.IndexByte("aio", word[0]) >= 0 {
		return "an " + word
	}
	return "a " + word
}

// choice is a list of values in words: "a", "b" or "c".
func choice(values []string) string {
	var b strings.Builder
	for i, v := range values {
		switch {
		case i > 0 && i == len(values)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(quote(v))
	}
	return b.String()
}

func list(values []string) string { return strings.Join(values, ", ") }

// lowerFirst is a sentence as the rest of another: without its capital, unless
// that begins a name or an abbreviation, and its full stop.
func lowerFirst(sentence string) string {
	sentence = strings.TrimSuffix(sentence, ".")
	if len(sentence) > 1 && 'A' <= sentence[0] && sentence[0] <= 'Z' && 'a' <= sentence[1] && sentence[1] <= 'z' {
		return string(sentence[0]+'a'-'A') + sentence[1:]
	}
	return sentence
}

func lastSlash(path []byte) int { return bytes.LastIndexByte(path, '/') }
