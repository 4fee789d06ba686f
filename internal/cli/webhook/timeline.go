package webhook

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
)

type timelineOptions struct {
	f       *kit.Factory
	paths   []string
	payload view.Options
	intake  *kit.Intake
	at      kit.At
	filter  timeline.Filter
	since   string
	until   string
	asOf    string
	tempDir string
	totals  bool
	html    htmlPage
	jobs    int

	lang    string
	format  string
	lives   *timeline.Collector
	outcome kit.Tally
	bar     *bar
}

// NewTimelineCmd is `timeline`.
func NewTimelineCmd(f *kit.Factory) *cobra.Command {
	opts := &timelineOptions{f: f, intake: kit.NewIntake(f), payload: view.Options{Opener: kit.NewOpener(f), Dir: f.Dir}}
	cmd := &cobra.Command{
		Use:         "timeline [PATH...]",
		Annotations: kit.About{Schema: "timeline", CSV: true, Ends: []kit.Category{kit.NoKey}}.Annotations(),
		Short:       "Show what happened to each submission",
		Long: `Show what happened to each submission, from any pile of saved webhooks: its
events in their order, how it ended, how long that took, and who has to act.

PATHs are read as decode reads them; their order does not matter. Events are
ordered by their own time, else by the time at which they were received or
logged, else by their place in the input; --output json says which. An event
that the service sent twice, or that is in two exports, counts once.

Several submissions are a table with a line each; one is shown event by event.
Submissions of one user are linked: of those that were approved the latest one
counts. --totals counts instead, by outcome, code and UTC day.

NEXT names who has to act: the submitter, a reviewer, compliance (your compliance
team) or service (your own service, which decides after a rejection).

An archive may be larger than memory: what does not fit goes to files in the
temporary directory, which nobody else can read and which are gone afterwards.
--shard K/N reads everything and prints the Kth of N parts of the submissions.`,
		Example: `  argosctl timeline archive
  argosctl timeline archive --code glare_detected
  argosctl timeline archive --user user123 -o json
  argosctl timeline archive --html lives.html
  kubectl logs deploy/api | argosctl timeline --totals`,
		GroupID: kit.GroupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.paths = args
			return runTimeline(cmd.Context(), opts)
		},
	}
	opts.addFlags(cmd)
	return cmd
}

func runTimeline(ctx context.Context, opts *timelineOptions) error {
	f := opts.f
	collect, err := opts.settle()
	if err != nil {
		return err
	}
	read := opts.intake.Reading()
	read.Jobs, read.Progress = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs)), new(source.Progress)
	inputs, err := opts.intake.Inputs(ctx, opts.paths, read, opts.html.outs()...)
	if err == nil {
		err = opts.html.check(f)
	}
	if err != nil {
		return err
	}
	opts.html.asOf = collect.AsOf
	opts.payload.Opener.Key.Stdin = opts.intake.ReadsStdin(inputs)
	shard := opts.intake.Shard()
	opts.bar = newBar(f, inputs, read.Progress)
	collect.Jobs, collect.Filter, collect.Part, collect.Of, collect.Progress = read.Jobs, opts.filter, shard.Part, shard.Of, opts.bar.step
	page := opts.html.path != "" // it shows the events of lives
	collect.Totals = opts.totals && shard.Of == 0 && !page
	collect.Brief = !opts.totals && !page && (opts.format == kit.CSV || opts.format == kit.Table && len(opts.filter.Submissions) != 1)
	opts.lives = timeline.NewCollector(collect)
	defer func() { _ = opts.lives.Close() }()
	f.Log().Debug("timeline", "inputs", len(inputs), "jobs", read.Jobs)
	err = opts.collect(ctx, inputs, read)
	if err == nil {
		err = opts.lives.Conclude(ctx)
	}
	if err == nil {
		opts.bar.hide()
		err = opts.print(ctx)
	}
	opts.bar.hide()
	if err != nil {
		return spaceFailure(err)
	}
	opts.intake.Tell(&opts.outcome)
	return opts.outcome.Err()
}

// settle reads the flags.
func (opts *timelineOptions) settle() (o timeline.Options, err error) {
	f := opts.f
	if opts.lang, opts.format, err = f.View(); err != nil {
		return o, err
	}
	opts.payload.Lang, opts.payload.At = opts.lang, opts.at.Pointer
	if opts.jobs < 0 || opts.jobs > limit.Jobs {
		return o, kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	}
	if opts.filter.Outcomes, err = outcomesOf(opts.filter.Outcomes); err != nil {
		return o, err
	}
	if opts.filter.Since, err = timeOf("--since", opts.since, false); err != nil {
		return o, err
	}
	if opts.filter.Until, err = timeOf("--until", opts.until, true); err != nil {
		return o, err
	}
	return collecting(f, opts.asOf, opts.tempDir)
}

// spaceFailure says of a full or missing temporary directory what to do.
func spaceFailure(err error) error {
	var space *timeline.SpaceError
	if !errors.As(err, &space) {
		return err
	}
	failure := kit.Fail(kit.Input, err)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return failure.WithHint("it is full: --tmp-dir names one with more room, about as much as the archive has")
	}
	return failure.WithHint("--tmp-dir names another directory")
}

// gathered is what one chunk of the input came to.
type gathered struct {
	records  timeline.Records
	problems []*kit.Problem
	foreign  kit.Places
}

// gatherer reads chunks on one goroutine.
type gatherer struct {
	decoder  *view.Decoder
	recorder *timeline.Recorder
}

// gatherers are one for each goroutine.
func gatherers(ctx context.Context, jobs int, payload view.Options, lives *timeline.Collector) []gatherer {
	payload.Facts = true
	all := make([]gatherer, jobs)
	for i := range all {
		all[i] = gatherer{view.NewDecoder(ctx, payload), lives.Recorder()}
	}
	return all
}

// collect reads the inputs.
func (opts *timelineOptions) collect(ctx context.Context, inputs []source.Input, read source.Options) error {
	workers := gatherers(ctx, read.Jobs, opts.payload, opts.lives)
	free := sync.Pool{New: func() any { return new(gathered) }}
	return source.Process(ctx, inputs, read,
		func(c *source.Chunk) *gathered {
			g := free.Get().(*gathered)
			workers[c.Worker].chunk(c, g)
			return g
		},
		func(g *gathered) error {
			defer free.Put(g)
			opts.bar.move()
			for _, p := range g.problems {
				opts.bar.hide()
				opts.f.Complain(p, &opts.outcome)
			}
			opts.intake.Foreign.Join(g.foreign)
			return opts.lives.Take(&g.records)
		})
}

// chunk reads one chunk.
func (w *gatherer) chunk(c *source.Chunk, g *gathered) {
	d := w.decoder
	g.records.Reset()
	g.problems = g.problems[:0]
	take := func(q source.Payload, e *event.Event, trouble *kit.Problem) {
		if trouble != nil {
			g.problems = append(g.problems, trouble)
		}
		if e != nil {
			w.recorder.Add(&g.records, e, &q, d.Captured(&q))
		}
	}
	for p, fault := range c.Payloads() {
		if fault != nil {
			g.problems = append(g.problems, kit.Unread(fault))
			continue
		}
		d.Each(p, take)
	}
	g.foreign, d.Foreign = d.Foreign, kit.Places{}
	c.Held = g.records.Size()
}
