package term

import (
	"cmp"
	"slices"
)

// Kind says what a column holds: how its cells stand, how narrow it may
// become, and what gives way where a cell is wider than its column.
type Kind uint8

// The kinds of columns.
const (
	Word    Kind = iota // a word of argosctl's own: never narrower
	Number              // a number or a duration: on the right, never narrower
	Time                // "2026-04-14 02:20:41": loses its seconds, or what Column.Short leaves
	ID                  // ids, events, codes and URLs: lose their middle
	User                // an ID that may become narrower
	Path                // loses its first directories
	Field               // the name of a field: wraps
	Value               // a value: wraps
	Text                // a sentence: wraps, and goes under its row where it must
	Meaning             // a Text that has 30 columns or goes under its row
	Below               // a Text that always stands under its row
)

const (
	recordsUnder = 60  // a narrower terminal gets records in place of a table
	textWidth    = 100 // of a Text, at most: longer lines are hard to read
	shortTime    = len("2026-04-14 02:20")
	belowIndent  = 4
)

// traits are what the layout knows of a kind.
type traits struct {
	least int  // columns that are enough; 0: as many as the widest cell has
	words bool // fewer are enough where the longest word is shorter
	turn  int  // when it gets of what is left over, from 1; 0: never
	text  bool // at most textWidth, and can go under its row
	wraps bool
	cut   func(text string, width int, mark string) string // where it does not wrap
}

func (k Kind) traits() traits {
	switch k {
	case ID:
		return traits{least: 20, turn: 1, cut: cutMiddle}
	case User:
		return traits{least: 10, turn: 1, cut: cutMiddle}
	case Field:
		return traits{least: 30, turn: 1, wraps: true}
	case Value:
		return traits{least: 24, words: true, turn: 2, wraps: true}
	case Path:
		return traits{least: 20, turn: 3, cut: cutPath}
	case Text:
		return traits{least: 24, words: true, turn: 4, text: true, wraps: true}
	case Meaning:
		return traits{least: 30, turn: 4, text: true, wraps: true}
	case Below:
		return traits{text: true, wraps: true}
	default:
		return traits{cut: cutEnd}
	}
}

// turns is how many turns there are.
const turns = 4

// Column is one column of a Layout.
type Column struct {
	Key   string // names the column in Layout.Drop and Layout.Record
	Head  string // one row, never wrapped; empty in lists without heads
	Kind  Kind
	Label string // stands before the cell in a record, where the cell does not explain itself
	Least int    // columns that are enough for any cell, where the kind's do not suit
	Short int    // of a Time: the width of its short form; 0 is without seconds
	Right bool   // on the right, as a Number
	Usual int    // width of what rows may yet hold that come after those that are measured
}

// Layout is the columns of a table and what becomes of them where space is
// short: data, from which List finds a form for any width.
type Layout struct {
	Columns []Column
	Drop    []string // keys of columns that may be left out, the first to go first
	Record  []string // keys in the order of a record, which leaves out the others; nil: all, as they stand
	Indent  int      // columns left free on the left
}

// index finds a column by its key, -1 where there is none.
func (l *Layout) index(key string) int {
	return slices.IndexFunc(l.Columns, func(c Column) bool { return c.Key == key })
}

// measure is how wide the cells of a column are: the widest, and the longest
// word in any.
type measure struct{ natural, word int }

func (m *measure) add(c *Column, text string) {
	width := Width(text)
	if c.Kind.traits().text {
		width = min(width, textWidth)
	}
	m.natural = max(m.natural, width)
	m.word = max(m.word, longestWord(text))
}

// placing is the form that a layout takes: columns side by side, texts under
// their rows, or records.
type placing struct {
	*Layout
	measures []measure
	room     int // columns right of the indent
	records  bool
	short    bool // times are
	slots    []slot
	gone     []bool   // left out
	under    []bool   // under its row
	dropped  []string // heads of what was left out
	mark     string   // of a cut
}

// slot is the place of a column in a row.
type slot struct{ column, width int }

// place finds the first form that fits: all columns; short times; fewer
// columns; texts under their rows; records.
func (l *Layout) place(measures []measure, width int, mark string) *placing {
	p := &placing{
		Layout: l, measures: measures, room: width - l.Indent, mark: mark,
		gone: make([]bool, len(l.Columns)), under: make([]bool, len(l.Columns)),
	}
	for i, c := range l.Columns {
		p.under[i] = c.Kind == Below
	}
	if width < recordsUnder || !p.squeeze() {
		p.records, p.short, p.slots, p.dropped = true, true, nil, nil
	}
	return p
}

// squeeze gives way step by step until the columns fit side by side; false says
// that they never do.
func (p *placing) squeeze() bool {
	if p.fits() {
		return true
	}
	p.short = true
	if p.fits() {
		return true
	}
	for _, key := range p.Drop {
		i := p.index(key)
		p.gone[i] = true
		p.dropped = append(p.dropped, p.Columns[i].Head)
		if p.fits() {
			return true
		}
	}
	for i := len(p.Columns) - 1; i > 0; i-- {
		if p.gone[i] || p.under[i] || !p.Columns[i].Kind.traits().text {
			continue
		}
		p.under[i] = true
		if p.fits() {
			return true
		}
	}
	return false
}

// fits sets the columns in their slots, if there is room for the least of all.
func (p *placing) fits() bool {
	p.slots = p.slots[:0]
	spare := p.room + gap
	for i := range p.Columns {
		if !p.gone[i] && !p.under[i] {
			least := p.least(i)
			p.slots = append(p.slots, slot{i, least})
			spare -= least + gap
		}
	}
	if spare < 0 {
		return false
	}
	for _, want := range []func(int) int{p.word, p.natural} { // no word is broken while another column has room
		for turn := 1; turn <= turns; turn++ {
			for spare > 0 && p.grow(turn, want) {
				spare--
			}
		}
	}
	return true
}

// grow widens the narrowest column whose turn it is and that is narrower than it
// wants.
func (p *placing) grow(turn int, want func(column int) int) bool {
	var narrowest *slot
	for i := range p.slots {
		s := &p.slots[i]
		if p.Columns[s.column].Kind.traits().turn == turn && s.width < want(s.column) && (narrowest == nil || s.width < narrowest.width) {
			narrowest = s
		}
	}
	if narrowest == nil {
		return false
	}
	narrowest.width++
	return true
}

// word is the width at which no word of column i is cut or broken.
func (p *placing) word(i int) int { return min(p.natural(i), p.measures[i].word) }

// natural is the width at which nothing in column i is cut or wrapped.
func (p *placing) natural(i int) int {
	c := &p.Columns[i]
	width := p.measures[i].natural
	if c.Kind == Time && p.short {
		width = min(width, cmp.Or(c.Short, shortTime))
	}
	return max(width, Width(c.Head))
}

// least is the width that is enough for column i.
func (p *placing) least(i int) int {
	c := &p.Columns[i]
	t := c.Kind.traits()
	enough := cmp.Or(c.Least, t.least)
	if enough == 0 {
		return p.natural(i)
	}
	if t.words && c.Least == 0 {
		enough = min(enough, p.measures[i].word)
	}
	return min(p.natural(i), max(enough, Width(c.Head)))
}
