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
	if ascii(text) {
		return len(text)
	}
	return displaywidth.Options{ControlSequences: true}.String(text)
}

// ascii reports whether every byte is a column.
func ascii(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// Wrap breaks text at spaces into lines of at most width columns, and at the edge a
// word that is wider: an id or a URL must not go beyond it. A no-break space holds
// together what is around it, and shows as a space.
func Wrap(text string, width int) []string { return breakLong(wrap(text, width, width), width) }

// wrap breaks text at spaces alone; first is the width of the first line.
func wrap(text string, first, width int) []string {
	var lines []string
	line, used, room := "", 0, first
	for word := range strings.FieldsFuncSeq(text, isBlank) {
		w := Width(word)
		if line != "" && used+1+w > room {
			lines, line, used, room = append(lines, line), "", 0, width
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
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], noBreak, " ")
	}
	return lines
}

// noBreak is the no-break space: "3"+noBreak+"ms" stays on one line.
const noBreak = "\u00a0"

// Together is text that stays on one line.
func Together(text string) string { return strings.ReplaceAll(text, " ", noBreak) }

func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// breakLong breaks lines that are too wide at the edge, or after a "/" where one
// stands in the right half: "config.yaml" stays whole.
func breakLong(wrapped []string, width int) []string {
	var lines []string
	for _, line := range wrapped {
		for Width(line) > width {
			head := displaywidth.TruncateString(line, width, "")
			if head == "" {
				break
			}
			if last := strings.LastIndexByte(head, '/') + 1; 2*Width(head[:last]) > width {
				head = head[:last]
			}
			lines, line = append(lines, strings.TrimRight(head, " ")), strings.TrimLeft(line[len(head):], " ")
		}
		lines = append(lines, line)
	}
	return lines
}

func longestWord(text string) int {
	longest := 0
	for word := range strings.FieldsFuncSeq(text, isBlank) {
		longest = max(longest, Width(word))
	}
	return longest
}

// Indent wraps text to width columns, and to no more than can be read with
// ease, with every line set in by prefix, which counts as part of the width,
// and ends each line with a line break.
func Indent(text, prefix string, width int) string {
	var b strings.Builder
	for _, line := range Wrap(text, max(20, min(textWidth, width-Width(prefix)))) {
		b.WriteString(prefix + line + "\n")
	}
	return b.String()
}

// Hang wraps text to width columns with every line but the first set in by
// indent columns.
func Hang(text string, indent, width int) string {
	lines := wrap(text, width, width-indent)
	lines = append(breakLong(lines[:1], width), breakLong(lines[1:], width-indent)...)
	return strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// Indented is a message set in by indent columns, whose other lines hang by two
// more, with its line break.
func Indented(text string, indent, width int) string {
	blank := strings.Repeat(" ", indent)
	return blank + strings.ReplaceAll(Hang(text, 2, min(textWidth, width-indent)), "\n", "\n"+blank) + "\n"
}
