package term

import (
	"cmp"
	"strings"
)

// isGrid tells whether all there is stands side by side.
func (p *placing) isGrid() bool {
	side := len(p.slots)
	for _, gone := range p.gone {
		if gone {
			side++
		}
	}
	return !p.records && side == len(p.Columns) && p.headed()
}

func (p *placing) headed() bool {
	for _, c := range p.Columns {
		if c.Head != "" {
			return true
		}
	}
	return false
}

// head is the row of heads, nil where there is none.
func (p *placing) head(s *IO) []Cell {
	if p.records || !p.headed() {
		return nil
	}
	cells := make([]Cell, len(p.Columns))
	for i, c := range p.Columns {
		if !p.under[i] {
			cells[i] = S(s.out.Faint, c.Head)
		}
	}
	return cells
}

// append appends the lines of one row.
func (p *placing) append(dst []byte, cells []Cell) []byte {
	if p.records {
		return p.appendRecord(dst, cells)
	}
	if done, ok := p.appendLine(dst, cells); ok {
		dst = done
	} else {
		dst = p.appendLines(dst, cells)
	}
	for i, under := range p.under {
		if under {
			dst = p.appendBelow(dst, &p.Columns[i], cells[i])
		}
	}
	return dst
}

// appendLine appends a row whose cells take one line each; ok is false where
// one takes more.
func (p *placing) appendLine(dst []byte, cells []Cell) (line []byte, ok bool) {
	blank := p.Indent // not written until something stands behind it
	for n, s := range p.slots {
		c := &p.Columns[s.column]
		text := p.shown(c, cells[s.column].Text)
		width := Width(text)
		if width > s.width {
			if c.Kind.traits().wraps {
				return nil, false
			}
			text = p.fit(c, text, s.width)[0]
			width = Width(text)
		}
		dst, blank = appendCell(dst, blank, cells[s.column].Style, text, width, s.width, c.right())
		if n < len(p.slots)-1 {
			blank += gap
		}
	}
	return append(dst, '\n'), true
}

// appendLines appends a row that may take several lines.
func (p *placing) appendLines(dst []byte, cells []Cell) []byte {
	parts, height := make([][]string, len(p.slots)), 0
	for n, s := range p.slots {
		parts[n] = p.fit(&p.Columns[s.column], cells[s.column].Text, s.width)
		height = max(height, len(parts[n]))
	}
	for line := range height {
		blank := p.Indent
		for n, s := range p.slots {
			text := ""
			if line < len(parts[n]) {
				text = parts[n][line]
			}
			dst, blank = appendCell(dst, blank, cells[s.column].Style, text, Width(text), s.width, p.Columns[s.column].right())
			blank += gap
		}
		dst = append(dst, '\n')
	}
	return dst
}

// appendCell appends a text that takes used of width columns, behind blank
// columns; it returns how many are free behind it.
func appendCell(dst []byte, blank int, style func(string) string, text string, used, width int, right bool) ([]byte, int) {
	if used == 0 {
		return dst, blank + width
	}
	if right {
		blank += width - used
	}
	dst = appendBlank(dst, blank)
	if style != nil {
		text = style(text)
	}
	dst = append(dst, text...)
	if right {
		return dst, 0
	}
	return dst, width - used
}

func appendBlank(dst []byte, columns int) []byte {
	for range columns {
		dst = append(dst, ' ')
	}
	return dst
}

// appendBelow appends a text under its row.
func (p *placing) appendBelow(dst []byte, c *Column, cell Cell) []byte {
	if cell.Text == "" || cell.Text == "-" {
		return dst
	}
	cell.Text = c.labelled(cell.Text)
	return p.appendBlock(dst, cell, belowIndent)
}

// appendBlock appends a text on lines of its own, set in by indent.
func (p *placing) appendBlock(dst []byte, cell Cell, indent int) []byte {
	for _, line := range Wrap(cell.Text, min(textWidth, p.room-indent)) {
		dst, _ = appendCell(dst, p.Indent+indent, cell.Style, line, Width(line), 0, false)
		dst = append(dst, '\n')
	}
	return dst
}

// shown is the text of a cell, or of a head; a time may be short.
func (p *placing) shown(c *Column, text string) string {
	if c.Kind != Time || !p.short || text == c.Head {
		return text
	}
	return strings.TrimRight(cutEnd(text, cmp.Or(c.Short, shortTime), ""), " ")
}

// fit is the lines that text takes in a column of width.
func (p *placing) fit(c *Column, text string, width int) []string {
	t := c.Kind.traits()
	text = p.shown(c, text)
	switch {
	case Width(text) <= width:
		return []string{text}
	case t.wraps:
		return Wrap(text, width)
	case c.Kind == Time:
		return []string{strings.TrimRight(cutEnd(text, width, ""), " ")}
	}
	return []string{t.cut(text, width, p.mark)}
}

func (c *Column) right() bool { return c.Right || c.Kind == Number }

// appendRecord appends a row as cells that follow each other, with a new line
// where one does not fit, and texts last.
func (p *placing) appendRecord(dst []byte, cells []Cell) []byte {
	var texts []Cell
	start, at := len(dst), 0 // of the line, in columns, from the indent
	for _, i := range p.recordOrder() {
		c, cell := &p.Columns[i], cells[i]
		switch {
		case cell.Text == "" || cell.Text == "-":
			continue
		case c.Kind.traits().text:
			cell.Text = c.labelled(cell.Text)
			texts = append(texts, cell)
			continue
		}
		cell.Text = p.shown(c, cell.Text)
		dst, at = p.appendToRecord(dst, at, len(dst) == start, c, cell)
	}
	if len(dst) > start {
		dst = append(dst, '\n')
	}
	for _, text := range texts {
		dst = p.appendBlock(dst, text, belowIndent)
	}
	return dst
}

// appendToRecord appends one cell to a record, which is at column at of its
// line.
func (p *placing) appendToRecord(dst []byte, at int, first bool, c *Column, cell Cell) ([]byte, int) {
	label := c.labelled("")
	width := Width(label) + Width(cell.Text)
	switch {
	case first:
		dst = appendBlank(dst, p.Indent)
	case at+gap+width <= p.room:
		dst, at = appendBlank(dst, gap), at+gap
	default:
		dst, at = appendBlank(append(dst, '\n'), p.Indent+gap), gap
	}
	if at+width <= p.room {
		dst = append(dst, label...)
		dst, _ = appendCell(dst, 0, cell.Style, cell.Text, width, 0, false)
		return dst, at + width
	}
	for n, line := range Wrap(label+cell.Text, p.room-gap) {
		if n > 0 {
			dst = appendBlank(append(dst, '\n'), p.Indent+gap)
			at = gap
		}
		dst, _ = appendCell(dst, 0, cell.Style, line, Width(line), 0, false)
		at += Width(line)
	}
	return dst, at
}

// labelled is text behind the label of its column, where it has one.
func (c *Column) labelled(text string) string {
	if c.Label == "" {
		return text
	}
	return c.Label + ": " + text
}

// recordOrder is the columns of a record.
func (p *placing) recordOrder() []int {
	order := make([]int, 0, len(p.Columns))
	if p.Record == nil {
		for i := range p.Columns {
			order = append(order, i)
		}
	}
	for _, key := range p.Record {
		order = append(order, p.index(key))
	}
	return order
}
