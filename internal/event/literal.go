package event

import "encoding/binary"

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
