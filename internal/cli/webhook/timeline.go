package webhook

import (
	"cmp"
	"context"
	"errors"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
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
	jobs    int

	lang    string
	format  string
	lives   *timeline.Collector
	outcome kit.Tally
	sealed  int
	bar     *bar
}

// NewTimelineCmd is `timeline`.
func NewTimelineCmd(f *kit.Factory) *cobra.Command {
	opts := &timelineOptions{f: f, intake: kit.NewIntake(f), payload: view.Options{Opener: kit.NewOpener(f)}}
	cmd := &cobra.Command{
		Use:         "timeline [PATH...]",
		Annotations: kit.About{Schema: "timeline", CSV: true, Ends: []kit.Category{kit.NoKey}}.Annotations(),
		Short:       "Show what happened to each submission",
		Long: `Show what happened to each submission, from any pile of saved webhooks: its
events in their order, how it ended, how long that took, and who has to act.

PATHs are read as decode reads them; their order does not matter. An event
stands where its own time puts it, else the time at which it was received or
logged, else its place in the input; --output json says which. What the service
sent twice, and what two exports have in common, counts once.

Several submissions are a table with a line each; one is shown event by event.
Submissions of one user are linked: of those that were approved the latest one
counts. --totals counts instead, by outcome, code and UTC day.

An archive may be larger than memory: what does not fit goes to files in the
temporary directory, which nobody else can read and which are gone afterwards.
--shard K/N reads everything and prints the Kth of N parts of the submissions.`,
		Example: `  argosctl timeline archive
  argosctl timeline archive --code glare_detected
  argosctl timeline archive --user user123 -o json
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

func (opts *timelineOptions) addFlags(cmd *cobra.Command) {
	flags, filter := cmd.Flags(), &opts.filter
	flags.StringArrayVar(&filter.Users, "user", nil, "only submissions of this `userid` (repeatable)")
	flags.StringArrayVar(&filter.Submissions, "submission", nil, "only the submission of this `ID` (repeatable)")
	flags.StringArrayVar(&filter.Outcomes, "outcome", nil, "only submissions with this `outcome`: "+say.Or(outcomes()).String()+" (repeatable)")
	flags.StringArrayVar(&filter.Codes, "code", nil, "only submissions with this retry or reject `code` (repeatable)")
	flags.StringVar(&opts.since, "since", "", "only what began at this `time` or later: a date or RFC 3339, in UTC")
	flags.StringVar(&opts.until, "until", "", "only what began before the end of this day, or before this `time`")
	flags.StringVar(&opts.asOf, "as-of", "", "look at it as at this `time`: what has no decision is judged by it (default now)")
	flags.BoolVar(&opts.totals, "totals", false, "print counts by outcome, code and UTC day instead")
	flags.StringVar(&opts.tempDir, "tmp-dir", "", "`directory` for what does not fit in memory (default the system's)")
	flags.IntVar(&opts.jobs, "jobs", 0, "payloads decoded at a time (0 = one per processor)")
	opts.at.AddFlag(cmd)
	opts.intake.AddFlags(cmd)
	opts.intake.AddShardFlag(cmd)
	opts.payload.Opener.AddFlags(cmd)
	_ = cmd.RegisterFlagCompletionFunc("outcome", kit.CompleteList(outcomes()...))
	_ = cmd.RegisterFlagCompletionFunc("code", completeCode)
	_ = cmd.MarkFlagDirname("tmp-dir")
}

// outcomes are the outcomes that a submission can have.
func outcomes() (names []string) {
	for _, v := range catalog.Values(catalog.OutcomeEnum) {
		names = append(names, v.Value)
	}
	return names
}

// completeCode completes retry and reject codes.
func completeCode(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, table := range []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes()} {
		for i := range table.Codes {
			words = append(words, cobra.CompletionWithDesc(table.Codes[i].Code, table.Codes[i].Description.En))
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func runTimeline(ctx context.Context, opts *timelineOptions) error {
	f := opts.f
	asOf, err := opts.settle()
	if err != nil {
		return err
	}
	read := opts.intake.Reading()
	read.Jobs, read.Progress = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs)), new(source.Progress)
	inputs, err := opts.intake.Inputs(ctx, opts.paths, read)
	if err != nil {
		return err
	}
	opts.payload.Opener.Key.Stdin = opts.intake.ReadsStdin(inputs)
	shard := opts.intake.Shard()
	opts.bar = newBar(f, inputs, read.Progress)
	collect := timeline.Options{
		TempDir: cmp.Or(opts.tempDir, os.TempDir()), Jobs: read.Jobs, AsOf: asOf, Filter: opts.filter,
		Part: shard.Part, Of: shard.Of, Progress: opts.bar.step,
	}
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
func (opts *timelineOptions) settle() (asOf time.Time, err error) {
	f := opts.f
	if opts.lang, opts.format, err = f.View(); err != nil {
		return asOf, err
	}
	opts.payload.Lang, opts.payload.At = opts.lang, opts.at.Pointer
	if opts.jobs < 0 || opts.jobs > limit.Jobs {
		return asOf, kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	}
	if opts.filter.Outcomes, err = outcomesOf(opts.filter.Outcomes); err != nil {
		return asOf, err
	}
	if opts.filter.Since, err = timeOf("--since", opts.since, false); err != nil {
		return asOf, err
	}
	if opts.filter.Until, err = timeOf("--until", opts.until, true); err != nil {
		return asOf, err
	}
	now, err := timeOf("--as-of", opts.asOf, true)
	if opts.tempDir != "" && err == nil {
		if info, failed := f.Dir.Stat(opts.tempDir); failed != nil || !info.IsDir() {
			return asOf, kit.Usagef("--tmp-dir: %s is not a directory", term.Clean(opts.tempDir))
		}
		opts.tempDir = f.Dir.Path(opts.tempDir)
	}
	if asOf = f.Now(); now.Known() {
		asOf = now.Time()
	}
	return asOf, err
}

// outcomesOf are the outcomes that texts name, also with commas between them.
func outcomesOf(texts []string) (names []string, err error) {
	all := outcomes()
	for _, text := range texts {
		for name := range strings.SplitSeq(text, ",") {
			known := false
			for _, o := range all {
				known = known || o == name
			}
			if !known {
				f := kit.Usagef("--outcome: unknown outcome %q: expected %s", name, say.Or(all))
				if near := catalog.Nearest(name, all, 1); len(near) > 0 {
					return nil, f.WithHint("did you mean %s?", near[0])
				}
				return nil, f
			}
			names = append(names, name)
		}
	}
	return names, nil
}

// timeOf reads the time of a flag; a date is the start of the day, or its end.
func timeOf(flag, text string, end bool) (timeline.Stamp, error) {
	if text == "" {
		return timeline.Stamp{}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		if end {
			day = day.AddDate(0, 0, 1)
		}
		return timeline.StampOf(day), nil
	}
	m, ok := event.ReadMoment([]byte(text))
	if !ok {
		return timeline.Stamp{}, kit.Usagef("%s %q: expected a date such as 2026-04-14, or a time such as 2026-04-14T02:11:09Z", flag, term.Clean(text))
	}
	return timeline.NewStamp(m, true), nil
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

// collect reads the inputs.
func (opts *timelineOptions) collect(ctx context.Context, inputs []source.Input, read source.Options) error {
	decoders, recorders := make([]*view.Decoder, read.Jobs), make([]*timeline.Recorder, read.Jobs)
	for i := range decoders {
		decoders[i], recorders[i] = view.NewDecoder(ctx, opts.payload), opts.lives.Recorder()
	}
	free := sync.Pool{New: func() any { return new(gathered) }}
	return source.Process(ctx, inputs, read,
		func(c *source.Chunk) *gathered {
			g := free.Get().(*gathered)
			gather(decoders[c.Worker], recorders[c.Worker], c, g)
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

// gather reads one chunk.
func gather(d *view.Decoder, r *timeline.Recorder, c *source.Chunk, g *gathered) {
	g.records.Reset()
	g.problems = g.problems[:0]
	for p, fault := range c.Payloads() {
		if fault != nil {
			g.problems = append(g.problems, kit.Unread(fault))
			continue
		}
		d.Each(p, func(q source.Payload, e *event.Event, trouble *kit.Problem) {
			if trouble != nil {
				g.problems = append(g.problems, trouble)
			}
			if e != nil {
				r.Add(&g.records, e, &q, d.Captured(&q))
			}
		})
	}
	g.foreign, d.Foreign = d.Foreign, kit.Places{}
	c.Held = g.records.Size()
}
