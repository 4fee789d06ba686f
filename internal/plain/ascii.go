package plain

import "math/bits"

// Constants of the scan of eight bytes at a time: each repeats one byte.
const (
	ones   = 0x0101010101010101
	blanks = 0x2020202020202020
	highs  = 0x8080808080808080
)

// Printable returns the length of the printable ASCII at the start of text.
func Printable[T string | []byte](text T) int {
	i := 0
	for ; len(text)-i >= 8; i += 8 {
		// A borrow or a carry starts only at a byte that is itself a hit, so the
		// lowest hit is exact.
		x := word(text[i : i+8])
		if hit := ((x - blanks) | (x + ones) | x) & highs; hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
	}
	for i < len(text) && text[i] >= ' ' && text[i] <= '~' {
		i++
	}
	return i
}

// word is eight bytes, which the compiler reads at once.
func word[T string | []byte](b T) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}
