package jsonscan

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// Vocabulary numbers the member names that many documents share, such as those
// of a schema. A Document that has one is parsed faster, and its nodes bear the
// numbers. It never changes.
type Vocabulary struct {
	names    *Index
	heads    slots                  // of the names, by how they begin
	literals [maxVocabulary]Literal // by number: the name in quotes and its colon; none at 0
}

// maxVocabulary is how many names a set of names has a bit for.
const maxVocabulary = 256

// NewVocabulary numbers the names from 1 on. There may be 255 of them.
func NewVocabulary(names []string) *Vocabulary {
	if len(names) >= maxVocabulary {
		panic("jsonscan: too many names")
	}
	v := &Vocabulary{names: NewIndex(names)}
	v.literals[0] = NewLiteral(strings.Repeat(" ", literalBytes+1))
	heads := make([]uint64, len(names))
	for i, name := range names {
		v.literals[i+1] = NewLiteral(`"` + name + `":`)
		heads[i] = headKey(append([]byte(name+`"`), make([]byte, headBytes)...))
	}
	v.heads = newSlots(heads)
	return v
}

// Number returns the number of a name, 0 where it has none.
func (v *Vocabulary) Number(name string) uint8 { return v.number([]byte(name)) }

func (v *Vocabulary) number(name []byte) uint8 { return uint8(v.names.Find(name) + 1) }

// Size is how many numbers there are, 0 included.
func (v *Vocabulary) Size() int { return len(v.names.list) + 1 }

// At returns the number of the name that stands with its quotes and a colon at
// data[i], and their length. The number is 0 where that is to be found out in
// another way: at the end of the data, before a blank, or of no or a long name.
func (v *Vocabulary) At(data []byte, i int) (number uint8, size int) {
	if len(data)-i < literalBytes {
		return 0, 0
	}
	number = uint8(v.heads.place(headKey(data[i+1:])) + 1)
	if l := &v.literals[number]; l.At(data, i) {
		return number, l.Size
	}
	return 0, 0
}

const headBytes = 16

// headKey is a key of the name that stands at data[0], behind its opening
// quote: its first sixteen bytes, as far as the closing quote.
func headKey(data []byte) uint64 {
	a, b := binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])
	// All below the first mark stays, the lower bits of the quote among it, which are
	// the same for all names. Above it only other marks stay, where the bytes have no
	// bit. Without a quote all bits stay.
	endA, endB := quoteMarks(a), quoteMarks(b)
	a &= endA - 1
	b &= endB - 1
	if endA != 0 {
		b = 0
	}
	return a ^ bits.RotateLeft64(b, 23)
}

// quoteMarks sets the highest bit of the first byte of x that is a quote, and
// maybe of others after it, which are ASCII.
func quoteMarks(x uint64) uint64 {
	x ^= 0x22 * ones
	return (x - ones) &^ x & highs
}

// known is what the parser remembers of the names that are numbered.
type known struct {
	// Documents of one kind list their members in one order, so a name is
	// guessed by the two before it, also from one document to the next.
	next  [1 << contextBits]uint8
	place uint16 // in next, a mix of the last two names
	names *Vocabulary
	seen  [MaxDepth + 1]nameBits // by depth: the names of the object that is open
}

const contextBits = 10

// learn remembers the name that followed.
func (k *known) learn(number uint8) {
	k.next[k.place] = number
	k.advance(number)
}

func (k *known) advance(number uint8) {
	k.place = (k.place<<(contextBits/2) ^ uint16(number)) % (1 << contextBits)
}

// nameBits is a set of numbered names.
type nameBits [maxVocabulary / 64]uint64

// enter adds a name and reports whether it was new.
func (b *nameBits) enter(number uint8) bool {
	word, bit := &b[number/64], uint64(1)<<(number%64)
	isNew := *word&bit == 0
	*word |= bit
	return isNew
}
