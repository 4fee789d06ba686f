package seal

import (
	"net/url"

	"github.com/argosctl/argosctl/internal/lazy"
)

// The first step: which characters a text is made of.

// class is a set of properties of characters.
type class uint8

const (
	isHex   class = 1 << iota // 0-9 a-f A-F
	isAlnum                   // A-Z a-z 0-9
	isStd                     // + /
	isURL                     // - _
	isPad                     // =
	isSpace                   // blank
	isBreak                   // line break or tab
	isOther                   // everything else
)

// classes tells the class of every byte.
var classes = lazy.Value[*[256]class]{Make: func() *[256]class {
	t := new([256]class)
	for i := range t {
		t[i] = isOther
		switch c := byte(i); {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
			t[i] = isHex | isAlnum
		case 'g' <= c && c <= 'z', 'G' <= c && c <= 'Z':
			t[i] = isAlnum
		}
	}
	for c, k := range map[byte]class{'+': isStd, '/': isStd, '-': isURL, '_': isURL, '=': isPad,
		' ': isSpace, '\n': isBreak, '\r': isBreak, '\t': isBreak} {
		t[c] = k
	}
	return t
}}

// survey returns every class that occurs in text, and whether all characters
// are hex digits.
func survey[T string | []byte](text T) (seen class, allHex bool) {
	all, table := isHex, classes.Get()
	for i := range len(text) {
		k := table[text[i]]
		seen |= k
		all &= k
	}
	return seen, all != 0 && len(text) > 0
}

// Plausible reports whether text may be a ciphertext in Base64 or hex: it has no
// other characters, and gives whole blocks.
func Plausible(text string) bool {
	if whole, err := url.PathUnescape(text); err == nil {
		text = whole
	}
	seen, allHex := survey(text)
	digits, table := 0, classes.Get()
	for i := range len(text) {
		if table[text[i]]&(isAlnum|isStd|isURL) != 0 {
			digits++
		}
	}
	size := digits * 6 / 8
	if allHex {
		size = digits / 2
	}
	return seen&isOther == 0 && size > 0 && size%blockSize == 0
}
