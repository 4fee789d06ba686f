package capture

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// OpenArchive opens the archive at path, which is created where it is missing:
// a directory where it is one, ends in a separator or has no extension, else
// an NDJSON file that is appended to. At most one process at a time has a file
// open. A file that is no NDJSON is a *NotArchiveError, and stays as it is.
func OpenArchive(path string) (*Archive, error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir(), errors.Is(err, fs.ErrNotExist) && namesDir(path):
		return openDir(path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case strings.EqualFold(filepath.Ext(path), ".gz"):
		return nil, say.Errorf("%s: a compressed file cannot be appended to, expected FILE.ndjson or a directory", path)
	}
	return openFile(path)
}

func namesDir(path string) bool {
	return os.IsPathSeparator(path[len(path)-1]) || filepath.Ext(path) == ""
}

func openDir(path string) (*Archive, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, err
	}
	return newArchive(&fixtureDir{path: path}), nil
}

func openFile(path string) (*Archive, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if !info.Mode().IsRegular() { // nothing to lock, repair or take back
		return newArchive(&lineFile{f: device{f}}), nil
	}
	locked, err := lockFile(f, path)
	if err != nil {
		return nil, errors.Join(say.Errorf("%s: %w", path, err), f.Close())
	}
	a, err := openLines(locked, info.Size(), path)
	if err != nil {
		return nil, errors.Join(err, locked.Close())
	}
	return a, nil
}

// openLines makes the file ready to be appended to.
func openLines(f *lockedFile, size int64, path string) (*Archive, error) {
	if ours, err := isArchive(f.File, size); err != nil || !ours {
		if err == nil {
			err = &NotArchiveError{path}
		}
		return nil, err
	}
	end, note, err := repairTail(f.File, size, path)
	if err != nil {
		return nil, say.Errorf("%s: %w", path, err)
	}
	if size == 0 { // perhaps new: its name must be safe as well
		if err := syncDir(filepath.Dir(path)); err != nil {
			return nil, err
		}
	}
	a := &lineFile{f: f, path: path, size: end}
	if note.Empty() {
		return newArchive(a), nil
	}
	return newArchive(a, note), nil
}

// device is a file that only takes bytes: /dev/full, a pipe, a terminal.
type device struct{ *os.File }

func (device) Sync() error                    { return nil }
func (device) Truncate(int64) error           { return nil }
func (device) Seek(int64, int) (int64, error) { return 0, nil }
