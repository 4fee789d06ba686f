//go:build unix

package atomicfile

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the lock of f. The error is errLocked where a living process has
// it, and another where the file system knows no locks.
func lock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errLocked
	}
	return err
}

// removeStale removes the file of that name, a leftover of the target's, if it
// is the user's own (for root, also the target's owner's) and its writer is
// dead. It is removed under its lock, so that no other process takes it for
// its own meanwhile.
func removeStale(name, target string) {
	f, err := os.OpenFile(name, os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || links(f) != 1 {
		return
	}
	if uid, _ := ownerOf(info); uid != os.Geteuid() && (os.Geteuid() != 0 || !owns(uid, target)) {
		return
	}
	if lock(f) == nil && isStill(f) {
		_ = os.Remove(name)
	}
}

func owns(uid int, path string) bool {
	info, err := os.Lstat(path)
	if err != nil {
		return false
	}
	owner, _ := ownerOf(info)
	return owner == uid
}
