package kit

import (
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Label returns a heading or a word of the table views in lang.
func Label(lang, en string) string { return say.In(lang, en) }

// Before is Label as it stands before a value in a line: "took: 10 min".
func Before(lang, en string) string {
	if lang == say.Korean || en == "" {
		return Label(lang, en)
	}
	return strings.ToLower(en[:1]) + en[1:]
}

// Head is Label as a column of a table is headed: in capitals.
func Head(lang, en string) string {
	if lang == say.Korean {
		return Label(lang, en)
	}
	return strings.ToUpper(en)
}
