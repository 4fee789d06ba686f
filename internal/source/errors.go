package source

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/workdir"
)

// ErrNoInput says that no path was given and standard input is a terminal: a
// fault of usage.
var ErrNoInput = say.New("no input: expected a file, a directory, a glob, or - for standard input")

// ruleSyntax is the rule for what was read and is no JSON.
const ruleSyntax = "json/syntax"

// pathProblem makes the problem of a whole path.
func pathProblem(path string, message, hint say.Message) *diag.Problem {
	return &diag.Problem{Origin: diag.Whole(path), Message: message, Hint: hint}
}

// fileProblem puts an error of the operating system into our words.
func fileProblem(dir workdir.Dir, path string, err error) *diag.Problem {
	p := &diag.Problem{Origin: diag.Whole(ShortPath(path)), Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.Message, p.Hint = say.Textf("file does not exist"), say.Textf("check the spelling and the working directory")
		if target, linkErr := os.Readlink(dir.Path(path)); linkErr == nil {
			p.Message = say.Textf("the link points to %s: file does not exist", target)
			p.Hint = say.Textf("restore the link's target, or remove the link")
		} else if mistyped := Mistyped(path); mistyped != nil {
			return mistyped
		}
		return p
	case errors.Is(err, fs.ErrPermission):
		p.Message, p.Hint = say.Textf("permission denied"), say.Textf("check who may read it")
		return p
	}
	var sys syscall.Errno
	if errors.As(err, &sys) { // without the operation and the path once more
		err = sys
	}
	p.Message = say.Textf("cannot be read: %v", err)
	return p
}

// tooLarge makes the problem of a payload over the limit; size is 0 where it is
// not known.
func tooLarge(o Origin, offset, size int64, at jsonscan.Position, limit int) *diag.Problem {
	message := say.Textf("payload is larger than the limit of %d bytes", limit)
	if size > 0 {
		message = say.Textf("payload of %d bytes is larger than the limit of %d", size, limit)
	}
	line, column := at.Of(0)
	return &diag.Problem{
		Origin: o, Offset: offset, Line: line, Column: column, Message: message,
		Hint: say.Textf("a webhook is a few kilobytes; is this the right file?"),
	}
}
