package standin

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/personal"
)

// text appends the stand-in of a text in which anything may stand: what has a
// form of its own gets one of that form, words get words, and digits zeros.
// birth says that dates in it are of a birth.
func (m *Maker) text(dst, text []byte, birth bool) []byte {
	if !mayHoldForms(text) {
		return m.plain(dst, text, birth)
	}
	start := len(dst)
	dst = m.forms(dst, text, birth)
	// What borders on each other may be read as another thing once it is replaced.
	for range 4 {
		before := bytes.Clone(dst[start:])
		if dst = m.forms(dst[:start], before, birth); bytes.Equal(before, dst[start:]) {
			break
		}
	}
	return dst
}

// forms is text for what may hold something with a form of its own.
func (m *Maker) forms(dst, text []byte, birth bool) []byte {
	at := 0
	for found := range personal.In(text, personal.Examples) {
		dst = m.plain(dst, text[at:found.Start], birth)
		dst = m.Found(dst, text[found.Start:found.End], found.Person)
		at = found.End
	}
	return m.plain(dst, text[at:], birth)
}

// mayHoldForms is a first look: personal.In finds nothing in other texts.
func mayHoldForms(text []byte) bool {
	digits := 0
	for _, c := range text {
		switch {
		case c-'0' < 10:
			digits++
		case c == '@' || c == ':' || c == '%':
			return true
		}
	}
	return digits >= 4
}

// Found appends the stand-in of what personal.In found in a text.
func (m *Maker) Found(dst, text []byte, who personal.Person) []byte {
	switch who {
	case personal.Email:
		return m.email(dst, text)
	case personal.Phone:
		return m.phone(dst, text)
	case personal.Resident, personal.SSN, personal.Citizen:
		return m.identity(dst, text)
	case personal.IP:
		return m.ip(dst, text)
	case personal.Image:
		return m.link(dst, text)
	default:
		return append(dst, text...)
	}
}

// plain is text for what holds no form that personal.In knows: dates, addresses
// on the web, words, digits and signs.
func (m *Maker) plain(dst, text []byte, birth bool) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c-'0' < 10:
			n := digitsAt(text[i:])
			if d, ok := dateAt(text, i); ok {
				dst = m.date(dst, text[i:i+d.size], d, birth)
				i += d.size
				n = clockAt(text[i:])
				dst = append(dst, text[i:i+n]...)
			} else {
				dst = append(dst, zeros[:n]...)
			}
			i += n
		case c|0x20 == 'h' && isLink(text[i:]):
			n := bytes.IndexAny(text[i:], " \t\r\n\"'<>\\,;)")
			if n < 0 {
				n = len(text) - i
			}
			dst = m.link(dst, text[i:i+n])
			i += n
		default:
			if n, s := wordAt(text[i:]); n > 0 {
				dst = m.putWord(dst, text[i:i+n], s)
				i += n
				continue
			}
			n := 1
			if c >= utf8.RuneSelf {
				if n = pictureAt(text[i:]); n > 0 {
					dst = append(dst, picture...)
					i += n
					continue
				}
				if _, n = utf8.DecodeRune(text[i:]); n == 1 { // in another encoding, nobody knows which
					dst = append(dst, '?')
					i++
					continue
				}
			}
			dst = append(dst, text[i:i+n]...)
			i += n
		}
	}
	return dst
}

// zeros stand for digits, as many as digitsAt counts at most.
const zeros = "000000000000000000000000"

// digitsAt is how many digits a text begins with.
func digitsAt(text []byte) (n int) {
	for n < len(text) && n < len(zeros) && text[n]-'0' < 10 {
		n++
	}
	return n
}

// picture stands for emoji and the like.
const picture = "□"

// pictureAt is how many bytes of text are pictures, one after the other, with
// what joins and colours them.
func pictureAt(text []byte) (size int) {
	for size < len(text) {
		r, n := utf8.DecodeRune(text[size:])
		switch {
		case r == utf8.RuneError && n == 1:
			return size
		case unicode.Is(unicode.So, r), unicode.Is(unicode.Sk, r) && r > 0x1f000, r >= 0x1f000 && r < 0x20000,
			size > 0 && (r == 0x200d || r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0020 && r <= 0xe007f):
			size += n
		default:
			return size
		}
	}
	return size
}

func isLink(text []byte) bool {
	return hasPrefixFold(text, "https://") || hasPrefixFold(text, "http://")
}

func hasPrefixFold(text []byte, prefix string) bool {
	return len(text) > len(prefix) && bytes.EqualFold(text[:len(prefix)], []byte(prefix))
}
