package webhook

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/diff"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// editor takes the repairs of one file, in the order of their offsets.
type editor interface {
	Replace(offset int64, old, text []byte) error
	// Close ends the file; the repairs hold from then on.
	Close() error
	// Drop ends it without.
	Drop()
}

// fixAll repairs the inputs in place.
func (v *validation) fixAll(ctx context.Context) error {
	for _, in := range v.inputs {
		if in.IsFile() {
			atomicfile.Sweep(v.f.Dir.Path(in.Path))
		}
	}
	fixes, files, err := v.repairAll(ctx, func(path string, file *os.File, text io.Reader) (editor, error) {
		return newRewriter(v.f.Dir.Path(path), file, text)
	})
	if fixes > 0 {
		v.f.Note("fixed %s in %s", say.Count(fixes, "%s finding", "%s findings"), say.Count(files, "%s file", "%s files"))
	}
	return err
}

// diffAll prints what fixAll would do.
func (v *validation) diffAll(ctx context.Context) error {
	fixes, files, err := v.repairAll(ctx, func(path string, file *os.File, text io.Reader) (editor, error) {
		if text != io.Reader(file) {
			v.f.Note("%s would become UTF-8, which no patch can show", term.Clean(path))
		}
		return &differ{diff.New(v.f.IO.Data(), v.patchName(path), text), file}, nil
	})
	if err == nil {
		v.f.Note("would fix %s in %s", say.Count(fixes, "%s finding", "%s findings"), say.Count(files, "%s file", "%s files"))
	}
	return err
}

// repairAll finds what can be repaired and hands it, file by file, to the
// editors that begin opens. A file that cannot be edited is reported, and the
// rest goes on.
func (v *validation) repairAll(ctx context.Context, begin func(string, *os.File, io.Reader) (editor, error)) (fixes, files int, err error) {
	judges, read := v.judges(nil), v.read
	read.Progress, read.Skipped = nil, nil // they are about the check that follows
	e := &editing{dir: v.f.Dir, begin: begin, fail: func(path string, err error) {
		v.f.Complain(editProblem(path, err), &v.outcome)
	}}
	err = source.Process(ctx, source.Distinct(v.inputs), read,
		func(c *source.Chunk) []lint.Edit { return judges[c.Worker].Edits(c) },
		func(found []lint.Edit) error {
			for _, r := range found {
				e.add(r)
			}
			return nil
		})
	if err != nil {
		e.drop()
		return e.fixes, e.files, err
	}
	e.end()
	return e.fixes, e.files, nil
}

// patchName is the path of a file as a patch names it: relative to the working
// directory where it lies below, else to the root.
func (v *validation) patchName(path string) string {
	if dir, err := v.f.Dir.Abs(); err == nil && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			path = rel
		}
	}
	return strings.TrimPrefix(filepath.ToSlash(filepath.Clean(path)), "/")
}
