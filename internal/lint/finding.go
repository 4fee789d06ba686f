package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

const (
	sourceBefore = 160 // bytes of a line that are shown before the span
	sourceAfter  = 240 // and from its start on
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
}

type span struct{ start, end int }

// add enters a finding. The rule's own severity holds unless the run says
// otherwise.
func (c *check) add(f raw) *raw {
	usual := f.severity
	if usual == diag.Off {
		usual = c.l.rules[f.rule].Default
	}
	f.severity = c.l.severity(f.rule, usual)
	if f.severity == diag.Off {
		return &raw{}
	}
	if len(c.found) == MaxFindings {
		c.more = true
		return &raw{}
	}
	if c.anchor != nil {
		f.start, f.end, f.fix = c.anchor.start, c.anchor.end, nil
	}
	c.found = append(c.found, f)
	return &c.found[len(c.found)-1]
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
		f.Line, f.Column = place.at(r.start)
		f.EndLine, f.EndColumn = place.end(r.end)
		if r.fix != nil {
			f.Fix = &diag.Fix{Description: r.fix.Description}
			for _, e := range r.fix.Edits {
				f.Fix.Edits = append(f.Fix.Edits, diag.Edit{Offset: p.Offset + int64(e.Offset), Length: e.Length, Text: e.Text})
			}
		}
		emit(f)
	}
}

// place turns offsets of a payload, in rising order, into lines and columns.
type place struct {
	p            source.Payload
	offset       int // of which line and column are known
	line, column int
}

func newPlace(p source.Payload) *place {
	pl := &place{p: p, line: p.Line, column: p.Column}
	if bytes.HasPrefix(p.Bytes, []byte("\xef\xbb\xbf")) {
		pl.column-- // the mark takes no column
	}
	return pl
}

// at returns the place of an offset that is not before the last one.
func (pl *place) at(offset int) (line, column int) {
	if offset > pl.offset {
		pl.line, pl.column = pl.end(offset)
		pl.offset = offset
	}
	if pl.offset == 0 {
		return pl.line, max(pl.column, 1)
	}
	return pl.line, pl.column
}

// end returns the place of an offset that is not before the last one, and
// stays where it is.
func (pl *place) end(offset int) (line, column int) {
	text := pl.p.Bytes[pl.offset:offset]
	lines, last := 0, -1
	for i := 0; i < len(text); i++ {
		n := bytes.IndexAny(text[i:], "\r\n")
		if n < 0 {
			break
		}
		if i += n; text[i] == '\r' && pl.byteAt(pl.offset+i+1) == '\n' {
			if i++; i == len(text) {
				break // between CR and LF: still on the old line
			}
		}
		lines, last = lines+1, i
	}
	if lines == 0 {
		return pl.line, max(1, pl.column+utf8.RuneCount(text))
	}
	return pl.line + lines, 1 + utf8.RuneCount(text[last+1:])
}

func (pl *place) byteAt(i int) byte {
	if i < len(pl.p.Bytes) {
		return pl.p.Bytes[i]
	}
	return 0
}

// source copies the line that holds the start of a span, or the part of a very
// long line around it.
func (pl *place) source(start, end int) diag.SourceLine {
	data := pl.p.Bytes
	from := 1 + bytes.LastIndexAny(data[max(0, start-sourceBefore):start], "\r\n") + max(0, start-sourceBefore)
	to, before, after := start+lineLength(data[start:]), pl.p.Before, pl.p.After
	cut := false
	if lo := start - sourceBefore; from == lo && lo > 0 {
		for from < start && !utf8.RuneStart(data[from]) {
			from++
		}
		cut = true
	}
	if to > start+sourceAfter {
		for to = start + sourceAfter; to > start && !utf8.RuneStart(data[to]); {
			to--
		}
		cut = true
	}
	if from > 0 || len(before) == 0 {
		before = nil
	}
	if to < len(data) {
		after = nil
	}
	text := slices.Concat(before, data[from:to], after)
	shift := len(before) - from
	return diag.SourceLine{
		Text: string(text), Start: start + shift, End: min(end, to) + shift,
		CutOff: cut || len(before) >= sourceBefore-4 || len(after) >= sourceBefore-4,
	}
}

func lineLength(data []byte) int {
	if n := bytes.IndexAny(data[:min(len(data), sourceAfter+1)], "\r\n"); n >= 0 {
		return n
	}
	return min(len(data), sourceAfter+1)
}
