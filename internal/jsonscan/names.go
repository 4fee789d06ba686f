package jsonscan

import (
	"bytes"
	"hash/maphash"
)

// nameSet finds duplicate member names of all objects of a document in one
// open-addressing table, so that an object with 100,000 members costs no more
// a member than one with three. The hash is seeded: no input can be made to
// collide on purpose.
type nameSet struct {
	seed    maphash.Seed
	entries []nameEntry // power of two; at most half of it used
	spare   []nameEntry // the entries before the last growth, for the next one
	used    int
	a, b    []byte // scratch for decoded names
}

// name is the place of a member name in the data, with its quotes.
type name struct {
	start, end int
	escaped    bool
}

type nameEntry struct {
	hash   uint64
	object int // node of the object, plus one: zero is a free entry
	name   name
}

const smallNameSet = 64

func (s *nameSet) reset() {
	if cap(s.entries) == 0 {
		s.seed = maphash.MakeSeed()
		s.entries = make([]nameEntry, smallNameSet)
	}
	// Only what a usual payload needs is cleared, even after a huge one.
	s.entries, s.used = s.entries[:smallNameSet], 0
	clear(s.entries)
}

// add enters a member name of an object. It returns the offset of the same
// name entered before, -1 when it is new.
func (s *nameSet) add(data []byte, object int, n name) int {
	if s.used*2 >= len(s.entries) {
		s.grow()
	}
	text := plainText(data, n, &s.a)
	hash := maphash.Bytes(s.seed, text) + uint64(object)*0x9e3779b97f4a7c15
	e := s.find(hash, func(e *nameEntry) bool {
		return e.object == object+1 && bytes.Equal(plainText(data, e.name, &s.b), text)
	})
	if e.object != 0 {
		return e.name.start
	}
	*e = nameEntry{hash, object + 1, n}
	s.used++
	return -1
}

// find returns the entry of that hash which is the same name, or a free one.
func (s *nameSet) find(hash uint64, same func(*nameEntry) bool) *nameEntry {
	mask := uint64(len(s.entries) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if e := &s.entries[i]; e.object == 0 || e.hash == hash && same(e) {
			return e
		}
	}
}

// plainText returns the decoded name: a part of data, or of the scratch.
func plainText(data []byte, n name, scratch *[]byte) []byte {
	if !n.escaped {
		return data[n.start+1 : n.end-1]
	}
	*scratch = appendDecoded((*scratch)[:0], data[n.start:n.end], true)
	return *scratch
}

func (s *nameSet) grow() {
	old, size := s.entries, len(s.entries)*2
	if cap(s.spare) >= size {
		s.entries = s.spare[:size]
		clear(s.entries)
	} else {
		s.entries = make([]nameEntry, size)
	}
	s.spare = old
	for _, e := range old {
		if e.object != 0 {
			*s.find(e.hash, func(*nameEntry) bool { return false }) = e
		}
	}
}
