// Package outfile opens the files that a user names for output. It promises
// that no output replaces an input, a configuration, a key or another output
// of the same run, under whatever name or link, and that a report is put in
// place as a whole or not at all.
//
// It looks at the files it is told of and writes the ones it is asked for. It
// knows no command, flag or format.
package outfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/workdir"
)

// Guard knows the files of one run that no output may replace. The zero Guard
// knows none. It is used by one goroutine.
type Guard struct {
	Dir workdir.Dir // that paths are relative to

	files []kept // that are not known by their identity
	known map[identity][]kept
	dirs  []kept
}

// kept is a file, or a directory with everything below it. An open file, such
// as standard input, has info instead of a path.
type kept struct {
	what say.Message
	path string
	info fs.FileInfo
	mine bool // an output of this run: what is at its path changes
}

// RefusedError says why an output may not be written.
type RefusedError struct {
	Path   string
	Reason say.Message // goes on after the path: "is an input"
	Hint   say.Message
}

func (e *RefusedError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *RefusedError) In(lang string) string { return say.Textf("%s %v", e.Path, e.Reason).In(lang) }

// Keep protects files, which need not exist. what says what they are, as in
// "an input".
func (g *Guard) Keep(what say.Message, paths ...string) {
	for _, path := range paths {
		if path != "" {
			g.files = append(g.files, kept{what: what, path: path})
		}
	}
}

// KeepBelow protects a directory and everything in it.
func (g *Guard) KeepBelow(what say.Message, dir string) {
	g.dirs = append(g.dirs, kept{what: what, path: dir})
}

// KeepStream protects the file behind an open stream, where it is a regular
// file: `< in.json`, `> out.json`.
func (g *Guard) KeepStream(what say.Message, stream any) {
	if info, ok := regular(stream); ok {
		g.files = append(g.files, kept{what: what, info: info})
	}
}

// Behind reports whether the file at path is the one behind an open stream.
func (g *Guard) Behind(stream any, path string) bool {
	info, ok := regular(stream)
	if !ok {
		return false
	}
	other, err := g.Dir.Stat(path)
	return err == nil && os.SameFile(info, other)
}

func regular(stream any) (fs.FileInfo, bool) {
	s, ok := stream.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return nil, false
	}
	info, err := s.Stat()
	return info, err == nil && info.Mode().IsRegular()
}

// Same reports whether two paths name one file. Links and hard links count;
// paths of files that do not exist yet are compared by their place.
func (g *Guard) Same(a, b string) bool {
	infoA, errA := g.Dir.Stat(a)
	infoB, errB := g.Dir.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	return (errA == nil) == (errB == nil) && g.place(a) == g.place(b)
}

// place is the absolute path of a file in its real directory.
func (g *Guard) place(path string) string {
	path = g.Dir.AbsPath(path)
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return path
	}
	return filepath.Join(dir, filepath.Base(path))
}

// Check says whether path may be written to, and changes nothing. A
// *RefusedError is the user's mistake; other errors come from the system.
func (g *Guard) Check(path string) error {
	if err := g.checkKept(path); err != nil {
		return err
	}
	info, err := g.Dir.Lstat(path)
	switch {
	case isStream(path):
		return nil
	case errors.Is(err, fs.ErrNotExist):
		_, err = g.Dir.Stat(filepath.Dir(path))
		return err
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return refusedLink(path)
	case info.IsDir():
		return &RefusedError{path, say.Textf("is a directory"), say.Textf("name a file in it")}
	case !info.Mode().IsRegular():
		return &RefusedError{path, say.Textf("is not a regular file"), say.Textf("name a file, or one of /dev/stdout, /dev/stderr, /dev/fd/N and %s", os.DevNull)}
	}
	return g.writable(path)
}

// CheckAppend is Check for a file that is appended to, or a directory that gets
// new files: it may also be a device.
func (g *Guard) CheckAppend(path string) error {
	if err := g.checkKept(path); err != nil || isStream(path) {
		return err
	}
	link, err := g.Dir.Lstat(path)
	if err != nil || link.Mode()&fs.ModeSymlink == 0 {
		return nil // what is wrong with it shows when it is opened
	}
	if to, err := g.Dir.Stat(path); err == nil && to.IsDir() {
		return nil
	}
	return refusedLink(path)
}

func refusedLink(path string) error {
	return &RefusedError{path, say.Textf("is a symbolic link"), say.Textf("name the file that it leads to")}
}

// checkKept refuses the protected files.
func (g *Guard) checkKept(path string) error {
	info, err := g.Dir.Stat(path)
	at := g.place(path)
	g.settle()
	if err == nil {
		if id, ok := identityOf(info); ok {
			for _, k := range g.known[id] {
				if os.SameFile(k.info, info) {
					return isKept(path, k)
				}
			}
		}
	}
	for _, k := range g.files {
		same := false
		switch {
		case k.info != nil && isStream(path): // /dev/stdout is standard output
		case err == nil:
			same = g.is(k, info)
		case k.info == nil:
			same = g.place(k.path) == at
		}
		if same {
			return isKept(path, k)
		}
	}
	for _, k := range g.dirs {
		if rel, err := filepath.Rel(g.place(k.path), at); err == nil && filepath.IsLocal(rel) {
			return &RefusedError{path, say.Textf("lies in %s, %s", k.path, k.what), say.Textf("name a file somewhere else")}
		}
	}
	return nil
}

func isKept(path string, k kept) error {
	return &RefusedError{path, say.Textf("is %s", k.what), say.Textf("an output replaces its file: name another one")}
}

// settle looks at each protected file that exists once: there may be many, and as
// many outputs.
func (g *Guard) settle() {
	left := g.files[:0]
	for _, k := range g.files {
		if k.info == nil && !k.mine {
			if info, err := g.Dir.Stat(k.path); err == nil {
				if id, ok := identityOf(info); ok {
					if g.known == nil {
						g.known = map[identity][]kept{}
					}
					k.info = info
					g.known[id] = append(g.known[id], k)
					continue
				}
			}
		}
		left = append(left, k)
	}
	g.files = left
}

// is reports whether the kept file is the one that info describes.
func (g *Guard) is(k kept, info fs.FileInfo) bool {
	other := k.info
	if other == nil {
		var err error
		if other, err = g.Dir.Stat(k.path); err != nil {
			return false
		}
	}
	return os.SameFile(info, other)
}

// writable fails where the file may not be written: replacing it would succeed
// all the same, and take its protection away.
func (g *Guard) writable(path string) error {
	f, err := g.Dir.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// File is an output under way. WriteAt corrects what was written before.
type File interface {
	io.Writer
	io.WriterAt
	// Commit puts what was written in place.
	Commit() error
	// Close drops what was not committed; after Commit it does nothing.
	Close() error
}

// Create checks path and opens it. From here on it is one of the outputs that
// the Guard protects. What is written shows when File.Commit is called: a
// regular file is then replaced, and a stream of the shell, such as
// /dev/stdout, gets all of it at once. mode is as in atomicfile.Create.
func (g *Guard) Create(path string, mode fs.FileMode) (File, error) {
	if err := g.Check(path); err != nil {
		return nil, err
	}
	if isStream(path) {
		return newStream(path)
	}
	g.files = append(g.files, kept{what: say.Textf("an output of this run already"), path: path, mine: true})
	return atomicfile.Create(g.Dir.Path(path), mode)
}
