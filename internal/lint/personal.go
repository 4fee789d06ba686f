package lint

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// hint is what the name of a member says of its value.
type hint uint8

const (
	hintPhone    hint = 1 << iota // a phone number, also without a country code
	hintIdentity                  // a number that names a person
	hintImage                     // the address of an image
	hintVersion                   // dotted numbers that are no IP address
)

// hintOf reads the hints off a member's name.
func hintOf(name string, format catalog.Format) (h hint) {
	name = strings.ToLower(name)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	if format == catalog.Phone || has("phone", "mobile", "msisdn") || name == "tel" {
		h |= hintPhone
	}
	if has("ssn", "identity", "rrn", "resident", "personal", "national_id", "nationalid", "id_number", "idnumber", "jumin") {
		h |= hintIdentity
	}
	if has("image", "photo", "selfie", "picture", "img") {
		h |= hintImage
	}
	if has("version") {
		h |= hintVersion
	}
	return h
}

// person is what a text gives away about a real person.
type person uint8

const (
	nobody person = iota
	realEmail
	realPhone
	realResident // a Korean resident registration number
	realSSN      // a social security number of the United States
	realCitizen  // a Chinese resident identity number
	realIP
	realImage // where the service keeps images of people
)

// String says what was found, for a message.
func (p person) String() string {
	return [...]string{
		"nothing", "an e-mail address outside the reserved example domains", "a phone number outside the reserved ranges",
		"a Korean resident registration number with a valid check digit", "a US social security number that may be issued",
		"a Chinese identity number with a valid check digit", "a public IP address", "an image address of the service",
	}[p]
}

// standIn says what to put instead.
func (p person) standIn() string {
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

// personOf looks for a real person in a text. An e-mail address may stand
// anywhere in it, everything else only alone.
func personOf(text []byte, h hint) person {
	if at := bytes.IndexByte(text, '@'); at >= 0 && hasRealEmail(text, at) {
		return realEmail
	}
	text = bytes.Trim(text, " ")
	if len(text) < 7 {
		return nobody
	}
	switch c := text[0]; {
	case c|0x20 == 'h':
		if isImageURL(text, h) {
			return realImage
		}
	case c-'0' < 10 || c == '+' || c == '(':
		return numberOf(text, h)
	}
	return nobody
}

// numberOf tells what a text of digits and separators is.
func numberOf(text []byte, h hint) person {
	if len(text) > 45 {
		return nobody
	}
	var digits [20]byte
	n, colons, dots, others := 0, 0, 0, 0
	for _, c := range text {
		switch {
		case c-'0' < 10:
			if n == len(digits) {
				return nobody
			}
			digits[n] = c
			n++
		case c == '-' || c == ' ' || c == '(' || c == ')' || c == '+':
			others++
		case c == '.':
			dots++
		case c == ':':
			colons++
		case (c|0x20)-'a' < 6 || (c|0x20) == 'x':
			// of an IP address, or the check digit of an identity number
			if colons == 0 && n < 3 && len(text) < 15 {
				return nobody
			}
		default:
			return nobody
		}
	}
	switch {
	case colons >= 2 || dots == 3 && others == 0 && n <= 12:
		if ip, ok := address(text); ok {
			if h&hintVersion == 0 && isPublic(ip) {
				return realIP
			}
			return nobody
		}
	case isResidentNumber(text, digits[:n], h):
		return realResident
	case isSSN(text, digits[:n], h):
		return realSSN
	case isCitizenNumber(text):
		return realCitizen
	}
	if isRealPhone(text, digits[:n], h) {
		return realPhone
	}
	return nobody
}

// isImageURL reports whether text is the address of an image at the service.
func isImageURL(text []byte, h hint) bool {
	rest, ok := cutPrefixFold(text, "https://")
	if !ok {
		if rest, ok = cutPrefixFold(text, "http://"); !ok {
			return false
		}
	}
	host := rest
	if i := bytes.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if i := bytes.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if i := bytes.IndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	if isReservedHost(host) || len(host) == len(rest) {
		return false
	}
	host = bytes.ToLower(host)
	return h&hintImage != 0 || bytes.Contains(host, []byte("argosidentity")) || bytes.Contains(host, []byte("argoskyc"))
}

func cutPrefixFold(text []byte, prefix string) ([]byte, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(string(text[:len(prefix)]), prefix) {
		return text, false
	}
	return text[len(prefix):], true
}
