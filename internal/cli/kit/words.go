package kit

import (
	"strconv"
	"strings"
)

// Dash stands for an empty cell.
func Dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// Count is "1 finding" or "3,000 findings".
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return Number(n) + " " + what + "s"
}

// Number writes n as people do: 1,000.
func Number(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0 && text[at-1] != '-'; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// OrList joins names for a message: a, b or c.
func OrList(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
