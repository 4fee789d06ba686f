package setup

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/mcpserver"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/workdir"
)

type mcpOptions struct {
	f        *kit.Factory
	run      RunFunc
	root     string
	personal bool
}

// RunFunc runs a command line in f, and returns its exit code.
type RunFunc func(ctx context.Context, args []string, f *kit.Factory) int

// NewMCPCmd is `mcp`, whose tools are command lines that run executes.
func NewMCPCmd(f *kit.Factory, run RunFunc) *cobra.Command {
	opts := &mcpOptions{f: f, run: run}
	cmd := &cobra.Command{
		Use: "mcp", GroupID: kit.GroupSetup,
		Short: "Serve argosctl to coding agents (Model Context Protocol)",
		Long: `Serve argosctl to coding agents by the Model Context Protocol, on standard input
and output. An agent's client starts this command; it is not for a terminal.

The tools are decode, validate, explain, sample, returnurl_parse, timeline and
replay; with an API key also submission_get and submission_list, which only read.
No tool writes a file, reads one outside --root, sends anything to another
machine but the API, or returns a key. Personal data is masked.`,
		Example: `  argosctl mcp
  argosctl mcp --root testdata`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runMCP(cmd.Context(), opts) },
	}
	cmd.Flags().StringVar(&opts.root, "root", "", "read no file outside this `directory`")
	kit.Default(cmd, "root", "the working directory")
	cmd.Flags().BoolVar(&opts.personal, "show-personal-data", false, "do not mask personal data in answers")
	_ = cmd.MarkFlagDirname("root")
	return kit.Plain(cmd, "messages of the protocol")
}

func runMCP(ctx context.Context, opts *mcpOptions) error {
	f := opts.f
	root := workdir.Dir(f.Dir.AbsPath(opts.root))
	if info, err := f.Dir.Stat(string(root)); err != nil || !info.IsDir() {
		return kit.Usagef("--root: %s is not a directory", opts.root)
	}
	_, err := f.Key(ctx)
	server := mcpserver.New(mcpserver.Options{
		Version: kit.ReadVersion().Version, Lang: f.Speech(), Root: root, Personal: opts.personal, API: err == nil,
		Scenarios: replay.ScenarioNames(), Run: opts.call(root),
	})
	err = server.Run(ctx, mcpserver.Stdio(ctx, kit.Interruptible(ctx, f.IO.In), prompt{f}))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil, errors.Is(err, io.EOF), errors.Is(err, mcp.ErrConnectionClosed):
		return nil // the client has left
	}
	return kit.Fail(kit.Input, err)
}

// call runs the command line of a tool, with streams and a memory of its own. What
// is configured for the server holds for it, too.
func (opts *mcpOptions) call(root workdir.Dir) mcpserver.Runner {
	return func(ctx context.Context, c mcpserver.Call) int {
		child := opts.f.Child(root, c.Stdin, c.Stdout, c.Stderr)
		args := append(opts.f.Flags.Again(opts.f.Dir), c.Args...)
		return opts.run(ctx, args, child)
	}
}

// prompt writes each message at once.
type prompt struct{ f *kit.Factory }

// Write implements io.Writer.
func (p prompt) Write(text []byte) (int, error) {
	n, err := p.f.IO.Data().Write(text)
	if err == nil && bytes.HasSuffix(text, []byte("\n")) {
		err = p.f.Flush()
	}
	return n, err
}
