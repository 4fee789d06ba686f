// Package keys finds the API key: in a file, a variable, what a command
// prints, the operating system's keyring, or the file that stands in for the
// keyring. It stores and removes keys there too. It touches what it is handed
// (environment, standard input, command runner, keyring) and the files that
// are named to it; it never prints, and no error of it holds a key.
package keys

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/workdir"
)

// EnvVar is the variable that holds the key where nothing else is said.
const EnvVar = "ARGOS_API_KEY"

// The limits on what may be waited for, and on the size of a key in bytes.
const (
	CommandLimit = 10 * time.Second
	RingLimit    = 3 * time.Second
	maxKey       = limit.Key
)

// MinKey is the length, in characters, of the shortest key that is stored. A
// shorter one works elsewhere, with a warning: it is not masked in messages.
const MinKey = secret.MinMasked

// ErrMisplaced is in errors that mean: what was given as the name of a key's
// place looks like the key itself. No error repeats it.
var ErrMisplaced = errors.New("it looks like a key itself")

// ErrNone is in every error of Find that means: no source has a key.
var ErrNone = errors.New("no API key")

// Error says that a source that was named has no usable key.
type Error struct {
	Source string // as in Status
	Err    error
}

// Error names the source and what is wrong with it.
func (e *Error) Error() string { return e.Source + ": " + e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// Request says where a key is wanted from.
type Request struct {
	File    string // --key-file; "-" is standard input
	Env     string // --key-env
	Profile Profile
}

// Profile is what the configuration says about the key. Name is also the
// account under which the keyring keeps it.
type Profile struct {
	Name    string
	File    string
	Env     string
	Command string
}

// World is what the search touches. The zero limits are the package's own.
type World struct {
	Work         workdir.Dir // that the paths of key files are relative to
	Getenv       func(string) string
	Stdin        io.Reader
	Run          func(ctx context.Context, command string, out io.Writer) error
	Ring         Ring   // nil: there is no keyring
	Dir          string // where Store falls back to, empty: nowhere
	CommandLimit time.Duration
	RingLimit    time.Duration
}

// Key is a key that was found.
type Key struct {
	Text    secret.Text
	Source  string      // as in Status
	Warning say.Message // empty, or what is odd: others can read the file, the key is short
}

// State is what is known of a source without showing its key.
type State string

// The states of a source.
const (
	Ready   State = "has a key"
	Absent  State = "none"
	Untried State = "not tried" // asking would consume or run something
	Failed  State = "unusable"
)

// States are all states.
func States() []State { return []State{Ready, Absent, Untried, Failed} }

// Status is one source in the order of the search.
type Status struct {
	Source string `json:"source"`
	State  State  `json:"state"`
	Detail string `json:"detail,omitempty"`
}

// source is one place where a key may be. load gives errAbsent where the
// search goes on to the next one.
type source struct {
	name    string
	untried bool // Survey must not load it
	load    func(context.Context) (text string, warning say.Message, err error)
}

var errAbsent = errors.New("not there")

// sources lists the places of req in the order of the contract.
func (w World) sources(req Request) []source {
	var all []source
	add := func(given, label string, untried bool, load func(context.Context) (string, say.Message, error)) {
		if given != "" {
			all = append(all, source{label, untried, load})
		}
	}
	p := req.Profile
	add(req.File, w.fileLabel("--key-file", req.File), req.File == "-", w.fromFile(req.File))
	add(req.Env, EnvLabel("--key-env", req.Env), false, w.fromEnv(req.Env, unset(req.Env)))
	add(EnvVar, EnvVar, false, w.fromEnv(EnvVar, errAbsent))
	in := "profile " + p.Name + ", "
	add(p.File, w.fileLabel(in+"key-file", p.File), false, w.fromFile(p.File))
	add(p.Env, EnvLabel(in+"key-env", p.Env), false, w.fromEnv(p.Env, errAbsent))
	add(p.Command, in+"key-command", true, w.fromCommand(p))
	add("keyring", "keyring, profile "+p.Name, false, w.fromRing(p.Name))
	add(w.stored(p.Name), "stored file "+w.stored(p.Name), false, w.fromStored(p.Name))
	return all
}

// Find returns the key of the first source that has one. A source that was
// named but is unusable ends the search with an *Error.
func (w World) Find(ctx context.Context, req Request) (Key, error) {
	var unavailable error
	for _, s := range w.sources(req) {
		key, err := s.find(ctx)
		switch {
		case ctx.Err() != nil:
			return Key{}, ctx.Err()
		case errors.Is(err, errRing):
			unavailable = err
		case errors.Is(err, errAbsent):
		case err != nil:
			return Key{}, &Error{s.name, err}
		default:
			return key, nil
		}
	}
	if unavailable != nil {
		return Key{}, say.Errorf("%w for profile %s (%w)", ErrNone, req.Profile.Name, unavailable)
	}
	return Key{}, NoneFor(req.Profile.Name)
}

// find loads the key of one source.
func (s source) find(ctx context.Context) (Key, error) {
	text, warning, err := s.load(ctx)
	if err == nil && Short(text) {
		short := say.Textf("the key is shorter than %d characters: it is not masked in messages", MinKey)
		if !warning.Empty() {
			short = say.Textf("%s; %s", warning, short)
		}
		warning = short
	}
	return Key{secret.New(text), s.name, warning}, err
}

// Short reports whether text is too short for an API key.
func Short(text string) bool { return utf8.RuneCountInString(text) < MinKey }

// File returns the key in the file at path, which flag names; "-" is standard
// input. It serves keys of another kind too. The error is an *Error.
func (w World) File(ctx context.Context, flag, path string) (Key, error) {
	name := w.fileLabel(flag, path)
	text, warning, err := w.fromFile(path)(ctx)
	switch {
	case ctx.Err() != nil:
		return Key{}, ctx.Err()
	case err != nil:
		return Key{}, &Error{name, err}
	}
	return Key{secret.New(text), name, warning}, nil
}

// NoneFor is Find's error where no source has a key for profile.
func NoneFor(profile string) error { return say.Errorf("%w for profile %s", ErrNone, profile) }

// Survey tells of every source whether it has a key. It runs no command and
// leaves standard input alone.
func (w World) Survey(ctx context.Context, req Request) []Status {
	var all []Status
	for _, s := range w.sources(req) {
		status := Status{Source: s.name, State: Untried}
		if !s.untried {
			key, err := s.find(ctx)
			switch {
			case err == nil:
				status.State, status.Detail = Ready, key.Warning.String()
			case errors.Is(err, errAbsent):
				status.State = Absent
			case errors.Is(err, errRing):
				status.State, status.Detail = Absent, err.Error()
			default:
				status.State, status.Detail = Failed, err.Error()
			}
		}
		all = append(all, status)
	}
	return all
}

// within runs f and waits for it no longer than ctx and limit allow; limit 0
// is none. f goes on alone when it is given up.
func within[T any](ctx context.Context, limit time.Duration, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	done := make(chan result, 1)
	go func() {
		value, err := f()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var zero T
		return zero, ctx.Err()
	}
}

// cause is err without the path that the label names already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
