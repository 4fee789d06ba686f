package junit

import (
	"bufio"
	"bytes"
	"io"
	"math"
)

// File is a report of one suite. The cases go out as they come; the counts in
// the suite's head are filled in at the end.
type File struct {
	to    io.WriterAt
	w     *bufio.Writer
	suite Suite
	at    int64 // where the head of the suite stands
	buf   []byte
}

// NewFile begins a report at the start of a file.
func NewFile(to interface {
	io.Writer
	io.WriterAt
}, suite Suite) *File {
	f := &File{to: to, w: bufio.NewWriter(to), suite: suite}
	start := Header + "<testsuites>\n"
	f.at = int64(len(start))
	widest := Suite{Name: suite.Name, Timed: suite.Timed, tests: 1e16, failures: 1e17, took: math.MaxInt64}
	_, _ = f.w.WriteString(start)
	_, _ = f.w.Write(bytes.Repeat([]byte(" "), len(widest.AppendHead(nil)))) // the spaces behind the head are free to stay
	_, _ = f.w.WriteString(">\n")
	return f
}

// Case adds one case. A write error shows at Close.
func (f *File) Case(c *Case) {
	f.buf = f.suite.AppendCase(f.buf[:0], c)
	_, _ = f.w.Write(f.buf)
}

// Close ends the report. It does not close the file.
func (f *File) Close() error {
	if _, err := f.w.WriteString("  </testsuite>\n</testsuites>\n"); err != nil {
		return err
	}
	if err := f.w.Flush(); err != nil {
		return err
	}
	_, err := f.to.WriteAt(f.suite.AppendHead(nil), f.at)
	return err
}
