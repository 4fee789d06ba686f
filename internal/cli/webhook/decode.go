package webhook

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/source"
)

type decodeOptions struct {
	f       *kit.Factory
	paths   []string
	payload view.Options
	details bool
	brief   bool
	intake  *kit.Intake
	at      kit.At
	jobs    int
	format  string
	single  bool // one input, whose only payload is a result of its own
	oneFile bool // of the whole run
	divided bool // this is a shard
	asText  bool // records become text, which cannot hold all that JSON can spell
	left    leavings
}

// NewDecodeCmd is `decode`.
func NewDecodeCmd(f *kit.Factory) *cobra.Command {
	opts := &decodeOptions{f: f, intake: kit.NewIntake(f), payload: view.Options{Opener: kit.NewOpener(f)}}
	cmd := &cobra.Command{
		Use:         "decode [PATH...]",
		Annotations: kit.About{Schema: "decode", CSV: true, Ends: []kit.Category{kit.NoKey}}.Annotations(),
		Short:       "Recognise and explain saved webhook payloads",
		Long: `Recognise, decrypt where needed, and explain saved webhook payloads.

A PATH is a file, a directory (searched for *.json, *.ndjson and *.jsonl, each
also packed; not in hidden directories and node_modules, and not through
links that lead out of it), a quoted glob with **, or "-" for standard input. A
file holds JSON values in a row, an array, or a log with webhooks in its lines:
what stands before a webhook does not matter, and lines without one are skipped.

decode explains a single payload. Several payloads make a table with a line each
and the totals; --details explains each of them. --brief leaves the fields out
of explanations, and keeps what happened, what to do next and the codes.
--event, --user and --submission keep the payloads that match one value of each.
--shard K/N does a part of the work: the outputs of all parts with -o ndjson or
csv, one after the other, equal the output of one run.

--mask puts *** in place of personal data: the values of fields with such a
name, in any spelling, and every text that looks like an e-mail address, a phone
number or another identifier of a person.

A payload that cannot be read is reported on stderr, and argosctl goes on with
the others; the exit code is then 3.`,
		Example: `  argosctl decode testdata/webhooks
  argosctl decode testdata/webhooks/retry.json --brief
  argosctl decode archive.ndjson --event approved -o ndjson
  argosctl decode archive.ndjson --user user123 --details
  argosctl decode archive.ndjson -o csv > webhooks.csv
  argosctl event sample rejected | argosctl decode --lang ko
  argosctl decode approved.json --jq .submission_id`,
		GroupID: kit.GroupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.paths = args
			return runDecode(cmd.Context(), opts)
		},
	}
	filter := &opts.payload.Filter
	cmd.Flags().StringArrayVar(&filter.Events, "event", nil, "keep only these `events`, with commas between them (repeatable)")
	cmd.Flags().StringArrayVar(&filter.Users, "user", nil, "keep only payloads with this `userid` (repeatable)")
	cmd.Flags().StringArrayVar(&filter.Submissions, "submission", nil, "keep only the submission of this `ID` (repeatable)")
	cmd.Flags().BoolVar(&opts.details, "details", false, "explain each payload, even if there are several")
	cmd.Flags().BoolVar(&opts.brief, "brief", false, "explain without the fields")
	cmd.Flags().BoolVar(&opts.payload.Mask, "mask", false, "replace personal data in the output")
	cmd.Flags().IntVar(&opts.jobs, "jobs", 0, "payloads decoded at a time")
	kit.Default(cmd, "jobs", kit.PerProcessor)
	opts.at.AddFlag(cmd)
	opts.intake.AddFlags(cmd)
	opts.intake.AddShardFlag(cmd)
	opts.payload.Opener.AddFlags(cmd)
	kit.Values(cmd, "event", catalog.EventNames()...)
	_ = cmd.RegisterFlagCompletionFunc("event", kit.CompleteEventList)
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
	opts.asText = f.Flags.JQ != "" || opts.format == kit.YAML
	if opts.jobs < 0 || opts.jobs > limit.Jobs {
		return kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	}
	filter := &opts.payload.Filter
	if filter.Events, err = kit.Events(filter.Events); err != nil {
		return err
	}
	opts.payload.At = opts.at.Pointer
	read := opts.intake.Reading()
	read.Jobs = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs))
	inputs, err := opts.intake.Inputs(ctx, opts.paths, read)
	if err != nil {
		return err
	}
	opts.payload.Opener.Key.Stdin = opts.intake.ReadsStdin(inputs)
	opts.single, opts.oneFile = opts.intake.IsSingle(opts.paths, inputs), len(inputs) == 1
	if opts.divided = opts.intake.Shard() != (source.Shard{}); opts.divided {
		opts.single = false
		if inputs, err = opts.intake.Take(inputs); err != nil {
			return err
		}
	}
	f.Log().Debug("decode", "inputs", len(inputs), "jobs", read.Jobs)
	if opts.format == kit.Table {
		return opts.table(ctx, inputs, read)
	}
	return opts.machine(ctx, inputs, read)
}

