package personal

import (
	"bytes"
	"net/netip"
)

// ParseIP reads an IP address of version 4 or 6, without a zone.
func ParseIP(text []byte) (ip netip.Addr, ok bool) {
	if len(text) < 2 || len(text) > 45 {
		return ip, false
	}
	if bytes.IndexByte(text, ':') < 0 {
		four, ok := address4(text)
		return netip.AddrFrom4(four), ok
	}
	six, ok := address6(text)
	return netip.AddrFrom16(six), ok
}

// address6 reads RFC 4291 text. The standard library's parser would copy it to
// the heap.
func address6(text []byte) (ip [16]byte, ok bool) {
	at, gap := 0, -1
	if bytes.HasPrefix(text, []byte("::")) {
		gap, text = 0, text[2:]
	}
	for len(text) > 0 {
		if at == 16 {
			return ip, false
		}
		value, n := 0, 0
		for n < len(text) && n < 5 && hexDigit(text[n]) < 16 {
			value, n = value<<4|int(hexDigit(text[n])), n+1
		}
		if n < len(text) && text[n] == '.' {
			four, ok := address4(text)
			if !ok || at > 12 {
				return ip, false
			}
			at += copy(ip[at:], four[:])
			break
		}
		if n == 0 || n > 4 {
			return ip, false
		}
		ip[at], ip[at+1] = byte(value>>8), byte(value)
		at += 2
		if text = text[n:]; len(text) == 0 {
			break
		}
		if text[0] != ':' || len(text) == 1 {
			return ip, false
		}
		if text = text[1:]; text[0] == ':' {
			if gap >= 0 {
				return ip, false
			}
			gap, text = at, text[1:]
		}
	}
	if gap < 0 {
		return ip, at == 16
	}
	copy(ip[16-(at-gap):], ip[gap:at])
	clear(ip[gap : 16-(at-gap)])
	return ip, at < 16
}

// hexDigit returns the value of a hexadecimal digit, 16 where it is none.
func hexDigit(c byte) byte {
	switch {
	case c-'0' < 10:
		return c - '0'
	case (c|0x20)-'a' < 6:
		return c | 0x20 - 'a' + 10
	}
	return 16
}

// address4 is the way of nearly all payloads, without a string.
func address4(text []byte) (ip [4]byte, ok bool) {
	part, value, digits := 0, 0, 0
	for _, c := range text {
		switch {
		case c == '.':
			if digits == 0 || part == 3 {
				return ip, false
			}
			ip[part] = byte(value)
			part, value, digits = part+1, 0, 0
		case c-'0' < 10 && (digits == 0 || value > 0):
			value, digits = value*10+int(c-'0'), digits+1
			if value > 255 {
				return ip, false
			}
		default:
			return ip, false
		}
	}
	ip[part] = byte(value)
	return ip, part == 3 && digits > 0
}

// IsPublic reports whether an address can be somebody's: not of a network for
// documentation (RFC 5737, 3849, 9637), private use, tests or this machine.
func IsPublic(ip netip.Addr) bool {
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
