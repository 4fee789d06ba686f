package term

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Clean makes text from outside safe to print on one line: control characters
// (which could drive the terminal), line breaks and invalid bytes become
// visible escapes.
func Clean(text string) string {
	if !strings.ContainsFunc(text, unsafeRune) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + strconv.FormatUint(uint64(text[i])|0x100, 16)[1:])
		case unsafeRune(r):
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// unsafeRune tells characters that a terminal acts on or that reorder text:
// C0 and C1 controls, bidirectional overrides and other format characters but
// the joiners that Korean and emoji text uses.
func unsafeRune(r rune) bool {
	switch {
	case r < 0x20 || r == 0x7f || r == utf8.RuneError:
		return true
	case r < 0x80 || r == 0x200c || r == 0x200d:
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029
}

// Width returns the columns text takes on a terminal; escape sequences of
// Styles take none.
func Width(text string) int {
	return displaywidth.Options{ControlSequences: true}.String(text)
}

// Wrap breaks text at spaces into lines of at most width columns. A word that
// is wider than a line stands alone.
func Wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		w := Width(word)
		if line != "" && used+1+w > width {
			lines, line, used = append(lines, line), "", 0
		}
		if line == "" {
			line, used = word, w
		} else {
			line, used = line+" "+word, used+1+w
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// Indent wraps text to width columns with every line set in by prefix, which
// counts as part of the width, and ends each line with a line break.
func Indent(text, prefix string, width int) string {
	var b strings.Builder
	for _, line := range Wrap(text, max(20, width-Width(prefix))) {
		b.WriteString(prefix + line + "\n")
	}
	return b.String()
}
