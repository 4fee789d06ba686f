package webhook

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

// patience is how long a table waits for more payloads of a pipe that stays
// open before it shows those it has.
const patience = time.Second

func (opts *decodeOptions) explainer() *view.Explainer {
	x := view.NewExplainer(opts.f, opts.payload.Lang)
	x.Brief = opts.brief
	return x
}

// explainAll explains one payload after the other.
func (opts *decodeOptions) explainAll(ctx context.Context, inputs []source.Input, read source.Options) error {
	d, x := view.NewDecoder(ctx, opts.payload), opts.explainer()
	var outcome kit.Tally
	var tally view.Tally
	err := source.Each(ctx, inputs, read, func(p source.Payload, fault *diag.Problem) error {
		if fault != nil {
			tally.Unread++
			opts.f.Complain(kit.Unread(fault), &outcome)
			return nil
		}
		var failed error
		read := 0
		d.Each(p, func(q source.Payload, e *event.Event, trouble *kit.Problem) {
			read++
			if trouble != nil {
				if e == nil {
					tally.Unread++
				}
				opts.f.Complain(trouble, &outcome)
			}
			if e == nil || failed != nil {
				return
			}
			if tally.Add(e.Info, e.Name()); tally.Webhooks > 1 {
				opts.f.IO.Println("")
			}
			d.TellHalves(e, q.Origin, nil)
			failed = x.Event(e, q.Origin)
		})
		opts.learn(learn(d, read))
		return cmp.Or(failed, opts.f.Flush())
	})
	if err != nil {
		return err
	}
	if tally.Webhooks > 0 && tally.Webhooks+tally.Unread > 1 {
		tally.Print(opts.f)
	}
	opts.intake.Tell(&outcome)
	opts.tellFilter(tally.Webhooks)
	return outcome.Err()
}

// table prints several payloads one line each, and explains one that is alone.
type table struct {
	opts    *decodeOptions
	several *view.Payloads // nil as long as there is one at most
	lead    []lead         // what came before the second payload
	only    source.Payload // that holds the first one
	by      *view.Decoder  // that read it
	count   int
	unread  int
	outcome kit.Tally
	stdin   bool
}

// lead is a row, or a problem; beside is one of a row that follows.
type lead struct {
	row     *view.PayloadRow
	problem *kit.Problem
	beside  bool
}

// rows is what one chunk of an input came to.
type rows struct {
	items []lead
	rows  int            // among items
	first source.Payload // that holds the first row's
	chunk *source.Chunk  // that holds it
	by    *view.Decoder
	learned
}

func (opts *decodeOptions) table(ctx context.Context, inputs []source.Input, read source.Options) error {
	if opts.details {
		return opts.explainAll(ctx, inputs, read)
	}
	t := &table{opts: opts, stdin: opts.intake.ReadsStdin(inputs)}
	decoders := opts.decoders(ctx, read.Jobs)
	free := sync.Pool{New: func() any { return new(rows) }}
	err := source.Process(ctx, inputs, read,
		func(c *source.Chunk) *rows { return rowsOf(decoders[c.Worker], c, free.Get().(*rows)) },
		func(r *rows) error {
			defer free.Put(r)
			return t.add(r)
		})
	if endErr := t.end(); err == nil {
		err = endErr
	}
	if err != nil {
		return err
	}
	opts.intake.Tell(&t.outcome)
	opts.tellFilter(t.count)
	return t.outcome.Err()
}

// rowsOf decodes one chunk into r.
func rowsOf(d *view.Decoder, c *source.Chunk, r *rows) *rows {
	*r = rows{items: r.items[:0], by: d, chunk: c}
	read := 0
	for p, fault := range c.Payloads() {
		if fault != nil {
			r.items = append(r.items, lead{problem: kit.Unread(fault)})
			continue
		}
		d.Each(p, func(q source.Payload, e *event.Event, trouble *kit.Problem) {
			read++
			if trouble != nil {
				r.items = append(r.items, lead{problem: trouble, beside: e != nil})
			}
			if e == nil {
				return
			}
			if r.rows++; r.rows == 1 {
				r.first = p
			}
			d.TellHalves(e, q.Origin, nil)
			row := view.RowOf(e, q.Origin)
			r.items = append(r.items, lead{row: &row})
		})
	}
	r.learned = learn(d, read)
	return r
}

