package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

// Verdicts is what one chunk of the inputs came to, in order.
type Verdicts struct {
	Files    int
	Segments []Segment
	Found    []Found
	Findings []diag.Finding  // all of Found; none where the judge puts them into words
	Text     []byte          // the words
	Faults   []*diag.Problem // what could not be read
}

// Segment is a run of payloads of one file.
type Segment struct {
	Path     string
	Payloads int
	Until    int // its findings end here in Verdicts.Found
}

// Found is a finding by what is counted.
type Found struct {
	Severity diag.Severity
	End      int // of its text in Verdicts.Text
}

// Edit replaces a part of a file.
type Edit struct {
	Path     string
	Offset   int64
	Old, New []byte
	Fixes    int // how many findings it repairs
}

// findingSize is about how many bytes a finding takes that is kept.
const findingSize = 1 << 10

// Judge checks the payloads of chunks on one goroutine, and drops findings that
// are ignored. A clean payload costs it nothing but the linter's fast pass.
type Judge struct {
	linter  *Linter
	tell    Tell // nil: findings are kept
	all     *Ignores
	path    string // that ignored is about
	ignored []*used
	known   bool

	into *Verdicts
	emit func(*diag.Finding)
}

// Tell appends the text of a finding.
type Tell = func(dst []byte, f *diag.Finding) []byte

// NewJudge returns a judge with a copy of l. Where tell is not nil it puts each
// finding into words, which are all that is kept of it.
func (l *Linter) NewJudge(ignores *Ignores, tell Tell) *Judge {
	j := &Judge{linter: l.Clone(), all: ignores, tell: tell}
	j.emit = j.add
	return j
}

// Chunk checks the payloads of c. It uses the memory of into, and returns it.
func (j *Judge) Chunk(c *source.Chunk, into *Verdicts) *Verdicts {
	*into = Verdicts{
		Files: c.Files, Segments: into.Segments[:0], Faults: into.Faults[:0],
		Found: into.Found[:0], Findings: into.Findings[:0], Text: into.Text[:0],
	}
	j.into = into
	var s Segment
	next := func(path string) {
		if s.Path != "" {
			s.Until = len(into.Found)
			into.Segments = append(into.Segments, s)
		}
		s = Segment{Path: path}
	}
	for p, fault := range c.Payloads() {
		switch {
		case fault == nil:
			if p.Origin.Path != s.Path {
				next(p.Origin.Path)
			}
			s.Payloads++
			j.linter.Check(p, j.emit)
		case fault.Rule != "": // it was read, and is no JSON
			if fault.Origin.Path != s.Path {
				next(fault.Origin.Path)
			}
			j.linter.CheckFault(fault, j.emit)
		default:
			into.Faults = append(into.Faults, fault)
		}
	}
	next("")
	c.Held = len(into.Text) + len(into.Findings)*findingSize
	return into
}

// add keeps a finding that is not ignored.
func (j *Judge) add(f *diag.Finding) {
	if !j.accept(f) {
		return
	}
	into := j.into
	if j.tell == nil {
		kept := *f
		kept.Source.Text = bytes.Clone(kept.Source.Text)
		into.Findings = append(into.Findings, kept)
	} else {
		into.Text = j.tell(into.Text, f)
	}
	into.Found = append(into.Found, Found{f.Severity, len(into.Text)})
}

// accept reports whether no ignore is about f.
func (j *Judge) accept(f *diag.Finding) bool {
	if !j.known || j.path != f.Path {
		j.known, j.path, j.ignored = true, f.Path, j.all.of(f.Path)
	}
	return !ignored(j.ignored, f)
}

// Edits is what can be repaired in c.
func (j *Judge) Edits(c *source.Chunk) []Edit {
	var found []Edit
	for p, fault := range c.Payloads() {
		if fault != nil {
			continue
		}
		if p.BOM && j.acceptsBOM(p) {
			found = append(found, Edit{p.Origin.Path, 0, []byte("\xef\xbb\xbf"), nil, 1})
		}
		if text, n := j.linter.Repair(p, j.accept); n > 0 {
			found = append(found, Edit{p.Origin.Path, p.Offset, p.Bytes, text, n})
		}
	}
	return found
}

// acceptsBOM reports whether the byte order mark before an array is a finding.
func (j *Judge) acceptsBOM(p source.Payload) (yes bool) {
	j.linter.Check(p, func(f *diag.Finding) {
		yes = yes || f.Rule == "json/bom" && f.Offset == 0 && f.Fix != nil && j.accept(f)
	})
	return yes
}
