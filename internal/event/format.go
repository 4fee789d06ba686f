package event

import (
	"encoding/binary"

	"github.com/argosctl/argosctl/internal/catalog"
)

// IsDate reports whether text is YYYY-MM-DD and the day exists.
func IsDate(text []byte) bool {
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
	day := twoDigits(text[8:10])
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

// IsCountry reports whether code is an ISO 3166-1 alpha-3 code.
func (t *Tree) IsCountry(code []byte) bool {
	if len(code) != 3 || code[0]-'A' >= 26 || code[1]-'A' >= 26 || code[2]-'A' >= 26 {
		return false
	}
	n := countryNumber(code)
	return t.country[n/64]>>(n%64)&1 == 1
}

// twoDigits returns the value of two digits, something over 99 where they are none.
func twoDigits(two []byte) uint {
	tens, ones := uint(two[0]-'0'), uint(two[1]-'0')
	if tens > 9 || ones > 9 {
		return 100
	}
	return tens*10 + ones
}
