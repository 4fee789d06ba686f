package scrub

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
)

// columns are what the names of a table's columns say, from its first line.
type columns struct {
	header []byte
	layer.Columns
	groups []personal.Group // nil where the text is no table
	at     string           // the column at hand
}

// readColumns reads the first line of a text, of which there may be none.
func (s *Scrubber) readColumns(header []byte) {
	c := &s.columns
	if c.at = ""; bytes.Equal(c.header, header) {
		return
	}
	*c = columns{header: bytes.Clone(header), Columns: layer.ColumnsOf(header)}
	if !c.IsHeader() {
		return
	}
	for _, name := range c.Names {
		c.groups = append(c.groups, personal.Group{}.Below([]byte(name), s.names.Of([]byte(name))))
	}
}

// rows reads the text of level 0 as the rows of a table.
func (s *Scrubber) rows() {
	text := s.levels[0].text
	for start := 0; start < len(text); {
		end := rowEnd(text, start)
		row := bytes.TrimRight(text[start:end], "\r\n")
		n := 0
		for range s.columns.Cells(row) {
			n++
		}
		switch {
		case bytes.Equal(row, s.columns.header):
		case n != len(s.columns.Names):
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
	for c := range s.columns.Cells(row) {
		g := s.columns.groups[n]
		s.columns.at = s.columns.Names[n]
		n++
		from, to := start+c.Start, start+c.End
		text := l.text[from:to]
		if c.Quoted {
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
		case c.Quoted:
			s.inner(0, from, g)
		default:
			s.scan(0, from, to, g)
		}
	}
	s.columns.at = ""
}
