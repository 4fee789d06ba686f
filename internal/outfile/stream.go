package outfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// isStream tells the names of what a shell has opened already, and of nothing.
func isStream(path string) bool {
	return slices.Contains([]string{os.DevNull, "/dev/null", "/dev/stdout", "/dev/stderr"}, path) ||
		strings.HasPrefix(path, "/dev/fd/") || strings.HasPrefix(path, "/proc/self/fd/")
}

// stream is an output that cannot be replaced, only written to. Its content
// waits in a temporary file.
type stream struct {
	*os.File
	to   *os.File
	done bool
}

func newStream(path string) (*stream, error) {
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp("", "argosctl-*")
	if err != nil {
		return nil, errors.Join(err, to.Close())
	}
	_ = os.Remove(temp.Name()) // where the system allows it, nothing can be left behind
	return &stream{File: temp, to: to}, nil
}

// Commit implements File.
func (s *stream) Commit() error {
	_, err := s.Seek(0, io.SeekStart)
	if err == nil {
		_, err = io.Copy(s.to, s.File)
	}
	return errors.Join(err, s.Close())
}

// Close implements File.
func (s *stream) Close() error {
	if s.done {
		return nil
	}
	s.done = true
	err := os.Remove(s.Name())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(s.to.Close(), s.File.Close(), err)
}
