package returnurl

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// pairs yields the name=value pieces of a query, still escaped. Besides & it
// splits at a ; or a second ? where one of the service's parameters follows:
// both happen where an address with a query of its own was configured.
func (r *Reader) pairs(query string) iter.Seq[string] {
	return func(yield func(string) bool) {
		told := false
		for piece := range strings.SplitSeq(query, "&") {
			semicolons := false // once one separates, all do
			for cut := nextParam(piece, false); cut >= 0; cut = nextParam(piece, semicolons) {
				semicolons = semicolons || piece[cut] == ';'
				if !told {
					told = true
					r.warn(catalog.NoticeReturnurlSeparator)
				}
				if cut > 0 && !yield(piece[:cut]) {
					return
				}
				piece = piece[cut+1:]
			}
			if piece != "" && !yield(piece) {
				return
			}
		}
	}
}

// nextParam finds the ; or ? in piece behind which a parameter of the service
// begins, or any ; at all, -1 where there is none.
func nextParam(piece string, semicolons bool) int {
	for at := 0; ; at++ {
		i := strings.IndexAny(piece[at:], ";?")
		if i < 0 {
			return -1
		}
		at += i
		if semicolons && piece[at] == ';' {
			return at
		}
		rest := piece[at+1 : min(len(piece), at+1+maxName)]
		if name, _, ok := strings.Cut(rest, "="); ok && knows(name) {
			return at
		}
	}
}

// collect reads a query. The value of encrypted is returned apart, with its
// percent-encoding undone once.
func (r *Reader) collect(query string) (plain *fields, ciphertext string) {
	plain = newFields(r)
	sealed := false
	for piece := range r.pairs(query) {
		name, value, _ := strings.Cut(piece, "=")
		name = r.text(name, true)
		if name != catalog.ParamSealed {
			plain.add(name, r.value(name, value))
			continue
		}
		if sealed {
			plain.repeated(name)
			continue
		}
		sealed, plain.sealed = true, true
		ciphertext = r.ciphertext(value)
	}
	return plain, ciphertext
}

// value undoes the escapes of a parameter's value. A blank cannot be part of
// an e-mail address, so a + there is one.
func (r *Reader) value(name, value string) string {
	if name == catalog.ParamEmail && strings.Contains(value, "+") {
		r.warn(catalog.NoticeReturnurlPlus, "name", catalog.ParamEmail)
		return r.text(value, false)
	}
	return r.text(value, true)
}

func (r *Reader) ciphertext(value string) string {
	if strings.Contains(value, "+") {
		r.warn(catalog.NoticeReturnurlPlus, "name", catalog.ParamSealed)
	}
	return r.text(value, false)
}

// text undoes percent-encoding, and blanks written as + where plus is set.
func (r *Reader) text(s string, plus bool) string {
	if strings.Contains(s, "%") || plus && strings.Contains(s, "+") {
		var broken bool
		if s, broken = unescape(s, plus); broken {
			r.warnOnce(catalog.NoticeReturnurlEscape)
		}
	}
	if !utf8.ValidString(s) {
		r.warnOnce(catalog.NoticeReturnurlUTF8)
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return s
}

func (r *Reader) warnOnce(id catalog.NoticeID) {
	for _, w := range r.warnings {
		if w.Notice == id {
			return
		}
	}
	r.warn(id)
}

// unescape undoes percent-encoding and leaves broken escapes as they are.
func unescape(s string, plus bool) (text string, broken bool) {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '+' && plus:
			c = ' '
		case c == '%':
			hi, lo := hexDigit(s, i+1), hexDigit(s, i+2)
			if hi < 0 || lo < 0 {
				broken = true
				break
			}
			c, i = byte(hi<<4|lo), i+2
		}
		out = append(out, c)
	}
	return string(out), broken
}

func hexDigit(s string, i int) int {
	if i >= len(s) {
		return -1
	}
	switch c := s[i]; {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// nearSpelling finds the parameter that name misspells by case, separators or
// the brackets of an array, nil where there is none.
func (r *Reader) nearSpelling(name string) *catalog.Param {
	if len(name) > maxName {
		return nil
	}
	base, _, _ := strings.Cut(name, "[")
	for i := range r.params {
		if p := &r.params[i]; catalog.SameName(p.Name, base) {
			return p
		}
	}
	if catalog.SameName(catalog.ParamSealed, base) {
		return &catalog.Param{Name: catalog.ParamSealed}
	}
	return nil
}
