// Package standin invents what stands in the place of personal data: values of
// the same shape that belong to nobody.
//
// A stand-in depends on the kind of a value, on the value however it is
// written, and on a key, by HMAC-SHA-256. So the same person has the same
// stand-ins wherever the same key is used, and nobody finds the person without
// the key. Stand-ins are recognisable without it: reserved domains and networks,
// numbers that are never issued, years before 1900, words of fixed syllables.
// A stand-in stands for itself.
package standin

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/personal"
)

// Key is what stand-ins depend on.
type Key [sha256.Size]byte

// NewKey is a key that nobody knows.
func NewKey() (k Key) {
	_, _ = rand.Read(k[:]) // it never fails
	return k
}

// KeyFrom makes a key of any secret text.
func KeyFrom(secret []byte) Key { return sha256.Sum256(secret) }

// Maker makes stand-ins, one after the other, and reuses its memory. It is not
// safe for concurrent use.
type Maker struct {
	mac   hash.Hash
	sum   []byte
	drawn [manyDrawn]drawn
	ask   []byte // kind and normalised value
	word  []byte
	runes []rune

	birth  Day  // of the person at hand; 0 where it is not known
	lacked bool // a date was moved without it
}

// New returns a Maker with a key.
func New(key Key) *Maker {
	return &Maker{mac: hmac.New(sha256.New, key[:])}
}

// The kinds of values as they go into the HMAC. Words of names, addresses and
// free texts are one kind: the name in a memo is that of its field.
const (
	ofWord   = "word"
	ofEmail  = "email"
	ofIP     = "ip"
	ofPhone  = "phone"
	ofNumber = "number"
	ofDate   = "date"
	ofImage  = "image"
)

// draw is 64 bits for a kind and a normalised value.
func (m *Maker) draw(kind string, value []byte) uint64 {
	m.ask = append(append(append(m.ask[:0], kind...), 0), value...)
	place, known := m.at(m.ask)
	if known {
		return place.bits
	}
	m.mac.Reset()
	_, _ = m.mac.Write(m.ask) // a hash takes everything
	m.sum = m.mac.Sum(m.sum[:0])
	bits := binary.LittleEndian.Uint64(m.sum)
	if place != nil {
		place.put(m.ask, bits)
	}
	return bits
}

// Person begins the data of another person, whose birth is known only where it
// was met before.
func (m *Maker) Person(birth Day) { m.birth, m.lacked = birth, false }

// Birth is the date of birth of the person at hand, 0 where none was met.
// lacked says that a date was moved before it was.
func (m *Maker) Birth() (birth Day, lacked bool) { return m.birth, m.lacked && m.birth != 0 }

// Append appends the stand-in of a text that is data of a kind: the text itself
// where it is a stand-in, or says nothing.
func (m *Maker) Append(dst []byte, kind catalog.PersonalKind, text []byte) []byte {
	switch kind {
	case catalog.PersonalEmail:
		if !personal.IsEmail(text) { // for a byte that is no character, it may be afterwards
			if text = m.text(nil, text, false); !personal.IsEmail(text) {
				return append(dst, text...)
			}
		}
		return m.email(dst, text)
	case catalog.PersonalIP:
		if ip, ok := personal.ParseIP(text); ok {
			return m.address(dst, text, ip)
		}
		return m.text(dst, text, false)
	case catalog.PersonalPhone:
		return m.phone(dst, text)
	case catalog.PersonalIdentity:
		return m.identity(dst, text)
	case catalog.PersonalDocument:
		return m.document(dst, text)
	case catalog.PersonalImage:
		return m.image(dst, text)
	case catalog.PersonalBirth:
		if d, ok := dateAt(text, 0); ok && d.size == len(text) {
			return m.date(dst, text, d, true)
		}
		return m.text(dst, text, true)
	default:
		return m.text(dst, text, false)
	}
}
