package lint

import (
	"encoding/binary"

	"github.com/argosctl/argosctl/internal/catalog"
)

// verdict is what a text is as a time.
type verdict uint8

const (
	notTime verdict = iota
	oddTime         // the form YYYY-MM-DD-HH-MM-SS-ZZZ of the vendor's pages
	goodTime
)

// judgeTime judges a date-time: RFC 3339, on a day that exists. Leap seconds
// are refused, as most readers refuse them.
func judgeTime(text []byte) verdict {
	if len(text) < 20 || !isDate(text[:10]) {
		return notTime
	}
	sep := text[10]
	colon := byte(':')
	if sep == '-' {
		colon = '-'
	} else if sep|0x20 != 't' {
		return notTime
	}
	h, m, s := number(text[11:13]), number(text[14:16]), number(text[17:19])
	if h > 23 || m > 59 || s > 59 || text[13] != colon || text[16] != colon {
		return notTime
	}
	if sep == '-' {
		return oddZone(text[19:])
	}
	rest := text[19:]
	if rest[0] == '.' {
		n := 1
		for n < len(rest) && rest[n]-'0' < 10 {
			n++
		}
		if n == 1 {
			return notTime
		}
		rest = rest[n:]
	}
	if len(rest) == 1 && rest[0]|0x20 == 'z' || isOffset(rest) {
		return goodTime
	}
	return notTime
}

func isOffset(text []byte) bool {
	return len(text) == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
		number(text[1:3]) < 24 && number(text[4:6]) < 60
}

// oddZone judges the end of a time in the vendor's form: ZZZ, a zone or
// milliseconds.
func oddZone(text []byte) verdict {
	if len(text) < 2 || len(text) > 7 || text[0] != '-' {
		return notTime
	}
	for _, c := range text[1:] {
		if c-'0' >= 10 && (c|0x20)-'a' >= 26 && c != '+' && c != ':' {
			return notTime
		}
	}
	return oddTime
}

// number returns the value of two digits, something over 99 where they are none.
func number(two []byte) uint {
	tens, ones := uint(two[0]-'0'), uint(two[1]-'0')
	if tens > 9 || ones > 9 {
		return 100
	}
	return tens*10 + ones
}

// isDate reports whether text is YYYY-MM-DD and the day exists.
func isDate(text []byte) bool {
	if len(text) != 10 {
		return false
	}
	// All digits at once: after the exclusive or a digit is its value and a
	// hyphen zero, and each sum stays under 128 only in range.
	x := binary.LittleEndian.Uint64(text) ^ 0x2d30302d30303030
	if (x|(x+0x7f76767f76767676))&0x8080808080808080 != 0 {
		return false
	}
	century := uint(x&0xff)*10 + uint(x>>8&0xff)
	rest := uint(x>>16&0xff)*10 + uint(x>>24&0xff)
	month := uint(x>>40&0xff)*10 + uint(x>>48&0xff)
	day := number(text[8:10])
	switch {
	case month < 1 || month > 12 || day < 1 || day > 31:
		return false
	case day <= 28:
		return true
	case month == 2:
		leap := rest%4 == 0 && (rest != 0 || century%4 == 0)
		return leap && day == 29
	}
	return day < 31 || (month+month/8)%2 == 1
}

// newCountries makes a bit set of the ISO 3166-1 alpha-3 codes.
func newCountries() []uint64 {
	set := make([]uint64, (26*26*26+63)/64)
	for _, code := range catalog.Countries() {
		n := countryNumber([]byte(code))
		set[n/64] |= 1 << (n % 64)
	}
	return set
}

func countryNumber(code []byte) uint {
	return uint(code[0]-'A')*676 + uint(code[1]-'A')*26 + uint(code[2]-'A')
}

func (t *tables) isCountry(code []byte) bool {
	if len(code) != 3 || code[0]-'A' >= 26 || code[1]-'A' >= 26 || code[2]-'A' >= 26 {
		return false
	}
	n := countryNumber(code)
	return t.country[n/64]>>(n%64)&1 == 1
}
