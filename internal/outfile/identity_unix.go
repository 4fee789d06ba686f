//go:build unix

package outfile

import (
	"io/fs"
	"syscall"
)

// identity tells files apart: by their device and number.
type identity [2]uint64

func identityOf(info fs.FileInfo) (id identity, ok bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return id, false
	}
	return identity{uint64(stat.Dev), stat.Ino}, true //nolint:unconvert // Dev is signed on some systems
}
