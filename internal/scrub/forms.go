package scrub

import (
	"bytes"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/personal"
)

// forms finds what has a form that nobody but a person has, and that no rule
// about fixtures is sure enough of: in doubt it is replaced.
func (l *level) forms(from, to int, found look) {
	if found&mayForm != 0 {
		l.numbers(from, to)
		l.take()
		l.entities(from, to)
		l.take()
		l.spelled(from, to)
		l.take()
	}
	if namesPassport(l.text[from:to]) {
		l.passports(from, to)
	}
	if to-from >= shortestPacked {
		l.wide(from, to)
		l.take()
		l.zones(from, to)
		l.take()
	}
}

// numbers finds runs of digits and separators that are the number of a person: a
// Korean resident registration number with blanks or without its hyphen, a Korean
// driving licence, a phone with 00 in front, a Korean one of a house or an office, and
// a payment card.
func (l *level) numbers(from, to int) {
	text := l.text[:to]
	for i := from; i < to; i++ {
		if text[i]-'0' >= 10 || i > from && isPartOfWord(text[i-1]) {
			continue
		}
		end := i
		for end < to && (text[end]-'0' < 10 || text[end] == '-' || text[end] == ' ' || text[end] == ')' && end-i <= len("0505")) {
			end++
		}
		run := bytes.TrimRight(text[i:end], " -")
		if p := numberOf(run); p.kind != "" && (i+len(run) == to || !isPartOfWord(text[i+len(run)])) {
			p.start, p.end = i, i+len(run)
			l.fresh = append(l.fresh, p)
		}
		i = end
	}
}

func isPartOfWord(c byte) bool {
	return c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-' || c == '.' || c == '/' || c == '+'
}

// numberOf tells what a run of digits, hyphens and blanks is.
func numberOf(run []byte) (p piece) {
	var memory [longestCard]byte
	digits := memory[:0]
	for _, c := range run {
		if c-'0' < 10 {
			if len(digits) == len(memory) {
				return p
			}
			digits = append(digits, c)
		}
	}
	switch n := len(digits); {
	case n == 13 && len(run) > 13 && countDigits(run) == 6 && countDigits(bytes.TrimLeft(run[6:], " -")) == 7 && isResident(digits),
		n == 13 && len(run) == 13 && !isMillis(digits) && isResident(digits) && !isArticle(digits):
		return piece{kind: catalog.PersonalIdentity, who: personal.Resident}
	case n == 12 && isLicence(run), isCard(run, digits):
		return piece{kind: catalog.PersonalDocument}
	case n >= 13 && bytes.HasPrefix(digits, []byte("00821")) && !personal.IsReservedPhone(digits[2:]),
		isAbroad(run, digits) && !personal.IsReservedPhone(digits[2:]), isLandline(run) && !personal.IsReservedPhone(digits):
		return piece{kind: catalog.PersonalPhone, who: personal.Phone}
	}
	return p
}

// isResident reports whether 13 digits begin with a day and a digit for sex and
// century, as resident registration numbers do.
func isResident(digits []byte) bool {
	month, day := string(digits[2:4]), string(digits[4:6])
	return month >= "01" && month <= "12" && day >= "01" && day <= "31" && digits[6]-'1' <= 7
}

// formOf is the kind of data that a text holds by its form, empty for none.
func formOf(text []byte) catalog.PersonalKind {
	l := &level{text: text}
	l.forms(0, len(text), lookAt(text))
	if len(l.found) == 0 {
		return ""
	}
	return l.found[0].kind
}

// isMillis reports whether 13 digits are a time of these years in milliseconds.
func isMillis(digits []byte) bool { return string(digits[:2]) >= "14" && string(digits[:2]) < "21" }

// isLicence reports whether a run has the groups of a Korean driving licence:
// 11-23-456789-01.
func isLicence(run []byte) bool {
	const form = "00-00-000000-00"
	if len(run) != len(form) {
		return false
	}
	for i, c := range run {
		if (c-'0' < 10) != (form[i] == '0') || form[i] == '-' && c != '-' {
			return false
		}
	}
	return true
}

