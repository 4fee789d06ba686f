package lint

import "github.com/argosctl/argosctl/internal/personal"

// described says what was found, for a message.
func described(p personal.Person) string {
	return [...]string{
		"nothing", "an e-mail address outside the reserved example domains", "a phone number outside the reserved ranges",
		"a Korean resident registration number with a valid check digit", "a US social security number that may be issued",
		"a Chinese identity number with a valid check digit", "a public IP address", "an image address of the service",
	}[p]
}

// standIn says what to put instead.
func standIn(p personal.Person) string {
	return [...]string{
		"", "use an address at example.com, example.org or a .test domain (RFC 2606)", "use a number from +1-555-0100 to +1-555-0199",
		"use a number that is never issued, such as 000000-0000000", "use a number that is never issued, such as 000-12-3456",
		"use a number with a wrong check digit", "use an address of 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32 (RFC 5737, 3849)",
		"use an address at example.com, or leave the image out",
	}[p]
}

// start is what a text may be, by the byte that it starts with.
type start uint8

const (
	plainStart    start = iota // neither of the others
	templateStart              // a placeholder
	numberStart                // a number of a person
	anyStart                   // anything else that is about a person
)

func newStarts() (set [256]start) {
	for kind, bytes := range map[start]string{templateStart: "{<$sY", numberStart: "0123456789+(", anyStart: " hH"} {
		for i := range len(bytes) {
			set[bytes[i]] = kind
		}
	}
	return set
}
