package webhook

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/pane"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/source"
)

type viewOptions struct {
	f         *kit.Factory
	paths     []string
	intake    *kit.Intake
	opener    *kit.Opener
	window    pane.Flags
	forwardTo string
	jobs      int
}

// NewViewCmd is `view`.
func NewViewCmd(f *kit.Factory) *cobra.Command {
	opts := &viewOptions{f: f, intake: kit.NewIntake(f), opener: kit.NewOpener(f)}
	cmd := &cobra.Command{
		Use:         "view [PATH...]",
		Annotations: kit.About{Ends: []kit.Category{kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Show saved webhooks in the browser",
		Long: `Show saved webhooks in the browser: a list with filters, and of each its
explanation, findings, body and the life of its submission. It is the window of
"listen --ui" on files; see docs/window.md.

PATHs are read as decode reads them, and are not changed. The first page opens
at once, while the rest is read. view holds an index in memory, not the bodies.

The printed link works once, in one browser of this machine. Nobody else can
look, and personal data is masked until you ask to see it. Ctrl-C ends view.`,
		Example: `  argosctl view archive.ndjson
  argosctl view hooks --forward-to localhost:8080/hook --open
  kubectl logs deploy/api | argosctl view`,
		GroupID: kit.GroupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.paths = args
			return runView(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.window.Addr, "addr", pane.DefaultAddr, "`HOST:PORT` of the window, on this machine; port 0 picks a free one")
	flags.StringVar(&opts.forwardTo, "forward-to", "", "send deliveries from the window to the handler at this `URL`")
	flags.IntVar(&opts.jobs, "jobs", 0, "payloads decoded at a time")
	opts.window.AddFlags(cmd)
	opts.intake.AddFlags(cmd)
	opts.opener.AddFlags(cmd)
	kit.Default(cmd, "jobs", kit.PerProcessor)
	return kit.Plain(cmd, "the link of its window")
}

func runView(ctx context.Context, opts *viewOptions) error {
	f := opts.f
	if opts.jobs < 0 || opts.jobs > limit.Jobs {
		return kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	}
	sender, err := opts.sender(ctx)
	if err != nil {
		return err
	}
	read := opts.intake.Reading()
	read.Jobs, read.Progress = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs)), new(source.Progress)
	inputs, err := opts.intake.Inputs(ctx, opts.paths, read)
	if err != nil {
		return err
	}
	opts.opener.Key.Stdin = opts.intake.ReadsStdin(inputs)
	if inputs, err = opts.held(ctx, inputs); err != nil {
		return err
	}
	if err := missing(f, inputs); err != nil {
		return err
	}
	listener, err := opts.window.Listen(ctx, "--addr")
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	p := &pane.Pane{F: f, Opener: opts.opener, Sender: sender, Dir: opts.window.Fixtures}
	saved, err := pane.NewSaved(p, inputs, read, f.Speech())
	if err != nil {
		return err
	}
	defer saved.Close()
	var outcome kit.Tally
	saved.Tell = func(problem *kit.Problem) { f.Complain(problem, &outcome) }
	server, err := p.Window(listener, "view", f.Speech())
	if err != nil {
		return err
	}
	if f.Getenv("GOMEMLIMIT") == "" {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit.WindowMemory))
	}
	p.Announce(server, &opts.window)
	whole := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	indexed := make(chan error, 1)
	go func() {
		err := saved.Index(ctx)
		if err != nil && ctx.Err() == nil {
			cancel()
		}
		indexed <- err
	}()
	err = pane.Serve(ctx, f, listener, server)
	cancel()
	if failed := <-indexed; failed != nil && !errors.Is(failed, context.Canceled) {
		return failed
	}
	return errors.Join(err, whole.Err())
}

// sender sends deliveries to the handler of --forward-to.
func (opts *viewOptions) sender(ctx context.Context) (*pane.Sender, error) {
	sender := pane.NewSender(opts.f, opts.f.Guard)
	if opts.forwardTo == "" {
		return sender, nil
	}
	var err error
	if sender.To, err = loopback.Parse(opts.forwardTo); err == nil {
		err = opts.f.Guard.Check(ctx, sender.To)
	}
	if err != nil {
		return nil, kit.Usagef("--forward-to: %w", err).WithHint("deliveries stay on this machine, such as localhost:8080/hook")
	}
	return sender, nil
}

// missing is why there is nothing to show: no path leads to anything.
func missing(f *kit.Factory, inputs []source.Input) error {
	var outcome kit.Tally
	for i := range inputs {
		if inputs[i].Err == nil {
			return nil
		}
	}
	for i := range inputs {
		f.Complain(kit.Unread(inputs[i].Err), &outcome)
	}
	return outcome.Err()
}

// held puts standard input into memory: it is read more than once.
func (opts *viewOptions) held(ctx context.Context, inputs []source.Input) ([]source.Input, error) {
	for i := range inputs {
		if !inputs[i].IsStdin() {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(kit.Interruptible(ctx, opts.f.IO.In), limit.WindowStdin+1))
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, kit.ReadFailure(source.Stdin, err)
		case len(text) > limit.WindowStdin:
			return nil, kit.Usagef("standard input is longer than 64 MiB, and view reads it more than once").WithHint("save it to a file: argosctl view %s", "FILE")
		}
		inputs[i] = source.InMemory(inputs[i].Path, text)
	}
	return inputs, nil
}
