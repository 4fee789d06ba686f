package term

import (
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/argosctl/argosctl/internal/plain"
)

const (
	gap      = 2  // columns between two table columns
	minWidth = 12 // a wrapped column is never narrower
	reset    = "\x1b[0m"
)

// Cell is one cell of a Table. Text is cleaned and wrapped before Style marks
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

// Table is a bounded table without borders; long cells wrap so that it fits
// the width of Out. It holds all its rows: longer lists are for Columns.
type Table struct {
	Head []string
	rows [][]Cell
}

// Row adds a row. Of a long text it keeps the beginning.
func (t *Table) Row(cells ...Cell) {
	for i := range cells {
		cells[i].Text = Brief(cells[i].Text)
	}
	t.rows = append(t.rows, cells)
}

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.rows) }

// Table prints t to Out, set in by indent columns. A table without rows prints
// nothing.
func (s *IO) Table(t *Table, indent int) error {
	if len(t.rows) == 0 {
		return nil
	}
	widths := t.widths(s.width - indent)
	rows := make([][]string, len(t.rows))
	for i, row := range t.rows {
		rows[i] = render(row, widths)
	}
	lines := list(rows)
	if len(t.Head) > 0 {
		head := make([]string, len(t.Head))
		for i, h := range t.Head {
			head[i] = s.out.Bold(h)
		}
		var err error
		if lines, err = draw(head, rows, nil); err != nil {
			return err
		}
	}
	return s.writeLines(lines, strings.Repeat(" ", indent))
}

// list sets rows in columns. Explanations are lists of labels and texts: to
// draw them as a table would take longer than all else they do.
func list(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			for line := range strings.SplitSeq(cell, "\n") {
				widths[i] = max(widths[i], Width(line))
			}
		}
	}
	var b strings.Builder
	for _, row := range rows {
		cells, height := make([][]string, len(row)), 0
		for i, cell := range row {
			cells[i] = strings.Split(cell, "\n")
			height = max(height, len(cells[i]))
		}
		for n := range height {
			for i, lines := range cells {
				line := ""
				if n < len(lines) {
					line = lines[n]
				}
				b.WriteString(line + strings.Repeat(" ", widths[i]-Width(line)+gap))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
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

// render wraps each cell to its column and marks up its lines.
func render(row []Cell, widths []int) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = strings.Join(cell.mark(wrapCell(plain.Text(cell.Text), widths[i])), "\n")
	}
	return out
}

// widths gives each column the room its widest cell needs, then narrows the
// widest columns until the row fits: first those that can break between words,
// then the others.
func (t *Table) widths(room int) []int {
	columns := len(t.rows[0])
	widths, words, least := make([]int, columns), make([]int, columns), make([]int, columns)
	for i, h := range t.Head {
		widths[i], words[i], least[i] = Width(h), Width(h), Width(h)
	}
	for _, row := range t.rows {
		for i, cell := range row {
			text := plain.Text(cell.Text)
			widths[i] = max(widths[i], min(room, Width(text)))
			words[i] = max(words[i], min(room, longestWord(text)))
		}
	}
	for i := range least {
		least[i] = max(least[i], minWidth)
		words[i] = max(words[i], least[i])
	}
	natural := slices.Clone(widths)
	narrow(widths, words, room)
	narrow(widths, least, room)
	t.relax(widths, natural, room)
	return widths
}

// relax gives the room that wrapped columns leave unused to the column that
// wants it most.
func (t *Table) relax(widths, natural []int, room int) {
	hungriest := 0
	for i := range widths {
		if natural[i]-widths[i] > natural[hungriest]-widths[hungriest] {
			hungriest = i
		}
	}
	spare := room - gap*(len(widths)-1)
	for i := range widths {
		if i == hungriest {
			continue
		}
		used := 0
		if len(t.Head) > 0 {
			used = Width(t.Head[i])
		}
		for _, row := range t.rows {
			for _, line := range wrapCell(plain.Text(row[i].Text), widths[i]) {
				used = max(used, Width(line))
			}
		}
		widths[i] = used
		spare -= used
	}
	widths[hungriest] = max(widths[hungriest], min(spare, natural[hungriest]))
}

// narrow takes columns from the widest one that is above its least width.
func narrow(widths, least []int, room int) {
	for total := sum(widths) + gap*(len(widths)-1); total > room; total-- {
		widest := -1
		for i, w := range widths {
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

func sum(widths []int) (total int) {
	for _, w := range widths {
		total += w
	}
	return total
}
