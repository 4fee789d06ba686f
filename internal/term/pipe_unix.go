//go:build unix

package term

import (
	"errors"
	"os"
	"syscall"
)

// survivable is f behind a descriptor of its own. Go ends a process by SIGPIPE
// when it writes to descriptor 1 or 2 and the reader of the pipe has gone;
// elsewhere the write fails, and the program decides. To ignore the signal
// instead would make the programs that we start ignore it, too.
func survivable(f *os.File) *os.File {
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return f
	}
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), f.Name())
}

// ReaderGone tells whether a write failed because nobody reads any more.
func ReaderGone(err error) bool { return errors.Is(err, syscall.EPIPE) }

// GuardedStderr is standard error where descriptor 2 is kept for what the
// runtime says at the end: descriptor 3.
func GuardedStderr() *os.File {
	syscall.CloseOnExec(3)
	return os.NewFile(3, "/dev/stderr")
}
