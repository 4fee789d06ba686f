package term

import (
	"github.com/clipperhouse/displaywidth"

	"github.com/argosctl/argosctl/internal/plain"
)

// Cut is text on one line of at most width columns; what is cut off is told by
// an ellipsis. The text is cleaned.
func Cut(text string, width int) string {
	text = plain.Text(text)
	if Width(text) <= width {
		return text
	}
	return displaywidth.TruncateString(text, width, "…")
}
