package kit

import (
	"bufio"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/term"
)

// OutFile is the flag --out: where results go in place of standard output.
type OutFile struct{ path string }

// AddFlag adds --out.
func (o *OutFile) AddFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.path, "out", "", "write results to this `file`, which only you can read, once they are whole")
}

// Redirect runs with the results going to the file. The file is put in place
// when run succeeded, or had results to keep: keep tells.
func (o *OutFile) Redirect(f *Factory, keep func() bool, run func() error) (err error) {
	if o.path == "" {
		return run()
	}
	file, err := f.CreateOut("--out", o.path, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	out, tty, style := f.IO.Out, f.IO.OutTTY, f.IO.Style()
	w := bufio.NewWriterSize(file, 64<<10)
	f.IO.Out, f.IO.OutTTY = w, false
	f.IO.SetColor(term.Plain, f.IO.ErrStyle())
	defer func() {
		f.IO.Out, f.IO.OutTTY = out, tty
		f.IO.SetColor(style, f.IO.ErrStyle())
	}()
	err = run()
	if err != nil && !keep() {
		return err
	}
	if flushErr := w.Flush(); flushErr != nil {
		return Failf(Input, "--out: %w", flushErr)
	}
	if commitErr := file.Commit(); commitErr != nil {
		return Failf(Input, "--out: %w", commitErr)
	}
	return err
}
