//go:build unix

package source

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// descriptor is an open regular file. os.File would register every one with
// the poller and the garbage collector, which takes longer than reading a
// small file does: 5.6 against 3.5 µs each over 10,000 files.
type descriptor int

// openRegular opens a file that does not block.
func openRegular(path string) (io.ReadCloser, error) {
	for {
		fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		if !errors.Is(err, syscall.EINTR) {
			if err != nil {
				return nil, &os.PathError{Op: "open", Path: path, Err: err}
			}
			return descriptor(fd), nil
		}
	}
}

func (d descriptor) Read(p []byte) (int, error) {
	for {
		n, err := syscall.Read(int(d), p)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return 0, err
		case n == 0 && len(p) > 0:
			return 0, io.EOF
		}
		return n, nil
	}
}

// ReadAt implements io.ReaderAt.
func (d descriptor) ReadAt(p []byte, offset int64) (n int, err error) {
	for n < len(p) {
		more, err := syscall.Pread(int(d), p[n:], offset+int64(n))
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return n, err
		case more == 0:
			return n, io.EOF
		}
		n += more
	}
	return n, nil
}

// Seek implements io.Seeker.
func (d descriptor) Seek(offset int64, whence int) (int64, error) {
	return syscall.Seek(int(d), offset, whence)
}

func (d descriptor) Close() error { return syscall.Close(int(d)) }
