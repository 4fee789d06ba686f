package webhook

import (
	"context"
	"errors"
	"sync"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/source"
)

// check runs the rules over all inputs and prints what they find.
func (v *validation) check(ctx context.Context) error {
	out, err := v.outputs.open(v)
	if err != nil {
		return err
	}
	defer out.drop()
	defer v.sequence.close()
	t := &reporting{v: v, out: out, bar: newBar(v.f, v.inputs, v.read.Progress)}
	judges := v.judges(out.parted)
	free := sync.Pool{New: func() any { return new(checked) }}
	err = source.Process(ctx, v.inputs, v.read,
		func(c *source.Chunk) *checked {
			b := free.Get().(*checked)
			v.sequence.chunk(c, &b.events)
			judges[c.Worker].Chunk(c, &b.Verdicts)
			return b
		},
		func(b *checked) error {
			defer free.Put(b)
			return errors.Join(v.sequence.take(&b.events), t.tell(&b.Verdicts))
		})
	if err == nil && v.sequence != nil {
		err = v.sequence.tell(ctx, t, judges[0])
	}
	if err != nil && ctx.Err() == nil {
		return err
	}
	if err := t.close(); err != nil {
		return err
	}
	if ctx.Err() != nil { // what is finished is printed
		return ctx.Err()
	}
	if v.intake.Shard() == (source.Shard{}) { // else they may match in another shard
		v.warnUnused()
	}
	v.intake.Tell(&v.outcome)
	v.reportKey()
	if v.failOn != diag.Off && t.worst >= v.failOn {
		v.outcome.Add(kit.Negative)
	}
	return v.outcome.Err()
}

// checked is what one chunk came to.
type checked struct {
	lint.Verdicts
	events gathered // with --sequence
}

// judges returns a judge for each worker.
func (v *validation) judges(parted report.Parted) []*lint.Judge {
	all := make([]*lint.Judge, v.read.Jobs)
	for i := range all {
		var tell lint.Tell
		if parted != nil {
			tell = parted.Teller()
		}
		all[i] = v.linter.NewJudge(v.ignored, tell)
	}
	return all
}

// reporting hands findings to the outputs and counts them.
type reporting struct {
	v        *validation
	out      *outputs
	bar      *bar
	path     string
	payloads int
	summary  report.Summary
	worst    diag.Severity
}

func (t *reporting) tell(b *lint.Verdicts) error {
	if len(b.Faults)+len(b.Found) > 0 {
		t.bar.hide()
	} else {
		t.bar.move()
	}
	t.summary.Unreadable += len(b.Faults)
	for _, fault := range b.Faults {
		t.v.f.Complain(kit.Unread(fault), &t.v.outcome)
	}
	t.summary.Files += b.Files
	at := 0
	for _, s := range b.Segments {
		if s.Path != t.path {
			if err := t.endFile(); err != nil {
				return err
			}
			t.path = s.Path
		}
		t.payloads += s.Payloads
		t.summary.Payloads += s.Payloads
		t.count(b.Found[at:s.Until])
		if err := t.print(b, at, s.Until); err != nil {
			return err
		}
		at = s.Until
	}
	clear(b.Findings)
	return nil
}

// count counts findings of a file.
func (t *reporting) count(found []lint.Found) {
	fixable := t.path != source.Stdin // --fix repairs files
	for i := range found {
		f := &found[i]
		t.worst = max(t.worst, f.Severity)
		t.summary.Count(f.Severity)
		c, fresh := t.summary.Rules.Of(f.Rule, f.Severity)
		if fresh {
			c.First = report.Place(t.path, f.Line, f.Column)
		}
		c.Findings++
		if fixable && f.Fixable {
			c.Fixable++
		}
	}
}

// finding counts a finding, and prints it unless enough are printed.
func (t *reporting) finding(f *diag.Finding) error {
	t.path = f.Path
	t.count([]lint.Found{lint.FoundOf(f)})
	return t.out.writer.Finding(*f)
}

// print prints the findings from place from up to place to.
func (t *reporting) print(b *lint.Verdicts, from, to int) error {
	if t.out.parted == nil {
		for i := range b.Findings[from:to] {
			if err := t.out.writer.Finding(b.Findings[from+i]); err != nil {
				return err
			}
		}
		return nil
	}
	if to = from + t.out.parted.Room(to-from); from == to {
		return nil
	}
	start := 0
	if from > 0 {
		start = b.Found[from-1].End
	}
	return t.out.parted.Told(b.Text[start:b.Found[to-1].End])
}

func (t *reporting) endFile() error {
	if t.path == "" {
		return nil
	}
	path, payloads := t.path, t.payloads
	t.path, t.payloads = "", 0
	return t.out.writer.File(path, payloads)
}

// close ends the reports; also those of a run that was interrupted.
func (t *reporting) close() error {
	t.bar.hide()
	if err := t.endFile(); err != nil {
		return err
	}
	return t.out.close(t.summary)
}

// reportKey reports why a key that was asked for could not be had.
func (v *validation) reportKey() {
	if err := v.opener.Err; err != nil && !errors.Is(err, kit.ErrNoKey) {
		failed := kit.Categorize(err)
		v.outcome.Add(failed.Category)
		v.f.Report(failed, failed.Hint)
	}
}
