package source

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// position is a place in a text: line and column from 1, columns in characters.
type position struct{ line, column int }

// advance moves the position over p.
func (at *position) advance(p []byte) {
	if n := bytes.Count(p, []byte{'\n'}); n > 0 {
		at.line += n
		at.column = 1
		p = p[bytes.LastIndexByte(p, '\n')+1:]
	}
	at.column += characters(p)
}

// characters counts the bytes that do not continue a character, eight at a
// time, so that a text may be cut anywhere and the sum stays right.
func characters(p []byte) int {
	const low = 0x0101010101010101
	n := len(p)
	for len(p) >= 8 {
		w := binary.LittleEndian.Uint64(p)
		n -= bits.OnesCount64(w >> 7 &^ (w >> 6) & low)
		p = p[8:]
	}
	for _, b := range p {
		if b&0xc0 == 0x80 {
			n--
		}
	}
	return n
}
