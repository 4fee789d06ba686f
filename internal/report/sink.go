package report

import (
	"bufio"
	"io"
)

// sink is what the formats that print finding by finding share: buffered
// output, a line buffer that is used again, and no interest in files.
type sink struct {
	*bufio.Writer
	line []byte
}

func newSink(w io.Writer) sink {
	return sink{Writer: bufio.NewWriterSize(w, 64<<10)}
}

// File ignores the end of a file.
func (*sink) File(string, int) error { return nil }

// put writes b and keeps its memory for the next line.
func (s *sink) put(b []byte) error {
	s.line = b[:0]
	_, err := s.Write(b)
	return err
}

// Room implements Parted: there is room for all.
func (*sink) Room(n int) int { return n }

// Told implements Parted.
func (s *sink) Told(texts []byte) error {
	_, err := s.Write(texts)
	return err
}

// end writes the last text of a report and flushes it.
func (s *sink) end(text string) error {
	if _, err := s.WriteString(text); err != nil {
		return err
	}
	return s.Flush()
}
