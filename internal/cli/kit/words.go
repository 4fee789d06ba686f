package kit

// Dash stands for an empty cell.
func Dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
