package report

import (
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/argosctl/argosctl/internal/plain"
)

// isPlain tells whether text is printable ASCII alone: one byte, one column.
func isPlain[T string | []byte](text T) bool { return plain.Printable(text) == len(text) }

// columns returns how many columns text takes on a terminal.
func columns(text []byte) int {
	if isPlain(text) {
		return len(text)
	}
	return displaywidth.Bytes(text)
}

// cutAt is how many bytes of text fit into width columns, at least one character.
func cutAt(text string, width int) int {
	if n := len(displaywidth.TruncateString(text, width, "")); n > 0 {
		return n
	}
	_, n := utf8.DecodeRuneInString(text)
	return n
}

// appendVisible appends text with everything that acts, or that is no text at
// all, replaced by a visible character of one column, so that columns can be
// counted. Tabs become tab.
func appendVisible(dst, text []byte, tab rune) []byte {
	if isPlain(text) {
		return append(dst, text...)
	}
	return plain.Visible(dst, text, func(r rune) rune { return picture(r, tab) })
}

// picture returns the character shown for r, which acts: the Unicode control
// picture of an ASCII control, the replacement character for another one.
func picture(r, tab rune) rune {
	const pictures = 0x2400
	switch {
	case r == '\t':
		return tab
	case r < ' ':
		return pictures + r
	case r == 0x7f:
		return pictures + 0x21
	default:
		return utf8.RuneError
	}
}
