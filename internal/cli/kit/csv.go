package kit

import (
	"strings"
	"unicode/utf8"
)

// AppendCSV appends a cell of CSV (RFC 4180), quoted where it must be. A cell
// that a spreadsheet would read as a formula begins with an apostrophe.
func AppendCSV(dst, cell []byte) []byte {
	if len(cell) == 0 {
		return dst
	}
	formula := startsFormula(cell)
	quote := cell[0] == ' '
	for _, b := range cell {
		quote = quote || b == ',' || b == '"' || b == '\n' || b == '\r'
	}
	if quote {
		dst = append(dst, '"')
	}
	if formula {
		dst = append(dst, '\'')
	}
	if !quote {
		return append(dst, cell...)
	}
	for _, b := range cell {
		if b == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, b)
	}
	return append(dst, '"')
}

// startsFormula tells the first characters after which a spreadsheet may read
// a formula, the full-width ones of East Asian keyboards among them.
func startsFormula(cell []byte) bool {
	first, _ := utf8.DecodeRune(cell)
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", first)
}
