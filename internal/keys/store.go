package keys

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zalando/go-keyring"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
)

// Service is the name under which the keyring keeps the keys.
const Service = "argosctl"

// Ring is a keyring: one key for each profile. Get and Delete give an error
// that wraps keyring.ErrNotFound where there is none.
type Ring interface {
	Get(profile string) (string, error)
	Set(profile, key string) error
	Delete(profile string) error
}

// SystemRing is the keyring of the operating system.
type SystemRing struct{}

// Get implements Ring.
func (SystemRing) Get(profile string) (string, error) { return keyring.Get(Service, profile) }

// Set implements Ring.
func (SystemRing) Set(profile, key string) error { return keyring.Set(Service, profile, key) }

// Delete implements Ring.
func (SystemRing) Delete(profile string) error { return keyring.Delete(Service, profile) }

// errRing is in errors that mean: there is no keyring that answers.
var errRing = errors.New("the keyring does not answer")

// ask puts one question to the keyring, which may have nobody behind it.
func ask[T any](ctx context.Context, w World, question func(Ring) (T, error)) (T, error) {
	var zero T
	if w.Ring == nil {
		return zero, errRing
	}
	limit := cmp.Or(w.RingLimit, RingLimit)
	answer, err := within(ctx, limit, func() (T, error) { return question(w.Ring) })
	switch {
	case err == nil:
		return answer, nil
	case errors.Is(err, keyring.ErrNotFound):
		return zero, errAbsent
	case ctx.Err() != nil:
		return zero, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return zero, say.Errorf("%w within %v", errRing, limit)
	}
	return zero, errRing // its own text names sockets and services
}

func (w World) fromRing(profile string) func(context.Context) (string, say.Message, error) {
	return func(ctx context.Context) (string, say.Message, error) {
		raw, err := ask(ctx, w, func(r Ring) (string, error) { return r.Get(profile) })
		if err != nil {
			return "", say.Message{}, err
		}
		text, err := Check(raw)
		return text, say.Message{}, err
	}
}

// stored is the path of the file that stands in for the keyring.
func (w World) stored(profile string) string {
	if w.Dir == "" {
		return ""
	}
	return filepath.Join(w.Dir, profile+".key")
}

func (w World) fromStored(profile string) func(context.Context) (string, say.Message, error) {
	return func(ctx context.Context) (string, say.Message, error) {
		text, warning, err := w.readFile(ctx, w.stored(profile))
		if errors.Is(err, fs.ErrNotExist) {
			return "", say.Message{}, errAbsent
		}
		return text, warning, err
	}
}

// Store keeps key for profile in the keyring, or in a file that only the user
// can read where there is none; file is the path of that file then, and why
// what is wrong with the keyring.
func (w World) Store(ctx context.Context, profile string, key secret.Text) (file string, why error, err error) {
	_, ringErr := ask(ctx, w, func(r Ring) (struct{}, error) { return struct{}{}, r.Set(profile, key.Reveal()) })
	if ringErr == nil {
		return "", nil, w.removeFile(profile)
	}
	if !errors.Is(ringErr, errRing) {
		return "", nil, ringErr
	}
	file = w.stored(profile)
	if file == "" {
		return "", nil, say.Errorf("%w and there is no directory of the user's to keep a file in", ringErr)
	}
	if err := os.MkdirAll(w.Dir, 0o700); err != nil {
		return "", nil, err
	}
	if info, err := os.Lstat(file); err == nil && info.Mode().Type() == fs.ModeSymlink {
		if err := os.Remove(file); err != nil { // it would take the key to where Remove leaves it
			return "", nil, err
		}
	}
	return file, ringErr, atomicfile.Write(file, []byte(key.Reveal()+"\n"), 0o600)
}

// Remove forgets the key of profile, wherever Store put it, and reports
// whether there was one; why is what is wrong with the keyring, which may then
// still have one.
func (w World) Remove(ctx context.Context, profile string) (removed bool, why error, err error) {
	_, err = ask(ctx, w, func(r Ring) (struct{}, error) { return struct{}{}, r.Delete(profile) })
	removed = err == nil
	switch {
	case errors.Is(err, errRing):
		why = err
	case err != nil && !errors.Is(err, errAbsent):
		return false, nil, err
	}
	if file := w.stored(profile); file != "" {
		_, err := os.Lstat(file)
		removed = removed || err == nil
	}
	return removed, why, w.removeFile(profile)
}

func (w World) removeFile(profile string) error {
	file := w.stored(profile)
	if file == "" {
		return nil
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Files are the files that the key of a request may come from, in the order of the
// search: those that are named, and the one that stands in for the keyring.
func (w World) Files(req Request) []string {
	var files []string
	for _, file := range []string{req.File, req.Profile.File, w.stored(req.Profile.Name)} {
		if file != "" && file != "-" {
			files = append(files, file)
		}
	}
	return files
}

// Answers reports whether there is a keyring that answers; the error says why not.
func (w World) Answers(ctx context.Context, profile string) error {
	_, err := ask(ctx, w, func(r Ring) (string, error) { return r.Get(profile) })
	if errors.Is(err, errAbsent) {
		return nil
	}
	return err
}
