package kit

import (
	"strings"
)

// Dash stands for an empty cell.
func Dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// OrList joins names for a message: a, b or c.
func OrList(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
