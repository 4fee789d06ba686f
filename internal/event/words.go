package event

import (
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// appendShort appends a text in double quotes, as JSON, cut where it is very long.
func appendShort(dst []byte, text string) []byte {
	const longest = 80
	if len(text) > longest {
		n := longest
		for n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n] + "…"
	}
	return jsonscan.AppendQuoted(dst, text)
}

// appendChoice appends a list of values in words: "a", "b" or "c".
func appendChoice(dst []byte, values []string, lang string) []byte {
	for i, v := range values {
		switch {
		case i > 0 && i == len(values)-1:
			dst = append(dst, catalog.PhraseOr.In(lang)...)
		case i > 0:
			dst = append(dst, ", "...)
		}
		dst = appendShort(dst, v)
	}
	return dst
}

// continued is a sentence as the rest of another: without its full stop, and in
// English without its capital, unless that begins a name or an abbreviation.
func continued(sentence, lang string) string {
	sentence = strings.TrimSuffix(sentence, ".")
	if lang != "ko" && len(sentence) > 1 && 'A' <= sentence[0] && sentence[0] <= 'Z' && 'a' <= sentence[1] && sentence[1] <= 'z' {
		return string(sentence[0]+'a'-'A') + sentence[1:]
	}
	return sentence
}

// phraseOf is a kind of value as messages name it.
func phraseOf(k jsonscan.Kind) catalog.PhraseID {
	return [...]catalog.PhraseID{
		jsonscan.Null: catalog.PhraseNull, jsonscan.Bool: catalog.PhraseBoolean, jsonscan.Number: catalog.PhraseNumber,
		jsonscan.String: catalog.PhraseString, jsonscan.Array: catalog.PhraseArray, jsonscan.Object: catalog.PhraseObject,
	}[k]
}

// phraseOfType is a documented type as messages name it.
func phraseOfType(t catalog.Type) catalog.PhraseID {
	switch t {
	case catalog.Integer:
		return catalog.PhraseInteger
	case catalog.Object:
		return catalog.PhraseObject
	case catalog.Array:
		return catalog.PhraseArray
	default:
		return catalog.PhraseString
	}
}
