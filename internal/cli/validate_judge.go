package cli

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/source"
)

// verdicts is what one chunk of the inputs came to, in order.
type verdicts struct {
	files    int
	segments []segment
	findings []diag.Finding
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
	j.into.findings = append(j.into.findings, *f)
}

// accept reports whether no ignore is about f.
func (j *judge) accept(f *diag.Finding) bool {
	if !j.known || j.path != f.Path {
		j.known, j.path, j.ignored = true, f.Path, j.all.of(f.Path)
	}
	return !ignored(j.ignored, f)
}
