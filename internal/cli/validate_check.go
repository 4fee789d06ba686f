package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/source"
)

// verdicts is what one chunk of the inputs came to, in order.
type verdicts struct {
	files    int
	segments []segment
	findings []*diag.Finding
	problems []*problem
}

// segment is a run of payloads of one file.
type segment struct {
	path     string
	payloads int
	until    int // its findings end here in verdicts.findings
}

// judge checks payloads on one goroutine. A clean one costs it nothing but the
// linter's fast pass.
type judge struct {
	linter  *lint.Linter
	all     *ignores
	path    string // that ignored is about
	ignored []*ignore
	known   bool

	origin source.Origin
	into   *verdicts
	emit   func(*diag.Finding)
}

// judges returns a judge for each worker.
func (v *validation) judges() []*judge {
	all := make([]*judge, v.read.Jobs)
	for i := range all {
		j := &judge{linter: v.linter.Clone(), all: v.ignores}
		j.emit = j.add
		all[i] = j
	}
	return all
}

// chunk checks the payloads of c.
func (j *judge) chunk(c *source.Chunk, into *verdicts) *verdicts {
	*into = verdicts{
		files: c.Files, segments: into.segments[:0], findings: into.findings[:0], problems: into.problems[:0],
	}
	j.into = into
	var s segment
	next := func(path string) {
		if s.path != "" {
			s.until = len(into.findings)
			into.segments = append(into.segments, s)
		}
		s = segment{path: path}
	}
	for p, fault := range c.Payloads() {
		switch {
		case fault == nil:
			if p.Origin.Path != s.path {
				next(p.Origin.Path)
			}
			s.payloads++
			j.origin = p.Origin
			j.linter.Check(p, j.emit)
		case isFinding(fault):
			if fault.Origin.Path != s.path {
				next(fault.Origin.Path)
			}
			j.origin = fault.Origin
			j.linter.CheckFault(fault, j.emit)
		default:
			into.problems = append(into.problems, sourceProblem(fault))
		}
	}
	next("")
	return into
}

// isFinding tells what was read but is not JSON, which the rules know, from
// what could not be read.
func isFinding(fault *source.Error) bool {
	return fault.Kind == source.Empty || fault.Kind == source.BrokenArray
}

// add keeps a finding that is not ignored.
func (j *judge) add(f *diag.Finding) {
	if !j.accept(f) {
		return
	}
	if j.origin.Line > 0 || j.origin.Index >= 0 {
		f.Origin = j.origin.String()
	}
	j.into.findings = append(j.into.findings, f)
}

// accept reports whether no ignore is about f.
func (j *judge) accept(f *diag.Finding) bool {
	if !j.known || j.path != f.Path {
		j.known, j.path, j.ignored = true, f.Path, j.all.of(f.Path)
	}
	return !ignored(j.ignored, f)
}

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
		for _, f := range b.findings[at:s.until] {
			if err := t.finding(f); err != nil {
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
