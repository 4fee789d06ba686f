package scrub

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
)

// columns are what the names of a table's columns say, from its first line.
type columns struct {
	header    []byte
	delimiter byte
	names     []string
	groups    []personal.Group
	at        string // the column at hand
}

// maxColumnName is the length from which on a cell is no name of a column.
const maxColumnName = 64

// readColumns reads the first line of a text, of which there may be none.
func (s *Scrubber) readColumns(header []byte) {
	c := &s.columns
	if c.at = ""; bytes.Equal(c.header, header) {
		return
	}
	*c = columns{header: bytes.Clone(header), delimiter: ','}
	most := 0
	for _, sign := range []byte(",\t;|") {
		if n := bytes.Count(header, []byte{sign}); n > most {
			most, c.delimiter = n, sign
		}
	}
	for cell := range c.cells(bytes.TrimPrefix(header, []byte("\ufeff"))) {
		name := strings.TrimSpace(string(bytes.TrimPrefix(header, []byte("\ufeff"))[cell.start:cell.end]))
		if name == "" || len(name) > maxColumnName || strings.ContainsAny(name, "{}[]()=:/.\"'@") || name[0]-'0' < 10 {
			c.names = nil
			return
		}
		c.names = append(c.names, name)
	}
	if len(c.names) < 2 {
		c.names = nil
		return
	}
	for _, name := range c.names {
		c.groups = append(c.groups, personal.Group{}.Below([]byte(name), s.names.Of([]byte(name))))
	}
}

// cell is a cell of a row by its place, without its quotes.
type cell struct {
	start, end int
	quoted     bool
}

// cells yields the cells of a row.
func (c *columns) cells(row []byte) func(yield func(cell) bool) {
	return func(yield func(cell) bool) {
		for at := 0; ; at++ {
			one := cell{start: at, end: len(row)}
			if at < len(row) && row[at] == '"' {
				if end := at + 1 + cellEnd(row[at+1:]); end == len(row)-1 || end < len(row) && row[end+1] == c.delimiter {
					one, at = cell{at + 1, end, true}, end+1
				}
			}
			if !one.quoted {
				if n := bytes.IndexByte(row[at:], c.delimiter); n >= 0 {
					one.end = at + n
				}
				at = one.end
			}
			if !yield(one) || at >= len(row) {
				return
			}
		}
	}
}

// rows reads the text of level 0 as the rows of a table.
func (s *Scrubber) rows() {
	text := s.levels[0].text
	for start := 0; start < len(text); {
		end := rowEnd(text, start)
		row := bytes.TrimRight(text[start:end], "\r\n")
		n := 0
		for range s.columns.cells(row) {
			n++
		}
		switch {
		case bytes.Equal(row, s.columns.header):
		case n != len(s.columns.names):
			s.scan(0, start, start+len(row), personal.Group{})
		default:
			s.row(start, row)
		}
		start = end
	}
}

// rowEnd is where the row ends that begins at text[start], with its line break:
// one in quotes does not end it.
func rowEnd(text []byte, start int) int {
	for i := start; ; {
		n := bytes.IndexByte(text[i:], '\n')
		if n < 0 {
			return len(text)
		}
		if i += n + 1; bytes.Count(text[start:i], []byte{'"'})%2 == 0 {
			return i
		}
	}
}

// row reads a row that begins at start.
func (s *Scrubber) row(start int, row []byte) {
	s.maker.Person(noBirth)
	l, n := &s.levels[0], 0
	for c := range s.columns.cells(row) {
		g := s.columns.groups[n]
		s.columns.at = s.columns.names[n]
		n++
		from, to := start+c.start, start+c.end
		text := l.text[from:to]
		if c.quoted {
			text = s.decode(0, from, to, layer.Cell)
		}
		switch {
		case g.Kind != "" && !isJSON(text):
			at := len(l.news)
			if s.made = s.maker.Append(s.made[:0], g.Kind, text); bytes.Equal(s.made, text) {
				continue
			}
			l.news = append(l.news, bytes.ReplaceAll(s.made, []byte{'"'}, []byte(`""`))...)
			l.add(from, to, at)
			s.say(0, from, g.Kind)
		case c.quoted:
			s.inner(0, from, g)
		default:
			s.scan(0, from, to, g)
		}
	}
	s.columns.at = ""
}
