package standin

import (
	"bytes"
	"encoding/binary"
)

// A webhook has the same names several times, those around it are about the same
// people, and drawing takes long. So what was drawn last is remembered, in a table
// of a fixed size: a value has one place, and what comes to it takes it over.

const (
	longestDrawn = 47      // bytes of what is remembered
	manyDrawn    = 1 << 12 // a power of two
)

// drawn is what was drawn for a kind and a value.
type drawn struct {
	size uint8
	ask  [longestDrawn]byte
	bits uint64
}

// at returns the place of what is asked for, nil where that is too long to be
// remembered, and whether it is there.
func (m *Maker) at(ask []byte) (place *drawn, known bool) {
	if len(ask) > longestDrawn {
		return nil, false
	}
	place = &m.drawn[Hash(ask)%manyDrawn]
	return place, int(place.size) == len(ask) && bytes.Equal(place.ask[:place.size], ask)
}

func (d *drawn) put(ask []byte, bits uint64) {
	d.size, d.bits = uint8(copy(d.ask[:], ask)), bits
}

// Hash is a quick hash of a text, of 24 bits, by its ends and its middle.
func Hash(text []byte) uint64 {
	h := uint64(len(text))
	if n := len(text); n >= 8 {
		h += binary.LittleEndian.Uint64(text) + 31*binary.LittleEndian.Uint64(text[n-8:]) + 17*binary.LittleEndian.Uint64(text[n/2-4:])
	} else {
		for _, c := range text {
			h = h<<8 | uint64(c)
		}
	}
	return h * 0x9e3779b97f4a7c15 >> 40
}
