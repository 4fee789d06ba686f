package window

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/plain"
)

// What of one body a page shows.
const (
	codeBytes = 256 << 10
	codeLines = 2000
	lineBytes = 4 << 10
	dumpBytes = 4 << 10
)

// CodeLine is a line of a body.
type CodeLine struct {
	N     int // its number, or an offset in hexadecimal as Head
	Head  string
	Parts []Part
	Notes []Note // findings that begin on it
}

// Part is a piece of a line that looks alike.
type Part struct {
	Class string // "", "key", "personal", "mark error" and such, with spaces between them
	Text  string
}

// Span marks a part of a body.
type Span struct {
	Start, End int
	Note       Note // what is said of it
}

// The marks of single bytes.
const (
	isKey = 1 << iota
	isPersonal
	isError
	isWarning
	isInfo
)

// Code shows a body.
type Code struct {
	text  []byte
	marks []uint8 // of the first bytes, as many as are shown
	notes []Span
	clear bool
}

// NewCode readies a body: personal data in it is masked unless clear, and the spans
// are underlined.
func NewCode(text []byte, spans []Span, clear bool) *Code {
	c := &Code{text: text, marks: make([]uint8, min(len(text), codeBytes)), notes: spans, clear: clear}
	for _, s := range personal.NewFinder().Find(text) {
		c.paint(s.Start, s.End, isPersonal)
	}
	for _, s := range spans {
		c.paint(s.Start, max(s.End, s.Start+1), map[string]uint8{"error": isError, "warning": isWarning, "info": isInfo}[s.Note.Severity])
	}
	return c
}

func (c *Code) paint(from, to int, mark uint8) {
	for i := max(0, from); i < min(to, len(c.marks)); i++ {
		c.marks[i] |= mark
	}
}

// Lines are the lines from one, counted from 1, up to another; to is 0 for all that
// is shown. left is how many lines are not.
func (c *Code) Lines(from, to int) (lines []CodeLine, left int) {
	at, n := 0, 1
	for ; at < len(c.text) || at == 0; n++ {
		end := bytes.IndexByte(c.text[at:], '\n')
		next := at + end + 1
		if end < 0 {
			end, next = len(c.text)-at, len(c.text)
		}
		switch {
		case at >= len(c.marks) && at > 0, len(lines) >= codeLines:
			return lines, 1 + bytes.Count(c.text[at:], []byte{'\n'})
		case n >= from && (to == 0 || n <= to):
			lines = append(lines, c.line(n, at, at+end))
		}
		if at = next; at == 0 || to > 0 && n >= to {
			break
		}
	}
	return lines, 0
}

// line is the line from at up to end.
func (c *Code) line(n, at, end int) CodeLine {
	c.key(at, min(end, len(c.marks)))
	line := CodeLine{N: n}
	for _, s := range c.notes {
		if s.Start >= at && (s.Start < end || s.Start == end && at <= end) {
			line.Notes = append(line.Notes, s.Note)
		}
	}
	shown := min(end, at+lineBytes, len(c.marks))
	for shown < end && shown > at && !utf8.RuneStart(c.text[shown]) {
		shown--
	}
	for i := at; i < shown; {
		j := i + 1
		for j < shown && c.marks[j] == c.marks[i] {
			j++
		}
		line.Parts = append(line.Parts, c.part(i, j))
		i = j
	}
	if shown < end {
		line.Parts = append(line.Parts, Part{"quiet", "…"})
	}
	return line
}

// key marks the name of a member that a line begins with.
func (c *Code) key(at, end int) {
	i := jsonscan.SkipSpace(c.text[:end], min(at, end))
	if i >= end || c.text[i] != '"' {
		return
	}
	to, _, ok := jsonscan.ScanString(c.text[:end], i)
	if ok && to < end && c.text[to] == ':' {
		c.paint(i, to, isKey)
	}
}

func (c *Code) part(i, j int) Part {
	mark, text := c.marks[i], ""
	if mark&isPersonal != 0 && !c.clear {
		text = personal.Mask
	} else {
		text = plain.Text(string(bytes.ReplaceAll(bytes.TrimSuffix(c.text[i:j], []byte{'\r'}), []byte{'\t'}, []byte("    "))))
	}
	class := ""
	for _, m := range []struct {
		bit  uint8
		name string
	}{{isKey, "key "}, {isPersonal, "personal "}, {isError, "mark error "}, {isWarning, "mark warning "}, {isInfo, "mark info "}} {
		if mark&m.bit != 0 {
			class += m.name
		}
	}
	return Part{class, text}
}

// Around are the lines around a span, and those that it is on.
func (c *Code) Around(s Span) []CodeLine {
	n := 1 + bytes.Count(c.text[:min(max(0, s.Start), len(c.text))], []byte{'\n'})
	lines, _ := c.Lines(max(1, n-1), n+1)
	for i := range lines {
		lines[i].Notes = nil
	}
	return lines
}

// Dump is the beginning of the body in hexadecimal.
func (c *Code) Dump() (lines []CodeLine, left int) {
	n := min(len(c.text), dumpBytes, len(c.marks))
	for at := 0; at < n; at += 16 {
		line := CodeLine{Head: fmt.Sprintf("%08x", at)}
		hex, text := "", ""
		for i := at; i < at+16; i++ {
			switch {
			case i >= n:
				hex += "   "
			case c.marks[i]&isPersonal != 0 && !c.clear:
				hex, text = hex+"** ", text+"*"
			default:
				b := c.text[i]
				hex += fmt.Sprintf("%02x ", b)
				if b < ' ' || b > '~' {
					b = '.'
				}
				text += string(rune(b))
			}
		}
		line.Parts = []Part{{"", hex}, {"quiet", " " + text}}
		lines = append(lines, line)
	}
	return lines, len(c.text) - n
}
