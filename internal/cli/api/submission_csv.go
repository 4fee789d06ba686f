package api

import (
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/submission"
)

// itemCSV prints one line an item (RFC 4180, with LF), with the documented
// values as columns. It writes bytes on its own: encoding/csv takes a string
// for every cell, which for long lists costs more than the rest of the work.
type itemCSV struct {
	f       *kit.Factory
	columns *submission.Columns
	begun   bool
	line    []byte
}

func newItemCSV(f *kit.Factory) *itemCSV {
	return &itemCSV{f: f, columns: submission.NewColumns()}
}

func (c *itemCSV) add(item submission.Item) error {
	if err := c.begin(); err != nil {
		return err
	}
	c.line = c.line[:0]
	for i, cell := range c.columns.Row(item) {
		if i > 0 {
			c.line = append(c.line, ',')
		}
		c.line = kit.AppendCSV(c.line, cell)
	}
	_, err := c.f.IO.Data().Write(append(c.line, '\n'))
	return err
}

func (c *itemCSV) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	for i, name := range c.columns.Names() {
		if i > 0 {
			c.line = append(c.line, ',')
		}
		c.line = append(c.line, name...)
	}
	_, err := c.f.IO.Data().Write(append(c.line, '\n'))
	return err
}

func (c *itemCSV) flush() error { return c.f.Flush() }

func (c *itemCSV) close() error {
	if err := c.begin(); err != nil {
		return err
	}
	return c.flush()
}
