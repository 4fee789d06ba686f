// Package cli is the command line: cobra commands, flags, exit codes. It is
// the only place that knows cobra and, through internal/config, viper. One
// file a command; each command has an options struct that its flags fill and a
// run function that tests can replace.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/secret"
)

// Main runs one command line and returns the process's exit code.
func Main(args []string, f *Factory) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	flush := f.IO.GuardErr(f.Getenv)
	f.masker = secret.NewMasker(f.IO.Err)
	f.IO.Err = f.masker
	f.mask(secret.New(strings.TrimRight(f.Getenv(keys.EnvVar), "\r\n"))) // also where it stands in a wrong argument
	defer func() { _ = errors.Join(f.masker.Flush(), flush()) }()
	return f.finish(f.run(ctx, args))
}

// listenForSignals makes Ctrl-C end cmd's context, so that what is finished is
// still written. Instant commands are left to die as any process does: to
// listen costs them a fifth of their start-up.
func (f *Factory) listenForSignals(cmd *cobra.Command) {
	if cmd.Annotations[instant] != "" {
		return
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process as if nobody listened
	f.interrupted = func() bool { return ctx.Err() != nil && cmd.Root().Context().Err() == nil }
	cmd.SetContext(ctx)
	f.ctx = ctx
}

// instant annotates commands that only look something up.
const instant = "instant"

func instantly() map[string]string { return map[string]string{instant: "yes"} }

// run executes the command; a panic becomes a defect.
func (f *Factory) run(ctx context.Context, args []string) (err error) {
	unbuffered := f.IO.Out
	f.files.stdout = unbuffered
	out := bufio.NewWriterSize(stdout{unbuffered}, 64<<10)
	if !f.IO.OutTTY {
		f.IO.Out = out
	}
	unguard := f.IO.GuardOut(f.Getenv)
	defer func() {
		if p := recover(); p != nil {
			err = f.defect(p)
		}
		if guardErr := unguard(); err == nil {
			err = guardErr
		}
		if f.IO.Escaped() {
			f.note("note: characters that a terminal or a CI log would act on are printed as escapes; in a file the output is as it is")
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

// stdout names standard output in the errors of its writes, a full disk for
// one; that the reader has left is no error and stays as it is.
type stdout struct{ w io.Writer }

func (s stdout) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil && !errors.Is(err, syscall.EPIPE) {
		err = fail(catInput, fmt.Errorf("standard output: %w", err))
	}
	return n, err
}

// finish reports err and picks the exit code.
func (f *Factory) finish(err error) int {
	if err == nil {
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

// clean is plain.Text: text from outside, safe to print on one line.
func clean(text string) string { return plain.Text(text) }
