package event

import (
	"bytes"
	"math"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// count reads a JSON number as a count: whole, however it is written (1.0 and
// 1e2 are), not negative, and within 64 bits. Of any other number, odd says
// what it is instead.
func count(text []byte) (n int64, odd catalog.PhraseID) {
	if len(text) < 18 {
		plain := true
		for _, c := range text {
			n, plain = n*10+int64(c-'0'), plain && c-'0' < 10
		}
		if plain {
			return n, 0
		}
	}
	digits, power := split(bytes.TrimPrefix(text, []byte("-")))
	switch {
	case len(digits) == 0: // zero, or minus zero
		return 0, 0
	case power < 0:
		return 0, catalog.PhraseFraction
	case text[0] == '-':
		return 0, catalog.PhraseNegative
	case len(digits)+power > 19:
		return 0, catalog.PhraseHuge
	}
	u, err := strconv.ParseUint(string(append(digits, bytes.Repeat([]byte{'0'}, power)...)), 10, 64)
	if err != nil || u > math.MaxInt64 {
		return 0, catalog.PhraseHuge
	}
	return int64(u), 0
}

// split returns the significant digits of a number, and the power of ten that
// they are multiplied with. It has no digits where the number is zero.
func split(text []byte) (digits []byte, power int) {
	mantissa := text
	if e := bytes.IndexAny(text, "eE"); e >= 0 {
		mantissa = text[:e]
		for _, c := range text[e+1:] {
			if c-'0' < 10 && power < 1<<20 {
				power = power*10 + int(c-'0')
			}
		}
		if text[e+1] == '-' {
			power = -power
		}
	}
	whole, fraction, _ := bytes.Cut(mantissa, []byte{'.'})
	digits = append(append(make([]byte, 0, len(mantissa)), whole...), fraction...)
	power -= len(fraction)
	significant := bytes.TrimRight(digits, "0")
	power += len(digits) - len(significant)
	return bytes.TrimLeft(significant, "0"), power
}

// isInteger reports whether text is an integer as JSON writes it, short enough
// to be one for every reader.
func isInteger(text []byte) bool {
	digits := bytes.TrimPrefix(text, []byte("-"))
	end, ok := jsonscan.ScanNumber(text, 0)
	return ok && end == len(text) && len(digits) <= 15 && bytes.IndexAny(text, ".eE") < 0 && string(text) != "-0"
}
