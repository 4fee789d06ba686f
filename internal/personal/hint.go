package personal

import (
	"bytes"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Hint is what is known of a value before looking at it: what its member's name
// says, and how sure the finding has to be.
type Hint uint8

// The hints.
const (
	HintPhone    Hint = 1 << iota // a phone number, also without a country code
	HintIdentity                  // a number that names a person
	HintImage                     // the address of an image
	HintVersion                   // dotted numbers that are no IP address
	Examples                      // invented data counts as well: for masking
)

// HintOf reads the hints off a member's name.
func HintOf(name string, format catalog.Format) (h Hint) {
	var buf [64]byte
	folded := catalog.AppendFold(buf[:0], name)
	within := func(part string) bool { return bytes.Contains(folded, []byte(part)) }
	whole := func(name string) bool { return string(folded) == name }
	for _, n := range catalog.PersonalNames() {
		flag := hintOfKind(n.Kind)
		if flag&^h != 0 && (slices.ContainsFunc(n.Hints, within) || slices.ContainsFunc(n.Anywhere, within) || slices.ContainsFunc(n.Whole, whole)) {
			h |= flag
		}
	}
	if format == catalog.Phone {
		h |= HintPhone
	}
	if within("version") {
		h |= HintVersion
	}
	return h
}

// hintOfKind is the hint that a name for a kind of data gives, 0 where the
// values need none.
func hintOfKind(kind catalog.PersonalKind) Hint {
	switch kind {
	case catalog.PersonalPhone:
		return HintPhone
	case catalog.PersonalIdentity:
		return HintIdentity
	case catalog.PersonalImage:
		return HintImage
	default:
		return 0
	}
}
