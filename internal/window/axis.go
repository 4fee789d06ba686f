package window

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

// The widths in pixels at which lives are drawn, and the room around an axis for
// the glyphs at its ends.
const (
	wideAxis   = 576
	narrowAxis = 342
	axisRoom   = 8
)

// axis places times.
type axis struct {
	name  string // "since" or "clock"
	width float64
	from  time.Time     // of the clock
	span  time.Duration // of the clock; 0 for an axis since the creation
}

// class is the axis as a class of the style sheet.
func (a axis) class() string {
	if a.width < wideAxis {
		return a.name + " narrow"
	}
	return a.name + " wide"
}

func (a axis) id() string { return strings.Replace(a.class(), " ", "-", 1) }

// longest is the end of an axis since the creation; what comes later stands there.
const longest = 7 * 24 * time.Hour

// x is the place of a time, after a life began.
func (a axis) x(began, at time.Time) float64 {
	if a.span > 0 {
		return a.width * max(0, min(1, float64(at.Sub(a.from))/float64(a.span)))
	}
	return a.since(at.Sub(began))
}

// since is ln(1 + minutes): most of a life happens in its first minutes.
func (a axis) since(d time.Duration) float64 {
	d = max(0, min(longest, d))
	return a.width * math.Log1p(d.Minutes()) / math.Log1p(longest.Minutes())
}

// Tick is a mark of an axis.
type Tick struct {
	X    string
	Text string
	Day  bool // 24 hours: what is left incomplete is rejected then
	End  bool // the last one: its text ends there
}

// ticks are the marks of the axis, none closer than a label is wide.
func (a axis) ticks(lang string) []Tick {
	if a.span > 0 {
		return a.hours()
	}
	marks := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, longest}
	if a.width < wideAxis {
		marks = []time.Duration{5 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, longest}
	}
	ticks := []Tick{{X: "0", Text: "0"}}
	for _, d := range marks {
		text := say.Lasted(d).In(lang)
		if d == 24*time.Hour { // not "1 d": the mark is known as that of 24 hours
			text = say.Textf("%d h", 24).In(lang)
		}
		ticks = append(ticks, Tick{X: px(a.since(d)), Text: text, Day: d == 24*time.Hour, End: d == longest})
	}
	return ticks
}

// hours are the marks of the clock: round times, as many as there is room for.
func (a axis) hours() (ticks []Tick) {
	const label = 86
	steps := []time.Duration{
		time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
		24 * time.Hour, 2 * 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 90 * 24 * time.Hour, 365 * 24 * time.Hour,
	}
	fits := func(step time.Duration) bool { return float64(step)/float64(a.span)*a.width >= label }
	step := steps[len(steps)-1]
	if i := slices.IndexFunc(steps, fits); i >= 0 {
		step = steps[i]
	}
	for !fits(step) {
		step *= 2
	}
	form := "01-02 15:04"
	if step >= 24*time.Hour {
		form = time.DateOnly
	}
	at := a.from.Truncate(step)
	for ; !at.After(a.from.Add(a.span)); at = at.Add(step) {
		if !at.Before(a.from) {
			x := a.x(at, at)
			ticks = append(ticks, Tick{X: px(x), Text: at.Format(form), End: x > a.width-label})
		}
	}
	return ticks
}
