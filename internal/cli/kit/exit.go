package kit

import (
	"context"
	"errors"
	"io/fs"

	"github.com/argosctl/argosctl/internal/say"
)

// Category sorts every error that reaches Main; ExitCodes turns it into the
// exit code.
type Category uint8

// The categories, in rising precedence.
const (
	None        Category = iota
	Negative             // done, and the answer is no
	Input                // an input could not be read or understood
	Network              // network, remote server or rate limit, after retries
	NoKey                // a key is missing or was refused
	Usage                // the command line or the configuration is wrong
	Interrupted          // Ctrl-C
	Defect               // a defect of argosctl itself
)

// ExitCode is one line of the contract's table of exit codes. The categories
// rise in precedence: where several apply, the highest one decides.
type ExitCode struct {
	category Category
	Code     int    `json:"code"`
	Meaning  string `json:"meaning"`
	Brief    string `json:"-"` // the meaning in a few words
}

// ExitCodes returns the exit codes that every command shares, lowest first.
func ExitCodes() []ExitCode {
	return []ExitCode{
		{None, 0, "done, nothing wrong found", "done"},
		{Negative, 1, "done, and the answer is no: findings at or over the threshold, an unknown code, an endpoint that failed its expectation", "the answer is no"},
		{Usage, 2, "usage: unknown command or flag, bad flag value, missing argument", "wrong usage"},
		{Input, 3, "an input could not be read or understood, or a ciphertext does not open", "an input could not be read or decrypted"},
		{NoKey, 4, "a key is missing, or the API refused it", "a key is missing or refused by the API"},
		{Network, 5, "network, remote server, or rate limit, after retries", "network or server"},
		{Defect, 70, "argosctl itself failed: a defect, or the system refused memory", "a defect"},
		{Interrupted, 130, "interrupted, after what was finished has been written", "interrupted"},
	}
}

func (c Category) exitCode() int {
	for _, row := range ExitCodes() {
		if row.category == c {
			return row.Code
		}
	}
	return 70
}

// Failure is an error with its category. A silent one has been reported
// already, or is the plain answer "no".
type Failure struct {
	Category Category
	Err      error
	Hint     say.Message // the next step
	Silent   bool
}

// Error implements error.
func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap returns the error that was given its category.
func (f *Failure) Unwrap() error { return f.Err }

// WithHint sets the next step, shown on a line of its own.
func (f *Failure) WithHint(format string, args ...any) *Failure {
	f.Hint = say.Textf(format, args...)
	return f
}

// Then sets the next step that something else knows.
func (f *Failure) Then(hint say.Message) *Failure {
	f.Hint = hint
	return f
}

// Fail gives err its category.
func Fail(c Category, err error) *Failure { return &Failure{Category: c, Err: err} }

// Usagef is a failure of the command line or the configuration.
func Usagef(format string, args ...any) *Failure { return Fail(Usage, say.Errorf(format, args...)) }

// Failf is a failure of category c.
func Failf(c Category, format string, args ...any) *Failure {
	return Fail(c, say.Errorf(format, args...))
}

// Inputf is a failure of an input.
func Inputf(format string, args ...any) *Failure { return Fail(Input, say.Errorf(format, args...)) }

// errSilent is what a failure wraps that has nothing more to say.
var errSilent = errors.New("already reported")

// Tally collects the categories met while a batch goes on to its end.
type Tally struct{ Worst Category }

// Add counts c in.
func (t *Tally) Add(c Category) { t.Worst = max(t.Worst, c) }

// Err is the outcome of the batch: nil, or a silent failure.
func (t *Tally) Err() error {
	if t.Worst == None {
		return nil
	}
	return &Failure{Category: t.Worst, Err: errSilent, Silent: true}
}

// Categorize finds the failure in err; errors without one are sorted by type.
func Categorize(err error) *Failure {
	var f *Failure
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return &Failure{Category: Interrupted, Err: errSilent, Silent: true}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return Fail(Input, err)
	}
	return Fail(Defect, err)
}
