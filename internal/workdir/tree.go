package workdir

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
)

// Tree is a directory in whose terms files are named: the root of a git
// repository, or a working directory outside of any.
type Tree struct {
	dir  Dir
	root string // as it was reached, maybe through links; empty where there is none
	real string // without links; empty where that cannot be told
	here string // the process's working directory, without links
}

// Tree is the root of the git repository that d is in, else d itself.
func (d Dir) Tree() *Tree {
	abs, err := d.Abs()
	if err != nil {
		return &Tree{dir: d}
	}
	t := &Tree{dir: d, root: filepath.Clean(abs)}
	t.here, _ = Dir("").Abs()
	if real, err := filepath.EvalSymlinks(t.here); err == nil {
		t.here = real
	}
	t.real, _ = filepath.EvalSymlinks(t.root)
	if root, ok := repository(t.root); ok {
		t.root = root
		t.real, _ = filepath.EvalSymlinks(root)
	} else if root, ok := repository(t.real); ok {
		t.root, t.real = root, root
	}
	return t
}

// Repository is the root of the git repository that d is in; ok is false where it
// is in none.
func (d Dir) Repository() (root string, ok bool) {
	abs, err := d.Abs()
	if err != nil {
		return "", false
	}
	return repository(filepath.Clean(abs))
}

// repository is the nearest directory from dir upward that git takes for the
// root of a repository, a linked work tree or a submodule.
func repository(dir string) (root string, ok bool) {
	for dir != "" {
		if isGit(filepath.Join(dir, ".git")) {
			return dir, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return "", false
}

// isGit reports whether path is a repository, or a file that names one.
func isGit(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	if info.IsDir() {
		_, err := os.Stat(filepath.Join(path, "HEAD"))
		return err == nil
	}
	if !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	const mark = "gitdir:"
	head := make([]byte, len(mark))
	_, err = io.ReadFull(file, head)
	return err == nil && bytes.Equal(head, []byte(mark))
}

// Name is the path from the root of the tree to a file, with forward slashes.
// Where links lead to the file, it is the place where the file is, as long as
// that is in the tree. A file outside of the tree begins with "../"; where no
// way leads there (another drive) its path is absolute.
func (t *Tree) Name(path string) string {
	abs := t.dir.AbsPath(path)
	real := abs
	// Not filepath.Dir: where ".." leads after a link is for the system to say.
	if dir, base := filepath.Split(t.dir.Path(path)); base != "" {
		if dir == "" {
			dir = "."
		}
		if found, err := filepath.EvalSymlinks(dir); err == nil {
			if !filepath.IsAbs(found) {
				found = filepath.Join(t.here, found)
			}
			real = filepath.Join(found, base)
		}
	}
	inside, outside := "", ""
	for _, way := range [][2]string{{t.real, real}, {t.root, abs}} {
		if way[0] == "" {
			continue
		}
		rel, err := filepath.Rel(way[0], way[1])
		switch {
		case err != nil:
		case filepath.IsLocal(rel) && inside == "":
			inside = rel
		case outside == "":
			outside = rel
		}
	}
	switch {
	case inside != "":
		return filepath.ToSlash(inside)
	case outside != "":
		return filepath.ToSlash(outside)
	default:
		return filepath.ToSlash(filepath.Clean(abs))
	}
}
