package kit

import (
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
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

// appendRow appends the members of a JSON object that columns name, as a line of
// CSV: texts and numbers as they are, nothing for null, and lists of texts with
// blanks between them.
func appendRow(dst []byte, doc *jsonscan.Document, columns []string) []byte {
	var cell []byte
	for i, name := range columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		cell = cell[:0]
		if value, ok := doc.Get(0, name); ok {
			cell = appendValue(cell, doc, value)
		}
		dst = AppendCSV(dst, cell)
	}
	return append(dst, '\n')
}

func appendValue(dst []byte, doc *jsonscan.Document, i int) []byte {
	switch doc.Nodes[i].Kind {
	case jsonscan.Null:
		return dst
	case jsonscan.Object:
		return doc.AppendCompact(dst, i)
	case jsonscan.Array:
		start := len(dst)
		for child := range doc.Children(i) {
			if len(dst) > start {
				dst = append(dst, ' ')
			}
			dst = appendValue(dst, doc, child)
		}
		return dst
	default:
		return doc.AppendText(dst, i)
	}
}
