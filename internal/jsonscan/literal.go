package jsonscan

import (
	"encoding/binary"
	"math"
)

// literalBytes is how many bytes a Literal can be compared with.
const literalBytes = 32

// Literal is a short text, ready to be compared eight bytes at a time with what
// stands somewhere: most of the time of a clean payload would else go into
// comparing names.
type Literal struct {
	Size        int // in bytes; 0 where the text is too long
	text, masks [literalBytes / 8]uint64
}

// NewLiteral readies a text of at most 32 bytes. A longer one is found nowhere.
func NewLiteral(text string) (l Literal) {
	if len(text) > literalBytes {
		l.text[0], l.masks[0] = math.MaxUint64, math.MaxUint64 // no UTF-8
		return l
	}
	l.Size = len(text)
	for i := range len(text) {
		l.text[i/8] |= uint64(text[i]) << (i % 8 * 8)
		l.masks[i/8] |= 0xff << (i % 8 * 8)
	}
	return l
}

// At reports whether the text stands at data[i].
func (l *Literal) At(data []byte, i int) bool {
	if len(data)-i < literalBytes || (binary.LittleEndian.Uint64(data[i:i+8])^l.text[0])&l.masks[0] != 0 {
		return false
	}
	rest := (*[literalBytes - 8]byte)(data[i+8:])
	return (binary.LittleEndian.Uint64(rest[:])^l.text[1])&l.masks[1]|
		(binary.LittleEndian.Uint64(rest[8:])^l.text[2])&l.masks[2]|
		(binary.LittleEndian.Uint64(rest[16:])^l.text[3])&l.masks[3] == 0
}
