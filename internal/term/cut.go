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
	return cutEnd(plain.Text(text), width, "…")
}

// cutEnd cuts off the end of a text that is wider than width.
func cutEnd(text string, width int, mark string) string {
	if Width(text) <= width {
		return text
	}
	return displaywidth.TruncateString(text, width, mark)
}

// cutMiddle cuts out the middle: ids and codes differ at their ends. Of several it
// keeps the first ones.
func cutMiddle(text string, width int, mark string) string {
	if Width(text) <= width || strings.Contains(text, ", ") {
		return cutEnd(text, width, mark)
	}
	keep := width - Width(mark)
	if keep < 2 {
		return displaywidth.TruncateString(text, width, "")
	}
	return displaywidth.TruncateString(text, (keep+1)/2, "") + mark + lastColumns(text, keep/2)
}

// cutPath cuts off the first directories of an origin, and the middle where
// that is not enough: the name of the file and the place in it stay.
func cutPath(text string, width int, mark string) string {
	path, place, inside := strings.Cut(text, "#")
	if inside {
		place = "#" + place
	}
	for Width(text) > width {
		slash := strings.IndexByte(path, '/')
		if slash < 0 {
			return cutMiddle(text, width, mark)
		}
		path = path[slash+1:]
		text = mark + "/" + path + place
	}
	return text
}

// lastColumns is the end of text, at most width columns of it.
func lastColumns(text string, width int) string {
	var starts, widths []int
	g, at := displaywidth.StringGraphemes(text), 0
	for g.Next() {
		starts, widths = append(starts, at), append(widths, g.Width())
		at += len(g.Value())
	}
	for i := len(starts) - 1; i >= 0; i-- {
		if width -= widths[i]; width < 0 {
			break
		}
		at = starts[i]
	}
	return text[at:]
}

// Brief is the beginning of a text that is too long to be shown, with its
// length; any other text stays.
func Brief(text string) string {
	if len(text) <= limit.Cell {
		return text
	}
	return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(text[:limit.Cell], ""), len(text))
}
