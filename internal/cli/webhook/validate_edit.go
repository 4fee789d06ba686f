package webhook

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/diff"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/workdir"
)

// editing hands repairs to one editor after the other.
type editing struct {
	dir   workdir.Dir                                                      // that paths are relative to
	begin func(path string, file *os.File, text io.Reader) (editor, error) // text is file's, as UTF-8
	fail  func(path string, err error)

	path   string
	editor editor // nil: the file cannot be edited
	made   int    // fixes in the open file
	fixes  int
	files  int
}

func (e *editing) add(r lint.Edit) {
	if r.Path != e.path {
		e.end()
		e.path = r.Path
		if err := e.open(r.Path, r.From); err != nil {
			e.fail(r.Path, err)
		}
	}
	if e.editor == nil {
		return
	}
	if err := e.editor.Replace(r.Offset, r.Old, r.New); err != nil {
		e.fail(r.Path, err)
		e.drop()
		return
	}
	e.made += r.Fixes
}

// editProblem is the report of a file that cannot be edited.
func editProblem(path string, err error) *kit.Problem {
	var refused *atomicfile.Refusal
	if errors.As(err, &refused) {
		return notFixed(path, refused, refused.Hint)
	}
	var cause *fs.PathError // it may name a file that is not the user's
	if errors.As(err, &cause) {
		err = cause.Err
	}
	return notFixed(path, err, say.Message{})
}

func (e *editing) open(path string, from source.Encoding) error {
	file, err := e.dir.Open(path)
	if err != nil {
		return err
	}
	head := make([]byte, source.MagicBytes)
	n, _ := file.ReadAt(head, 0)
	if packing, _ := source.PackingOf(head[:n]); packing != nil {
		return errors.Join(&atomicfile.Refusal{Reason: say.Textf("it is compressed"), Hint: say.Textf("unpack it first: %s", packing.Unpacks(path))}, file.Close())
	}
	if err := atomicfile.Check(e.dir.Path(path), file); err != nil { // also what --diff shows has to be possible
		return errors.Join(err, file.Close())
	}
	if e.editor, err = e.begin(path, file, from.Reader(file)); err != nil {
		e.editor = nil
		return errors.Join(err, file.Close())
	}
	switch {
	case from.IsNarrow():
		e.editor = newConverter(e.editor, file, from)
	case from != source.NoEncoding:
		e.made++
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
	file *os.File
	old  io.Reader // its text
	new  *atomicfile.File
	buf  *bufio.Writer
	at   int64 // in old
}

func newRewriter(path string, file *os.File, text io.Reader) (*rewriter, error) {
	replacement, err := atomicfile.Replace(path, file)
	if err != nil {
		return nil, err
	}
	return &rewriter{file: file, old: text, new: replacement, buf: bufio.NewWriterSize(replacement, 64<<10)}, nil
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
	_ = r.file.Close()
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

// notFixed is the problem of a file that --fix leaves as it is.
func notFixed(path string, why error, hint say.Message) *kit.Problem {
	return kit.Unread(&diag.Problem{Origin: diag.Whole(path), Message: say.Textf("not fixed: %v", why), Hint: hint, Err: why})
}
