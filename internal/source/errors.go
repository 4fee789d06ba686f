package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/argosctl/argosctl/internal/workdir"
)

// ErrNoInput says that no path was given and standard input is a terminal: a
// fault of usage.
var ErrNoInput = errors.New("no input: expected a file, a directory, a glob, or - for standard input")

// Kind tells the errors of inputs apart.
type Kind uint8

// The kinds of Error.
const (
	Unreadable  Kind = iota // reading failed; Err says why
	NotFound                // no such file, or a link that points to nothing
	NoMatch                 // a glob that matches no file
	BadPattern              // a glob that is malformed
	NoPayloads              // a directory without payload files
	Permission              // not allowed to read
	Empty                   // nothing but white space
	BrokenGzip              // compressed data that is damaged or breaks off
	TooLarge                // a payload over the limit; Size says how large, if known
	BrokenArray             // a large array with a fault between its elements
)

// Error is one input, or one part of it, that could not be read. The rest of
// the inputs is read all the same.
type Error struct {
	Kind   Kind
	Origin Origin
	Offset int64 // in the decompressed file, where the fault is
	Line   int   // where the fault is, from 1; 0 when it has no place
	Column int   // in characters, from 1; 0 when it has no place
	Size   int64 // of a payload that is TooLarge; 0 when not known
	Err    error // what happened; never nil
	Hint   string
}

// Error is the origin and the message.
func (e *Error) Error() string { return e.Origin.String() + ": " + e.Err.Error() }

// Message is what happened, without the origin.
func (e *Error) Message() string { return e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// pathError makes the error of a whole path.
func pathError(kind Kind, path, hint, format string, args ...any) *Error {
	return &Error{Kind: kind, Origin: Origin{Path: path, Index: -1}, Err: fmt.Errorf(format, args...), Hint: hint}
}

// fileError puts an error of the operating system into our words.
func fileError(dir workdir.Dir, path string, err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if target, linkErr := os.Readlink(dir.Path(path)); linkErr == nil {
			return pathError(NotFound, path, "restore the link's target, or remove the link",
				"the link points to %s: %w", target, fs.ErrNotExist)
		}
		return pathError(NotFound, path, "check the spelling and the working directory", "%w", fs.ErrNotExist)
	case errors.Is(err, fs.ErrPermission):
		return pathError(Permission, path, "check who may read it", "%w", fs.ErrPermission)
	}
	var sys syscall.Errno
	if errors.As(err, &sys) { // without the operation and the path once more
		err = sys
	}
	return pathError(Unreadable, path, "", "cannot be read: %w", err)
}

// tooLarge makes the error of a payload over the limit.
func tooLarge(o Origin, offset, size int64, line, column, limit int) *Error {
	err := fmt.Errorf("payload is larger than the limit of %d bytes", limit)
	if size > 0 {
		err = fmt.Errorf("payload of %d bytes is larger than the limit of %d", size, limit)
	}
	return &Error{
		Kind: TooLarge, Origin: o, Offset: offset, Line: line, Column: column, Size: size, Err: err,
		Hint: "a webhook is a few kilobytes; is this the right file?",
	}
}
