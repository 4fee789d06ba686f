package unwrap

import (
	"bytes"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/source"
)

// columns are the columns of a table, and the first line of its text that they are from.
type columns struct {
	header []byte
	layer.Columns
}

// columnsOf reads a header. A text whose first line is none has columns, too;
// only its rows tell.
func (f *Finder) columnsOf(header []byte) *columns {
	t := &f.columns
	if !bytes.Equal(t.header, header) || t.Names == nil {
		*t = columns{header, layer.ColumnsOf(header)}
	}
	return t
}

// isHeader reports whether a payload is the first line of its text and looks like
// the names of columns.
func (f *Finder) isHeader(p source.Payload) bool {
	if len(p.Header()) == 0 || !isHeaderOf(p) {
		return false
	}
	return f.columnsOf(p.Header()).IsHeader()
}

// isHeaderOf reports whether a payload is the first line of its text.
func isHeaderOf(p source.Payload) bool {
	return p.Line == 1 && bytes.Equal(bytes.TrimPrefix(p.Bytes, []byte("\ufeff")), p.Header())
}

// row looks into the cells of a payload that is a row of a table: it has as many
// as the header has names. It returns how many payloads it yielded.
func (f *Finder) row(p source.Payload) int {
	if len(p.Header()) == 0 || bytes.ContainsAny(p.Header(), "{}") || isHeaderOf(p) {
		return 0
	}
	t, n, promising := f.columnsOf(p.Header()), 0, false
	for c := range t.Cells(p.Bytes) {
		n++
		likely := c.Quoted || len(t.Names) > 1 // else it may be any line of a text
		promising = promising || likely && c.End-c.Start >= shortest && looksLike(p.Bytes[c.Start:c.End]) != nothing
	}
	if n != len(t.Names) || !promising {
		return 0
	}
	f.begin(p)
	f.top().ParseStrict(nil)
	n = 0
	for c := range t.Cells(p.Bytes) {
		name := t.Names[n]
		if n++; name == "" {
			name = strconv.Itoa(n - 1)
		}
		coding := layer.Part
		if c.Quoted {
			coding = layer.Cell
		}
		if c.End-c.Start >= shortest && !f.done {
			f.within(catalog.PhraseCsv, name, func() { f.field(0, coding, c.Start, c.End) })
		}
	}
	return f.found
}
