package webhook

import (
	"context"
	"iter"
	"sync"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/timeline"
)

// print prints what was collected.
func (opts *timelineOptions) print(ctx context.Context) error {
	kept := opts.lives.Kept()
	if opts.html.path != "" && (kept > 0 || opts.outcome.Worst == kit.None) { // an empty page says that there is nothing, not that nothing could be read
		if err := opts.writePage(ctx); err != nil {
			return err
		}
	}
	switch {
	case kept == 0 && opts.filter.Active() && !opts.totals:
	case opts.totals:
		if err := opts.printTotals(ctx); err != nil {
			return err
		}
	case opts.format != kit.Table:
		if err := opts.machine(ctx); err != nil {
			return err
		}
	case opts.html.path != "": // the page takes the place of the table
	case kept == 1 && opts.intake.Shard().Of == 0:
		if err := opts.explain(ctx); err != nil {
			return err
		}
	case kept > 0:
		if err := opts.table(ctx); err != nil {
			return err
		}
	}
	opts.tellLeft(kept)
	return nil
}

// tellLeft says why there is nothing to be seen, and what is no submission's.
func (opts *timelineOptions) tellLeft(kept int) {
	nameless := 0
	for _, day := range opts.lives.Nameless().Days() {
		nameless += day.Webhooks
	}
	switch {
	case kept == 0 && opts.filter.Active():
		opts.f.Remark("no submission was left by the filter")
	case kept == 0 && opts.outcome.Worst == kit.None:
		opts.f.Remark("no webhook names a submission")
	}
	if nameless > 0 && !opts.totals {
		opts.f.Remark("%s", say.Count(nameless, "%s webhook names no submission, and is in no line above; argosctl decode shows it",
			"%s webhooks name no submission, and are in no line above; argosctl decode shows them"))
	}
}

// machine prints a record for each life.
func (opts *timelineOptions) machine(ctx context.Context) error {
	out, err := opts.f.List(opts.format, timeline.Columns()...)
	if err != nil {
		return err
	}
	if opts.intake.Shard().Part > 1 {
		out.Head = ""
	}
	free := sync.Pool{New: func() any { return &livesText{shaper: out.Shaper()} }}
	err = timeline.Map(ctx, opts.lives, func(lives iter.Seq2[*timeline.Life, int]) *livesText {
		t := free.Get().(*livesText)
		t.n, t.lines = 0, t.lines[:0]
		for l := range lives {
			t.n++
			t.lines = append(l.AppendJSON(t.lines, opts.lang), '\n')
		}
		t.text = t.shaper.Append(t.text[:0], t.lines)
		return t
	}, func(t *livesText) error {
		defer free.Put(t)
		return out.PutShaped(t.text, t.n)
	})
	if err != nil {
		return err
	}
	return out.Close()
}

// livesText is the machine output of n lives that follow each other.
type livesText struct {
	shaper      *kit.Shaper
	n           int
	lines, text []byte // as JSON lines, and as they are printed
}
