//go:build unix

package config

import (
	"io/fs"
	"os"
	"syscall"
)

// owns reports whether the user of this process owns a file.
func owns(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int64(stat.Uid) == int64(os.Geteuid())
}

// openToAll reports whether every user may write to a file.
func openToAll(info fs.FileInfo) bool { return info.Mode().Perm()&0o002 != 0 }
