package term

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

func survivable(f *os.File) *os.File { return f }

// ReaderGone tells whether a write failed because nobody reads any more.
func ReaderGone(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
