package kit

import "fmt"

// Dash stands for an empty cell.
func Dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// Count is "1 finding" or "3 findings".
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
