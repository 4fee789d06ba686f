package kit

import (
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Label returns a heading or a word of the table views in lang.
func Label(lang, en string) string { return say.In(lang, en) }

// Head is Label as a column of a table is headed: in capitals.
func Head(lang, en string) string {
	if lang == say.Korean {
		return Label(lang, en)
	}
	return strings.ToUpper(en)
}
