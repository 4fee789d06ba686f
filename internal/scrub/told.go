package scrub

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// told is a word of a name that a webhook tells, in small letters without marks.
type told struct {
	text  []byte
	runes int
	cased bool // in a script that has capitals
	whole bool // the only word of a full name
}

// tellWords remembers the words of a name, the value of the member at hand.
func (s *Scrubber) tellWords(text []byte, whole bool) {
	for i := 0; i < len(text); {
		n := wordAt(text[i:])
		if n == 0 {
			_, n = utf8.DecodeRune(text[i:])
			i += n
			continue
		}
		if !isDigit(text, i-1) && !isDigit(text, i+n) {
			s.tellWord(text[i:i+n], whole && n == len(text))
		}
		i += n
	}
}

func (s *Scrubber) tellWord(word []byte, whole bool) {
	const near = 8 // a record has them several times
	s.folded = appendFolded(s.folded[:0], word)
	for i := max(0, len(s.told)-near); i < len(s.told); i++ {
		if bytes.Equal(s.told[i].text, s.folded) {
			return
		}
	}
	runes, cased := utf8.RuneCount(s.folded), true
	if word[0] >= utf8.RuneSelf {
		r, _ := utf8.DecodeRune(word)
		cased = unicode.ToUpper(r) != unicode.ToLower(r)
	}
	if cased && runes < 2 {
		return
	}
	if len(s.told) == cap(s.told) {
		s.told = append(s.told, told{})[:len(s.told)]
	}
	s.told = s.told[:len(s.told)+1]
	t := &s.told[len(s.told)-1]
	t.text, t.runes, t.cased, t.whole = append(t.text[:0], s.folded...), runes, cased, whole
}

// wordAt is how many bytes of letters a text begins with.
func wordAt(text []byte) (n int) {
	for n < len(text) {
		if c := text[n]; c < utf8.RuneSelf {
			if c|0x20 < 'a' || c|0x20 > 'z' {
				return n
			}
			n++
			continue
		}
		r, size := utf8.DecodeRune(text[n:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return n
		}
		n += size
	}
	return n
}

// appendFolded appends a word in small letters, and those of Latin without marks: José
// is jose in an id.
func appendFolded(dst, word []byte) []byte {
	for len(word) > 0 {
		if c := word[0]; c < utf8.RuneSelf {
			dst, word = append(dst, c|0x20), word[1:]
			continue
		}
		r, n := utf8.DecodeRune(word)
		if r < 0x370 || r >= 0x1e00 && r < 0x1f00 {
			if parts := norm.NFD.Properties(word[:n]).Decomposition(); parts != nil {
				r, _ = utf8.DecodeRune(parts)
			}
			if at := strings.IndexRune("łŁøØđĐıß", r); at >= 0 {
				r = rune("llooddis"[utf8.RuneCountInString("łŁøØđĐıß"[:at])])
			}
		}
		if word = word[n:]; !unicode.Is(unicode.Mn, r) {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}
