package webhook

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"strings"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

// converter is an editor that also makes UTF-8 of what stands between the repairs,
// line by line: a file is in one encoding or in the other, never in two.
type converter struct {
	editor
	from source.Encoding
	rest *bufio.Reader // of the file, from at on
	at   int64
	line int // that at is on
}

// convertible is how much of a line is converted at once.
const convertible = 64 << 10

func newConverter(to editor, file io.ReaderAt, from source.Encoding) *converter {
	rest := bufio.NewReaderSize(io.NewSectionReader(file, 0, math.MaxInt64), convertible)
	return &converter{editor: to, from: from, rest: rest, line: 1}
}

// Replace implements editor.
func (c *converter) Replace(offset int64, old, text []byte) error {
	if err := c.convert(offset); err != nil {
		return err
	}
	if err := c.replace(old, text); err != nil {
		return err
	}
	_, err := c.rest.Discard(len(old))
	return err
}

// Close implements editor.
func (c *converter) Close() error {
	if err := c.convert(math.MaxInt64); err != nil {
		c.Drop()
		return err
	}
	return c.editor.Close()
}

// convert makes UTF-8 of the file up to an offset.
func (c *converter) convert(until int64) error {
	for c.at < until {
		piece, err := c.rest.Peek(int(min(until-c.at, convertible)))
		if err != nil && len(piece) == 0 {
			if errors.Is(err, io.EOF) && until == math.MaxInt64 {
				return nil
			}
			return err
		}
		if n := bytes.IndexByte(piece, '\n'); n >= 0 {
			piece = piece[:n+1]
		} else if n = lastASCII(piece); len(piece) == convertible && n >= 0 {
			piece = piece[:n+1] // no character goes on behind it
		}
		if text, changed := c.from.Decode(piece); changed {
			err = c.replace(bytes.Clone(piece), text)
		} else {
			c.pass(piece)
			err = nil
		}
		if err != nil {
			return err
		}
		if _, err := c.rest.Discard(len(piece)); err != nil {
			return err
		}
	}
	return nil
}

// replace hands on that old, which stands at c.at, becomes text.
func (c *converter) replace(old, text []byte) error {
	const lost = "\uFFFD"
	if bytes.Count(text, []byte(lost)) > bytes.Count(old, []byte(lost)) {
		before, _, _ := bytes.Cut(text, []byte(lost))
		return &atomicfile.Refusal{
			Reason: say.Textf("line %d holds bytes that are not %s", c.line+bytes.Count(before, []byte{'\n'}), strings.ToUpper(c.from.String())),
			Hint:   say.Textf("name the encoding of the file with --encoding, or correct the line first"),
		}
	}
	if err := c.editor.Replace(c.at, old, text); err != nil {
		return err
	}
	c.pass(old)
	return nil
}

// pass goes on behind text.
func (c *converter) pass(text []byte) {
	c.at += int64(len(text))
	c.line += bytes.Count(text, []byte{'\n'})
}

// lastASCII is where the last byte of ASCII stands, -1 where none does.
func lastASCII(text []byte) int {
	return bytes.LastIndexFunc(text, func(r rune) bool { return r < 0x80 })
}
