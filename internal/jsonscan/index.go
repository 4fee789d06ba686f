package jsonscan

import (
	"encoding/binary"
	"math/bits"
)

// slots is a perfect hash of a list of keys: one multiplication and one look
// tell the only place of the list at which a key can be.
type slots struct {
	places []uint16 // plus one, 0 for none
	mul    uint64
	shift  uint8
}

// newSlots looks for a multiplier that gives each key a slot of its own. With
// about as many slots as there are pairs of keys, every few are one. Of equal
// keys the last has the slot.
func newSlots(keys []uint64) slots {
	for size := 2 * max(8, len(keys)*len(keys)/4); ; size *= 2 {
		s := slots{shift: uint8(bits.LeadingZeros64(uint64(size)) + 1), mul: 0x9e3779b97f4a7c15}
		s.places = make([]uint16, 1<<(64-s.shift))
		for range 100 {
			if s.fill(keys) {
				return s
			}
			clear(s.places)
			s.mul = s.mul*6364136223846793005 + 1442695040888963406 | 1
		}
	}
}

func (s *slots) fill(keys []uint64) bool {
	for i, key := range keys {
		place := &s.places[key*s.mul>>s.shift]
		if *place != 0 && keys[*place-1] != key {
			return false
		}
		*place = uint16(i + 1)
	}
	return true
}

// place returns the only place at which key can be, -1 where there is none.
func (s *slots) place(key uint64) int { return int(s.places[key*s.mul>>s.shift]) - 1 }

// Index finds a text in a fixed list.
type Index struct {
	list  []string
	slots slots
}

// NewIndex returns an index of the texts.
func NewIndex(list []string) *Index {
	keys := make([]uint64, len(list))
	for i, text := range list {
		keys[i] = keyOf([]byte(text))
	}
	x := &Index{list, newSlots(keys)}
	for _, text := range list {
		if !x.Has([]byte(text)) {
			panic("jsonscan: two texts of a list have the key of " + text)
		}
	}
	return x
}

// Find returns the place of text in the list, -1 where it is not there.
func (x *Index) Find(text []byte) int {
	if i := x.slots.place(keyOf(text)); i >= 0 && x.list[i] == string(text) {
		return i
	}
	return -1
}

// List returns the texts. They must not change.
func (x *Index) List() []string { return x.list }

// Has reports whether text is in the list.
func (x *Index) Has(text []byte) bool { return x.Find(text) >= 0 }

// keyOf mixes the length, the first and the last eight bytes, which tell all
// names and codes apart.
func keyOf(text []byte) uint64 {
	var head, tail uint64
	if n := len(text); n >= 8 {
		head, tail = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:])
	} else {
		for i, c := range text {
			head |= uint64(c) << (8 * i)
		}
	}
	return head ^ tail<<23 ^ tail>>41 + uint64(len(text))
}
