package event

import (
	"encoding/binary"
	"math/bits"
)

// wordBytes is how many bytes a Words can be compared with.
const wordBytes = 32

// Words is a short text, ready to be compared eight bytes at a time with what
// stands somewhere: most of the time of a clean payload would else go into
// comparing names.
type Words struct {
	Size        int // in bytes; 0 where the text is too long
	text, masks [wordBytes / 8]uint64
}

func newWords(text string) (w Words) {
	if len(text) > wordBytes {
		return w
	}
	w.Size = len(text)
	for i := range len(text) {
		w.text[i/8] |= uint64(text[i]) << (i % 8 * 8)
		w.masks[i/8] |= 0xff << (i % 8 * 8)
	}
	return w
}

// At reports whether the text stands at data[i].
func (w *Words) At(data []byte, i int) bool {
	if len(data)-i < wordBytes || w.Size == 0 {
		return false
	}
	d := data[i : i+wordBytes : i+wordBytes]
	diff := (binary.LittleEndian.Uint64(d)^w.text[0])&w.masks[0] |
		(binary.LittleEndian.Uint64(d[8:])^w.text[1])&w.masks[1]
	if diff != 0 {
		return false
	}
	return (binary.LittleEndian.Uint64(d[16:])^w.text[2])&w.masks[2]|
		(binary.LittleEndian.Uint64(d[24:])^w.text[3])&w.masks[3] == 0
}

// headKey is a key of the name that stands at data[0], behind its opening
// quote: its first sixteen bytes, as far as the closing quote.
func headKey(data []byte) uint64 {
	a, b := binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])
	// The lowest bit of a mark is below the quote's highest: the quote's other
	// bits stay, and are the same for all names. Without a quote all bits stay.
	endA, endB := quoteMarks(a), quoteMarks(b)
	a &= endA&-endA - 1
	b &= endB&-endB - 1
	if endA != 0 {
		b = 0
	}
	return a ^ bits.RotateLeft64(b, 23)
}

// quoteMarks sets the highest bit of the first byte of x that is a quote, and
// maybe of others after it.
func quoteMarks(x uint64) uint64 {
	x ^= 0x2222222222222222
	return (x - 0x0101010101010101) &^ x & 0x8080808080808080
}

// MemberAt returns the place of the member whose name and colon stand at
// data[i], with their length. n is -1 where that is to be found out in another
// way: at the end of the data, behind a blank, or of a member of no or a long name.
func (o *Object) MemberAt(data []byte, i int) (n, size int) {
	if len(data)-i < wordBytes {
		return -1, 0
	}
	if n = o.heads.place(headKey(data[i+1:])); n >= 0 && o.Members[n].Literal.At(data, i) {
		return n, o.Members[n].Literal.Size
	}
	return -1, 0
}
