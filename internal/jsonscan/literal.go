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
	return len(data)-i >= literalBytes && l.begins((*[literalBytes]byte)(data[i:]))
}

func (l *Literal) begins(data *[literalBytes]byte) bool {
	diff := (binary.LittleEndian.Uint64(data[:])^l.text[0])&l.masks[0] |
		(binary.LittleEndian.Uint64(data[8:])^l.text[1])&l.masks[1]
	return diff == 0 && (l.Size <= 16 || l.goesOn(data))
}

// goesOn is the rest of begins, which few names need.
//
//go:noinline
func (l *Literal) goesOn(data *[literalBytes]byte) bool {
	return (binary.LittleEndian.Uint64(data[16:])^l.text[2])&l.masks[2]|
		(binary.LittleEndian.Uint64(data[24:])^l.text[3])&l.masks[3] == 0
}
