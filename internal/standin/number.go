package standin

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/personal"
)

// figures is the digits of a number as it is written, and where they stand.
type figures struct {
	digits []byte
	places []int
}

// usual is the memory for the figures of a number that is not longer than
// numbers are.
type usual struct {
	digits [24]byte
	places [24]int
}

// figuresOf returns the digits of a text, in a memory where that has the room.
func figuresOf(text []byte, memory *usual) figures {
	f := figures{memory.digits[:0], memory.places[:0]}
	for i, c := range text {
		if c-'0' < 10 {
			f.digits, f.places = append(f.digits, c), append(f.places, i)
		}
	}
	return f
}

// put appends text with its digits replaced by those of f.
func (f figures) put(dst, text []byte) []byte {
	start := len(dst)
	dst = append(dst, text...)
	for i, place := range f.places {
		dst[start+place] = f.digits[i]
	}
	return dst
}

func (f figures) zero() {
	for i := range f.digits {
		f.digits[i] = '0'
	}
}

// fill replaces digits by those of bits.
func fill(digits []byte, bits uint64) {
	for i := range digits {
		digits[i] = byte('0' + bits%10)
		bits /= 10
	}
}

// isRepeated reports whether all digits are the same one.
func isRepeated(digits []byte) bool {
	return len(digits) == 0 || bytes.Count(digits, digits[:1]) == len(digits)
}

// phone appends a number that nobody has: 555-01xx for the last seven digits, and
// in Korea a mobile number that goes on with 0. It keeps the country's code and
// the form. Numbers with and without the country's code are the same number.
func (m *Maker) phone(dst, text []byte) []byte {
	for _, c := range text {
		if c-'0' >= 10 && strings.IndexByte("+-. ()/", c) < 0 {
			return m.text(dst, text, false)
		}
	}
	var memory usual
	f := figuresOf(text, &memory)
	n := len(f.digits)
	from := national(f.digits, bytes.IndexByte(text, '+') >= 0)
	own := f.digits[from:]
	switch {
	case isRepeated(f.digits), n >= 7 && personal.IsReservedPhone(f.digits), isKoreanMobile(f.digits, from) && string(own[:3]) == "100":
		return append(dst, text...)
	case n < 7 || len(own) < 7:
		f.zero()
		return f.put(dst, text)
	}
	bits := m.draw(ofPhone, own)
	switch {
	case isKoreanMobile(f.digits, from):
		own[0], own[1], own[2] = '1', '0', '0'
		fill(own[3:], bits)
	default:
		last := own[len(own)-7:]
		copy(last, "55501")
		fill(last[5:], bits)
		if len(own) >= 9 {
			fill(own[len(own)-9:len(own)-7], 10+bits>>16%90)
		}
	}
	return f.put(dst, text)
}

// national is where the part of a phone number begins that all ways of writing
// it share: behind the country's code and the 0 that stands for it.
func national(digits []byte, plus bool) (from int) {
	n := len(digits)
	switch {
	case bytes.HasPrefix(digits, []byte("00")) && n > 9:
		from = 2 + codeLength(digits[2:])
	case plus, n >= 12 && digits[0] != '0':
		from = codeLength(digits)
	case n == 11 && digits[0] == '1':
		from = 1
	}
	if from < n && digits[from] == '0' {
		from++
	}
	return min(from, n)
}

// codeLength is how many digits the code of a country has.
func codeLength(digits []byte) int {
	if len(digits) < 3 || digits[0] == '1' || digits[0] == '7' {
		return 1
	}
	const two = " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "
	if strings.Contains(two, " "+string(digits[:2])+" ") {
		return 2
	}
	return 3
}

// isKoreanMobile reports whether the number behind from is 10-1234-5678 in Korea.
func isKoreanMobile(digits []byte, from int) bool {
	own := digits[from:]
	if len(own) < 9 || len(own) > 10 || own[0] != '1' || strings.IndexByte("016789", own[1]) < 0 {
		return false
	}
	before := string(digits[:from])
	return before == "0" || before == "82" || before == "820" || before == "0082" || before == ""
}

// identity appends an identity number that fails its check: of Korea and China
// with a day before 1900, of the United States with an area that is never issued.
func (m *Maker) identity(dst, text []byte) []byte {
	var memory usual
	f := figuresOf(text, &memory)
	letters := slices.ContainsFunc(text, func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 || c == '?' })
	switch n := len(f.digits); {
	case isRepeated(f.digits) && !letters:
		return append(dst, text...)
	case !letters && (n == 13 || n == 7 && len(text) > 7):
		if m.resident(f.digits) {
			return f.put(dst, text)
		}
	case len(text) == 18 && (n == 18 || n == 17 && text[17]|0x20 == 'x'):
		if m.citizen(f.digits) {
			return f.put(dst, text)
		}
	case !letters && n == 9:
		if string(f.digits[:3]) != "000" {
			bits := m.draw(ofNumber, f.digits)
			copy(f.digits, "000")
			fill(f.digits[3:], bits)
			if string(f.digits[5:]) == "0000" {
				f.digits[8] = '1'
			}
		}
		return f.put(dst, text)
	}
	return m.document(dst, text)
}

