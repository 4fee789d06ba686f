package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
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
	Rule         string
	Severity     diag.Severity
	Fixable      bool
	Line, Column int
	End          int // of its text in Verdicts.Text
}

// FoundOf is what is counted of a finding.
func FoundOf(f *diag.Finding) Found {
	return Found{Rule: f.Rule, Severity: f.Severity, Fixable: f.Fix != nil, Line: f.Line, Column: f.Column}
}

// Edit replaces a part of a file.
type Edit struct {
	Path     string
	Offset   int64
	Old, New []byte
	Fixes    int // how many findings it repairs

	// From says that the whole file becomes UTF-8. It is the same in all the edits of
	// a file. Where it is UTF-16, Offset counts in the text as UTF-8, and that is one
	// more repair.
	From source.Encoding
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

// Tell appends the text of a finding. After those of a payload it is called with nil.
type Tell = func(dst []byte, f *diag.Finding) []byte

// NewJudge returns a judge with a copy of l. Where tell is not nil it puts each
// finding into words, which are all that is kept of it.
func (l *Linter) NewJudge(ignores *Ignores, tell Tell) *Judge {
	j := &Judge{linter: l.Clone(), all: ignores, tell: tell}
	j.emit = j.add
	return j
}

// Chunk checks the payloads of c. It uses the memory of into, and returns it. A
// shard's payloads get their line numbers when something was found.
func (j *Judge) Chunk(c *source.Chunk, into *Verdicts) *Verdicts {
	c.Settle(false)
	j.chunk(c, into)
	if c.Settle(len(into.Found)+len(into.Faults) > 0) {
		j.chunk(c, into)
	}
	return into
}

func (j *Judge) chunk(c *source.Chunk, into *Verdicts) {
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
			before := len(into.Found)
			s.Payloads += j.payload(&p)
			j.end(before)
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
}

// payload checks one payload and returns how many it holds. That it is not
// written in UTF-8 comes before what else is found in it.
func (j *Judge) payload(p *source.Payload) int {
	converted := j.linter.converted(p)
	if converted == nil {
		return j.linter.Check(*p, j.emit)
	}
	var found []diag.Finding
	n := j.linter.Check(*p, func(f *diag.Finding) { found = append(found, *f) })
	if n > 0 || p.IsWide() {
		before := len(j.into.Found)
		if j.add(converted); len(j.into.Found) > before { // it has no fix of its own: the file is rewritten
			j.into.Found[before].Fixable = bytes.Contains(p.Bytes, []byte(catalog.TriggerName))
		}
	}
	for i := range found {
		j.add(&found[i])
	}
	return n
}

// end ends a payload, before which there were so many findings.
func (j *Judge) end(before int) {
	if into := j.into; j.tell != nil && len(into.Found) > before {
		into.Text = j.tell(into.Text, nil)
		into.Found[len(into.Found)-1].End = len(into.Text)
	}
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
	found := FoundOf(f)
	found.End = len(into.Text)
	into.Found = append(into.Found, found)
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
			found = append(found, Edit{Path: p.Origin.Path, Old: []byte("\xef\xbb\xbf"), Fixes: 1})
		}
		text, n := j.linter.Repair(p, j.accept)
		switch {
		case p.Encoding() != source.NoEncoding:
			found = j.edits(found, &p, text, n)
		case n > 0:
			e := Edit{Path: p.Origin.Path, Offset: p.Offset, Old: p.Bytes, New: text, Fixes: n}
			if from := p.ReadIn(); from.IsNarrow() && j.convert(&p) {
				e.From = from
			}
			found = append(found, e)
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

// Grade gives a finding of a rule about several payloads the severity that the run
// gives its message, and reports whether the run wants it.
func (j *Judge) Grade(f *diag.Finding, message catalog.MessageID) bool {
	f.Severity = j.linter.severities[message]
	return f.Severity != diag.Off && j.accept(f)
}
