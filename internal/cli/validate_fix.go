package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/diff"
	"github.com/argosctl/argosctl/internal/source"
)

// repair is one payload that is to be replaced.
type repair struct {
	path     string
	offset   int64
	old, new []byte
	fixes    int
}

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
			atomicfile.Sweep(in.Path)
		}
	}
	fixes, files, err := v.repairAll(ctx, func(path string, file *os.File) (editor, error) { return newRewriter(path, file) })
	if fixes > 0 {
		v.f.note("fixed %s in %s", count(fixes, "finding"), count(files, "file"))
	}
	return err
}

// diffAll prints what fixAll would do.
func (v *validation) diffAll(ctx context.Context) error {
	fixes, files, err := v.repairAll(ctx, func(path string, file *os.File) (editor, error) {
		return &differ{diff.New(v.f.IO.Data(), v.patchName(path), file), file}, nil
	})
	if err == nil {
		v.f.note("would fix %s in %s", count(fixes, "finding"), count(files, "file"))
	}
	return err
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// repairAll finds what can be repaired and hands it, file by file, to the
// editors that begin opens. A file that cannot be edited is reported, and the
// rest goes on.
func (v *validation) repairAll(ctx context.Context, begin func(string, *os.File) (editor, error)) (fixes, files int, err error) {
	judges, read := v.judges(), v.read
	read.Progress = nil // the bar is about the check that follows
	e := &editing{begin: begin, fail: func(path string, err error) {
		v.f.complain(editProblem(path, err), &v.outcome)
	}}
	err = source.Process(ctx, source.Distinct(v.inputs), read,
		func(c *source.Chunk) []repair { return judges[c.Worker].repairs(c) },
		func(found []repair) error {
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

// repairs is what can be repaired in c.
func (j *judge) repairs(c *source.Chunk) []repair {
	var found []repair
	for p, fault := range c.Payloads() {
		if fault != nil {
			continue
		}
		if p.BOM && j.acceptsBOM(p) {
			found = append(found, repair{p.Origin.Path, 0, []byte("\xef\xbb\xbf"), nil, 1})
		}
		if text, n := j.linter.Repair(p, j.accept); n > 0 {
			found = append(found, repair{p.Origin.Path, p.Offset, p.Bytes, text, n})
		}
	}
	return found
}

// acceptsBOM reports whether the byte order mark before an array is a finding.
func (j *judge) acceptsBOM(p source.Payload) (yes bool) {
	j.linter.Check(p, func(f *diag.Finding) {
		yes = yes || f.Rule == "json/bom" && f.Offset == 0 && f.Fix != nil && j.accept(f)
	})
	return yes
}

// patchName is the path of a file as a patch names it: relative to the working
// directory where it lies below, else to the root.
func (v *validation) patchName(path string) string {
	if dir, err := v.f.Dir(); err == nil && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			path = rel
		}
	}
	return strings.TrimPrefix(filepath.ToSlash(filepath.Clean(path)), "/")
}
