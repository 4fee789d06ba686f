package jsonscan

import (
	"bytes"
	"hash/maphash"
	"math/bits"
)

// nameSet finds duplicate member names of all objects of a document in one
// open-addressing table, so that an object with 100,000 members costs no more
// a member than one with three. The hash is seeded: no input can be made to
// collide on purpose.
type nameSet struct {
	seed    maphash.Seed
	entries []nameEntry // a power of two; at most half of it used
	spare   []nameEntry // the entries before the last growth, for the next one
	used    int
	a, b    []byte // scratch for decoded names
}

type nameEntry struct {
	hash uint32
	node int32 // index of the member's node, plus one; 0 in a free entry
}

// smallNameSet is cleared for every document. A usual payload fits.
const smallNameSet = 128

func (s *nameSet) reset() {
	if cap(s.entries) == 0 {
		s.seed = maphash.MakeSeed()
		s.entries = make([]nameEntry, smallNameSet)
	}
	s.entries = s.entries[:smallNameSet]
	if s.used > 0 {
		clear(s.entries)
		s.used = 0
	}
}

// enterName enters the name of n, a member of the object, which is or becomes
// the node of that index. It returns the offset of the same name entered before,
// -1 when it is new.
func (d *Document) enterName(object, member int, n *Node) int {
	s := &d.names
	if s.used*2 >= len(s.entries) {
		s.grow(d.Data)
	}
	text := d.plainName(n, &s.a)
	// The factor is odd, so the sums of one name in two objects always differ:
	// where sum and name are equal, the object is.
	hash := uint32(maphash.Bytes(s.seed, text)) + uint32(object)*0x9e3779b9
	mask := uint32(len(s.entries) - 1)
	i := hash & mask
	for ; s.entries[i].node != 0; i = (i + 1) & mask {
		if e := &s.entries[i]; e.hash == hash {
			if first := &d.Nodes[e.node-1]; bytes.Equal(d.plainName(first, &s.b), text) {
				return int(first.KeyStart)
			}
		}
	}
	s.entries[i] = nameEntry{hash, int32(member + 1)}
	s.used++
	return -1
}

// numberOf returns the number of the name of n in the vocabulary.
func (d *Document) numberOf(n *Node) uint8 {
	return d.Vocabulary.number(d.plainName(n, &d.names.a))
}

// plainName returns the decoded name: a part of the data, or of the scratch.
func (d *Document) plainName(n *Node, scratch *[]byte) []byte {
	if !n.KeyEscaped {
		return d.Data[n.KeyStart+1 : n.KeyEnd-1]
	}
	*scratch = appendDecoded((*scratch)[:0], d.Data[n.KeyStart:n.KeyEnd], true)
	return *scratch
}

// grow makes room for more names of data; where they turn out to be many, for as
// many as there can be: to grow again and again takes as much memory once more.
func (s *nameSet) grow(data []byte) {
	const many = 64 << 10
	old, size := s.entries, len(s.entries)*2
	if size >= many {
		most := min(bytes.Count(data, []byte{':'}), MaxValues)
		size = max(size, 1<<bits.Len(uint(2*most)))
	}
	switch {
	case cap(s.spare) >= size:
		s.entries, s.spare = s.spare[:size], old
		clear(s.entries)
	case cap(old) >= size: // the room of an earlier document, which the names have to leave meanwhile
		s.entries = old[:size]
		old = append(s.spare[:0], old...)
		s.spare = old
		clear(s.entries)
	default:
		s.entries, s.spare = make([]nameEntry, size), old
	}
	mask := uint32(size - 1)
	for _, e := range old {
		if e.node == 0 {
			continue
		}
		i := e.hash & mask
		for s.entries[i].node != 0 {
			i = (i + 1) & mask
		}
		s.entries[i] = e
	}
}
