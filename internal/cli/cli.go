// Package cli is the command line: cobra commands, flags, exit codes. It is
// the only place that knows cobra and, through internal/config, viper. One
// file a command; each command has an options struct that its flags fill and a
// run function that tests can replace.
package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// Main runs one command line and returns the process's exit code.
func Main(args []string, f *Factory) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	f.err = &stream{w: f.IO.Err, name: "standard error"}
	f.masker = secret.NewMasker(f.err)
	f.IO.Err = f.masker
	f.mask(secret.New(strings.TrimRight(f.Getenv(keys.EnvVar), "\r\n"))) // also where it stands in a wrong argument
	err := f.run(ctx, args)
	code := f.finish(err)
	_ = f.masker.Flush()
	if f.readerGone() && code != catInterrupted.exitCode() && code != catDefect.exitCode() {
		return 0
	}
	return code
}

// readerGone tells whether whoever reads standard output or standard error has
// left: there is nobody to tell of an outcome.
func (f *Factory) readerGone() bool { return f.out.gone.Load() || f.err.gone.Load() }

// run executes the command; a panic becomes a defect.
func (f *Factory) run(ctx context.Context, args []string) (err error) {
	unbuffered := f.IO.Out
	f.files.stdout = unbuffered
	f.out = &stream{w: unbuffered, name: "standard output"}
	out := bufio.NewWriterSize(f.out, 64<<10)
	if !f.IO.OutTTY {
		f.IO.Out = out
	}
	defer func() {
		if p := recover(); p != nil {
			err = f.defect(p)
		}
		if flushErr := out.Flush(); err == nil {
			err = flushErr
		}
		f.IO.Out = unbuffered
	}()
	first := ""
	if len(args) > 0 {
		first = args[0]
	}
	root := newRootCmd(f, first)
	root.SetArgs(args)
	return root.ExecuteContext(ctx)
}

// stream is standard output or standard error. Its errors, a full disk for one,
// name it; that the reader has left is no error and stays as it is.
type stream struct {
	w    io.Writer
	name string
	gone atomic.Bool // whether the reader has left
}

// Write implements io.Writer.
func (s *stream) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	switch {
	case err == nil:
	case term.ReaderGone(err):
		s.gone.Store(true)
	default:
		err = fail(catInput, fmt.Errorf("%s: %w", s.name, err))
	}
	return n, err
}

// finish reports err and picks the exit code.
func (f *Factory) finish(err error) int {
	if err == nil {
		return 0
	}
	if term.ReaderGone(err) && f.readerGone() {
		return 0
	}
	failed := categorize(err)
	if failed.category < catInterrupted && f.interrupted != nil && f.interrupted() {
		failed = &failure{category: catInterrupted, err: err, silent: failed.silent}
	}
	if !failed.silent {
		f.report(clean(failed.Error()), clean(failed.hint))
	}
	return failed.category.exitCode()
}

// defect makes an error of a recovered panic: where it happened, never with
// what data, because the panic's value may hold parts of the input.
func (f *Factory) defect(p any) error {
	kind := fmt.Sprintf("%T", p)
	if _, ok := p.(interface{ RuntimeError() }); ok {
		kind = "runtime error"
	}
	return fail(catDefect, fmt.Errorf("argosctl has a defect (%s at %s)", kind, panicSite(string(debug.Stack())))).
		withHint("please report this line, the version (`argosctl version`) and the command, without the data, at %s/issues", homepage)
}

// panicSite picks the first line of the module's own code below the panic.
func panicSite(stack string) string {
	_, below, _ := strings.Cut(stack, "\npanic(")
	for line := range strings.Lines(below) {
		line = strings.TrimSpace(line)
		if at := strings.Index(line, "/internal/"); at >= 0 && strings.Contains(line, ".go:") {
			site, _, _ := strings.Cut(line[at+1:], " ")
			return site
		}
	}
	return "unknown place"
}

// clean is term.Clean: text from outside, safe to print.
func clean(text string) string { return term.Clean(text) }
