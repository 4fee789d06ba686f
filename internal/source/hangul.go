package source

import (
	"bytes"
	"unicode/utf8"
)

// isHangul reports whether a text in which every byte may be UTF-8 is EUC-KR, once
// the user has said that there is EUC-KR. Where a text is short, its bytes may be
// both: C8 AB is 홍 and ȫ. UTF-8 is what holds a character of three bytes, as all
// Korean in UTF-8 does, or one that EUC-KR has not; and a Latin word: a letter with
// an accent stands beside plain ones. What is left and is Hangul in EUC-KR is that.
func isHangul(text []byte) bool {
	found := false
	for at := 0; at < len(text); {
		n := bytes.IndexFunc(text[at:], func(r rune) bool { return r >= utf8.RuneSelf })
		if n < 0 {
			break
		}
		start := at + n
		for at = start; at < len(text) && text[at] >= utf8.RuneSelf; at += 2 {
			if !isSyllable(text[at:]) {
				return false
			}
		}
		switch run := text[start:at]; {
		case bytes.IndexByte(run, onlyHangul) >= 0:
			found = true
		case touchesWord(text, start, at):
			return false
		default:
			found = found || bytes.ContainsFunc(run, func(r rune) bool { return r >= 0xc0 }) // below are signs, such as · and ©
		}
	}
	return found
}

// onlyHangul begins syllables whose bytes are rare letters in UTF-8, U+0221 to
// U+023F.
const onlyHangul = 0xc8

// isSyllable reports whether text, which is UTF-8, begins with a syllable of EUC-KR.
func isSyllable(text []byte) bool {
	return text[0] >= 0xc2 && text[0] <= onlyHangul && len(text) > 1 && text[1] >= 0xa1
}

// touchesWord reports whether a letter or a digit stands beside text[start:end]. The
// letter of an escape, as in "\n", is none.
func touchesWord(text []byte, start, end int) bool {
	if end < len(text) && isWordByte(text[end]) {
		return true
	}
	return start > 0 && isWordByte(text[start-1]) && (start == 1 || text[start-2] != '\\')
}

func isWordByte(c byte) bool { return c|0x20-'a' < 26 || c-'0' < 10 }
