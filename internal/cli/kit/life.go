package kit

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
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// Begin prepares for a command line, before anything of it is read. end passes
// on what the streams hold back.
func (f *Factory) Begin() (end func()) {
	flush := f.IO.GuardErr(f.Getenv)
	f.masker = secret.NewMasker(f.IO.Err)
	f.IO.Err = f.masker
	f.Mask(secret.New(strings.TrimRight(f.Getenv(keys.EnvVar), "\r\n"))) // also where it stands in a wrong argument
	return func() { _ = errors.Join(f.masker.Flush(), flush()) }
}

// Buffer makes standard output buffered where it is no terminal, and puts the
// guard against text that acts before it. flush ends both.
func (f *Factory) Buffer() (flush func() error) {
	unbuffered := f.IO.Out
	f.files.stdout = unbuffered
	out := bufio.NewWriterSize(stdout{unbuffered}, 64<<10)
	if !f.IO.OutTTY {
		f.IO.Out = out
	}
	unguard := f.IO.GuardOut(f.Getenv)
	return func() error {
		err := unguard()
		if flushErr := out.Flush(); err == nil {
			err = flushErr
		}
		if f.IO.Escaped() {
			f.Note("note: characters that a terminal or a CI log would act on are printed as escapes; in a file the output is as it is")
		}
		f.IO.Out = unbuffered
		return err
	}
}

// Prepare is what every command begins with, once its flags are read.
func (f *Factory) Prepare(cmd *cobra.Command) error {
	f.listenForSignals(cmd)
	f.files.cmd = cmd
	if f.Flags.JQ == "" && cmd.Flags().Changed("jq") {
		f.Flags.JQ = "." // as jq takes an empty filter
	}
	return f.setupColor()
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

// stdout names standard output in the errors of its writes, a full disk for
// one; that the reader has left is no error and stays as it is.
type stdout struct{ w io.Writer }

// Write implements io.Writer.
func (s stdout) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil && !errors.Is(err, syscall.EPIPE) {
		err = Fail(Input, fmt.Errorf("standard output: %w", err))
	}
	return n, err
}

// Finish reports err and picks the exit code.
func (f *Factory) Finish(err error) int {
	if err == nil {
		return 0
	}
	failed := Categorize(err)
	if failed.Category < Interrupted && f.interrupted != nil && f.interrupted() {
		failed = &Failure{Category: Interrupted, Err: err, Silent: failed.Silent}
	}
	if !failed.Silent {
		f.Report(term.Clean(failed.Error()), term.Clean(failed.Hint))
	}
	return failed.Category.exitCode()
}

// Defect makes an error of a recovered panic: where it happened, never with
// what data, because the panic's value may hold parts of the input.
func (f *Factory) Defect(p any) error {
	kind := fmt.Sprintf("%T", p)
	if _, ok := p.(interface{ RuntimeError() }); ok {
		kind = "runtime error"
	}
	return Fail(Defect, fmt.Errorf("argosctl has a defect (%s at %s)", kind, panicSite(string(debug.Stack())))).
		WithHint("please report this line, the version (`argosctl version`) and the command, without the data, at %s/issues", Homepage)
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
