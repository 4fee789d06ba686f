package kit

import (
	"io"
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// stream is standard output or standard error. Its errors, a full disk for one,
// name it; that the reader has left is no error and stays as it is.
type stream struct {
	w    io.Writer
	name string
	gone atomic.Bool // whether the reader has left
}

// left tells whether the reader has left; a stream that nobody opened has none.
func (s *stream) left() bool { return s != nil && s.gone.Load() }

// Write implements io.Writer.
func (s *stream) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	switch {
	case err == nil:
	case term.ReaderGone(err):
		s.gone.Store(true)
	default:
		err = Inputf("%s: %w", say.Word(s.name), err)
	}
	return n, err
}
