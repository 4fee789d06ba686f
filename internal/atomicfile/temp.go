package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

// slots is how many writers of one target can be at work.
const slots = 4

// errLocked says that a living process holds the lock of a file.
var errLocked = errors.New("another process is writing to it")

func tempName(path string, slot int) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".argosctl-"+strconv.Itoa(slot))
}

// openTemp makes the file in which the content for path grows, with its lock.
// Writers that start at the same moment can take each other's new files for
// leftovers, so it tries more than once.
func openTemp(path string) (*os.File, error) {
	for range 50 {
		Sweep(path)
		for slot := range slots {
			if f, err := openSlot(path, slot); f != nil || !errors.Is(err, fs.ErrExist) {
				return f, err
			}
		}
		time.Sleep(time.Millisecond)
	}
	return nil, say.Errorf("%d other processes are writing to it, or %s is in the way", slots, tempName(path, 0))
}

// openSlot is openTemp for one name; fs.ErrExist where it is taken.
func openSlot(path string, slot int) (*os.File, error) {
	f, err := os.OpenFile(tempName(path, slot), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	// Whoever swept between the two calls has its lock, or has removed it.
	if err := lock(f); errors.Is(err, errLocked) || !isStill(f) {
		return nil, errors.Join(fs.ErrExist, f.Close())
	}
	return f, nil
}

// isStill reports whether f is still what its name leads to.
func isStill(f *os.File) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(f.Name())
	return err == nil && os.SameFile(opened, named)
}

// Sweep removes what killed writers of the file at path left behind. What
// belongs to another user, to a living writer, or is not a regular file stays.
func Sweep(path string) {
	for slot := range slots {
		name := tempName(path, slot)
		if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() {
			removeStale(name, path)
		}
	}
}