// add takes the rows and problems of one chunk.
func (t *table) add(r *rows) error {
	t.opts.learn(r.learned)
	for _, item := range r.items {
		switch {
		case item.row != nil:
			t.count++
		case !item.beside:
			t.unread++
		}
		if t.several == nil && t.count < 2 && !t.opts.divided {
			t.hold(item, r)
			continue
		}
		if t.several == nil {
			if err := t.begin(); err != nil {
				return err
			}
		}
		if err := t.print(item); err != nil {
			return err
		}
	}
	return t.opts.f.Flush()
}

// hold keeps what came before it is known whether there are several payloads:
// the first one and, as far as they are few, the problems around it.
func (t *table) hold(item lead, r *rows) {
	if item.row != nil {
		t.only, t.by = r.chunk.Keep(r.first), r.by
	}
	if t.lead = append(t.lead, item); len(t.lead) <= limit.Sample {
		return
	}
	kept := t.lead[:0]
	for _, item := range t.lead {
		if item.row != nil {
			kept = append(kept, item)
		} else {
			t.opts.f.Complain(item.problem, &t.outcome)
		}
	}
	t.lead = kept
}

// begin makes a table of what was held.
func (t *table) begin() error {
	t.several = view.NewPayloads(t.opts.f, t.opts.payload.Lang, t.opts.oneFile)
	if t.stdin {
		t.several.Patience(patience)
	}
	for _, item := range t.lead {
		if err := t.print(item); err != nil {
			return err
		}
	}
	t.lead = nil
	return nil
}

func (t *table) print(item lead) error {
	if item.row != nil {
		return t.several.Add(*item.row)
	}
	t.outcome.Add(item.problem.Category)
	return t.several.Aside(func() { t.opts.f.Complain(item.problem, new(kit.Tally)) })
}

// end prints what is still held, and what it all came to.
func (t *table) end() error {
	if t.several != nil {
		t.several.Unread = t.unread
		return t.several.Close()
	}
	for _, item := range t.lead {
		if item.row == nil {
			t.opts.f.Complain(item.problem, &t.outcome)
			continue
		}
		if err := t.explain(); err != nil {
			return err
		}
	}
	return nil
}

// explain explains the only payload. The decoder that read it has the memory for it.
func (t *table) explain() (err error) {
	x := t.opts.explainer()
	t.by.Each(t.only, func(q source.Payload, e *event.Event, _ *kit.Problem) {
		if e != nil {
			err = x.Event(e, q.Origin)
		}
	})
	return cmp.Or(err, t.opts.f.Flush())
}

// leavings is what a filter left out.
type leavings struct {
	read    int // payloads, kept or not
	unnamed view.Unnamed
}

// learned is what a decoder saw beside the events that it handed on.
type learned struct {
	read    int
	seen    view.Seen
	foreign kit.Places
	halves  kit.Places
}

// learn takes over what d saw, of read payloads.
func learn(d *view.Decoder, read int) learned {
	l := learned{read, d.Seen, d.Foreign, d.Halves}
	d.Seen, d.Foreign, d.Halves = view.Seen{}, kit.Places{}, kit.Places{}
	return l
}

func (opts *decodeOptions) learn(l learned) {
	opts.left.read += l.read
	opts.left.unnamed.Add(&l.seen)
	opts.intake.Foreign.Join(l.foreign)
	opts.intake.Halves.Join(l.halves)
}

// tellFilter says on stderr that a filter kept nothing, and what a filter by
// user leaves out that is the user's all the same.
func (opts *decodeOptions) tellFilter(kept int) {
	if !opts.payload.Filter.Active() {
		return
	}
	if kept == 0 && opts.left.read > 0 {
		opts.f.Remark("no payload was left by the filter, of %s read", say.Number(opts.left.read))
	}
	if n := opts.left.unnamed.Count(); n > 0 {
		opts.f.Remark("%s", say.Count(n, "%s event of the same submissions carries no userid; argosctl timeline --user joins it, --submission ID shows it",
			"%s events of the same submissions carry no userid; argosctl timeline --user joins them, --submission ID shows them"))
	}
}
