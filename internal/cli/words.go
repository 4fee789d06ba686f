package cli

import "fmt"

// dash stands for an empty cell.
func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// count is "1 finding" or "3 findings".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// yesNo is a truth value in words.
func yesNo(lang string, v bool) string {
	if v {
		return label(lang, "yes")
	}
	return label(lang, "no")
}
