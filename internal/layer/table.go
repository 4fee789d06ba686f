package layer

import (
	"bytes"
	"iter"
	"slices"
	"strings"
)

// Columns are the columns of a table that is text: CSV, with any of the usual signs
// between its cells. The zero Columns are those of no table.
type Columns struct {
	Names     []string // as the cells of the first row have them, without blanks around them
	delimiter byte
}

// ColumnsOf reads the first line of a text as the header of a table. Any line gives
// columns: IsHeader tells whether they look like names.
func ColumnsOf(header []byte) (c Columns) {
	header = bytes.TrimPrefix(header, []byte("\ufeff"))
	c.delimiter = ','
	most := 0
	for _, sign := range []byte(",\t;|") {
		if n := bytes.Count(header, []byte{sign}); n > most {
			most, c.delimiter = n, sign
		}
	}
	for cell := range c.Cells(header) {
		text := bytes.ReplaceAll(header[cell.Start:cell.End], []byte(`""`), []byte(`"`))
		c.Names = append(c.Names, string(bytes.TrimSpace(text)))
	}
	return c
}

// IsHeader reports whether there are at least two columns, and all of their names look
// like names: full_name, Full name, applicant.full_name.
func (c *Columns) IsHeader() bool {
	const longest = 64
	return len(c.Names) > 1 && !slices.ContainsFunc(c.Names, func(name string) bool {
		return name == "" || len(name) > longest || name[0]-'0' < 10 || strings.ContainsAny(name, "{}[]()=:/\"'@") ||
			strings.IndexByte(name, '.') >= 0 && (strings.Trim(name, ".") != name || strings.IndexByte(name, ' ') >= 0)
	})
}

// Field is a cell of a row by its place, without its quotes.
type Field struct {
	Start, End int
	Quoted     bool
}

// Cells yields the cells of a row. A quote that is never closed, and one that is
// neither doubled nor before a delimiter, is text.
func (c *Columns) Cells(row []byte) iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for at := 0; ; at++ {
			cell := Field{Start: at, End: len(row)}
			if at < len(row) && row[at] == '"' {
				if end := c.closing(row, at+1); end >= 0 {
					cell, at = Field{at + 1, end, true}, end+1
				}
			}
			if !cell.Quoted {
				if n := bytes.IndexByte(row[at:], c.delimiter); n >= 0 {
					cell.End = at + n
				}
				at = cell.End
			}
			if !yield(cell) || at >= len(row) {
				return
			}
		}
	}
}

// closing is the quote from at on that closes a cell, -1 where none does.
func (c *Columns) closing(row []byte, at int) int {
	for {
		n := bytes.IndexByte(row[at:], '"')
		switch at += n; {
		case n < 0:
			return -1
		case at+1 == len(row), row[at+1] == c.delimiter && row[at-1] != '\\':
			return at
		case row[at+1] == '"':
			at++
		}
		at++
	}
}
