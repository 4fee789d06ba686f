package kit

import (
	"bufio"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// Begin prepares for a command line, before anything of it is read.
func (f *Factory) Begin() {
	if f.Exit != nil { // the real process
		f.guardMemory()
	}
	f.err = &stream{w: f.IO.Err, name: "standard error"}
	f.IO.Err = f.err
	flush := f.IO.GuardErr(f.Getenv)
	f.masker = secret.NewMasker(f.IO.Err)
	f.IO.Err = f.masker
	f.Mask(secret.New(strings.TrimRight(f.Getenv(keys.EnvVar), "\r\n"))) // also where it stands in a wrong argument
	f.flushErr = func() error { return errors.Join(f.masker.Flush(), flush()) }
}

// Buffer makes standard output buffered where it is no terminal, and puts the
// guard against text that acts before it. flush ends both.
func (f *Factory) Buffer() (flush func() error) {
	unbuffered := f.IO.Out
	f.files.stdout = unbuffered
	f.out = &stream{w: unbuffered, name: "standard output"}
	out := bufio.NewWriterSize(f.out, 64<<10)
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
			f.Remark("characters that a terminal or a CI log would act on are printed as escapes; in a file the output is as it is")
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
	if f.Flags.profile != "" { // also where nothing else asks for the configuration
		if _, err := f.Load(); err != nil {
			return err
		}
	}
	return f.setupColor()
}

// Finish reports err, passes on what the streams hold back, and picks the exit
// code. Where the reader of a stream has left there is nobody to tell of an
// outcome: the code is 0, unless the run was interrupted or has a defect.
func (f *Factory) Finish(err error) int {
	code := f.report(err).exitCode()
	if f.flushErr != nil {
		_ = f.flushErr()
	}
	if f.readerGone() && code != Interrupted.exitCode() && code != Defect.exitCode() {
		return None.exitCode()
	}
	return code
}

func (f *Factory) readerGone() bool { return f.out.left() || f.err.left() }

// report tells err to the user and returns its category.
func (f *Factory) report(err error) Category {
	if err == nil || term.ReaderGone(err) && f.readerGone() {
		return None
	}
	failed := Categorize(err)
	if failed.Category < Interrupted && f.interrupted != nil && f.interrupted() {
		failed = &Failure{Category: Interrupted, Err: err, Silent: failed.Silent}
	}
	if !failed.Silent {
		f.Report(failed, failed.Hint)
	}
	return failed.Category
}

// Defect makes an error of a recovered panic: where it happened, never with
// what data, because the panic's value may hold parts of the input.
func (f *Factory) Defect(p any) error {
	kind := fmt.Sprintf("%T", p)
	if _, ok := p.(interface{ RuntimeError() }); ok {
		kind = "runtime error"
	}
	return Failf(Defect, "argosctl has a defect (%s at %s)", kind, panicSite(string(debug.Stack()))).
		WithHint(reportDefect, Homepage)
}

// reportDefect is the hint of a defect.
const reportDefect = "please report this line, the version (`argosctl version`) and the command, without the data, at %s/issues"

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
