package personal

import (
	"bytes"
	"iter"
)

// Found is a piece of personal data within a text.
type Found struct {
	Start, End int // bytes of the text
	Person     Person
}

// In yields everything in a text that looks personal, by where it stands:
// e-mail addresses, numbers and addresses of images, alone or among words.
func In(text []byte, h Hint) iter.Seq[Found] {
	return func(yield func(Found) bool) {
		done := 0 // nothing before it is looked at again
		for i := 0; i < len(text); i++ {
			if c := text[i]; c < '%' || c > '@' && c|0x20 != 'h' {
				continue // nothing begins with it
			}
			f := at(text, i, h)
			if f.Person == Nobody {
				continue
			}
			f.Start = max(f.Start, done)
			if !yield(f) {
				return
			}
			done = f.End
			i = done - 1
		}
	}
}

// Limits on what is looked at from one place, so that a text costs no more than
// its length.
const (
	longestURL    = 2048
	longestNumber = 64
)

// at looks at what begins at text[i], or has its '@' or ':' there.
func at(text []byte, i int, h Hint) Found {
	switch c := text[i]; {
	case c == '@' || c == '%' && bytes.HasPrefix(text[i:], []byte("%40")):
		return emailAt(text, i, h)
	case c-'0' < 10, c == '+', c == '(':
		if startsWord(text, i) {
			return numberAt(text, i, h)
		}
	case c|0x20 == 'h':
		if _, isURL := cutScheme(text[i:]); isURL && startsWord(text, i) {
			end := i + wordEnd(text[i:min(len(text), i+longestURL)], " \t\r\n\"'<>\\")
			if isImageURL(text[i:end], h) {
				return Found{i, end, Image}
			}
		}
	case c == ':':
		return ip6At(text, i, h)
	}
	return Found{}
}

// What ends an address, but for what ends only one of its sides, and how far it is
// looked for.
const (
	aroundEmail  = " \t\r\n,;<>()\"'\\"
	longestEmail = 320
)

// emailAt finds the address around the '@' at text[i], which may be written
// %40. Of an example any host with a dot will do. Hosts in a row, kim@mail@host.com,
// are of one address.
func emailAt(text []byte, i int, h Hint) Found {
	size := 1
	if text[i] == '%' {
		size = 3
	}
	from := max(0, i-longestEmail)
	start := from + bytes.LastIndexAny(text[from:i], aroundEmail+"=&?/:@") + 1
	if start == i && i > 0 && text[i-1] > ' ' {
		start-- // "kim min"@example.com
	}
	if start == i {
		return Found{}
	}
	found, end := false, i
	for next := i + size; ; next = end + 1 {
		host := hostAt(text, next)
		dotted := bytes.IndexByte(host, '.') >= 1
		found = found || dotted && (h&Examples != 0 || endsLocalPart(text[i-1]) && isPublicHost(host))
		if next == i+size || dotted {
			end = next + len(host)
		}
		if next > i+size && !dotted || end >= min(len(text), i+longestEmail) || text[end] != '@' {
			break
		}
	}
	if !found {
		return Found{}
	}
	return Found{start, end, Email}
}

// hostAt is what may be a host at an offset.
func hostAt(text []byte, at int) []byte {
	host := text[at:min(len(text), at+longestEmail)]
	return bytes.TrimRight(host[:wordEnd(host, aroundEmail+"&/?#:@")], ".!")
}

// numberAt reads a number in the forms that people write: the longest run of
// digits and separators that is somebody's, or else the part before its first
// space.
func numberAt(text []byte, i int, h Hint) Found {
	long := i
	for long < min(len(text), i+longestNumber) && isOfNumber(text[long]) {
		long++
	}
	short := i + wordEnd(text[i:long], " ")
	for _, end := range [...]int{long, short} {
		run := bytes.TrimRight(text[i:end], " -.(+")
		if bytes.Count(run, []byte(")")) > bytes.Count(run, []byte("(")) {
			run = bytes.TrimRight(run, ") -.+") // of what stands in brackets
		}
		if len(run) < 7 || !endsWord(text, i+len(run)) {
			continue
		}
		if run[0] != '+' && end == long && bytes.IndexByte(run, ' ') >= 0 && len(run) < len(text) && !isGrouped(run) {
			continue
		}
		if p := Number(run, h); p != Nobody {
			return Found{i, i + len(run), p}
		}
	}
	return Found{}
}

// isOfNumber reports whether c is a digit, a separator, or the X that some
// identity numbers end in.
func isOfNumber(c byte) bool {
	return c-'0' < 10 || c == ' ' || c == '-' || c == '.' || c == '+' || c == '(' || c == ')' || c|0x20 == 'x'
}

// isGrouped reports whether a run with spaces has the groups of a Korean mobile
// number: 010 1234 5678.
func isGrouped(run []byte) bool {
	groups := bytes.FieldsFunc(run, func(r rune) bool { return r < '0' || r > '9' })
	return len(groups) == 3 && len(groups[0]) == 3 && len(groups[1]) >= 3 && len(groups[1]) <= 4 && len(groups[2]) == 4
}

// ip6At finds the IPv6 address whose first ':' is at text[i].
func ip6At(text []byte, i int, h Hint) Found {
	start, end := i, i
	for start > 0 && hexDigit(text[start-1]) < 16 && i-start < 4 {
		start--
	}
	for end < len(text) && end-i < 45 && (hexDigit(text[end]) < 16 || text[end] == ':' || text[end] == '.') {
		end++
	}
	word := bytes.TrimRight(text[start:end], ".")
	if ip, ok := ParseIP(word); ok && startsWord(text, start) && endsWord(text, start+len(word)) && (h&Examples != 0 || IsPublic(ip)) {
		return Found{start, start + len(word), IP}
	}
	return Found{}
}

// startsWord reports whether a number or an address can begin at text[i]:
// behind letters, digits or the signs of paths and ids it is a part of them.
func startsWord(text []byte, i int) bool {
	return i == 0 || !isAlphanumeric(text[i-1]) && bytes.IndexByte([]byte("_-./+%"), text[i-1]) < 0
}

func endsWord(text []byte, i int) bool {
	return i == len(text) || !isAlphanumeric(text[i]) && text[i] != '_'
}

// wordEnd is the length of text up to the first of some bytes.
func wordEnd(text []byte, stops string) int {
	if end := bytes.IndexAny(text, stops); end >= 0 {
		return end
	}
	return len(text)
}
