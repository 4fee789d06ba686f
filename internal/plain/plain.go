// Package plain makes foreign text safe to print. A value, a member name, a
// header or a file name that somebody else chose may hold characters that
// drive a terminal, change the order of what stands beside them, or cannot be
// seen, and lines that a CI runner takes as its commands. All of these become
// visible escapes, the same everywhere; nothing else changes.
package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is text on one line: every character that acts, line breaks and tabs
// among them, becomes a JSON escape such as \u001b, and every byte that is not
// UTF-8 becomes \xNN. A joiner or a variation selector stays where the writing
// system needs it: in Indic and Arabic words, in emoji.
func Text(text string) string {
	if Printable(text) == len(text) {
		return text
	}
	var b []byte // nil as long as nothing has changed
	prev := rune(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		invalid := r == utf8.RuneError && size == 1
		if !invalid && !acts(prev, r, next) {
			if b != nil {
				b = append(b, text[i:i+size]...)
			}
		} else {
			if b == nil {
				b = append(make([]byte, 0, len(text)+16), text[:i]...)
			}
			if invalid {
				b = append(b, '\\', 'x', hex[text[i]>>4], hex[text[i]&15])
			} else {
				b = AppendEscape(b, r)
			}
		}
		prev, i = r, i+size
	}
	if b == nil {
		return text
	}
	return string(b)
}

// JSON appends JSON text with the characters that act written as escapes, and
// bytes that are not UTF-8 as U+FFFD: the same values, but for such bytes.
// Line breaks and tabs, which JSON has between its values, stay.
func JSON(dst, text []byte) []byte {
	prev := rune(0)
	for i := 0; i < len(text); {
		if c := text[i]; c < 0x7f && (c >= ' ' || c == '\n' || c == '\t') {
			dst, prev, i = append(dst, c), rune(c), i+1
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		next, _ := utf8.DecodeRune(text[i+size:])
		if acts(prev, r, next) {
			dst = AppendEscape(dst, r)
		} else {
			dst = utf8.AppendRune(dst, r)
		}
		prev, i = r, i+size
	}
	return dst
}

const hex = "0123456789abcdef"

// AppendEscape appends r as JSON writes it: \n, \r, \t, \uXXXX, or two of
// these for a character beyond U+FFFF.
func AppendEscape(dst []byte, r rune) []byte {
	switch {
	case r == '\n':
		return append(dst, `\n`...)
	case r == '\r':
		return append(dst, `\r`...)
	case r == '\t':
		return append(dst, `\t`...)
	case r > 0xffff:
		r -= 0x10000
		return AppendEscape(AppendEscape(dst, 0xd800+r>>10), 0xdc00+r&0x3ff)
	}
	return append(dst, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// Visible appends text with every character that acts replaced by what picture
// returns for it, so that columns can be counted.
func Visible(dst, text []byte, picture func(rune) rune) []byte {
	prev := rune(0)
	for i := 0; i < len(text); {
		if n := Printable(text[i:]); n > 0 {
			dst, i = append(dst, text[i:i+n]...), i+n
			prev = rune(text[i-1])
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		next, _ := utf8.DecodeRune(text[i+size:])
		if acts(prev, r, next) {
			dst = utf8.AppendRune(dst, picture(r))
		} else {
			dst = utf8.AppendRune(dst, r)
		}
		prev, i = r, i+size
	}
	return dst
}

// Contains tells whether text has a character that acts, or is not UTF-8.
func Contains(text string) bool {
	return Printable(text) < len(text) && Text(text) != text
}

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
	emojiLook = '\ufe0f' // asks for the emoji form of the character before it
)

// acts tells whether r, between prev and next, drives a terminal, reorders
// text or hides.
func acts(prev, r, next rune) bool {
	switch {
	case r < ' ':
		return true
	case r < 0x7f:
		return false
	case r < 0xa0: // DEL and the C1 controls
		return true
	case r >= 0xac00 && r <= 0xd7a3, r >= 0x4e00 && r <= 0x9fff, r >= 0x3040 && r <= 0x30ff, r >= '‐' && r <= '‧': // most text that is not ASCII
		return false
	case r == nonJoiner:
		return !joins(prev) || !joins(next)
	case r == joiner:
		return (!joins(prev) || !joins(next)) && (!pictured(prev) || !pictured(next))
	case unicode.Is(unicode.Variation_Selector, r):
		return !varies(prev)
	case unicode.Is(unicode.Cf, r): // bidi controls, zero width, tags; but signs over Arabic numbers can be seen
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	}
	return unicode.In(r, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
}

// contextual tells the characters that act or not by what follows them.
func contextual(r rune) bool { return r == nonJoiner || r == joiner }

// joins tells the letters and marks of scripts in which a joiner makes a
// difference that can be seen.
func joins(r rune) bool {
	return r >= 0x600 && unicode.In(r, unicode.L, unicode.M) && unicode.In(r,
		unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
		unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// pictured tells the parts of an emoji that a joiner makes one of.
func pictured(r rune) bool {
	return r == emojiLook || r > 0xff && r != utf8.RuneError && unicode.IsSymbol(r)
}

// varies tells the characters that have other forms: emoji, the signs of
// keycaps, Han and all else outside ASCII; but no second selector.
func varies(r rune) bool {
	return strings.ContainsRune("0123456789#*", r) ||
		r > 0x7f && unicode.In(r, unicode.L, unicode.N, unicode.S, unicode.P) && !unicode.Is(unicode.Variation_Selector, r)
}
