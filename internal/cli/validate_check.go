package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/argosctl/argosctl/internal/diag"
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
	t := &told{v: v, out: out, bar: v.newBar()}
	judges := v.judges()
	free := sync.Pool{New: func() any { return new(verdicts) }}
	err = source.Process(ctx, v.inputs, v.read,
		func(c *source.Chunk) *verdicts { return judges[c.Worker].chunk(c, free.Get().(*verdicts)) },
		func(b *verdicts) error {
			defer free.Put(b)
			return t.tell(b)
		})
	if err != nil && ctx.Err() == nil {
		return err
	}
	if err := t.close(); err != nil {
		return err
	}
	if ctx.Err() != nil { // what is finished is printed
		return ctx.Err()
	}
	v.warnUnused()
	v.reportKey()
	if v.failOn != diag.Off && t.worst >= v.failOn {
		v.outcome.add(catNegative)
	}
	return v.outcome.err()
}

// told hands findings to the outputs and counts them.
type told struct {
	v        *validation
	out      *outputs
	bar      *bar
	path     string
	payloads int
	summary  report.Summary
	worst    diag.Severity
	printed  int
}

func (t *told) tell(b *verdicts) error {
	t.bar.move(len(b.problems)+len(b.findings) > 0)
	for _, p := range b.problems {
		t.v.f.complain(p, &t.v.outcome)
	}
	t.summary.Files += b.files
	at := 0
	for _, s := range b.segments {
		if s.path != t.path {
			if err := t.endFile(); err != nil {
				return err
			}
			t.path = s.path
		}
		t.payloads += s.payloads
		t.summary.Payloads += s.payloads
		for i := at; i < s.until; i++ {
			if err := t.finding(&b.findings[i]); err != nil {
				return err
			}
		}
		at = s.until
	}
	clear(b.findings)
	return nil
}

func (t *told) finding(f *diag.Finding) error {
	t.worst = max(t.worst, f.Severity)
	switch f.Severity {
	case diag.Error:
		t.summary.Errors++
	case diag.Warning:
		t.summary.Warnings++
	default:
		t.summary.Infos++
	}
	if t.v.max > 0 && t.printed == t.v.max {
		t.summary.Truncated++
		return nil
	}
	t.printed++
	return t.out.writer.Finding(*f)
}

func (t *told) endFile() error {
	if t.path == "" {
		return nil
	}
	path, payloads := t.path, t.payloads
	t.path, t.payloads = "", 0
	return t.out.writer.File(path, payloads)
}

// close ends the reports; also those of a run that was interrupted.
func (t *told) close() error {
	t.bar.hide()
	if err := t.endFile(); err != nil {
		return err
	}
	return t.out.close(t.summary)
}

// warnUnused says which ignores of the configuration are about nothing.
func (v *validation) warnUnused() {
	paths := func(yield func(string) bool) {
		for _, in := range v.inputs {
			if !yield(in.Path) {
				return
			}
		}
	}
	for _, i := range v.ignores.unused(paths) {
		v.f.warn("%s: the ignore of %s matches no finding: remove it", clean(i.place()), clean(i.String()))
	}
}

// reportKey reports why a key that was asked for could not be had.
func (v *validation) reportKey() {
	if err := v.opener.err; err != nil && !errors.Is(err, errNoKey) {
		failed := categorize(err)
		v.outcome.add(failed.category)
		v.f.report(clean(fmt.Sprint(failed)), clean(failed.hint))
	}
}
