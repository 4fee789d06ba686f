package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// category sorts every error that reaches Main; ExitCodes turns it into the
// exit code.
type category uint8

const (
	catNone        category = iota
	catNegative             // done, and the answer is no
	catInput                // an input could not be read or understood
	catNetwork              // network, remote server or rate limit, after retries
	catKey                  // a key is missing or was refused
	catUsage                // the command line or the configuration is wrong
	catInterrupted          // Ctrl-C
	catDefect               // a defect of argosctl itself
)

// ExitCode is one line of the contract's table of exit codes. The categories
// rise in precedence: where several apply, the highest one decides.
type ExitCode struct {
	category category
	Code     int    `json:"code"`
	Meaning  string `json:"meaning"`
}

// ExitCodes returns the exit codes that every command shares, lowest first.
func ExitCodes() []ExitCode {
	return []ExitCode{
		{catNone, 0, "done, nothing wrong found"},
		{catNegative, 1, "done, and the answer is no: findings at or over the threshold, an unknown code, an endpoint that failed its expectation"},
		{catUsage, 2, "usage: unknown command or flag, bad flag value, missing argument"},
		{catInput, 3, "an input could not be read or understood"},
		{catKey, 4, "a key is missing, or was refused"},
		{catNetwork, 5, "network, remote server, or rate limit, after retries"},
		{catDefect, 70, "a defect in argosctl itself"},
		{catInterrupted, 130, "interrupted, after what was finished has been written"},
	}
}

func (c category) exitCode() int {
	for _, row := range ExitCodes() {
		if row.category == c {
			return row.Code
		}
	}
	return 70
}

// failure is an error with its category. A silent one has been reported
// already, or is the plain answer "no".
type failure struct {
	category category
	err      error
	hint     string
	silent   bool
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// withHint sets the next step, shown on a line of its own.
func (f *failure) withHint(format string, args ...any) *failure {
	f.hint = fmt.Sprintf(format, args...)
	return f
}

func fail(c category, err error) *failure { return &failure{category: c, err: err} }

func usagef(format string, args ...any) *failure { return fail(catUsage, fmt.Errorf(format, args...)) }

func inputf(format string, args ...any) *failure { return fail(catInput, fmt.Errorf(format, args...)) }

// errSilent is what a failure wraps that has nothing more to say.
var errSilent = errors.New("already reported")

// tally collects the categories met while a batch goes on to its end.
type tally struct{ worst category }

func (t *tally) add(c category) { t.worst = max(t.worst, c) }

// err is the outcome of the batch: nil, or a silent failure.
func (t *tally) err() error {
	if t.worst == catNone {
		return nil
	}
	return &failure{category: t.worst, err: errSilent, silent: true}
}

// categorize finds the failure in err; errors without one are sorted by type.
func categorize(err error) *failure {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return &failure{category: catInterrupted, err: errSilent, silent: true}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return fail(catInput, err)
	}
	return fail(catDefect, err)
}
