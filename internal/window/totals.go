package window

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/timeline"
)

// counts is what lives come to.
type counts struct {
	timeline.Totals
	timed    int // lives that began at a known time
	retries  int
	finished int // lives that the submitter finished, or that were decided
	decided  int
	approved int // of these
	found    int // lives with a finding
}

// add counts a life.
func (c *counts) add(l *timeline.Life) {
	c.Add(l)
	one := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	finished, last := false, ""
	for i := range l.Events {
		e := &l.Events[i]
		switch {
		case e.Duplicate:
		case catalog.IsFinal(e.Status):
			finished, last = true, e.Status
		case e.Status == catalog.StatusPending:
			finished = true
		}
	}
	if catalog.IsFinal(l.Outcome) { // what came late takes no decision back
		last = l.Outcome
	}
	one(&c.timed, l.Started.Known())
	one(&c.finished, finished)
	one(&c.decided, last != "")
	one(&c.approved, last == catalog.StatusApproved)
	one(&c.found, len(l.Findings) > 0)
	c.retries += l.Retries
}

// Bar is a number with its share of a whole as a bar, and the filter that leaves
// what it counts; "" where there is none.
type Bar struct {
	Glyph  string
	Name   string
	Code   bool // the name is a code
	Count  string
	Share  string // "56%"
	Length string // of the bar, of 100
	Filter string
}

func bar(name string, n, of int) Bar {
	share := 0.0
	if of > 0 {
		share = float64(n) / float64(of) * 100
	}
	return Bar{Name: name, Count: say.Number(n), Share: strconv.Itoa(int(share+0.5)) + "%", Length: strconv.FormatFloat(share, 'f', 1, 64)}
}

// Day is a UTC day, and how many webhooks it has of a kind.
type Day struct {
	Day                                  string // "" for webhooks without a time
	Created, Approved, Rejected, Pending string
}

// Bars are the first ones of a list, and the others.
type Bars struct {
	First, More []Bar
	Left        int // that are in neither
}

// Totals is what a page counts.
type Totals struct {
	Outcomes []Bar
	Funnel   []Bar
	Retries  Bars
	Rejects  Bars
	Retried  string // "37 retries"
	Days     []Day
	Earlier  []Day
	Left     int // days before these
}

// How many codes and days a page shows at once, and behind "more".
const (
	firstCodes, moreCodes = 8, 200
	firstDays, moreDays   = 14, 400
)

func (c *counts) totals(t Texts, lang string) Totals {
	all := c.Submissions
	out := Totals{Retried: say.Count(c.retries, "%s retry", "%s retries").In(lang)}
	for _, o := range c.Outcomes() {
		b := bar(outcomeWord(o.Outcome).In(lang), o.Submissions, all)
		b.Glyph, b.Filter = o.Outcome, "outcome:"+o.Outcome
		out.Outcomes = append(out.Outcomes, b)
	}
	for _, step := range []struct {
		name say.Word
		n    int
	}{{started(), all}, {finished(), c.finished}, {decided(), c.decided}, {approved(), c.approved}} {
		out.Funnel = append(out.Funnel, bar(step.name.In(lang), step.n, all))
	}
	codes := c.Codes()
	out.Retries.fill(t, codes, func(code *timeline.CodeTotal) int { return code.Retries })
	out.Rejects.fill(t, codes, func(code *timeline.CodeTotal) int { return code.Rejections })
	days := c.Days()
	for i := len(days) - 1; i >= 0; i-- { // the newest first, those without a time last
		if days[i].Day != "" {
			out.day(&days[i])
		}
	}
	if n := len(days); n > 0 && days[n-1].Day == "" {
		out.day(&days[n-1])
	}
	return out
}

func started() say.Word  { return "Created" }
func finished() say.Word { return "Sent in or decided" }
func decided() say.Word  { return "Decided" }
func approved() say.Word { return "Approved" }

// fill adds the codes by what n counts of them, the most frequent first.
func (b *Bars) fill(t Texts, codes []timeline.CodeTotal, n func(*timeline.CodeTotal) int) {
	slices.SortStableFunc(codes, func(x, y timeline.CodeTotal) int { return cmp.Compare(n(&y), n(&x)) })
	for i := range codes {
		b.add(t, codes[i].Code, n(&codes[i]), n(&codes[0]))
	}
}

// add adds a code that occurs.
func (b *Bars) add(t Texts, code string, n, of int) {
	if n == 0 {
		return
	}
	one := bar(t.Of(code), n, of)
	one.Code, one.Filter = true, "code:"+quoted(strings.ToLower(one.Name))
	switch {
	case len(b.First) < firstCodes:
		b.First = append(b.First, one)
	case len(b.More) < moreCodes:
		b.More = append(b.More, one)
	default:
		b.Left++
	}
}

// quoted is a word of a filter, in quotes where it has a space.
func quoted(word string) string {
	if strings.ContainsAny(word, " \"") {
		return `"` + strings.ReplaceAll(word, `"`, "") + `"`
	}
	return word
}

func (t *Totals) day(d *timeline.DayTotal) {
	day := Day{d.Day, say.Number(d.Created), say.Number(d.Approved), say.Number(d.Rejected), say.Number(d.Pending)}
	switch {
	case len(t.Days) < firstDays:
		t.Days = append(t.Days, day)
	case len(t.Earlier) < moreDays:
		t.Earlier = append(t.Earlier, day)
	default:
		t.Left++
	}
}
