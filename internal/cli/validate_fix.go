package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
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
	fixes, files, err := v.repairAll(ctx, func(path string, file *os.File) (editor, error) { return newRewriter(path, file) })
	if fixes > 0 {
		v.f.note("fixed %s in %s", count(fixes, "finding"), count(files, "file"))
	}
	return err
}

// diffAll prints what fixAll would do.
func (v *validation) diffAll(ctx context.Context) error {
	fixes, files, err := v.repairAll(ctx, func(path string, file *os.File) (editor, error) {
		return &differ{diff.New(v.f.IO.Out, v.patchName(path), file), file}, nil
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
		v.f.complain(&problem{catInput, path + ": " + err.Error(), ""}, &v.outcome)
	}}
	err = source.Process(ctx, v.inputs, read,
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
	j.linter.Check(p, func(f *diag.Finding) { yes = yes || f.Rule == "json/bom" && f.Offset == 0 && j.accept(f) })
	return yes
}

// editing hands repairs to one editor after the other.
type editing struct {
	begin func(string, *os.File) (editor, error)
	fail  func(path string, err error)

	path   string
	editor editor // nil: the file cannot be edited
	made   int    // fixes in the open file
	fixes  int
	files  int
}

func (e *editing) add(r repair) {
	if r.path != e.path {
		e.end()
		e.path = r.path
		if err := e.open(r.path); err != nil {
			e.fail(r.path, err)
		}
	}
	if e.editor == nil {
		return
	}
	if err := e.editor.Replace(r.offset, r.old, r.new); err != nil {
		e.fail(r.path, err)
		e.drop()
		return
	}
	e.made += r.fixes
}

// errCompressed is a file that is not fixed.
var errCompressed = errors.New("compressed files are not fixed: decompress it first")

func (e *editing) open(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	head := make([]byte, 2)
	if n, _ := file.ReadAt(head, 0); n == 2 && head[0] == 0x1f && head[1] == 0x8b {
		return errors.Join(errCompressed, file.Close())
	}
	if e.editor, err = e.begin(path, file); err != nil {
		e.editor = nil
		return errors.Join(err, file.Close())
	}
	return nil
}

// end ends the open file.
func (e *editing) end() {
	if e.editor != nil {
		if err := e.editor.Close(); err != nil {
			e.fail(e.path, err)
		} else {
			e.fixes += e.made
			e.files++
		}
	}
	e.editor, e.made = nil, 0
}

func (e *editing) drop() {
	if e.editor != nil {
		e.editor.Drop()
	}
	e.editor, e.made = nil, 0
}

// rewriter is the editor of --fix: it copies the file beside itself and then
// puts the copy in its place.
type rewriter struct {
	old *os.File
	new *atomicfile.File
	buf *bufio.Writer
	at  int64 // in old
}

func newRewriter(path string, old *os.File) (*rewriter, error) {
	file, err := atomicfile.Create(path, 0)
	if err != nil {
		return nil, err
	}
	return &rewriter{old: old, new: file, buf: bufio.NewWriterSize(file, 64<<10)}, nil
}

// Replace implements editor.
func (r *rewriter) Replace(offset int64, old, text []byte) error {
	if _, err := io.CopyN(r.buf, r.old, offset-r.at); err != nil {
		return err
	}
	have := make([]byte, len(old))
	if _, err := io.ReadFull(r.old, have); err != nil || !bytes.Equal(have, old) {
		return diff.ErrChanged
	}
	r.at = offset + int64(len(old))
	_, err := r.buf.Write(text)
	return err
}

// Close implements editor.
func (r *rewriter) Close() error {
	defer r.Drop()
	if _, err := io.Copy(r.buf, r.old); err != nil {
		return err
	}
	if err := r.buf.Flush(); err != nil {
		return err
	}
	return r.new.Commit()
}

// Drop implements editor.
func (r *rewriter) Drop() {
	_ = r.new.Close()
	_ = r.old.Close()
}

// differ is the editor of --diff.
type differ struct {
	*diff.Writer
	old *os.File
}

// Close implements editor.
func (d *differ) Close() error {
	defer d.Drop()
	return d.Writer.Close()
}

// Drop implements editor.
func (d *differ) Drop() { _ = d.old.Close() }

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
