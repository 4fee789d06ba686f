package term

import (
	"bytes"
	"io"

	"github.com/argosctl/argosctl/internal/plain"
)

// Columns prints the lines of a list that may have no end: the widths are
// fixed beforehand, and nothing is held. A cell that is wider than its column
// moves the rest of its line.
type Columns struct {
	Widths []int // of all columns but the last, which takes what it needs
	buf    []byte
}

// Line prints one line to w.
func (c *Columns) Line(w io.Writer, cells ...Cell) error {
	c.buf = c.buf[:0]
	for i, cell := range cells {
		text := plain.Text(cell.Text)
		used := len(text)
		if !ascii(text) {
			used = Width(text)
		}
		if cell.Style != nil {
			text = cell.Style(text)
		}
		c.buf = append(c.buf, text...)
		if i == len(cells)-1 {
			break
		}
		for range max(gap, c.Widths[i]-used+gap) {
			c.buf = append(c.buf, ' ')
		}
	}
	c.buf = append(bytes.TrimRight(c.buf, " "), '\n')
	_, err := w.Write(c.buf)
	return err
}