// isArticle reports whether 13 digits are the number of an article in a shop (EAN), and
// no resident registration number with a check digit that is right.
func isArticle(digits []byte) bool {
	sum := 0
	for i, c := range digits {
		sum += int(c-'0') * (1 + i%2*2)
	}
	return sum%10 == 0 && personal.Number(digits, personal.HintIdentity) != personal.Resident
}

// entities finds e-mail addresses whose '@' is written as in HTML.
func (l *level) entities(from, to int) {
	text := l.text[:to]
	for i := from; i < to; i++ {
		n := bytes.IndexByte(text[i:], '&')
		if n < 0 {
			return
		}
		i += n
		for _, sign := range [...]string{"&#64;", "&#x40;", "&#X40;", "&commat;"} {
			if !bytes.HasPrefix(text[i:], []byte(sign)) {
				continue
			}
			const around = " \t\r\n,;<>()\"'\\=&?/:"
			start := from + bytes.LastIndexAny(text[from:i], around) + 1
			end := i + len(sign)
			for end < to && bytes.IndexByte([]byte(around), text[end]) < 0 {
				end++
			}
			for end > i && text[end-1] == '.' {
				end--
			}
			if host := text[i+len(sign) : end]; start < i && bytes.IndexByte(host, '.') > 0 && !personal.IsReservedHost(host) {
				l.fresh = append(l.fresh, piece{start: start, end: end, kind: catalog.PersonalEmail, sign: sign})
			}
		}
	}
}

// zones finds lines of a machine readable zone: P<KORHONG<<GILDONG<<<.
func (l *level) zones(from, to int) {
	const shortest = 28
	text := l.text[:to]
	for i := from; i < to; i++ {
		n := bytes.Index(text[i:], []byte("<<"))
		if n < 0 {
			return
		}
		start, end := i+n, i+n
		for start > from && isOfZone(text[start-1]) {
			start--
		}
		for end < to && isOfZone(text[end]) {
			end++
		}
		if filled := end - start - bytes.Count(text[start:end], []byte{'<'}); end-start >= shortest && filled >= 8 {
			l.fresh = append(l.fresh, piece{start: start, end: end, kind: catalog.PersonalDocument})
		}
		i = end
	}
}

func isOfZone(c byte) bool { return c == '<' || c-'0' < 10 || c >= 'A' && c <= 'Z' }

// wide finds numbers of persons in digits as wide as Han characters.
func (l *level) wide(from, to int) {
	text := l.text[:to]
	for i := from; i < to; i++ {
		n := bytes.Index(text[i:], []byte("\xef\xbc"))
		if n < 0 {
			return
		}
		i += n
		narrow, end := narrowed(text, i)
		p := numberOf(narrow)
		if p.kind == "" {
			p.who = personal.Number(narrow, 0)
			p.kind = p.who.Kind()
		}
		if p.kind != "" {
			p.start, p.end, p.wide = i, end, true
			l.fresh = append(l.fresh, p)
		}
		i = max(i, end-1)
	}
}

// narrowed is the run of wide digits and separators at text[i] in ASCII, and its
// end.
func narrowed(text []byte, i int) (narrow []byte, end int) {
	for end = i; end < len(text); {
		r, n := utf8.DecodeRune(text[end:])
		switch {
		case r >= '０' && r <= '９', r == '－', r == '＋', r == '（', r == '）', r == '．':
			r -= '！' - '!'
		case r == '\u3000':
			r = ' '
		case r == ' ', r == '-':
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		narrow, end = append(narrow, byte(r)), end+n
	}
	for len(narrow) > 0 && (narrow[len(narrow)-1] == ' ' || narrow[len(narrow)-1] == '-') {
		_, n := utf8.DecodeLastRune(text[i:end])
		narrow, end = narrow[:len(narrow)-1], end-n
	}
	return narrow, end
}

// widen gives the digits of narrow to the wide text that it was made of.
func widen(dst, text, narrow []byte) []byte {
	for i := 0; len(text) > 0 && i < len(narrow); i++ {
		r, n := utf8.DecodeRune(text)
		switch {
		case narrow[i]-'0' < 10 && r >= '０' && r <= '９':
			dst = utf8.AppendRune(dst, rune(narrow[i])+'０'-'0')
		case narrow[i]-'0' < 10:
			dst = append(dst, narrow[i])
		default:
			dst = append(dst, text[:n]...)
		}
		text = text[n:]
	}
	return dst
}
