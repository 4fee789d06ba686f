package personal

import (
	"bytes"
	"time"
)

// isResidentNumber reports whether text is a Korean resident or alien
// registration number: a date of birth, a digit for sex and century, and a
// check digit that is right. Without the hyphen it takes a name that says so,
// because ids and times in milliseconds have 13 digits, too. An example needs
// the form alone.
func isResidentNumber(text, digits []byte, h Hint) bool {
	if len(digits) != 13 {
		return false
	}
	if hyphen := len(text) == 14 && text[6] == '-'; !hyphen && (len(text) != 13 || h&HintIdentity == 0) {
		return false
	} else if hyphen && h&Examples != 0 {
		return true
	}
	century := [...]string{"18", "19", "19", "20", "20", "19", "19", "20", "20", "18"}[digits[6]-'0']
	if !isDay(append([]byte(century), digits[:6]...)) {
		return false
	}
	sum := 0
	for i, c := range digits[:12] {
		sum += int(c-'0') * (i%8 + 2)
	}
	base := 11
	if sex := digits[6] - '0'; sex >= 5 && sex <= 8 {
		base = 13 // of foreigners
	}
	return (base-sum%11)%10 == int(digits[12]-'0')
}

// isDay reports whether YYYYMMDD is a day.
func isDay(digits []byte) bool {
	_, err := time.Parse("20060102", string(digits))
	return err == nil
}

// isSSN reports whether text is a social security number that may have been
// issued: no area 000, 666 or 9xx, no group 00, no serial 0000, and none of
// the numbers known from advertising. Without hyphens it takes a name that
// says so. An example needs the form alone.
func isSSN(text, digits []byte, h Hint) bool {
	if len(digits) != 9 {
		return false
	}
	if hyphens := len(text) == 11 && text[3] == '-' && text[6] == '-'; !hyphens && (len(text) != 9 || h&HintIdentity == 0) {
		return false
	} else if hyphens && h&Examples != 0 {
		return true
	}
	area, group, serial := string(digits[:3]), string(digits[3:5]), string(digits[5:])
	switch {
	case area == "000" || area == "666" || digits[0] == '9' || group == "00" || serial == "0000":
		return false
	case string(digits) == "078051120" || string(digits) == "219099999" || string(digits) == "123456789":
		return false
	}
	return !sameDigits(digits)
}

// isCitizenNumber reports whether text is a Chinese resident identity number:
// 18 characters, a date of birth, and a check digit (GB 11643) that is right.
// An example may have another check digit.
func isCitizenNumber(text []byte, h Hint) bool {
	if len(text) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := 17; i >= 0; i-- {
		d := int(text[i] - '0')
		if i == 17 && text[i]|0x20 == 'x' {
			d = 10
		} else if d > 9 {
			return false
		}
		sum += d * weight
		weight = weight * 2 % 11
	}
	return (sum%11 == 1 || h&Examples != 0) && isDay(text[6:14]) && (string(text[6:8]) == "19" || string(text[6:8]) == "20")
}

// isRealPhone reports whether text can be the number of somebody's phone: with
// a country code, or a Korean mobile, or in a field for phone numbers. An
// example may be of a range that is kept for fiction.
func isRealPhone(text, digits []byte, h Hint) bool {
	if !isPhoneText(text) {
		return false
	}
	least := 9
	if h&Examples != 0 {
		least = 7 // +1-555-0142
	}
	n := len(digits)
	reserved := func(kept bool) bool { return kept && h&Examples == 0 }
	switch {
	case n < least:
		return false
	case text[0] == '+':
		return n <= 15 && digits[0] != '0' && !reserved(IsReservedPhone(digits))
	case n >= 10 && n <= 11 && bytes.HasPrefix(digits, []byte("01")) && bytes.IndexByte([]byte("016789"), digits[2]) >= 0:
		return !reserved(IsReservedPhone(digits))
	case h&HintPhone != 0:
		return n <= 15 && !reserved(IsReservedPhone(digits))
	}
	return false
}

// isPhoneText refuses letters, and a plus sign anywhere but in front.
func isPhoneText(text []byte) bool {
	for i, c := range text {
		if c-'0' >= 10 && c != '-' && c != ' ' && c != '(' && c != ')' && c != '.' && (c != '+' || i > 0) {
			return false
		}
	}
	return true
}

// IsReservedPhone reports whether a number is kept for fiction (555-01xx in
// North America, Ofcom's and ACMA's drama numbers), cannot be issued (a Korean
// mobile number that goes on with 0, a Vietnamese one that begins with 10) or is
// evidently made up. digits are at least seven.
func IsReservedPhone(digits []byte) bool {
	n := len(digits)
	if n >= 7 && string(digits[n-7:n-2]) == "55501" {
		return true
	}
	for _, prefix := range [...]string{"447700900", "441632960", "442079460", "61491570", "6125550", "6135550", "82100", "8410"} {
		if bytes.HasPrefix(digits, []byte(prefix)) {
			return true
		}
	}
	return n >= 10 && n <= 11 && bytes.HasPrefix(digits, []byte("0100")) || sameDigits(digits[n-7:])
}

func sameDigits(digits []byte) bool {
	return bytes.Count(digits, digits[:1]) == len(digits)
}
