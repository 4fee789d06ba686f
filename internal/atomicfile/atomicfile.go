// Package atomicfile replaces files as a whole: readers see the old bytes or
// the new ones, never a part, and a crash leaves the old file. It touches the
// file it is given and its directory, and judges nothing.
package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// File collects new content for a path beside it; Commit puts it in place.
type File struct {
	*os.File
	path string
	done bool
}

// Create starts the replacement of the file at path, which need not exist; its
// directory must. A link is followed and stays. With mode 0 the file keeps its
// mode, or gets 0644 where it is new. Close without Commit drops the content.
func Create(path string, mode fs.FileMode) (*File, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, fmt.Errorf("write %s: not a regular file", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case mode == 0 && err == nil:
		mode = info.Mode().Perm()
	case mode == 0:
		mode = 0o644
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, err
	}
	f := &File{File: temp, path: path}
	if err := temp.Chmod(mode); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Commit flushes the content to the disk and renames it into place.
func (f *File) Commit() error {
	if err := f.Sync(); err != nil {
		return errors.Join(err, f.Close())
	}
	f.done = true
	if err := f.File.Close(); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), f.path); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Close drops what was not committed; after Commit it does nothing.
func (f *File) Close() error {
	if f.done {
		return nil
	}
	f.done = true
	return errors.Join(f.File.Close(), os.Remove(f.Name()))
}

// Write replaces the file at path by data; mode as in Create.
func Write(path string, data []byte, mode fs.FileMode) error {
	f, err := Create(path, mode)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Commit()
}
