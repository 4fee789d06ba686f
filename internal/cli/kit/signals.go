package kit

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/limit"
)

// endSignals are the signals that end a run in order. QUIT, ABRT and those of faults
// are among them because Go answers them with the stacks of the program otherwise;
// a fault of its own is none that somebody sends. A hang-up that the parent
// ignores, as nohup does, stays ignored.
func endSignals() []os.Signal {
	all := append(faultSignals(), os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT)
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// listenForSignals makes Ctrl-C end cmd's context, so that what is finished is
// still written. Instant commands are left to die as any process does: to
// listen costs them a twentieth of their start-up. Those that wait for standard
// input are not instant.
func (f *Factory) listenForSignals(cmd *cobra.Command) {
	if cmd.Annotations[noteInstant] != "" && !slices.Contains(cmd.Flags().Args(), "-") {
		return
	}
	ctx, cancel := context.WithCancel(cmd.Context())
	f.interrupted = func() bool { return ctx.Err() != nil && cmd.Root().Context().Err() == nil }
	cmd.SetContext(ctx)
	f.ctx = ctx
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, endSignals()...)
	go func() {
		defer cancel()
		defer signal.Stop(signals)
		select {
		case <-signals:
		case <-ctx.Done():
			return
		}
		cancel()
		f.lastWord(signals)
	}()
}

// lastWord ends the process when it is told to end once more, or takes too
// long to. A hang-up may come twice by itself: from the terminal and the shell.
func (f *Factory) lastWord(signals <-chan os.Signal) {
	end := time.After(limit.Ending)
	for {
		select {
		case again := <-signals:
			if again == syscall.SIGHUP {
				continue
			}
		case <-end:
		}
		if f.Exit != nil {
			f.Exit(Interrupted.exitCode())
		}
		return
	}
}
