package unwrap

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/source"
)

// columns are the names of a table's columns, from the first line of its text.
type columns struct {
	header    []byte // that they are from
	delimiter byte
	names     []string
}

// columnsOf reads a header. A text whose first line is none has columns, too;
// only its rows tell.
func (f *Finder) columnsOf(header []byte) *columns {
	t := &f.columns
	if bytes.Equal(t.header, header) && t.names != nil {
		return t
	}
	*t = columns{header: header, delimiter: ','}
	most := 0
	for _, c := range []byte(",\t;|") {
		if n := bytes.Count(header, []byte{c}); n > most {
			most, t.delimiter = n, c
		}
	}
	for c := range t.cells(header) {
		t.names = append(t.names, string(bytes.TrimSpace(bytes.ReplaceAll(header[c.start:c.end], []byte(`""`), []byte(`"`)))))
	}
	return t
}

// cell is a cell of a row by its place, without its quotes.
type cell struct {
	start, end int
	quoted     bool
}

// cells yields the cells of a row. A quote that is never closed, and one that is
// neither doubled nor before a delimiter, is text.
func (t *columns) cells(row []byte) func(yield func(cell) bool) {
	return func(yield func(cell) bool) {
		for at := 0; ; at++ {
			c := cell{start: at, end: len(row)}
			if at < len(row) && row[at] == '"' {
				if end := t.closing(row, at+1); end >= 0 {
					c = cell{at + 1, end, true}
					at = end + 1
				}
			}
			if !c.quoted {
				if n := bytes.IndexByte(row[at:], t.delimiter); n >= 0 {
					c.end = at + n
				}
				at = c.end
			}
			if !yield(c) || at >= len(row) {
				return
			}
		}
	}
}

// closing is the quote from at on that closes a cell, -1 where none does.
func (t *columns) closing(row []byte, at int) int {
	for {
		n := bytes.IndexByte(row[at:], '"')
		switch at += n; {
		case n < 0:
			return -1
		case at+1 == len(row), row[at+1] == t.delimiter && row[at-1] != '\\':
			return at
		case row[at+1] == '"':
			at++
		}
		at++
	}
}

// isHeader reports whether a payload is the first line of its text and looks like
// the names of columns.
func (f *Finder) isHeader(p source.Payload) bool {
	if len(p.Header()) == 0 || !isHeaderOf(p) {
		return false
	}
	t := f.columnsOf(p.Header())
	return len(t.names) > 1 && !slices.ContainsFunc(t.names, func(name string) bool {
		return name == "" || len(name) > maxColumnName || strings.ContainsAny(name, "{}[]()=:/.\"'") || name[0]-'0' < 10
	})
}

// isHeaderOf reports whether a payload is the first line of its text.
func isHeaderOf(p source.Payload) bool {
	return p.Line == 1 && bytes.Equal(bytes.TrimPrefix(p.Bytes, []byte("\ufeff")), p.Header())
}

// maxColumnName is the length from which on a cell is no name of a column.
const maxColumnName = 64

// row looks into the cells of a payload that is a row of a table: it has as many
// as the header has names. It returns how many payloads it yielded.
func (f *Finder) row(p source.Payload) int {
	if len(p.Header()) == 0 || bytes.ContainsAny(p.Header(), "{}") || isHeaderOf(p) {
		return 0
	}
	t, n, promising := f.columnsOf(p.Header()), 0, false
	for c := range t.cells(p.Bytes) {
		n++
		likely := c.quoted || len(t.names) > 1 // else it may be any line of a text
		promising = promising || likely && c.end-c.start >= shortest && looksLike(p.Bytes[c.start:c.end]) != nothing
	}
	if n != len(t.names) || !promising {
		return 0
	}
	f.begin(p)
	f.top().ParseStrict(nil)
	n = 0
	for c := range t.cells(p.Bytes) {
		name := t.names[n]
		if n++; name == "" {
			name = strconv.Itoa(n - 1)
		}
		coding := layer.Part
		if c.quoted {
			coding = layer.Cell
		}
		if c.end-c.start >= shortest && !f.done {
			f.within(catalog.PhraseCsv, name, func() { f.field(0, coding, c.start, c.end) })
		}
	}
	return f.found
}
