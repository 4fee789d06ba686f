package standin

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Number appends the stand-in of a JSON number, which is one again.
func (m *Maker) Number(dst []byte, kind catalog.PersonalKind, literal []byte) []byte {
	var memory usual
	f := figuresOf(literal, &memory)
	if len(f.digits) == len(literal) { // an integer, without a sign
		switch kind {
		case catalog.PersonalPhone, catalog.PersonalIdentity, catalog.PersonalDocument, catalog.PersonalBirth:
			if out, ok := m.integer(f, kind, literal); ok {
				return append(dst, out...)
			}
		default:
		}
	}
	return append(dst, rounded(literal)...)
}

// integer is the stand-in of a whole number that names a person; ok is false
// where it is too short to.
func (m *Maker) integer(f figures, kind catalog.PersonalKind, literal []byte) (out []byte, ok bool) {
	n := len(f.digits)
	if kind == catalog.PersonalBirth && (n == 4 || n == 8) {
		text := literal
		if n == 4 {
			text = append(bytes.Clone(literal), "0701"...)
		}
		if d, isDay := dateAt(text, 0); isDay && (d.valid() || d.y < firstReal) && d.y < 2100 && d.y > 1700 {
			known := m.birth
			out = m.date(nil, text, d, n == 8)
			if n == 4 {
				m.birth = known
			}
			return out[:n], true
		}
	}
	if n < 5 {
		return nil, false
	}
	if kind == catalog.PersonalPhone {
		if out = m.phone(nil, literal); out[0] != '0' {
			return out, true
		}
	}
	m.mark(f.digits, "90", literal)
	return f.digits, true
}

// rounded is a number with its first digit 1, where it has several before the
// point, and zeros for all others.
func rounded(literal []byte) []byte {
	out := bytes.Clone(literal)
	whole := 0
	for whole < len(out) && (out[whole] == '-' || out[whole]-'0' < 10) {
		whole++
	}
	for i, c := range out {
		if c-'0' < 10 {
			out[i] = '0'
		}
	}
	first := len(literal) - len(bytes.TrimLeft(literal, "-"))
	if whole-first > 1 {
		out[first] = '1'
	}
	return out
}
