package term

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/lazy"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/plain"
)

// List prints rows in the form that its layout takes. It holds the first rows
// (limit.Sample) to measure them; then the columns stand, and later rows go out
// as they come, cut and wrapped where they are wider. So a list may be endless.
// It may be used from several goroutines.
type List struct {
	// Patience is how long the first rows are held where no others come, as from
	// a pipe that stays open; 0 is for as long as it takes. Before is called before
	// rows are printed for lack of patience; it may be nil.
	Patience time.Duration
	Before   func()

	io     *IO
	layout *Layout

	mu      sync.Mutex
	held    []entry
	rows    int // among held
	timer   *time.Timer
	placed  *placing // nil until the columns stand
	printed bool     // a row, at least
	buf     []byte
	err     error
}

// entry is a row, a title of rows, or something to be done between two rows.
type entry struct {
	cells []Cell
	title bool // cells is one, which is in no column
	aside func()
}

// List begins a list on Out.
func (s *IO) List(layout Layout) *List {
	return &List{io: s, layout: &layout}
}

// Fixed begins a list on Out whose columns have these widths, whatever comes, and
// no heads. Each row takes one line.
func (s *IO) Fixed(columns []Column, widths []int) *List {
	layout := &Layout{Columns: columns}
	p := &placing{Layout: layout, room: s.width, mark: s.mark(), under: make([]bool, len(columns)), gone: make([]bool, len(columns))}
	for i, width := range widths {
		p.slots = append(p.slots, slot{i, width})
	}
	return &List{io: s, layout: layout, placed: p}
}

// Row adds a row, a cell for each column of the layout. "-" and "" are cells
// that have nothing to say.
func (l *List) Row(cells ...Cell) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.placed != nil {
		l.clean(cells)
		return l.print(cells)
	}
	cells = slices.Clone(cells)
	l.clean(cells)
	l.rows++
	l.hold(entry{cells: cells})
	return l.err
}

// Title adds a line above the rows that follow, behind a blank one where there are
// rows above it.
func (l *List) Title(title Cell) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	title.Text = l.io.clean(title.Text)
	e := entry{cells: []Cell{title}, title: true}
	if l.placed == nil {
		l.hold(e)
	} else {
		l.fail(l.write(e))
	}
	return l.err
}

// clean makes the texts of a row such as they are shown. Of a long text that will be
// cut the beginning is enough.
func (l *List) clean(cells []Cell) {
	for i := range cells {
		text := cells[i].Text
		if len(text) > limit.Cell && !l.layout.Columns[i].Kind.traits().wraps {
			text = strings.ToValidUTF8(text[:limit.Cell], "")
		}
		cells[i].Text = l.io.clean(text)
	}
}

// Aside does what concerns the other stream, such as a message, at its place
// between the rows.
func (l *List) Aside(do func()) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.placed == nil {
		l.hold(entry{aside: do})
	} else {
		l.aside(do)
	}
	return l.err
}

// Settle has the columns stand now, by the rows that there are, and prints them.
func (l *List) Settle() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settle(false)
	return l.err
}

// Close prints what is still held.
func (l *List) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer != nil {
		l.timer.Stop()
	}
	l.settle(true)
	return l.err
}

// Dropped are the heads of the columns that found no room.
func (l *List) Dropped() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.placed == nil {
		return nil
	}
	return l.placed.dropped
}

func (l *List) hold(e entry) {
	l.held = append(l.held, e)
	switch {
	case len(l.held) >= limit.Sample:
		l.settle(false)
	case l.Patience > 0 && l.timer == nil:
		l.timer = time.AfterFunc(l.Patience, l.impatient)
	case l.Patience > 0:
		l.timer.Reset(l.Patience)
	}
}

func (l *List) impatient() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.held) == 0 { // printed meanwhile, or closed
		return
	}
	if l.Before != nil {
		l.Before()
	}
	l.settle(false)
	l.fail(l.io.Flush())
}

// settle has the columns stand and prints what was held; whole says that no
// more rows will come.
func (l *List) settle(whole bool) {
	held := l.held
	l.held = nil
	if l.placed != nil || len(held) == 0 {
		return
	}
	measures := make([]measure, len(l.layout.Columns))
	for _, e := range held {
		if e.title {
			continue
		}
		for i, cell := range e.cells {
			measures[i].add(&l.layout.Columns[i], cell.Text)
		}
	}
	for i := range measures {
		if !whole {
			measures[i].natural = max(measures[i].natural, l.layout.Columns[i].Usual)
		}
	}
	l.placed = l.layout.place(measures, l.io.width, l.io.mark())
	if whole && l.rows == len(held) && l.placed.isGrid() && drawable(held) {
		l.fail(l.io.drawGrid(l.placed, held))
		return
	}
	begun := false
	for _, e := range held {
		switch {
		case e.aside != nil:
			l.aside(e.aside)
			continue
		case !begun:
			begun = true
			l.fail(l.print(l.placed.head(l.io)))
			l.printed = false
		}
		l.fail(l.write(e))
	}
	if !begun { // messages alone: the next rows are measured
		l.placed = nil
	}
}

func (l *List) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// aside has what was printed so far be seen before do says something else.
func (l *List) aside(do func()) {
	l.fail(l.io.Flush())
	do()
}

// write writes a row or a title.
func (l *List) write(e entry) error {
	if !e.title {
		return l.print(e.cells)
	}
	l.buf = l.buf[:0]
	if l.printed {
		l.buf = append(l.buf, '\n')
	}
	l.buf = l.placed.appendBlock(l.buf, e.cells[0], 0)
	_, err := l.io.Out.Write(l.buf)
	return err
}

// print writes one row; nil cells are no row.
func (l *List) print(cells []Cell) error {
	if cells == nil {
		return nil
	}
	l.printed = true
	l.buf = l.placed.append(l.buf[:0], cells)
	_, err := l.io.Out.Write(l.buf)
	return err
}

// clean is text as a cell shows it.
func (s *IO) clean(text string) string {
	text = strings.TrimSpace(plain.Text(Brief(text)))
	if s.ascii {
		text = asciiMarks.Get().Replace(text)
	}
	return text
}

// mark stands for what was cut.
func (s *IO) mark() string {
	if s.ascii {
		return "..."
	}
	return "…"
}

// asciiMarks writes argosctl's signs where the terminal has none but ASCII's.
var asciiMarks = lazy.Value[*strings.Replacer]{Make: func() *strings.Replacer {
	return strings.NewReplacer("…", "...", "→", "->", "×", "x")
}}
