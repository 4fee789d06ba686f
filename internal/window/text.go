package window

import (
	"strings"
	"unicode"

	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/plain"
)

// Texts makes foreign text safe to show.
type Texts struct {
	Clear bool // personal data is shown
}

// most is how much of an id, a code or a path a page shows.
const most = 80

// Of is a text on one line with what acts in it escaped, its personal data masked,
// and its end cut off where it is long.
func (t Texts) Of(text string) string { return cut(t.safe(text), most) }

// Long is Of for a message.
func (t Texts) Long(text string) string { return cut(t.safe(text), 8*most) }

func (t Texts) safe(text string) string {
	text = cut(text, 64*most) // of more nothing is shown, and to search it takes time
	if !t.Clear {
		text = personal.Text(text)
	}
	return plain.Text(text)
}

// ID is an id of a user. One that is written like a name or a sentence is masked
// as a whole.
func (t Texts) ID(text string) string {
	if !t.Clear && strings.ContainsFunc(text, namelike) {
		return personal.Mask
	}
	return t.Of(text)
}

func namelike(r rune) bool { return unicode.IsSpace(r) || r > unicode.MaxASCII }

// Path is where a webhook was found. Of a long one the end tells more.
func (t Texts) Path(text string) string {
	text = t.safe(text)
	if runes := []rune(text); len(runes) > most {
		return "…" + string(runes[len(runes)-most+1:])
	}
	return text
}

// All makes each text safe, the first n of them.
func (t Texts) All(list []string, n int) []string {
	safe := make([]string, 0, min(n, len(list)))
	for _, text := range list[:min(n, len(list))] {
		safe = append(safe, t.Of(text))
	}
	return safe
}

// cut is a text of at most n characters.
func cut(text string, n int) string {
	characters, last := 0, 0 // last is where the last character that fits begins
	for i := range text {
		switch characters++; characters {
		case n:
			last = i
		case n + 1:
			return text[:last] + "…"
		}
	}
	return text
}
