package lint

import "bytes"

// isInteger reports whether text is an integer as JSON writes it, short enough
// to be one for every reader.
func isInteger(text []byte) bool {
	digits := bytes.TrimPrefix(text, []byte("-"))
	if len(digits) == 0 || len(digits) > 15 || digits[0] == '0' && len(text) > 1 {
		return false
	}
	for _, c := range digits {
		if c-'0' >= 10 {
			return false
		}
	}
	return true
}

// isWhole reports whether a JSON number is a whole one, however it is written,
// as JSON Schema counts: 1.0 and 1e2 are.
func isWhole(text []byte) bool {
	exponent, significant := 0, false
	mantissa := text
	if e := bytes.IndexAny(text, "eE"); e >= 0 {
		mantissa = text[:e]
		negative := text[e+1] == '-'
		for _, c := range text[e+1:] {
			if c-'0' < 10 && exponent < 1<<20 {
				exponent = exponent*10 + int(c-'0')
			}
		}
		if negative {
			exponent = -exponent
		}
	}
	decimals, zeros, inFraction := 0, 0, false
	for _, c := range mantissa {
		switch {
		case c == '.':
			inFraction = true
			continue
		case c-'0' >= 10:
			continue
		case c == '0':
			zeros++
		default:
			zeros, significant = 0, true
		}
		if inFraction {
			decimals++
		}
	}
	// With its last zeros taken off, the number ends at this power of ten.
	return !significant || exponent-decimals+zeros >= 0
}
