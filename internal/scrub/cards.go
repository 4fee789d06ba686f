package scrub

import (
	"bytes"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/standin"
)

// longestCard is how many digits a payment card has at most.
const longestCard = 19

// isCard reports whether a run is the number of a payment card: it begins as those of
// its length do, its groups are as on a card, and its check digit (Luhn) is right, which
// that of one order number in ten is as well.
func isCard(run, digits []byte) bool {
	return isIssued(digits) && isGrouped(run, len(digits)) && isLuhn(digits)
}

// isIssued reports whether cards of this length begin with these digits.
func isIssued(digits []byte) bool {
	begins := func(all ...string) bool {
		return slices.ContainsFunc(all, func(s string) bool { return bytes.HasPrefix(digits, []byte(s)) })
	}
	switch n := len(digits); {
	case n == 13:
		return begins("4")
	case n == 14:
		return begins("30", "36", "38", "39")
	case n == 15:
		return begins("34", "37")
	case n == 16:
		return begins("4", "5", "6", "35", "94") || string(digits[:4]) >= "2221" && string(digits[:4]) <= "2720"
	case n > 16 && n <= longestCard:
		return begins("62", "63", "67", "50", "56", "57", "58") || n == longestCard && begins("4")
	}
	return false
}

// isGrouped reports whether a run of n digits has no separators, or the same one between
// four digits each, or as on the cards with 14 and 15 digits.
func isGrouped(run []byte, n int) bool {
	if len(run) == n {
		return true
	}
	groups := bytes.Split(run, []byte{separatorOf(run)})
	for i, g := range groups[:len(groups)-1] {
		size := 4
		if i == 1 && (n == 14 || n == 15) {
			size = 6
		}
		if len(g) != size || countDigits(g) != size {
			return false
		}
	}
	last := groups[len(groups)-1]
	return len(groups) > 2 && len(last) > 0 && countDigits(last) == len(last)
}

// separatorOf is the first byte of a run that is no digit.
func separatorOf(run []byte) byte {
	return run[slices.IndexFunc(run, func(c byte) bool { return c-'0' >= 10 })]
}

// isLuhn reports whether the check digit of a card is right.
func isLuhn(digits []byte) bool {
	sum := 0
	for i, c := range digits {
		d := int(c - '0')
		if (len(digits)-i)%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// isAbroad reports whether a run is a phone number with 00 and the code of a country in
// front, and separators.
func isAbroad(run, digits []byte) bool {
	n := len(digits)
	return n >= 11 && n <= 17 && digits[0] == '0' && digits[1] == '0' && digits[2] != '0' && len(run) >= n+2 && !standin.IsDocument(digits)
}

// isLandline reports whether a run is the number of a Korean phone that is no mobile:
// an area or 070 or 050x, three or four digits, and four, with separators.
func isLandline(run []byte) bool {
	var groups [3][]byte
	n := 0
	for group := range bytes.FieldsFuncSeq(run, func(r rune) bool { return r == '-' || r == ' ' || r == ')' }) {
		if n == len(groups) {
			return false
		}
		groups[n] = group
		n++
	}
	if n < len(groups) || len(groups[1]) < 3 || len(groups[1]) > 4 || len(groups[2]) != 4 {
		return false
	}
	switch area := string(groups[0]); len(area) {
	case 2:
		return area == "02"
	case 3:
		return area >= "031" && area <= "064" && area[2] >= '1' && area[2] <= '5' || area == "070"
	case 4:
		return area[:3] == "050"
	}
	return false
}

// passportWords are parts of the word before the number of a passport.
func passportWords() [3]string { return [...]string{"assport", "ASSPORT", "여권"} }

// namesPassport reports whether a text may have the number of a passport.
func namesPassport(text []byte) bool {
	for _, word := range passportWords() {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// passports finds the numbers behind the word.
func (l *level) passports(from, to int) {
	const reach = 24 // "passport number is: "
	for _, word := range passportWords() {
		for i := from; i < to; {
			n := bytes.Index(l.text[i:to], []byte(word))
			if n < 0 {
				break
			}
			i += n + len(word)
			for start := i; start < min(to, i+reach) && l.text[start] != '\n'; start++ {
				end := start
				for end < to && isOfDocument(l.text[end]) {
					end++
				}
				if token := l.text[start:end]; isPassport(token) && (end == to || !isPartOfWord(l.text[end]) || l.text[end] == '.') {
					l.fresh = append(l.fresh, piece{start: start, end: end, kind: catalog.PersonalDocument})
					i = end
					break
				}
				start = max(start, end)
			}
		}
		l.take()
	}
}

func isOfDocument(c byte) bool { return c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'z' }

// isPassport reports whether a word is as passports are numbered: seven to nine digits
// and capital letters, most of them digits.
func isPassport(word []byte) bool {
	digits := 0
	for _, c := range word {
		if c-'0' < 10 {
			digits++
		} else if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(word) >= 7 && len(word) <= 9 && digits >= 5
}

// spelled finds e-mail addresses that hide their '@' and their dots from machines:
// "minsu (at) daum.net", "minsu[at]daum[dot]net".
func (l *level) spelled(from, to int) {
	text := l.text[:to]
	for i := from; i < to; i++ {
		n := bytes.IndexAny(text[i:], "([")
		if n < 0 {
			return
		}
		i += n
		sign, next := inBrackets(text, from, i, "at")
		if sign == "" {
			continue
		}
		at := next - len(sign)
		start := from + lastWord(text[from:at])
		end, dot := hostEnd(text, next)
		host := bytes.ReplaceAll(text[next:end], []byte(dot), []byte{'.'})
		if dot == "" {
			host = text[next:end]
		}
		if start < at && bytes.IndexByte(host, '.') > 0 && !personal.IsReservedHost(host) {
			l.fresh = append(l.fresh, piece{start: start, end: end, kind: catalog.PersonalEmail, sign: sign, dot: dot})
			i = end - 1
		}
	}
}

// inBrackets is the word in the brackets that open at text[i], in any case, with them and
// a blank on either side, and where it ends; empty where it is another one, or none.
func inBrackets(text []byte, from, i int, word string) (sign string, end int) {
	if text[i] != '(' && text[i] != '[' {
		return "", 0
	}
	inner := bytes.IndexAny(text[i:min(len(text), i+len("( at )"))], ")]")
	if inner < 0 || !bytes.EqualFold(bytes.TrimSpace(text[i+1:i+inner]), []byte(word)) {
		return "", 0
	}
	start := i
	if end = i + inner + 1; start > from && text[start-1] == ' ' {
		start--
	}
	if end < len(text) && text[end] == ' ' {
		end++
	}
	return string(text[start:end]), end
}

// aroundWord are the bytes that end a part of an address.
const aroundWord = " \t\r\n,;<>()[]{}\"'\\=&?/:"

// lastWord is where the last word of a text begins.
func lastWord(text []byte) int { return bytes.LastIndexAny(text, aroundWord) + 1 }

// hostEnd is where the host at text[i] ends, and how its dots are spelled, empty for '.'.
func hostEnd(text []byte, i int) (end int, dot string) {
	for end = i; end < len(text); {
		if bytes.IndexByte([]byte(aroundWord), text[end]) < 0 {
			end++
			continue
		}
		open := end
		if text[end] == ' ' && end+1 < len(text) {
			open++
		}
		sign, next := inBrackets(text, i, open, "dot")
		if sign == "" || dot != "" && sign != dot {
			break
		}
		dot, end = sign, next
	}
	for end > i && text[end-1] == '.' {
		end--
	}
	return end, dot
}
