// Package workdir opens files relative to the working directory of a run, which
// need not be that of the process. Errors name a path as it was given.
package workdir

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Dir is an absolute path. The zero Dir is the working directory of the
// process, whatever that is.
type Dir string

// Path is how the system finds path. Nothing of path is cleaned away: what a
// link followed by .. means is for the system to say.
func (d Dir) Path(path string) string {
	if d == "" || path == "" || filepath.IsAbs(path) {
		return path
	}
	return string(d) + string(filepath.Separator) + path
}

// Abs is the absolute path of the directory. The error says that there is none:
// it may have been removed.
func (d Dir) Abs() (string, error) {
	if d != "" {
		return string(d), nil
	}
	return os.Getwd()
}

// AbsPath is the absolute and clean form of path, or path as it is where the
// directory is gone.
func (d Dir) AbsPath(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	dir, err := d.Abs()
	if err != nil {
		return path
	}
	return filepath.Join(dir, path)
}

// Open is os.Open.
func (d Dir) Open(path string) (*os.File, error) {
	file, err := os.Open(d.Path(path))
	return file, named(path, err)
}

// OpenFile is os.OpenFile.
func (d Dir) OpenFile(path string, flag int, mode fs.FileMode) (*os.File, error) {
	file, err := os.OpenFile(d.Path(path), flag, mode)
	return file, named(path, err)
}

// Stat is os.Stat.
func (d Dir) Stat(path string) (fs.FileInfo, error) {
	info, err := os.Stat(d.Path(path))
	return info, named(path, err)
}

// Lstat is os.Lstat.
func (d Dir) Lstat(path string) (fs.FileInfo, error) {
	info, err := os.Lstat(d.Path(path))
	return info, named(path, err)
}

// ReadFile is os.ReadFile, but the wait for whoever writes a pipe ends with
// ctx.
func (d Dir) ReadFile(ctx context.Context, path string) ([]byte, error) {
	type content struct {
		data []byte
		err  error
	}
	done := make(chan content, 1)
	go func() {
		data, err := os.ReadFile(d.Path(path))
		done <- content{data, named(path, err)}
	}()
	select {
	case c := <-done:
		return c.data, c.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// named puts path, as it was given, into an error of the system.
func named(path string, err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		e.Path = path
	}
	return err
}
