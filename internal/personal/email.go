package personal

import (
	"bytes"
	"strings"
)

// IsEmail reports whether text is an e-mail address of RFC 5321 without
// quotes, comments and address literals.
func IsEmail(text []byte) bool {
	at := bytes.IndexByte(text, '@')
	return at > 0 && at <= 64 && len(text) <= 254 && isLocalPart(text[:at]) && isHost(text[at+1:])
}

func isLocalPart(text []byte) bool {
	last := byte('.')
	for _, c := range text {
		if !isAtom(c) && (c != '.' || last == '.') {
			return false
		}
		last = c
	}
	return last != '.'
}

// isAtom reports whether c is a letter, a digit or one of !#$%&'*+-/=?^_`{|}~,
// by a bit for each byte below 128.
func isAtom(c byte) bool {
	const low, high = 0xa3ffacfa00000000, 0x7fffffffc7fffffe
	bits := uint64(low)
	if c >= 64 {
		bits = high
	}
	return c < 128 && bits>>(c&63)&1 == 1
}

// endsLocalPart reports whether the part of an address before its '@' can end with
// c: with a letter of any script (RFC 6531).
func endsLocalPart(c byte) bool { return isAtom(c) || c >= 0x80 }

func isAlphanumeric(c byte) bool { return c-'0' < 10 || (c|0x20)-'a' < 26 }

// isHost reports whether text is a host name: labels of letters, digits and
// inner hyphens.
func isHost(text []byte) bool {
	label := 0
	for i, c := range text {
		switch {
		case c == '.':
			if label == 0 || text[i-1] == '-' {
				return false
			}
			label = 0
			continue
		case c == '-' && label == 0, c != '-' && !isAlphanumeric(c), label == 63:
			return false
		}
		label++
	}
	return label > 0 && text[len(text)-1] != '-'
}

// hasRealEmail looks for an e-mail address outside the reserved domains
// anywhere in text, whose first '@' is at that place.
func hasRealEmail(text []byte, at int) bool {
	for {
		host := text[at+1:]
		end := 0
		for end < len(host) && (isAlphanumeric(host[end]) || host[end] == '-' || host[end] == '.' || host[end] >= 0x80) {
			end++
		}
		host = bytes.Trim(host[:end], ".-")
		if at > 0 && endsLocalPart(text[at-1]) && isPublicHost(host) {
			return true
		}
		next := bytes.IndexByte(text[at+1:], '@')
		if next < 0 {
			return false
		}
		at += 1 + next
	}
}

// hasEmail looks for any e-mail address in text, whose first '@' is at that
// place.
func hasEmail(text []byte, at int) bool {
	for i := at; i < len(text); i++ {
		if text[i] == '@' && emailAt(text, i, Examples).Person != Nobody {
			return true
		}
	}
	return false
}

// isPublicHost reports whether host can be somebody's domain: a dot, a top
// level of two letters or more, and not reserved.
func isPublicHost(host []byte) bool {
	dot := bytes.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot < 3 || host[dot+1]-'0' < 10 {
		return false
	}
	return !IsReservedHost(host)
}

// IsReservedHost reports whether host is reserved for examples and tests (RFC
// 2606, RFC 6761) or is this machine.
func IsReservedHost(host []byte) bool {
	if bytes.HasPrefix(host, []byte("127.")) || string(host) == "[" {
		return true
	}
	for _, name := range [...]string{"example.com", "example.org", "example.net", "test", "example", "invalid", "localhost"} {
		before := len(host) - len(name)
		if before < 0 || before > 0 && host[before-1] != '.' {
			continue
		}
		if strings.EqualFold(string(host[before:]), name) {
			return true
		}
	}
	return false
}
