//go:build unix

package atomicfile

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// ownerOf returns the user and the group of a file.
func ownerOf(info fs.FileInfo) (uid, gid int) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return -1, -1
	}
	return int(stat.Uid), int(stat.Gid)
}

// links is how many names a file has.
func links(f *os.File) uint64 {
	var stat unix.Stat_t
	if err := unix.Fstat(int(f.Fd()), &stat); err != nil {
		return 1
	}
	return uint64(stat.Nlink) //nolint:unconvert // its type differs between systems
}

// mayWrite asks the system: the mode is not all that counts.
func mayWrite(path string) bool {
	return unix.Faccessat(unix.AT_FDCWD, path, unix.W_OK, unix.AT_EACCESS) == nil
}

// mayOwn reports whether a new file can get the owner of this one.
func mayOwn(info fs.FileInfo) bool {
	uid, _ := ownerOf(info)
	return os.Geteuid() == 0 || uid == os.Geteuid()
}

func keepOwner(f *os.File, old fs.FileInfo) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	uid, gid := ownerOf(old)
	if u, g := ownerOf(info); u == uid && g == gid {
		return nil
	}
	return f.Chown(uid, gid)
}