// resident makes a Korean resident registration number of people who were born
// before 1900; false where digits are none.
func (m *Maker) resident(digits []byte) bool {
	century := [...]int{1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800}[digits[6]-'0']
	born := day{y: century + number(digits[:2]), m: number(digits[2:4]), d: number(digits[4:6])}
	if !born.valid() {
		return false
	}
	if century < firstReal {
		return true
	}
	year, month, date := m.moved(born.number(), true).Date()
	if m.birth == 0 {
		m.birth = born.number()
	}
	bits := m.draw(ofNumber, digits)
	putDigits(digits[:2], year%100)
	putDigits(digits[2:4], month)
	putDigits(digits[4:6], date)
	digits[6] = '9'
	if bits&1 == 0 {
		digits[6] = '0'
	}
	if len(digits) == 13 {
		fill(digits[7:], bits>>1)
		sum := 0
		for i, c := range digits[:12] {
			sum += int(c-'0') * (i%8 + 2)
		}
		digits[12] = byte('0' + ((11-sum%11)%10+1+int(bits>>40%9))%10)
	}
	return true
}

// citizen makes a Chinese resident identity number of a person who was born
// before 1900; false where digits are none. The check digit, which may be a
// letter, is not among them.
func (m *Maker) citizen(digits []byte) bool {
	born := day{y: number(digits[6:10]), m: number(digits[10:12]), d: number(digits[12:14])}
	if !born.valid() || born.y < 1700 || born.y > 2099 {
		return false
	}
	if born.y < firstReal {
		return true
	}
	year, month, date := m.moved(born.number(), true).Date()
	if m.birth == 0 {
		m.birth = born.number()
	}
	bits := m.draw(ofNumber, digits)
	copy(digits, "00")
	fill(digits[2:6], bits)
	fill(digits[14:], bits>>20)
	putDigits(digits[6:10], year)
	putDigits(digits[10:12], month)
	putDigits(digits[12:14], date)
	return true
}

// document appends the number of a document: X for letters, and digits that
// begin with 00 and end in a check of the others.
func (m *Maker) document(dst, text []byte) []byte {
	if bytes.IndexByte(text, '@') >= 0 || bytes.Contains(text, []byte("://")) {
		return m.text(dst, text, false)
	}
	var memory usual
	f := figuresOf(text, &memory)
	m.mark(f.digits, "00", text)
	for i, digit := 0, 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		switch size, s := wordAt(text[i:]); {
		case digit < len(f.places) && f.places[digit] == i:
			dst = append(dst, f.digits[digit])
			digit++
		case size > 0 && s != nil:
			dst, n = m.putWord(dst, text[i:i+size], s), size
		case r == utf8.RuneError && n == 1:
			dst = append(dst, '?')
		case unicode.IsUpper(r):
			dst = append(dst, 'X')
		case size > 0 || unicode.IsMark(r):
			dst = append(dst, 'x')
		default:
			dst = append(dst, text[i:i+n]...)
		}
		i += n
	}
	return dst
}

// mark replaces digits by such that tell that they are invented: they begin with
// prefix, and the last ones are a check of the others. Where there is no room for
// that, zeros do. text is the number in full.
func (m *Maker) mark(digits []byte, prefix string, text []byte) {
	n := len(digits)
	if n < 5 {
		figures{digits: digits}.zero()
		return
	}
	if isMarked(digits, prefix) || isRepeated(digits) {
		return
	}
	m.word = m.word[:0]
	for _, c := range text {
		if isASCIIWord([]byte{c}) {
			m.word = append(m.word, c)
		}
	}
	bits := m.draw(ofNumber, bytes.ToUpper(m.word))
	for range 8 {
		copy(digits, prefix)
		fill(digits[2:], bits)
		putDigits(digits[n-checks(n):], checkOf(digits[:n-checks(n)]))
		if personal.Number(digits, personal.HintIdentity) == personal.Nobody {
			return
		}
		bits = bits>>11 | bits<<53
	}
}

// checks is how many of n digits check the others.
func checks(n int) int { return min(3, n-4) }

func isMarked(digits []byte, prefix string) bool {
	n := len(digits)
	c := checks(n)
	check := make([]byte, c)
	putDigits(check, checkOf(digits[:n-c]))
	return string(digits[:2]) == prefix && bytes.Equal(check, digits[n-c:])
}

// IsDocument reports whether the digits of a number are those of a stand-in for the
// number of a document.
func IsDocument(digits []byte) bool { return len(digits) >= 5 && isMarked(digits, "00") }

func checkOf(digits []byte) int {
	sum := uint32(len(digits))
	for _, c := range digits {
		sum = sum*131 + uint32(c) + 7
	}
	return int(sum >> 7 % 1000)
}
