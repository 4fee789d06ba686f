package jsonscan

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// Constants of the eight-bytes-at-a-time scans: each repeats one byte.
const (
	ones    = 0x0101010101010101
	highs   = 0x8080808080808080
	spaces  = 0x2020202020202020
	slashes = 0x5c5c5c5c5c5c5c5c
)

// PlainEnd returns the offset, i or later, of the first byte that is not plain
// string text: a quote, a backslash, a control character or a byte of a
// multi-byte character; len(data) when there is none.
func PlainEnd(data []byte, i int) int {
	for len(data)-i >= 8 {
		x := binary.LittleEndian.Uint64(data[i : i+8])
		// After the exclusive or, a quote is 0x20, and what is below is a control
		// character. A borrow starts only at a byte that is itself a hit, so the
		// lowest hit is exact, and that is the one wanted.
		hit := (((x ^ 0x02*ones) - 0x21*ones) | ((x ^ slashes) - ones) | x) & highs
		if hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
		i += 8
	}
	for i < len(data) && isPlain(data[i]) {
		i++
	}
	return i
}

func isPlain(c byte) bool {
	return c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf
}

// ScanString scans the string literal whose opening quote is data[i]. It
// returns the offset after the closing quote and whether the text holds
// escapes. When ok is false, end is the offset of what is wrong: len(data) for
// a missing closing quote, else a control character, the backslash of a bad
// escape or lone surrogate, or the first byte that is not UTF-8.
func ScanString(data []byte, i int) (end int, escaped, ok bool) {
	if i = PlainEnd(data, i+1); i < len(data) && data[i] == '"' {
		return i + 1, false, true
	}
	return scanRest(data, i)
}

// scanRest is ScanString from within the string.
func scanRest(data []byte, i int) (end int, escaped, ok bool) {
	for i < len(data) {
		n := 0
		switch c := data[i]; {
		case c == '"':
			return i + 1, escaped, true
		case c == '\\':
			escaped = true
			if n = unitSize; !isCharacter(hex4(data, i)) {
				_, n = scanEscape(data, i)
			}
		case c >= utf8.RuneSelf:
			n = scanMultibyte(data, i)
		default:
			n = PlainEnd(data, i) - i
		}
		if n == 0 {
			return i, escaped, false
		}
		i += n
	}
	return len(data), escaped, false
}

// scanMultibyte returns the length of the run of well-formed multi-byte
// characters at data[i], 0 when there is none.
func scanMultibyte(data []byte, i int) int {
	start := i
	for i < len(data) && data[i] >= utf8.RuneSelf {
		// Most text outside ASCII is of three-byte characters; E0 and ED have
		// narrower second bytes and go the long way, as all others do.
		if c := data[i]; c > 0xe0 && c < 0xf0 && c != 0xed && len(data)-i > 2 &&
			data[i+1]&0xc0 == 0x80 && data[i+2]&0xc0 == 0x80 {
			i += 3
			continue
		}
		_, size := utf8.DecodeRune(data[i:])
		if size == 1 {
			break
		}
		i += size
	}
	return i - start
}

// scanEscape returns the character of the escape at data[i], a backslash, and
// its length: 2, 6, or 12 for a surrogate pair; 0 when it is malformed or a lone
// surrogate.
func scanEscape(data []byte, i int) (r rune, size int) {
	if len(data)-i < 2 {
		return 0, 0
	}
	switch c := data[i+1]; c {
	case 'u':
		r = hex4(data, i)
		switch {
		case r < 0 || isLow(r):
			return 0, 0
		case !isHigh(r):
			return r, 6
		}
		if low := hex4(data, i+6); isLow(low) {
			return utf16.DecodeRune(r, low), 12
		}
	case '"', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	return 0, 0
}

func isHigh(r rune) bool { return r >= 0xd800 && r < 0xdc00 }
func isLow(r rune) bool  { return r >= 0xdc00 && r < 0xe000 }

// isCharacter reports whether a code unit is a character by itself.
func isCharacter(r rune) bool { return r >= 0 && r>>11 != 0xd800>>11 }

// unitSize is the length of a \uXXXX escape.
const unitSize = 6

// hex4 returns the code unit of the \uXXXX escape at data[i], -1 when there is
// no such escape.
func hex4(data []byte, i int) rune {
	if len(data)-i < unitSize {
		return -1
	}
	escape := (*[unitSize]byte)(data[i:])
	if binary.LittleEndian.Uint16(escape[:]) != '\\'|'u'<<8 {
		return -1
	}
	// All four digits at once. A letter has bit 6 and is worth nine more than
	// its low half; what is neither has another high half, or a wrong value.
	x := binary.LittleEndian.Uint32(escape[2:])
	letters := x >> 6 & 0x01010101
	values := x&0x0f0f0f0f + letters*9
	if (x|letters<<5)&0xf0f0f0f0 != 0x30303030+letters*0x30 || values&0xf0f0f0f0 != 0 || (values+0x06060606)>>4&0x01010101 != letters {
		return -1
	}
	pairs := values<<4 | values>>8
	return rune(pairs&0xff<<8 | pairs>>16&0xff)
}

// ScanNumber scans the number literal at data[i] and returns the offset after
// it. What follows is not looked at. When ok is false, end is the offset of the
// byte where a digit was expected.
func ScanNumber(data []byte, i int) (end int, ok bool) {
	if i < len(data) && data[i] == '-' {
		i++
	}
	if i < len(data) && data[i] == '0' {
		i++
	} else if i, ok = scanDigits(data, i); !ok {
		return i, false
	}
	if i < len(data) && data[i] == '.' {
		if i, ok = scanDigits(data, i+1); !ok {
			return i, false
		}
	}
	if i < len(data) && data[i]|0x20 == 'e' {
		i++
		if i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		return scanDigits(data, i)
	}
	return i, true
}

// scanDigits returns the offset after the digits at data[i], and whether there
// was at least one.
func scanDigits(data []byte, i int) (end int, ok bool) {
	start := i
	for i < len(data) && data[i]-'0' < 10 {
		i++
	}
	return i, i > start
}

// ScanLiteral scans true, false or null at data[i] and returns its kind and
// the offset after it; Invalid and i when there is none. What follows is not
// looked at.
func ScanLiteral(data []byte, i int) (end int, kind Kind) {
	if len(data)-i >= 4 {
		switch string(data[i : i+4]) {
		case "true":
			return i + 4, Bool
		case "null":
			return i + 4, Null
		case "fals":
			if len(data)-i > 4 && data[i+4] == 'e' {
				return i + 5, Bool
			}
		}
	}
	return i, Invalid
}

// SkipSpace returns the offset of the first byte at i or later that is not
// JSON white space.
func SkipSpace(data []byte, i int) int {
	if i < len(data) && data[i] > ' ' {
		return i
	}
	return skipSpaces(data, i)
}

// skipSpaces is the long way of SkipSpace, which is small enough to be inlined
// only as long as this is not.
//
//go:noinline
func skipSpaces(data []byte, i int) int {
	if len(data)-i > 1 && data[i] == ' ' && data[i+1] > ' ' { // a single blank is the commonest
		return i + 1
	}
	for i < len(data) {
		switch data[i] {
		case '\n', '\r', '\t':
			i++
		case ' ':
			// Indentation comes in runs.
			for len(data)-i >= 8 {
				x := binary.LittleEndian.Uint64(data[i:]) ^ spaces
				if x != 0 {
					i += bits.TrailingZeros64(x) >> 3
					break
				}
				i += 8
			}
			for i < len(data) && data[i] == ' ' {
				i++
			}
		default:
			return i
		}
	}
	return i
}