// batch is what one chunk of an input came to: results as JSON lines, and what
// went wrong.
type batch struct {
	lines    []byte
	before   [][]byte // more lines, which come first
	problems []*kit.Problem
	single   bool // the only value of its input
	kept     int
	learned
}

// machine prints records; chunks are decoded in parallel and printed in order.
func (opts *decodeOptions) machine(ctx context.Context, inputs []source.Input, read source.Options) error {
	out, err := opts.f.Results(opts.format)
	if err != nil {
		return err
	}
	out.Single = opts.single
	if opts.intake.Shard().Part <= 1 { // the shards' outputs follow each other
		out.Head = view.PayloadCSVHead
	}
	var outcome kit.Tally
	decoders := opts.decoders(ctx, read.Jobs)
	free := sync.Pool{New: func() any { return new(batch) }}
	err = source.Process(ctx, inputs, read,
		func(c *source.Chunk) *batch { return opts.work(decoders[c.Worker], c, free.Get().(*batch)) },
		func(b *batch) error {
			if out.Count == 0 && b.kept > 0 {
				out.Single = opts.single && b.single
			}
			for _, p := range b.problems {
				opts.f.Complain(p, &outcome)
			}
			opts.learn(b.learned)
			defer free.Put(b)
			if err := opts.put(out, b); err != nil || opts.format != kit.NDJSON && opts.format != kit.CSV {
				return err
			}
			return opts.f.Flush() // results as they come: the input may be a pipe that waits
		})
	if outcome.Worst == kit.None && out.Count == 0 {
		out.Single = false // an empty array
	}
	if out.Count > 0 || !opts.payload.Filter.Active() {
		if closeErr := out.Close(); err == nil {
			err = closeErr
		}
	}
	if err != nil {
		return err
	}
	opts.intake.Tell(&outcome)
	opts.tellFilter(out.Count)
	return outcome.Err()
}

func (opts *decodeOptions) put(out *kit.Results, b *batch) error {
	if b.kept == 0 {
		return nil
	}
	put := out.PutLines
	if opts.format == kit.CSV {
		out.Count += b.kept
		put = func(lines []byte) error { return out.PutCSV(lines, 0) }
	}
	for _, lines := range append(b.before, b.lines) {
		if err := put(lines); err != nil {
			return err
		}
	}
	return nil
}

// decoders are one for each goroutine.
func (opts *decodeOptions) decoders(ctx context.Context, jobs int) []*view.Decoder {
	decoders := make([]*view.Decoder, jobs)
	for i := range decoders {
		decoders[i] = view.NewDecoder(ctx, opts.payload)
	}
	return decoders
}

// work decodes one chunk into b.
func (opts *decodeOptions) work(d *view.Decoder, c *source.Chunk, b *batch) *batch {
	*b = batch{lines: b.lines[:0], problems: b.problems[:0]}
	read := 0 // payloads, those that are filtered out included
	take := func(q source.Payload, e *event.Event, trouble *kit.Problem) {
		read++
		if trouble != nil {
			b.problems = append(b.problems, trouble)
		}
		if e == nil {
			return
		}
		if b.kept++; b.kept == 1 { // a chunk without webhooks, of millions, needs no room
			b.lines = slices.Grow(b.lines, min(sizeOf(c), mostLines))
		}
		b.lines = opts.append(b.lines, d, e, q.Origin)
		b.cut()
	}
	for p, fault := range c.Payloads() {
		if fault != nil {
			b.problems = append(b.problems, kit.Unread(fault))
			continue
		}
		before := read
		d.Each(p, take)
		b.single = p.Single && read == before+1
	}
	b.learned = learn(d, read)
	return b
}

// mostLines is how many bytes of lines are kept in one piece: to have it grow
// takes as much memory again.
const mostLines = 4 << 20

// cut begins a new piece where the lines of one container have become many.
func (b *batch) cut() {
	if len(b.lines) > mostLines-mostLines/8 {
		b.before = append(b.before, b.lines)
		b.lines = make([]byte, 0, mostLines)
	}
}

// sizeOf is about how long the records of a chunk are: two to three times as long
// as usual payloads, and little longer than large ones.
func sizeOf(c *source.Chunk) int { return c.Size() + min(2*c.Size(), 1<<20) }

// append appends the record of one payload.
func (opts *decodeOptions) append(dst []byte, d *view.Decoder, e *event.Event, origin source.Origin) []byte {
	start := len(dst)
	if opts.format == kit.CSV {
		dst = d.AppendPayloadCSV(dst, e, origin)
	} else {
		dst = append(e.AppendJSON(dst, d.Origin(origin)), '\n')
	}
	record := dst[start:]
	if opts.asText {
		record = nil
	}
	d.TellHalves(e, origin, record)
	return dst
}
