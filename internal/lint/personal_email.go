package lint

import (
	"bytes"
	"net/netip"
	"strings"
)

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
		if at > 0 && isAtom(text[at-1]) && isPublicHost(host) {
			return true
		}
		next := bytes.IndexByte(text[at+1:], '@')
		if next < 0 {
			return false
		}
		at += 1 + next
	}
}

// isPublicHost reports whether host can be somebody's domain: a dot, a top
// level of two letters or more, and not reserved.
func isPublicHost(host []byte) bool {
	dot := bytes.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot < 3 || host[dot+1]-'0' < 10 {
		return false
	}
	return !isReservedHost(host)
}

// isReservedHost reports whether host is reserved for examples and tests (RFC
// 2606, RFC 6761) or is this machine.
func isReservedHost(host []byte) bool {
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

// isPublic reports whether an address can be somebody's: not of a network for
// documentation (RFC 5737, 3849, 9637), private use, tests or this machine.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if ip.Is4() {
		return isPublic4(ip.As4())
	}
	b := ip.As16()
	switch {
	case b[0]&0xe0 != 0x20: // outside global unicast
		return false
	case b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8, b[0] == 0x3f && b[1] == 0xff && b[2] < 0x10:
		return false
	}
	return true
}

func isPublic4(ip [4]byte) bool {
	switch a, b, c := ip[0], ip[1], ip[2]; {
	case a == 0 || a == 10 || a == 127 || a >= 224,
		a == 172 && b&0xf0 == 16, a == 192 && b == 168, a == 169 && b == 254, a == 100 && b&0xc0 == 64,
		a == 192 && b == 0 && (c == 0 || c == 2), a == 198 && (b == 51 && c == 100 || b&0xfe == 18), a == 203 && b == 0 && c == 113:
		return false
	}
	return true
}
