// Package atomicfile replaces files as a whole: readers see the old bytes or
// the new ones, never a part, and a crash leaves the old file. It touches the
// file it is given and its directory, and judges no content.
//
// The new content grows in a file beside the old one, .NAME.argosctl-N, which
// nobody but its owner can read. Its writer holds a lock on it, which ends
// with the writer, by kill -9 too. So a file of such a name without a lock is
// the leftover of a killed run: whoever writes to the same target next removes
// it, and so does Sweep. N counts from 0 to 3: as many writers of one target
// can be at work at the same time, and nobody has to list the directory.
package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// File collects new content for a path beside it; Commit puts it in place.
type File struct {
	*os.File
	path  string
	after func(*File) error             // what the file gets before it is put in place
	place func(temp, path string) error // puts it in place
	old   *os.File                      // what it replaces, where that is open
	shut  bool                          // nothing may be open when it is put in place
	done  bool
}

// Create starts the replacement of the file at path, which need not exist; its
// directory must. A link is followed and stays. With mode 0 a file that exists
// keeps its mode and, as far as the user may set them, its owner, group and
// extended attributes; a new one gets 0644. Close without Commit drops the
// content.
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
	case mode == 0 && err != nil:
		mode = 0o644
	}
	return start(path, os.Rename, func(f *File) error {
		if mode != 0 {
			return f.Chmod(mode)
		}
		if old, err := os.Open(path); err == nil {
			_ = keep(f.File, old, info) // what can be kept
			_ = old.Close()
		}
		return f.Chmod(modeOf(info))
	})
}

// Replace starts the replacement of the file at path, which is open as old,
// by one that differs in nothing but its content: owner, group, mode and
// extended attributes are kept. Where they cannot be, and where Check says no,
// the error is a *Refusal, of Replace or of Commit. old must stay open until
// then; Commit closes it where an open file cannot be replaced.
func Replace(path string, old *os.File) (*File, error) {
	if err := Check(path, old); err != nil {
		return nil, err
	}
	info, err := old.Stat()
	if err != nil {
		return nil, err
	}
	f, err := start(path, os.Rename, func(f *File) error {
		if err := Check(path, old); err != nil { // it may have changed since
			return err
		}
		return errors.Join(keep(f.File, old, info), f.Chmod(modeOf(info)))
	})
	if err == nil {
		f.old = old
	}
	return f, err
}

// New starts a file, with mode 0600, under a name that is free. If the name is
// taken by the time of Commit, the error of Commit is fs.ErrExist, and nothing is
// replaced.
func New(path string) (*File, error) {
	return start(path, func(temp, path string) error {
		err := Claim(temp, path)
		if err == nil {
			_ = os.Remove(temp) // what is left of it is swept
		}
		return err
	}, func(*File) error { return nil })
}

func start(path string, place func(temp, path string) error, after func(*File) error) (*File, error) {
	temp, err := openTemp(path)
	if err != nil {
		return nil, err
	}
	return &File{File: temp, path: path, after: after, place: place, shut: runtime.GOOS == "windows"}, nil
}

// Claim gives the whole file at temp the name path, which is in the same
// directory, if that is free; else the error is fs.ErrExist. The name temp stays,
// but not in a file system without links.
func Claim(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil { // no links: look, then rename
		return fs.ErrExist
	}
	return os.Rename(temp, path)
}

// modeOf is all of a file's mode that can be set.
func modeOf(info fs.FileInfo) fs.FileMode {
	return info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)
}

// Commit flushes the content to the disk and puts it in place.
func (f *File) Commit() error {
	if err := errors.Join(f.after(f), f.Sync()); err != nil {
		return errors.Join(err, f.Close())
	}
	if f.shut { // an open file can be neither renamed nor replaced
		if f.old != nil {
			_ = f.old.Close() // it was only read
		}
		if err := f.File.Close(); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	if err := f.place(f.Name(), f.path); err != nil {
		return errors.Join(err, f.Close())
	}
	f.done = true
	_ = f.File.Close() // all is on the disk
	return nil
}

// Close drops what was not committed; after Commit it does nothing.
func (f *File) Close() error {
	if f.done {
		return nil
	}
	f.done = true
	if runtime.GOOS != "windows" { // removed while it is locked
		return errors.Join(os.Remove(f.Name()), ignoreClosed(f.File.Close()))
	}
	return errors.Join(ignoreClosed(f.File.Close()), os.Remove(f.Name()))
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// Write replaces the file at path by data; mode as in Create.
func Write(path string, data []byte, mode fs.FileMode) error {
	f, err := Create(path, mode)
	return fill(f, err, data)
}

// WriteNew writes data to a new file, as New starts it.
func WriteNew(path string, data []byte) error {
	f, err := New(path)
	return fill(f, err, data)
}

// fill writes a file that was started without an error.
func fill(f *File, err error, data []byte) error {
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Commit()
}
