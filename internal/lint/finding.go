package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

// raw is a finding before it knows where it is in its file. Offsets are bytes
// of the payload.
type raw struct {
	rule       string
	severity   diag.Severity
	start, end int
	pointer    string
	message    string
	help       []string
	fix        *jsonscan.Repair
	first      int // where the first of two same names stands, else 0
}

// check is the judging of one payload.
type check struct {
	l      *Linter
	doc    *jsonscan.Document
	event  *table
	found  []raw
	more   bool   // there were more than MaxFindings
	path   []byte // JSON Pointer of the value that is being judged
	text   []byte // scratch for decoded texts
	name   []byte // scratch for decoded names
	anchor *span  // in an opened envelope: where all findings stand
	own    bool   // the text is a webhook; see ours
	looked bool   // own is settled
}

type span struct{ start, end int }

// add enters a finding. The rule's own severity holds unless the run says
// otherwise.
func (c *check) add(f raw) {
	usual := f.severity
	if usual == diag.Off {
		usual = c.l.rules[f.rule].Default
	}
	f.severity = c.l.severity(f.rule, usual)
	if f.severity == diag.Off {
		return
	}
	if len(c.found) == MaxFindings {
		c.more = true
		return
	}
	if c.anchor != nil {
		f.start, f.end, f.fix = c.anchor.start, c.anchor.end, nil
		f.first = 0
	}
	c.found = append(c.found, f)
}

// at makes a finding about node i. Of an object or an array only the opening
// bracket is marked.
func (c *check) at(rule string, i int, message string, help ...string) raw {
	n := &c.doc.Nodes[i]
	end := n.End
	if n.Kind == jsonscan.Object || n.Kind == jsonscan.Array {
		end = n.Start + 1
	}
	return raw{rule: rule, start: n.Start, end: end, pointer: string(c.path), message: message, help: help}
}

// atName makes a finding about the member name of node i.
func (c *check) atName(rule string, i int, message string, help ...string) raw {
	n := &c.doc.Nodes[i]
	return raw{rule: rule, start: n.KeyStart, end: n.KeyEnd, pointer: string(c.path), message: message, help: help}
}

// replaceNode is the repair that puts text in place of node i.
func (c *check) replaceNode(i int, description, text string) *jsonscan.Repair {
	n := &c.doc.Nodes[i]
	return &jsonscan.Repair{Description: description, Edits: []jsonscan.Edit{{Offset: n.Start, Length: n.End - n.Start, Text: text}}}
}

// push goes down to a member or an element, and returns what pop needs.
func (c *check) push(name []byte) (before int) {
	before = len(c.path)
	c.path = append(c.path, '/')
	for _, b := range name {
		switch b {
		case '~':
			c.path = append(c.path, "~0"...)
		case '/':
			c.path = append(c.path, "~1"...)
		default:
			c.path = append(c.path, b)
		}
	}
	return before
}

func (c *check) pushIndex(i int) (before int) {
	before = len(c.path)
	c.path = strconv.AppendInt(append(c.path, '/'), int64(i), 10)
	return before
}

func (c *check) pop(before int) { c.path = c.path[:before] }

// report brings the findings into order, places them in their file and hands
// them on.
func (c *check) report(p source.Payload, emit func(*diag.Finding)) {
	slices.SortStableFunc(c.found, func(a, b raw) int {
		return cmp.Or(cmp.Compare(a.start, b.start), strings.Compare(a.rule, b.rule))
	})
	place := newPlace(p)
	event := ""
	if c.event != nil {
		event = c.event.event.Name
	}
	for i := range c.found {
		r := &c.found[i]
		f := &diag.Finding{
			Rule: r.rule, Severity: r.severity, Message: r.message, Path: p.Origin.Path,
			Offset: p.Offset + int64(r.start), Length: r.end - r.start,
			Pointer: r.pointer, Event: event, Help: r.help, Source: place.source(r.start, r.end),
		}
		if c.more && i == len(c.found)-1 {
			f.Help = append(slices.Clip(f.Help), "this payload has more findings; they are reported once these are repaired")
		}
		if r.first > 0 {
			line, column := newPlace(p).at(r.first)
			f.Help = append([]string{fmt.Sprintf("the first one is at line %d, column %d", line, column)}, f.Help...)
		}
		f.Line, f.Column = place.at(r.start)
		f.EndLine, f.EndColumn = place.end(r.end)
		if r.fix != nil && c.ours() {
			f.Fix = &diag.Fix{Description: r.fix.Description}
			for _, e := range r.fix.Edits {
				f.Fix.Edits = append(f.Fix.Edits, diag.Edit{Offset: p.Offset + int64(e.Offset), Length: e.Length, Text: e.Text})
			}
		}
		emit(f)
	}
}
