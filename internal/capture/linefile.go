package capture

import (
	"bytes"
	"errors"
	"io"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// file is what a lineFile needs of an os.File.
type file interface {
	io.Writer
	io.Seeker
	io.Closer
	Sync() error
	Truncate(size int64) error
}

// lineFile is an NDJSON file with one body a line.
//
// The contract: what lies before size is on the disk and never touched again.
// A batch that could not be written and flushed whole is taken back, so that
// no half line stays, and none of it is acknowledged.
type lineFile struct {
	f     file
	path  string
	size  int64
	dirty bool // bytes behind size could not be taken back yet
	buf   []byte
}

func (t *lineFile) commit(batch []*entry) {
	t.buf = t.buf[:0]
	for _, e := range batch {
		start := len(t.buf)
		t.buf = appendLine(t.buf, e.delivery)
		if length := len(t.buf) - start - 1; length > 0 {
			e.delivery.Saved = Saved{t.path, t.size + int64(start), length}
		}
	}
	err := t.write()
	for _, e := range batch {
		if e.err = err; err != nil {
			e.delivery.Saved = Saved{}
		}
	}
}

func (t *lineFile) write() error {
	if len(t.buf) == 0 {
		return nil
	}
	if t.dirty {
		if err := t.takeBack(); err != nil {
			return err
		}
	}
	_, err := t.f.Write(t.buf)
	if err == nil {
		err = t.f.Sync()
	}
	if err != nil {
		t.dirty = true
		return errors.Join(err, t.takeBack())
	}
	t.size += int64(len(t.buf))
	if cap(t.buf) > 2*batchBytes {
		t.buf = nil
	}
	return nil
}

// takeBack cuts the file to what is safe.
func (t *lineFile) takeBack() error {
	if err := t.f.Truncate(t.size); err != nil {
		return err
	}
	_, err := t.f.Seek(t.size, io.SeekStart)
	t.dirty = err != nil
	return err
}

func (t *lineFile) Close() error { return t.f.Close() }

// appendLine appends the line of a body. A body without a line break, but for
// one at its end, is kept byte for byte. One with line breaks cannot be one
// line as it is: if it is JSON the white space between its tokens is left out,
// and every literal keeps its bytes; else each line break becomes a tab, which
// is as little allowed inside a string and as good outside. A body of white
// space has no line.
func appendLine(dst []byte, d *Delivery) []byte {
	body := bytes.TrimSuffix(d.Text, []byte{'\n'})
	if bytes.IndexByte(body, '\n') < 0 {
		if len(bytes.TrimSpace(body)) == 0 {
			return dst
		}
		return append(append(dst, body...), '\n')
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return dst
	}
	if jsonscan.Valid(body) {
		d.note(say.Textf("the body has line breaks and was saved without the white space between its tokens; --save DIR keeps the exact bytes"))
		return append(jsonscan.AppendCompact(dst, body), '\n')
	}
	d.note(say.Textf("the body has line breaks and is not JSON; they were saved as tabs; --save DIR keeps the exact bytes"))
	start := len(dst)
	dst = append(dst, body...)
	for i := start; i < len(dst); i++ {
		if dst[i] == '\n' {
			dst[i] = '\t'
		}
	}
	return append(dst, '\n')
}
