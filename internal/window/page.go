package window

import (
	"bufio"
	"context"
	"io"
	"slices"
	"time"

	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/timeline"
)

// Options say how a page is made.
type Options struct {
	Lang  string
	AsOf  time.Time // when what has no decision is looked at
	Clear bool      // personal data is shown
}

// Lives hands out the lives of an archive in the order in which they began, those
// of which that is not known last: from one, counted from 0, up to another.
type Lives interface {
	Range(ctx context.Context, from, to int, do func(l *timeline.Life, first int) error) error
}

// Page is the page of a timeline.
type Page struct {
	dress
	opts  Options
	texts Texts

	Only     string // "timeline" or "totals": a page of a server shows one of them; "" for both
	Lang     string
	Clear    bool
	AsOf     string
	Lives    int // all
	Summary  string
	Shown    string // how many are drawn, where not all are
	Rows     []*Row
	Axes     []Axis
	Chips    []Bar
	Found    int // lives with findings
	Totals   Totals
	Captured bool // a time is when a webhook was received or logged
	Legend   []Entry
}

// Axis is the head of the list, and the marks behind the drawings.
type Axis struct {
	ID    string // "since-wide"
	Class string
	Width string
	Ticks []Tick
}

// Entry is a glyph of the legend.
type Entry struct{ Glyph, Text string }

// NewPage reads the lives up to the end, twice, and makes a page of them.
func NewPage(ctx context.Context, lives Lives, users, from, to int, opts Options) (*Page, error) {
	p := &Page{
		dress: dressed([]string{"tokens.css", "parts.css", "timeline.css"}, "timeline.js"),
		opts:  opts, texts: Texts{opts.Clear}, Lang: opts.Lang, Clear: opts.Clear, Lives: to - from,
		AsOf: opts.AsOf.UTC().Format("2006-01-02 15:04"),
	}
	var c counts
	err := lives.Range(ctx, from, to, func(l *timeline.Life, first int) error {
		c.add(l)
		if users < 0 {
			c.Users += first
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if users >= 0 {
		c.Users = users
	}
	newest := from + max(0, c.timed-limit.Lives)
	err = lives.Range(ctx, newest, min(to, max(from+c.timed, newest+limit.Lives)), func(l *timeline.Life, _ int) error {
		p.Rows = append(p.Rows, p.row(l))
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.settle(&c)
	return p, nil
}

// settle fills the page when all lives are known.
func (p *Page) settle(c *counts) {
	lang := p.opts.Lang
	timed := len(p.Rows)
	for timed > 0 && p.Rows[timed-1].started.IsZero() {
		timed--
	}
	slices.Reverse(p.Rows[:timed]) // the newest first
	slices.Reverse(p.Rows[timed:])
	p.Summary = say.Textf("%[1]s of %[2]s", say.Count(c.Submissions, "%s submission", "%s submissions"), say.Count(c.Users, "%s user", "%s users")).In(lang)
	if left := p.Lives - len(p.Rows); left > 0 {
		p.Shown = say.Textf("The newest %[1]s of %[2]s submissions are drawn, and filters look at these. Totals and the numbers beside outcomes count all.",
			say.Number(len(p.Rows)), say.Number(p.Lives)).In(lang)
	}
	p.Found, p.Totals = c.found, c.totals(p.texts, lang)
	p.Chips = p.Totals.Outcomes
	axes := p.axes()
	for _, a := range axes {
		p.Axes = append(p.Axes, Axis{a.id(), a.class(), px(a.width + 2*axisRoom), a.ticks(lang)})
	}
	for i, r := range p.Rows {
		r.N = i + 1
		for _, a := range axes {
			r.Drawings = append(r.Drawings, r.draw(a, p.opts.AsOf))
		}
		p.Captured = p.Captured || slices.ContainsFunc(r.Events, func(e EventRow) bool { return e.Captured })
	}
	p.Legend = []Entry{
		{"created", "created"}, {"retry", "retry"}, {"submit", "submit"}, {"aml", "aml"}, {"updated", "updated"},
	}
}

// axes are the axes of all drawings.
func (p *Page) axes() (all []axis) {
	var from, to time.Time
	for _, r := range p.Rows {
		if r.started.IsZero() {
			continue
		}
		if from.IsZero() || r.started.Before(from) {
			from = r.started
		}
		if to.Before(r.ended) {
			to = r.ended
		}
	}
	for _, width := range []float64{wideAxis, narrowAxis} {
		all = append(all, axis{name: "since", width: width},
			axis{name: "clock", width: width, from: from, span: max(time.Minute, to.Sub(from))})
	}
	return all
}

// Write writes the page as HTML.
func (p *Page) Write(w io.Writer) error {
	t, err := parsed(p.Lang, "parts.html", "timeline.html")
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := t.ExecuteTemplate(out, "timeline", p); err != nil {
		return err
	}
	return out.Flush()
}
