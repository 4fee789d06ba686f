package term

import (
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/tw"
)

const (
	gap   = 2 // columns between two columns of a table
	reset = "\x1b[0m"
)

// Cell is a text and its style. Text is cleaned and wrapped before Style marks
// up each of its lines.
type Cell struct {
	Text  string
	Style func(string) string
}

// C returns a plain cell.
func C(text string) Cell { return Cell{Text: text} }

// S returns a styled cell.
func S(style func(string) string, text string) Cell { return Cell{text, style} }

// Cell returns a styled cell of Out, a dim "-" where there is no text.
func (s *IO) Cell(style func(string) string, text string) Cell {
	if text == "" {
		return Cell{"-", s.out.Faint}
	}
	return Cell{text, style}
}

// draw sets rows in columns below a head; aligns are of the columns, nil for
// all to the left.
func draw(head []string, rows [][]string, aligns []tw.Align) (string, error) {
	var b strings.Builder
	w := tablewriter.NewTable(&b,
		tablewriter.WithRendition(tw.Rendition{
			Borders:  tw.BorderNone,
			Settings: tw.Settings{Separators: tw.SeparatorsNone, Lines: tw.LinesNone},
		}),
		tablewriter.WithPadding(tw.Padding{Right: strings.Repeat(" ", gap), Overwrite: true}),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{Global: tw.AlignLeft, PerColumn: aligns}),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{Global: tw.AlignLeft, PerColumn: aligns}),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithEastAsian(tw.Off),
	)
	w.Header(head)
	if err := w.Bulk(rows); err != nil {
		return "", err
	}
	err := w.Render()
	return b.String(), err
}

// drawable tells whether tablewriter gives every cell the width that it has: it
// takes a flag, which is two characters, for two signs.
func drawable(held []entry) bool {
	for _, e := range held {
		for _, cell := range e.cells {
			if !ascii(cell.Text) && twwidth.WidthWithOptions(cell.Text, twwidth.Options{}) != Width(cell.Text) {
				return false
			}
		}
	}
	return true
}

// drawGrid draws a list that has all its rows and columns side by side.
func (s *IO) drawGrid(p *placing, held []entry) error {
	head, aligns := make([]string, len(p.slots)), make([]tw.Align, len(p.slots))
	for n, slot := range p.slots {
		c := &p.Columns[slot.column]
		free := strings.Repeat(" ", slot.width-Width(c.Head))
		head[n], aligns[n] = s.out.Faint(c.Head)+free, tw.AlignLeft
		if c.right() {
			head[n], aligns[n] = free+s.out.Faint(c.Head), tw.AlignRight
		}
	}
	rows := make([][]string, len(held))
	for i, e := range held {
		rows[i] = make([]string, len(p.slots))
		for n, slot := range p.slots {
			cell := e.cells[slot.column]
			lines := p.fit(&p.Columns[slot.column], cell.Text, slot.width)
			rows[i][n] = strings.Join(cell.mark(lines), "\n")
		}
	}
	lines, err := draw(head, rows, aligns)
	if err != nil {
		return err
	}
	return s.writeLines(lines, strings.Repeat(" ", p.Indent))
}

// mark marks up the lines of a cell.
func (c *Cell) mark(lines []string) []string {
	if c.Style != nil {
		for i, line := range lines {
			lines[i] = c.Style(line)
		}
	}
	return lines
}

// writeLines prints lines behind prefix, without trailing blanks.
func (s *IO) writeLines(lines, prefix string) error {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		b.WriteString(trimEnd(prefix+strings.TrimRight(line, "\n")) + "\n")
	}
	_, err := s.Out.Write([]byte(b.String()))
	return err
}

// trimEnd cuts the padding of the last column, also where a style's reset
// stands behind it.
func trimEnd(line string) string {
	for {
		line = strings.TrimRight(line, " ")
		bare, styled := strings.CutSuffix(line, reset)
		if !styled || !strings.HasSuffix(bare, " ") {
			return line
		}
		line = bare
	}
}
