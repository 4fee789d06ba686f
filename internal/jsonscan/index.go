package jsonscan

import (
	"encoding/binary"
	"math/bits"
)

// Index finds a text in a fixed list by a perfect hash: one multiplication,
// one look at a slot, one comparison.
type Index struct {
	list  []string
	slots []uint16 // place in list plus one, 0 for none
	mul   uint64
	shift uint8
}

// NewIndex returns an index of the texts. It looks for a multiplier that gives
// each text a slot of its own. With about as many slots as there are pairs of
// texts, every few are one.
func NewIndex(list []string) *Index {
	x := &Index{list: list}
	for size := 2 * max(8, len(list)*len(list)/4); ; size *= 2 {
		x.shift = uint8(bits.LeadingZeros64(uint64(size)) + 1)
		x.slots = make([]uint16, 1<<(64-x.shift))
		x.mul = 0x9e3779b97f4a7c15
		for range 100 {
			if x.fill() {
				return x
			}
			clear(x.slots)
			x.mul = x.mul*6364136223846793005 + 1442695040888963406 | 1
		}
	}
}

func (x *Index) fill() bool {
	for i, text := range x.list {
		slot := &x.slots[x.hash([]byte(text))]
		if *slot != 0 && x.list[*slot-1] != text {
			return false
		}
		*slot = uint16(i + 1)
	}
	return true
}

// Find returns the place of text in the list, -1 where it is not there.
func (x *Index) Find(text []byte) int {
	if i := x.slots[x.hash(text)]; i > 0 && x.list[i-1] == string(text) {
		return int(i) - 1
	}
	return -1
}

// List returns the texts. They must not change.
func (x *Index) List() []string { return x.list }

// Has reports whether text is in the list.
func (x *Index) Has(text []byte) bool { return x.Find(text) >= 0 }

// hash mixes the length, the first and the last eight bytes, which tell all
// names and codes apart.
func (x *Index) hash(text []byte) uint64 {
	var head, tail uint64
	if n := len(text); n >= 8 {
		head, tail = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:])
	} else if n >= 4 {
		head = uint64(binary.LittleEndian.Uint32(text))<<32 | uint64(binary.LittleEndian.Uint32(text[n-4:]))
	} else {
		for i, c := range text {
			head |= uint64(c) << (8 * i)
		}
	}
	return ((head ^ tail<<23 ^ tail>>41 + uint64(len(text))) * x.mul) >> x.shift
}
