package window

import (
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/timeline"
)

// Drawing is a life on an axis. All places are in pixels of the axis.
type Drawing struct {
	Class  string // the axis, and "wide" or "narrow"
	Width  string
	Grid   string // the id of the marks behind it
	Lines  []Line
	Glyphs []Mark
	Codes  []Label
}

// Line is the time between two events: Who waits for it is the class.
type Line struct{ Who, From, To string }

// Mark is the glyph of an event, or of several ("×7").
type Mark struct{ Glyph, X, Times string }

// Label is a code: above the line, or after the last glyph.
type Label struct {
	X, Y, Anchor, Text string
}

// The lines of a drawing, and what a glyph takes of one.
const (
	lineY, aboveY, afterY, belowY = 34, 15, 38, 53

	apart     = 16  // pixels between glyphs
	character = 6.8 // pixels of one column of a code
	mostMarks = 16
)

// Who waits: the classes of lines.
const (
	bySubmitter = "s"
	byReviewer  = "r"
	byNobody    = "d"
)

// spot is a glyph with the time at which it stands.
type spot struct {
	glyph string
	at    time.Time // zero where none is known
	times int
	who   string // acts after it
	codes []string
}

// spots are the events of a life that are drawn: copies are not, and more than six
// retries in a row are one.
func spots(l *timeline.Life, t Texts) (all []spot) {
	who := bySubmitter
	for i := range l.Events {
		e := &l.Events[i]
		if e.Duplicate {
			continue
		}
		s := spot{glyph: glyphOf(e), times: 1}
		if at, _ := e.At(); at.Known() {
			s.at = at.Time()
		}
		switch {
		case s.glyph == catalog.LifeDeleted || catalog.IsFinal(e.Status):
			who = byNobody
		case e.Status == catalog.StatusPending && who != byNobody:
			who = byReviewer
		}
		s.who = who
		if e.RetryCode != "" {
			s.codes = []string{t.Of(e.RetryCode)}
		}
		all = append(all, s)
	}
	all = gathered(all, "retry", 6)
	all = gathered(all, "other", 1)
	if len(all) > mostMarks { // any others in a row, then those in the middle
		rest := all[mostMarks/2 : len(all)-mostMarks/2+1]
		middle := spot{glyph: "more", at: rest[0].at, who: rest[len(rest)-1].who}
		for _, s := range rest {
			middle.times += s.times
		}
		all = append(append(all[:mostMarks/2:mostMarks/2], middle), all[len(all)-mostMarks/2+1:]...)
	}
	return all
}

// gathered makes runs of more than n of one glyph one spot.
func gathered(all []spot, glyph string, n int) (out []spot) {
	for len(all) > 0 {
		run := 0
		for run < len(all) && all[run].glyph == glyph {
			run++
		}
		if run <= n {
			run = max(1, run)
			out, all = append(out, all[:run]...), all[run:]
			continue
		}
		one := all[0]
		one.times, one.who = run, all[run-1].who
		for _, s := range all[1:run] {
			one.codes = append(one.codes, s.codes...)
		}
		out, all = append(out, one), all[run:]
	}
	return out
}

// glyphOf is the glyph of an event.
func glyphOf(e *timeline.Entry) string { return GlyphOf(e.Info, e.Status) }

// draw draws a life whose open end lasts until now.
func (r *Row) draw(a axis, now time.Time) Drawing {
	all := r.spots
	d := Drawing{Class: a.class(), Grid: a.id(), Width: px(a.width + 2*axisRoom)}
	places := a.places(r.started, all)
	for i := 1; i < len(all); i++ {
		d.Lines = append(d.Lines, Line{all[i-1].who, px(places[i-1]), px(places[i])})
	}
	last := len(all) - 1
	end := places[last]
	if who := all[last].who; who != byNobody && r.Open {
		if x := a.x(r.started, now); x > end+apart {
			end = x
			d.Lines = append(d.Lines, Line{who, px(places[last]), px(end)})
			d.Glyphs = append(d.Glyphs, Mark{Glyph: "open-" + who, X: px(end)})
		}
	}
	for i, s := range all {
		m := Mark{Glyph: s.glyph, X: px(places[i])}
		if s.times > 1 {
			m.Times = "×" + strconv.Itoa(s.times)
		}
		d.Glyphs = append(d.Glyphs, m)
	}
	d.label(a, all, places, end, r.decisive)
	return d
}

// places are those of the spots: where their times put them, and at least a glyph
// apart. What has no time stands behind what comes before it.
func (a axis) places(began time.Time, all []spot) []float64 {
	places, last := make([]float64, len(all)), 0.0
	if !began.IsZero() {
		last = a.x(began, began)
	}
	for i, s := range all {
		switch {
		case !began.IsZero() && !s.at.IsZero():
			last = max(last, a.x(began, s.at))
		case began.IsZero() && i > 0: // no times at all
			last += 2 * apart
		}
		places[i] = last
	}
	for i := range places { // leave room at the end
		places[i] = min(places[i], a.width-apart*float64(len(all)-1-i))
		if i > 0 {
			places[i] = max(places[i], places[i-1]+apart)
		}
	}
	return places
}

// label writes the retry codes above the first retry, and the code that decided
// after the last glyph, where there is room.
func (d *Drawing) label(a axis, all []spot, places []float64, end float64, decisive string) {
	first := -1
	var codes []string
	times := map[string]int{}
	for i, s := range all {
		for _, code := range s.codes {
			if first < 0 {
				first = i
			}
			if times[code]++; times[code] == 1 {
				codes = append(codes, code)
			}
		}
	}
	var parts []string
	for i, code := range codes {
		if i == 3 {
			parts = append(parts, "+"+strconv.Itoa(len(codes)-3))
			break
		}
		if n := times[code]; n > 1 {
			code += " ×" + strconv.Itoa(n)
		}
		parts = append(parts, code)
	}
	if first >= 0 {
		d.text(a, places[first]-5, aboveY, strings.Join(parts, ", "))
	}
	if decisive == "" {
		return
	}
	if width := columns(decisive); end+13+width <= a.width+axisRoom {
		d.Codes = append(d.Codes, Label{X: px(end + 13), Y: strconv.Itoa(afterY), Text: decisive})
	} else {
		d.text(a, end-5, belowY, decisive)
	}
}

// text writes a code at x, or up to the end of the axis.
func (d *Drawing) text(a axis, x float64, y int, text string) {
	room := int(a.width / character)
	text = cut(text, room)
	l := Label{X: px(x), Y: strconv.Itoa(y), Text: text}
	if x+columns(text) > a.width+axisRoom {
		l.X, l.Anchor = px(a.width+axisRoom), "end"
	}
	d.Codes = append(d.Codes, l)
}

// columns is about how many pixels a code is wide.
func columns(text string) float64 { return character * float64(displaywidth.String(text)) }

// px is a place to a tenth of a pixel.
func px(x float64) string { return strconv.FormatFloat(float64(int(x*10+0.5))/10, 'f', -1, 64) }
