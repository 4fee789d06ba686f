package plain

import "golang.org/x/text/unicode/norm"

// Alike reports whether two texts are the same characters, however these are put
// together: macOS spells 한 as three letters, keyboards as one.
func Alike(a, b string) bool {
	return a == b || len(a) != len(b) && norm.NFC.String(a) == norm.NFC.String(b) // another form has another length
}
