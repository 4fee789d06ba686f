package capture

import (
	"errors"
	"os"
	"runtime"

	"github.com/gofrs/flock"
)

var errInUse = errors.New("another process is writing to it")

// lockedFile is a file that no second listener writes to until it is closed, or this
// process ends.
type lockedFile struct {
	*os.File
	lock *flock.Flock // nil on a file system without locks
}

// lockFile locks f, which is open under path. A lock on Windows keeps everybody from
// the bytes it covers, this process too: there a file beside f, PATH.lock, has it.
func lockFile(f *os.File, path string) (*lockedFile, error) {
	beside := runtime.GOOS == "windows"
	flag := os.O_RDWR
	if beside {
		path, flag = path+".lock", os.O_RDWR|os.O_CREATE
	}
	lock := flock.New(path, flock.SetFlag(flag))
	held, err := lock.TryLock()
	switch {
	case err != nil: // a file system without locks
		return &lockedFile{File: f}, nil
	case !held:
		return nil, errInUse
	}
	if !beside && !sameFile(f, lock) {
		return nil, errors.Join(errors.New("it was replaced just now"), lock.Close())
	}
	return &lockedFile{f, lock}, nil
}

func sameFile(f *os.File, lock *flock.Flock) bool {
	a, err := f.Stat()
	b, lockErr := lock.Stat()
	return err == nil && lockErr == nil && os.SameFile(a, b)
}

// Close closes the file and gives the lock back.
func (l *lockedFile) Close() error {
	err := l.File.Close()
	if l.lock == nil {
		return err
	}
	err = errors.Join(err, l.lock.Close())
	if path := l.lock.Path(); path != l.Name() {
		_ = os.Remove(path)
	}
	return err
}
