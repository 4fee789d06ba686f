package term

import (
	"fmt"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/argosctl/argosctl/internal/limit"
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

// Brief is the beginning of a text that is too long to be shown, with its
// length; any other text stays.
func Brief(text string) string {
	if len(text) <= limit.Cell {
		return text
	}
	return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(text[:limit.Cell], ""), len(text))
}
