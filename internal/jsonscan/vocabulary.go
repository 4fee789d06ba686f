package jsonscan

import "strings"

// Vocabulary numbers the member names that many documents share, such as those
// of a schema. A Document that has one is parsed faster, and its nodes bear the
// numbers. It never changes.
type Vocabulary struct {
	names    *Index
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
	for i, name := range names {
		v.literals[i+1] = NewLiteral(`"` + name + `":`)
	}
	return v
}

// Number returns the number of a name, 0 where it has none.
func (v *Vocabulary) Number(name string) uint8 { return v.number([]byte(name)) }

func (v *Vocabulary) number(name []byte) uint8 { return uint8(v.names.Find(name) + 1) }

// Size is how many numbers there are, 0 included.
func (v *Vocabulary) Size() int { return len(v.names.list) + 1 }

// known is what the parser remembers of the names that are numbered.
type known struct {
	// Documents of one kind list their members in one order, so a name is
	// guessed by the two before it, also from one document to the next: it is
	// one of the two that followed them last.
	next  [1 << contextBits][2]uint8
	place uint16 // in next, a mix of the last two names
	names *Vocabulary
	seen  [MaxDepth + 1]nameBits // by depth: the names of the object that is open
}

const contextBits = 10

// learn remembers the name that followed.
func (k *known) learn(number uint8) {
	next := &k.next[k.place]
	next[0], next[1] = number, next[0]
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
