package atomicfile

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/argosctl/argosctl/internal/say"
)

// Refusal is why a file is not replaced, though it could be.
type Refusal struct {
	Reason say.Message // such as "it is read-only"
	Hint   say.Message // what to do
}

// Error implements error.
func (r *Refusal) Error() string { return r.Reason.String() }

// In returns the text of the error in lang.
func (r *Refusal) In(lang string) string { return r.Reason.In(lang) }

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
		return &Refusal{say.Textf("it is not a regular file"), say.Message{}}
	case !os.SameFile(opened, named):
		return &Refusal{say.Textf("another file took its place meanwhile"), say.Textf("run the command again")}
	case named.Mode().Perm()&0o200 == 0:
		return &Refusal{say.Textf("it is read-only"), say.Textf("make it writable first, if it is yours to change")}
	case links(old) > 1:
		return &Refusal{say.Textf("it has %d hard links, and the others would keep the old content", links(old)),
			say.Textf("give it a copy of its own first: cp FILE COPY && mv COPY FILE")}
	case !mayWrite(path):
		return &Refusal{say.Textf("you may not write to it"), say.Textf("check its owner, its mode and its file system")}
	case !mayOwn(opened):
		return &Refusal{say.Textf("it belongs to another user, and its replacement would belong to you"), say.Textf("run this as its owner")}
	}
	return nil
}

func refuseLink(path string) *Refusal {
	r := &Refusal{Reason: say.Textf("it is a symbolic link")}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		r.Hint = say.Textf("name the file itself: %s", target)
	}
	return r
}

// keep gives f the owner, group and extended attributes of old. What cannot be
// kept is a *Refusal.
func keep(f, old *os.File, info fs.FileInfo) error {
	if err := keepOwner(f, info); err != nil {
		return &Refusal{say.Textf("its owner and group cannot be kept"), say.Textf("run this as its owner, who has to be in its group")}
	}
	if name, err := keepAttributes(f, old); err != nil {
		return &Refusal{say.Textf("its extended attribute %s cannot be kept", name), say.Textf("run this as a user who may set it")}
	}
	return nil
}
