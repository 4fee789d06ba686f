package standin

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// script is how the words of a language are written, and what stands in their
// place: letters, or syllables of letters, that no name is made of.
type script struct {
	table   **unicode.RangeTable // the variable of package unicode, which is set when the program starts
	letters []rune               // at least eight; every stand-in is made of them
	longest int                  // letters of a stand-in
	cased   bool
}

// scripts are tried in their order; Latin takes what is left. They are never
// written to.
var scripts = [...]script{
	{table: &unicode.Hangul, letters: []rune{'겹', '굄', '낯', '닻', '돛', '뜰', '맷', '뭍', '볏', '섶', '솥', '쑥', '윷', '잣', '콩', '팥', '홑', '흙', '꽃', '깃', '늪', '덫', '멋', '붓', '샅', '첫'}, longest: 3},
	{table: &unicode.Han, letters: []rune{'例', '假', '某', '甲', '乙', '丙', '戊', '壬', '癸', '擬'}, longest: 3},
	{table: &unicode.Hiragana, letters: []rune{'ぬ', 'を', 'ぺ', 'ぽ', 'ぷ', 'ぴ', 'づ', 'げ', 'ぞ', 'ぢ'}, longest: 5},
	{table: &halfwidthKana, letters: []rune{'ﾇ', 'ｦ', 'ｹ', 'ﾑ', 'ﾍ', 'ﾎ', 'ﾒ', 'ﾛ'}, longest: 5},
	{table: &unicode.Katakana, letters: []rune{'ヌ', 'ヲ', 'ペ', 'ポ', 'プ', 'ピ', 'ヅ', 'ゲ', 'ゾ', 'ヂ'}, longest: 5},
	{table: &unicode.Cyrillic, letters: []rune{'щ', 'ъ', 'ы', 'э', 'ф', 'ц', 'ю', 'ж'}, longest: 6, cased: true},
	{table: &unicode.Greek, letters: []rune{'ξ', 'ψ', 'ζ', 'φ', 'χ', 'θ', 'β', 'γ'}, longest: 6, cased: true},
	{table: &unicode.Arabic, letters: []rune{'ظ', 'ض', 'ث', 'ذ', 'غ', 'ء', 'خ', 'ش', 'ص'}, longest: 5},
	{table: &unicode.Hebrew, letters: []rune{'ט', 'צ', 'ז', 'ס', 'ק', 'ג', 'פ', 'ח'}, longest: 5},
	{table: &unicode.Thai, letters: []rune{'ฎ', 'ฏ', 'ฐ', 'ฑ', 'ฒ', 'ฌ', 'ฆ', 'ฅ'}, longest: 5},
	{table: &unicode.Devanagari, letters: []rune{'ङ', 'ञ', 'ढ', 'ठ', 'ण', 'झ', 'छ', 'घ'}, longest: 5},
}

// halfwidthKana is katakana as old machines write it.
var halfwidthKana = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xff66, Hi: 0xff9f, Stride: 1}}}

// The syllables of Latin words: one of the first, twice in long words, and one of
// the last. Short words have their own.
const (
	latinFirst  = "bancelcoddorfengalhibjalkemlumpimrudsobtulvekwis"
	latinLast   = "doxpixvuxlyxgaxmuxbyxkoxrixwuxzyxfaxhoxnyxquxtyx"
	latinShort  = "byxdyxfyxgyxhyxjyxkyxlyxmyxryxtyxvyxwyxzyxbyqdyq"
	vietLetters = "bcdghklmnpqrstvx"
	vietVowels  = "ễợẵửỗẫểụ"
)

// scriptOf is the script of a letter, nil for Latin and what is like it.
func scriptOf(r rune) *script {
	if r < 0x370 {
		return nil
	}
	for i := range scripts {
		if unicode.Is(*scripts[i].table, r) {
			return &scripts[i]
		}
	}
	return nil
}

// isOfWord reports whether r goes on with a word of a script.
func isOfWord(r rune, s *script) bool {
	switch {
	case r < utf8.RuneSelf:
		return s == nil && (r|0x20 >= 'a' && r|0x20 <= 'z')
	case unicode.IsMark(r), r == 'ー', r == 'ﾞ', r == 'ﾟ':
		return true
	}
	return unicode.IsLetter(r) && scriptOf(r) == s
}

// wordAt is how many bytes of text are a word, and its script; 0 where none
// begins.
func wordAt(text []byte) (size int, s *script) {
	r, n := utf8.DecodeRune(text)
	if r < utf8.RuneSelf {
		if r|0x20 < 'a' || r|0x20 > 'z' {
			return 0, nil
		}
	} else if !unicode.IsLetter(r) {
		return 0, nil
	}
	s = scriptOf(r)
	for size = n; size < len(text); size += n {
		if r, n = utf8.DecodeRune(text[size:]); !isOfWord(r, s) {
			break
		}
	}
	return size, s
}

// putWord appends the stand-in of a word. A name in Hangul or Han that stands
// without a space is a family name and a given name.
func (m *Maker) putWord(dst, word []byte, s *script) []byte {
	if s == nil {
		return m.latin(dst, word)
	}
	if !isASCII(word) && !norm.NFC.IsNormal(word) {
		word = norm.NFC.Bytes(word)
	}
	m.runes = m.runes[:0]
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		m.runes, word = append(m.runes, r), word[n:]
	}
	all := m.runes
	if s.isMade(all) {
		return append(dst, string(all)...)
	}
	if family := familyName(all); family > 0 && (s.table == &unicode.Hangul || s.table == &unicode.Han) {
		dst = m.letters(dst, all[:family], s)
		all = all[family:]
	}
	return m.letters(dst, all, s)
}

