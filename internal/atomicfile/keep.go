package atomicfile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Refusal is why a file is not replaced, though it could be.
type Refusal struct {
	Reason string // such as "it is read-only"
	Hint   string // what to do
}

func (r *Refusal) Error() string { return r.Reason }

// Check reports whether Replace would refuse the file at path, which is open
// as old. The error is a *Refusal, or why that cannot be known.
func Check(path string, old *os.File) error {
	opened, err := old.Stat()
	if err != nil {
		return err
	}
	named, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case named.Mode()&fs.ModeSymlink != 0:
		return refuseLink(path)
	case !named.Mode().IsRegular():
		return &Refusal{"it is no regular file", ""}
	case !os.SameFile(opened, named):
		return &Refusal{"another file took its place meanwhile", "run the command again"}
	case named.Mode().Perm()&0o200 == 0:
		return &Refusal{"it is read-only", "make it writable first, if it is yours to change"}
	case links(old) > 1:
		return &Refusal{fmt.Sprintf("it has %d hard links, and the others would keep the old content", links(old)),
			"give it a copy of its own first: cp FILE COPY && mv COPY FILE"}
	case !mayWrite(path):
		return &Refusal{"you may not write to it", "check its owner, its mode and its file system"}
	case !mayOwn(opened):
		return &Refusal{"it belongs to another user, and its replacement would belong to you", "run this as its owner"}
	}
	return nil
}

func refuseLink(path string) *Refusal {
	r := &Refusal{Reason: "it is a symbolic link"}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		r.Hint = "name the file itself: " + target
	}
	return r
}

// keep gives f the owner, group and extended attributes of old. What cannot be
// kept is a *Refusal.
func keep(f, old *os.File, info fs.FileInfo) error {
	if err := keepOwner(f, info); err != nil {
		return &Refusal{"its owner and group cannot be kept", "run this as its owner, who has to be in its group"}
	}
	if name, err := keepAttributes(f, old); err != nil {
		return &Refusal{"its extended attribute " + name + " cannot be kept", "run this as a user who may set it"}
	}
	return nil
}
