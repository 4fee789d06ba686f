package term

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/argosctl/argosctl/internal/plain"
)

// Clean is plain.Text: text from outside, safe to print on one line.
func Clean(text string) string { return plain.Text(text) }

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