// familyName is how many characters at the start of a name without spaces are
// the family's, 0 for a single character or two, which are a given name.
func familyName(name []rune) int {
	if len(name) < 3 {
		return 0
	}
	switch string(name[:2]) {
	case "남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방":
		if len(name) > 3 {
			return 2
		}
	}
	return 1
}

// isMade reports whether a word is a stand-in.
func (s *script) isMade(word []rune) bool {
	for _, r := range word {
		if s.cased {
			r = unicode.ToLower(r)
		}
		if !containsRune(s.letters, r) {
			return false
		}
	}
	return len(word) > 0
}

func containsRune(set []rune, r rune) bool {
	for _, known := range set {
		if known == r {
			return true
		}
	}
	return false
}

// letters appends as many letters as a word has, within the class of its length.
func (m *Maker) letters(dst []byte, word []rune, s *script) []byte {
	m.word = m.word[:0]
	for _, r := range word {
		m.word = utf8.AppendRune(m.word, unicode.ToLower(r))
	}
	bits := m.draw(ofWord, m.word)
	for i := range min(len(word), s.longest) {
		r := s.letters[bits%uint64(len(s.letters))]
		bits /= uint64(len(s.letters))
		if s.cased && unicode.IsUpper(word[i]) {
			r = unicode.ToUpper(r)
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// latin appends the stand-in of a word in Latin letters, or in those of a script
// without its own.
func (m *Maker) latin(dst, word []byte) []byte {
	if !isASCII(word) && !norm.NFC.IsNormal(word) {
		word = norm.NFC.Bytes(word)
	}
	m.word = m.word[:0]
	size, viet := 0, false
	for rest := word; len(rest) > 0; size++ {
		r, n := utf8.DecodeRune(rest)
		r = unicode.ToLower(r)
		viet = viet || isVietnamese(r)
		m.word, rest = utf8.AppendRune(m.word, r), rest[n:]
	}
	if isMadeOfLatin(m.word) {
		return append(dst, word...)
	}
	bits := m.draw(ofWord, m.word)
	start := len(dst)
	switch {
	case size == 1 && !viet:
		dst = append(dst, 'x')
	case viet:
		if size > 3 {
			dst = appendSyllable(dst, latinFirst, &bits)
		}
		dst = append(dst, vietLetters[bits%uint64(len(vietLetters))])
		vowels := []rune(vietVowels)
		dst = append(utf8.AppendRune(dst, vowels[bits>>8%uint64(len(vowels))]), 'x')
	case size <= 3:
		dst = appendSyllable(dst, latinShort, &bits)
	default:
		dst = appendSyllable(dst, latinFirst, &bits)
		if size > 6 {
			dst = appendSyllable(dst, latinFirst, &bits)
		}
		dst = appendSyllable(dst, latinLast, &bits)
	}
	return caseLike(dst, start, word)
}

func appendSyllable(dst []byte, all string, bits *uint64) []byte {
	n := uint64(len(all) / 3)
	i := *bits % n * 3
	*bits /= n
	return append(dst, all[i:i+3]...)
}

// caseLike gives what stands from start on in dst the capitals of a word.
func caseLike(dst []byte, start int, word []byte) []byte {
	first, n := utf8.DecodeRune(word)
	if !unicode.IsUpper(first) {
		return dst
	}
	second, _ := utf8.DecodeRune(word[n:])
	if len(word) > n && unicode.IsUpper(second) {
		return append(dst[:start], bytes.ToUpper(dst[start:])...)
	}
	dst[start] -= 'a' - 'A'
	return dst
}

// isVietnamese reports whether a small letter has a mark of Vietnamese that
// other languages hardly use.
func isVietnamese(r rune) bool {
	return r >= 0x1ea0 && r <= 0x1ef9 || r == 'ă' || r == 'đ' || r == 'ơ' || r == 'ư' || r == 'ê' || r == 'ô' || r == 'ĩ' || r == 'ũ'
}

// isMadeOfLatin reports whether a word in small letters is a stand-in.
func isMadeOfLatin(word []byte) bool {
	switch {
	case len(word) == 1:
		return word[0] == 'x'
	case len(word) == 3 && hasSyllable(latinShort, word), len(word) == 6 && hasSyllable(latinFirst, word[:3]) && hasSyllable(latinLast, word[3:]),
		len(word) == 9 && hasSyllable(latinFirst, word[:3]) && hasSyllable(latinFirst, word[3:6]) && hasSyllable(latinLast, word[6:]):
		return true
	}
	if len(word) > 5 && hasSyllable(latinFirst, word[:3]) {
		word = word[3:]
	}
	r, n := utf8.DecodeRune(word[1:])
	return n > 1 && len(word) == n+2 && strings.IndexByte(vietLetters, word[0]) >= 0 && strings.ContainsRune(vietVowels, r) && word[n+1] == 'x'
}

func hasSyllable(all string, s []byte) bool {
	for i := 0; i < len(all); i += 3 {
		if all[i] == s[0] && all[i+1] == s[1] && all[i+2] == s[2] {
			return true
		}
	}
	return false
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
