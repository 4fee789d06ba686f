//go:build linux || darwin || freebsd || netbsd

package atomicfile

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// keepAttributes gives f the extended attributes of old, among them the access
// control list on Linux, and takes away what f inherited beyond them. An error
// comes with the name of the attribute.
func keepAttributes(f, old *os.File) (name string, err error) {
	from, to := int(old.Fd()), int(f.Fd())
	names := attributes(from)
	for _, name := range attributes(to) {
		if !slices.Contains(names, name) && !isSystems(name) {
			if err := unix.Fremovexattr(to, name); err != nil {
				return name, err
			}
		}
	}
	for _, name := range names {
		value, ok := attribute(from, name)
		if have, set := attribute(to, name); !ok || set && bytes.Equal(have, value) {
			continue
		}
		if err := unix.Fsetxattr(to, name, value, 0); err != nil && !isSystems(name) {
			return name, err
		}
	}
	return "", nil
}

// isSystems tells the attributes that the system sets by itself: labels, and
// what it computes of the content.
func isSystems(name string) bool {
	return strings.HasPrefix(name, "security.") || strings.HasPrefix(name, "com.apple.")
}

// attributes are the names of a file's attributes; none where the file system
// has no such thing.
func attributes(fd int) []string {
	data, ok := grown(func(buf []byte) (int, error) { return unix.Flistxattr(fd, buf) })
	if !ok {
		return nil
	}
	return strings.FieldsFunc(string(data), func(r rune) bool { return r == 0 })
}

func attribute(fd int, name string) (value []byte, ok bool) {
	return grown(func(buf []byte) (int, error) { return unix.Fgetxattr(fd, name, buf) })
}

// grown reads with a buffer of the size that read asks for; it may change
// between the two calls.
func grown(read func([]byte) (int, error)) ([]byte, bool) {
	for range 4 {
		size, err := read(nil)
		if err != nil || size == 0 {
			return nil, err == nil
		}
		buf := make([]byte, size)
		if n, err := read(buf); err == nil {
			return buf[:n], true
		}
	}
	return nil, false
}
