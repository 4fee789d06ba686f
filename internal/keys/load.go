package keys

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"

	"github.com/argosctl/argosctl/internal/say"
)

// fromFile reads the key from the file at path, or from standard input.
func (w World) fromFile(path string) func(context.Context) (string, say.Message, error) {
	return func(ctx context.Context) (string, say.Message, error) {
		if path == "-" {
			raw, err := within(ctx, 0, func() (string, error) { return readKey(w.Stdin) })
			if err != nil {
				return "", say.Message{}, err
			}
			text, err := Check(raw)
			return text, say.Message{}, err
		}
		return w.readFile(ctx, path)
	}
}

// readFile reads a key file; a pipe in its place (a process substitution, say)
// will do as well.
func (w World) readFile(ctx context.Context, path string) (text string, warning say.Message, err error) {
	info, err := w.Work.Stat(path)
	if err != nil {
		return "", say.Message{}, w.missing(path, err)
	}
	if info.IsDir() {
		return "", say.Message{}, errors.New("it is a directory: expected a file that holds the API key")
	}
	raw, err := within(ctx, 0, func() (string, error) {
		f, err := w.Work.Open(path)
		if err != nil {
			return "", cause(err)
		}
		defer func() { _ = f.Close() }()
		return readKey(f)
	})
	if err != nil {
		return "", say.Message{}, err
	}
	if info.Mode().IsRegular() && info.Mode().Perm()&0o044 != 0 && runtime.GOOS != "windows" {
		warning = say.Textf("others can read the key file (mode %04o): chmod 600 keeps it yours", info.Mode().Perm())
	}
	text, err = Check(raw)
	return text, warning, err
}

// maxRaw is the size, in bytes, of the longest key with its mark and line end
// in UTF-16.
const maxRaw = 2*maxKey + 6

// readKey reads no more than it takes to see that it is too much.
func readKey(r io.Reader) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxRaw+1))
	return string(raw), cause(err)
}

// fromEnv takes the key from a variable; unset is the error where it is not
// set or empty.
func (w World) fromEnv(name string, unset error) func(context.Context) (string, say.Message, error) {
	return func(context.Context) (string, say.Message, error) {
		raw := w.Getenv(name)
		if raw == "" {
			return "", say.Message{}, unset
		}
		text, err := Check(raw)
		return text, say.Message{}, err
	}
}

// fromCommand takes what the profile's command prints.
func (w World) fromCommand(p Profile) func(context.Context) (string, say.Message, error) {
	return func(ctx context.Context) (string, say.Message, error) {
		limit := cmp.Or(w.CommandLimit, CommandLimit)
		limited, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		var out capped
		err := w.Run(limited, p.Command, &out)
		switch {
		case out.over:
			return "", say.Message{}, say.Errorf("the command printed more than %d bytes: expected an API key alone", maxKey)
		case limited.Err() != nil && ctx.Err() == nil:
			return "", say.Message{}, say.Errorf("the command did not end within %v", limit)
		case err != nil:
			return "", say.Message{}, say.Errorf("the command failed (%w): run it by hand to see why", err)
		}
		text, err := Check(out.buf.String())
		if err != nil {
			return "", say.Message{}, say.Errorf("what the command printed: %w", err)
		}
		return text, say.Message{}, nil
	}
}

// capped is a buffer that refuses to grow beyond a key and its line end. It
// does not embed one, whose ReadFrom would have no such limit.
type capped struct {
	buf  bytes.Buffer
	over bool
}

func (c *capped) Write(p []byte) (int, error) {
	if c.buf.Len()+len(p) > maxRaw {
		c.over = true
		return 0, io.ErrShortWrite
	}
	return c.buf.Write(p)
}
