// Package diff writes unified diffs, as `git apply` and `patch -p1` take them,
// of files in which some ranges of bytes are replaced.
//
// It reads the old file once, from its start to the last replacement, and
// keeps no more of it than the hunk that is being written. It compares no
// files: what changes is told by the caller.
package diff

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// context is how many unchanged lines are shown around a change.
const context = 3

// ErrChanged says that the old file is not what the replacements are about.
var ErrChanged = errors.New("the file has changed in the meantime")

// Writer writes the diff of one file. Its zero value is not usable; see New.
type Writer struct {
	out  io.Writer
	name string
	old  *bufio.Reader
	at   int64 // of the next byte of old

	// The lines that are being changed: as they were, and as they become.
	before, after []byte
	open          bool

	hunk    hunk
	started bool // the head of the diff is written
}

// New returns a Writer that prints to out. name is the path of the file, with
// slashes and relative to where the diff will be applied; old is its content.
func New(out io.Writer, name string, old io.Reader) *Writer {
	return &Writer{out: out, name: name, old: bufio.NewReaderSize(old, 64<<10), hunk: hunk{oldLine: 1, newLine: 1}}
}

// Replace says that the bytes old at offset become text. Calls come in the
// order of their offsets and do not overlap.
func (w *Writer) Replace(offset int64, old, text []byte) error {
	if !w.open || offset > w.at || offset == w.at && bytes.HasSuffix(w.before, []byte{'\n'}) {
		if err := w.seek(offset); err != nil {
			return err
		}
	}
	for w.at < offset+int64(len(old)) {
		if err := w.take(); err != nil {
			return err
		}
	}
	from := len(w.after) - int(w.at-offset) // what follows the last replacement is as it was
	if from < 0 || from > len(w.after) || !bytes.Equal(w.after[from:from+len(old)], old) {
		return ErrChanged
	}
	rest := bytes.Clone(w.after[from+len(old):])
	w.after = append(append(w.after[:from], text...), rest...)
	if len(w.after) > 0 && !bytes.HasSuffix(w.after, []byte{'\n'}) { // the next line, if any, joins this one
		line, err := w.line()
		w.before, w.after = append(w.before, line...), append(w.after, line...)
		return err
	}
	return nil
}

// Close writes what is left. It closes neither the output nor the old file.
func (w *Writer) Close() error {
	if err := w.flush(); err != nil {
		return err
	}
	for range context {
		line, err := w.line()
		if err != nil || len(line) == 0 {
			break
		}
		if err := w.print(w.hunk.same(line)); err != nil {
			return err
		}
	}
	return w.print(w.hunk.end())
}

// seek passes over the lines before the one that holds offset, and takes that.
func (w *Writer) seek(offset int64) error {
	if err := w.flush(); err != nil {
		return err
	}
	for {
		line, err := w.line()
		if err != nil {
			return err
		}
		if len(line) == 0 && w.at < offset {
			return ErrChanged
		}
		if w.at > offset || len(line) == 0 || line[len(line)-1] != '\n' {
			w.open = true
			w.before, w.after = append(w.before[:0], line...), append(w.after[:0], line...)
			return nil
		}
		if err := w.print(w.hunk.same(line)); err != nil {
			return err
		}
	}
}

// take adds the next line to those that are being changed.
func (w *Writer) take() error {
	line, err := w.line()
	if err != nil {
		return err
	}
	if len(line) == 0 {
		return ErrChanged
	}
	w.before, w.after = append(w.before, line...), append(w.after, line...)
	return nil
}

// line reads one line with its break; none at the end of the file.
func (w *Writer) line() ([]byte, error) {
	line, err := w.old.ReadBytes('\n')
	w.at += int64(len(line))
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}

// flush turns the lines that are being changed into a part of the hunk.
func (w *Writer) flush() error {
	if !w.open {
		return nil
	}
	w.open = false
	before, after := lines(w.before), lines(w.after)
	for len(before) > 0 || len(after) > 0 {
		if len(before) > 0 && len(after) > 0 && bytes.Equal(before[0], after[0]) {
			if err := w.print(w.hunk.same(before[0])); err != nil {
				return err
			}
			before, after = before[1:], after[1:]
			continue
		}
		gone, come := changed(before, after)
		w.hunk.change(before[:gone], after[:come])
		before, after = before[gone:], after[come:]
	}
	return nil
}

// changed returns how many lines, from the first on, are gone and which have
// come for them. With as many lines on both sides they are compared one by
// one; else all up to the common end changed.
func changed(before, after [][]byte) (gone, come int) {
	if len(before) == len(after) {
		n := 0
		for n < len(before) && !bytes.Equal(before[n], after[n]) {
			n++
		}
		return n, n
	}
	gone, come = len(before), len(after)
	for gone > 0 && come > 0 && bytes.Equal(before[gone-1], after[come-1]) {
		gone, come = gone-1, come-1
	}
	return gone, come
}

func lines(text []byte) [][]byte {
	var all [][]byte
	for line := range bytes.Lines(text) {
		all = append(all, line)
	}
	return all
}

// print writes a hunk, before the first the head of the diff.
func (w *Writer) print(hunk []byte) error {
	if len(hunk) == 0 {
		return nil
	}
	if !w.started {
		w.started = true
		if _, err := fmt.Fprintf(w.out, "--- %s\n+++ %s\n", quoteName("a/"+w.name), quoteName("b/"+w.name)); err != nil {
			return err
		}
	}
	_, err := w.out.Write(hunk)
	return err
}
