// Package personal knows what personal data looks like: the names of the
// members that hold it, and the forms of the values themselves. Everything that
// masks, checks or replaces personal data asks here.
package personal

import (
	"bytes"
	"path"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Person is what a text gives away about a person.
type Person uint8

// The kinds of what can be told by the value alone.
const (
	Nobody Person = iota
	Email
	Phone
	Resident // a Korean resident registration number
	SSN      // a social security number of the United States
	Citizen  // a Chinese resident identity number
	IP
	Image // where the service keeps images of people
)

// Kind is the kind of personal data that p is, empty for Nobody.
func (p Person) Kind() catalog.PersonalKind {
	return [...]catalog.PersonalKind{
		"", catalog.PersonalEmail, catalog.PersonalPhone, catalog.PersonalIdentity, catalog.PersonalIdentity,
		catalog.PersonalIdentity, catalog.PersonalIP, catalog.PersonalImage,
	}[p]
}

// Of looks for a person in a text: a real one, or with Examples in h an
// invented one too. An e-mail address may stand anywhere in the text,
// everything else only alone.
func Of(text []byte, h Hint) Person {
	if at := bytes.IndexByte(text, '@'); at >= 0 && (hasRealEmail(text, at) || h&Examples != 0 && hasEmail(text, at)) {
		return Email
	}
	text = bytes.Trim(text, " ")
	if len(text) < 7 {
		return Nobody
	}
	switch c := text[0]; {
	case c|0x20 == 'h':
		if isImageURL(text, h) {
			return Image
		}
	case c-'0' < 10 || c == '+' || c == '(':
		return Number(text, h)
	}
	return Nobody
}

// Number tells what a text of digits and separators is: Of for a text that can
// be nothing else.
func Number(text []byte, h Hint) Person {
	if len(text) > 45 {
		return Nobody
	}
	var digits [20]byte
	n, colons, dots, spaced := 0, 0, 0, false
	for _, c := range text {
		switch {
		case c-'0' < 10:
			if n < len(digits) {
				digits[n] = c
			}
			n++
		case c == '-' || c == ' ' || c == '(' || c == ')' || c == '+':
			spaced = true
		case c == '.':
			dots++
		case c == ':':
			colons++
		case (c|0x20)-'a' < 6 || (c|0x20) == 'x': // of an IP address, or the check digit of an identity number
		default:
			return Nobody
		}
	}
	found := digits[:min(n, len(digits))] // an address of version 6 may have more
	switch {
	case colons >= 2 || dots == 3 && !spaced && n <= 12:
		if ip, ok := ParseIP(text); ok {
			if h&HintVersion == 0 && (h&Examples != 0 || IsPublic(ip)) {
				return IP
			}
			return Nobody
		}
	case isResidentNumber(text, found, h):
		return Resident
	case isSSN(text, found, h):
		return SSN
	case isCitizenNumber(text, h):
		return Citizen
	}
	if isRealPhone(text, found, h) {
		return Phone
	}
	return Nobody
}

// isImageURL reports whether text is the address of an image at the service, or
// anywhere where the name says that it is one. An example may be of any address
// with the ending of an image.
func isImageURL(text []byte, h Hint) bool {
	rest, ok := cutScheme(text)
	if !ok {
		return false
	}
	host := rest[:wordEnd(rest, "/?#")]
	if len(host) == len(rest) {
		return false
	}
	host = host[bytes.LastIndexByte(host, '@')+1:]
	host = host[:wordEnd(host, ":")]
	if h&Examples != 0 && hasImageEnding(rest) {
		return true
	}
	if IsReservedHost(host) {
		return h&(Examples|HintImage) == Examples|HintImage
	}
	host = bytes.ToLower(host)
	return h&HintImage != 0 || bytes.Contains(host, []byte("argosidentity")) || bytes.Contains(host, []byte("argoskyc"))
}

// cutScheme returns a web address without its scheme.
func cutScheme(text []byte) (rest []byte, ok bool) {
	if rest, ok = cutPrefixFold(text, "https://"); !ok {
		rest, ok = cutPrefixFold(text, "http://")
	}
	return rest, ok
}

// hasImageEnding reports whether the path of an address, which may go on with a
// query, ends as the files of images and videos do.
func hasImageEnding(address []byte) bool {
	switch strings.ToLower(path.Ext(string(address[:wordEnd(address, "?#")]))) {
	case ".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".bmp", ".tiff", ".mp4", ".webm", ".mov":
		return true
	}
	return false
}

func cutPrefixFold(text []byte, prefix string) ([]byte, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(string(text[:len(prefix)]), prefix) {
		return text, false
	}
	return text[len(prefix):], true
}
