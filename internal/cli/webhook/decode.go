package webhook

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/source"
)

type decodeOptions struct {
	f       *kit.Factory
	paths   []string
	payload view.Options
	jobs    int
	format  string
}

// NewDecodeCmd is `decode`.
func NewDecodeCmd(f *kit.Factory) *cobra.Command {
	opts := &decodeOptions{f: f, payload: view.Options{Opener: kit.NewOpener(f)}}
	cmd := &cobra.Command{
		Use:   "decode [PATH...]",
		Short: "Recognise and explain saved webhook payloads",
		Long: `Recognise, decrypt where needed, and explain saved webhook payloads.

A PATH is a file, a directory (searched for *.json, *.ndjson and *.jsonl, each
also with .gz; not in hidden directories and node_modules, and not through
links that lead out of it), a quoted glob with **, or "-" for standard input. A
file holds one JSON object, an array of objects, or NDJSON.

--mask puts *** in place of personal data: the values of fields named for it in
any spelling, and what looks like an e-mail address, a phone number or another
identifier of a person wherever it stands.

A payload that cannot be read is reported on stderr and the rest goes on; the
exit code is then 3.`,
		Example: `  argosctl decode testdata/webhooks
  argosctl decode archive.ndjson --event approved -o ndjson
  argosctl event sample rejected | argosctl decode --lang ko
  argosctl decode approved.json --jq .submission_id`,
		GroupID: kit.GroupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.paths = args
			return runDecode(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringArrayVar(&opts.payload.Events, "event", nil, "keep only this `event` (repeatable)")
	cmd.Flags().BoolVar(&opts.payload.Mask, "mask", false, "replace personal data in the output")
	cmd.Flags().IntVar(&opts.jobs, "jobs", 0, "payloads decoded at a time (0 = one per processor)")
	opts.payload.Opener.AddFlags(cmd)
	_ = cmd.RegisterFlagCompletionFunc("event", cobra.FixedCompletions(kit.EventNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runDecode(ctx context.Context, opts *decodeOptions) (err error) {
	f := opts.f
	if opts.payload.Lang, err = f.Lang(); err != nil {
		return err
	}
	if opts.format, err = f.Format(); err != nil {
		return err
	}
	if opts.jobs < 0 || opts.jobs > limit.Jobs {
		return kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	}
	for i, name := range opts.payload.Events {
		e, err := kit.CanonicalEvent(name)
		if err != nil {
			return err
		}
		opts.payload.Events[i] = e.Name
	}
	read := f.Reading()
	read.Jobs = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs))
	inputs, err := f.Inputs(opts.paths, read)
	if err != nil {
		return err
	}
	opts.payload.Opener.Key.Stdin = kit.ReadsStdin(inputs)
	f.Log().Debug("decode", "inputs", len(inputs), "jobs", read.Jobs)
	if opts.format == kit.Table {
		return opts.table(ctx, inputs, read)
	}
	return opts.machine(ctx, inputs, read)
}

// table explains one payload after the other.
func (opts *decodeOptions) table(ctx context.Context, inputs []source.Input, read source.Options) error {
	d, x := view.NewDecoder(ctx, opts.payload), view.NewExplainer(opts.f, opts.payload.Lang)
	var outcome kit.Tally
	shown := 0
	err := source.Each(ctx, inputs, read, func(p source.Payload, fault *diag.Problem) error {
		if fault != nil {
			opts.f.Complain(kit.Unread(fault), &outcome)
			return nil
		}
		e, trouble := d.Decode(p)
		if trouble != nil {
			opts.f.Complain(trouble, &outcome)
		}
		if e == nil {
			return nil
		}
		if shown++; shown > 1 {
			opts.f.IO.Println("")
		}
		if err := x.Event(e, p.Origin); err != nil || !opts.payload.Opener.Key.Stdin {
			return err
		}
		return opts.f.Flush()
	})
	if err != nil {
		return err
	}
	return outcome.Err()
}

// batch is what one chunk of an input came to: results as JSON lines, and what
// went wrong.
type batch struct {
	lines    []byte
	problems []*kit.Problem
	single   bool // the only value of its input
}

// machine prints records; chunks are decoded in parallel and printed in order.
func (opts *decodeOptions) machine(ctx context.Context, inputs []source.Input, read source.Options) error {
	single := len(opts.paths) == 0 || len(opts.paths) == 1 && len(inputs) == 1 && inputs[0].Path == opts.paths[0]
	out, err := opts.f.Results(opts.format)
	if err != nil {
		return err
	}
	out.Single = single
	var outcome kit.Tally
	decoders := make([]*view.Decoder, read.Jobs)
	for i := range decoders {
		decoders[i] = view.NewDecoder(ctx, opts.payload)
	}
	free := sync.Pool{New: func() any { return new(batch) }}
	err = source.Process(ctx, inputs, read,
		func(c *source.Chunk) *batch { return opts.work(decoders[c.Worker], c, free.Get().(*batch)) },
		func(b *batch) error {
			if out.Count == 0 && len(b.lines) > 0 {
				out.Single = single && b.single
			}
			for _, p := range b.problems {
				opts.f.Complain(p, &outcome)
			}
			defer free.Put(b)
			if err := out.PutLines(b.lines); err != nil || opts.format != kit.NDJSON {
				return err
			}
			return opts.f.Flush() // results as they come: the input may be a pipe that waits
		})
	if outcome.Worst == kit.None && out.Count == 0 {
		out.Single = false // all is filtered out: an empty array
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return outcome.Err()
}

// work decodes one chunk into b.
func (opts *decodeOptions) work(d *view.Decoder, c *source.Chunk, b *batch) *batch {
	// A result is two to three times as long as its payload.
	*b = batch{lines: slices.Grow(b.lines[:0], 3*c.Size()), problems: b.problems[:0]}
	for p, fault := range c.Payloads() {
		if fault != nil {
			b.problems = append(b.problems, kit.Unread(fault))
			continue
		}
		e, trouble := d.Decode(p)
		if trouble != nil {
			b.problems = append(b.problems, trouble)
		}
		if e == nil {
			continue
		}
		b.single = p.Single
		b.lines = append(e.AppendJSON(b.lines, d.Origin(p.Origin)), '\n')
	}
	return b
}
