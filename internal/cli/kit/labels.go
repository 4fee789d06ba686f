package kit

import "github.com/argosctl/argosctl/internal/say"

// Label returns a heading or a word of the table views in lang.
func Label(lang, en string) string { return say.In(lang, en) }
