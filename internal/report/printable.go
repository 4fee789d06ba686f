package report

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// printable makes a file name or message safe on one line: where it holds a
// character that does not print, or an invalid byte, it is written with Go's
// escapes (and its backslashes doubled), else it stays as it is.
func printable(text string) string {
	if isPlain(text) || utf8.ValidString(text) && !strings.ContainsFunc(text, unprintable) {
		return text
	}
	quoted := strconv.Quote(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// hostPath is a file name as code hosts know it: with slashes, and without the
// "./" that a user may have typed.
func hostPath(name string) string { return path.Clean(filepath.ToSlash(name)) }

func unprintable(r rune) bool { return !strconv.IsPrint(r) }

// isPlain tells whether text is printable ASCII alone: one byte, one column.
func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// columns returns how many columns text takes on a terminal.
func columns(text string) int {
	if isPlain(text) {
		return len(text)
	}
	return displaywidth.String(text)
}

// appendVisible appends text with everything that a terminal would act on, or
// that is no text at all, replaced by a visible character of one column, so
// that columns can be counted. Tabs become tab.
func appendVisible(dst []byte, text string, tab rune) []byte {
	if isPlain(text) {
		return append(dst, text...)
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		dst = utf8.AppendRune(dst, visible(r, tab))
		i += size
	}
	return dst
}

// visible returns the character shown for r: the Unicode control pictures for
// ASCII controls, the replacement character for other ones, and r itself for
// what prints, and for the joiners that Korean and emoji text uses.
func visible(r, tab rune) rune {
	const pictures, joiner, nonJoiner = 0x2400, 0x200d, 0x200c
	switch {
	case r == '\t':
		return tab
	case r < ' ':
		return pictures + r
	case r == 0x7f:
		return pictures + 0x21
	case r == joiner, r == nonJoiner, unicode.IsGraphic(r):
		return r
	default:
		return utf8.RuneError
	}
}
