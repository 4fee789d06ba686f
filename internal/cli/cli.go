// Package cli is the root of the command line: it builds the tree of commands
// and runs one. The commands are in the packages below, by subject; kit is what
// they are handed, view is what several of them show. No other package of the
// project knows cobra.
package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// Main runs one command line and returns the process's exit code.
func Main(args []string, f *kit.Factory) int {
	return runUntil(context.Background(), args, f)
}

// runUntil runs one command line until ctx ends.
func runUntil(ctx context.Context, args []string, f *kit.Factory) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	f.Begin()
	return f.Finish(execute(ctx, args, f))
}

// execute runs the command; a panic becomes a defect.
func execute(ctx context.Context, args []string, f *kit.Factory) (err error) {
	flush := f.Buffer()
	defer func() {
		if p := recover(); p != nil {
			err = f.Defect(p)
		}
		if flushErr := flush(); err == nil {
			err = flushErr
		}
	}()
	first := ""
	if len(args) > 0 {
		first = args[0]
	}
	root := newRootCmd(f, first)
	root.SetArgs(args)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		f.Flags.TakeLang(args)
		return kit.FlagError(cmd, err)
	})
	var misnamed error // help of a command that is none
	show := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if misnamed = kit.Misnamed(cmd); misnamed == nil {
			show(cmd, args)
		}
	})
	if err := root.ExecuteContext(ctx); err != nil {
		return err
	}
	return misnamed
}
