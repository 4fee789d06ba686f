package timeline

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Totals counts lives by their outcome, their codes, and their events by the UTC
// day, as the vendor's daily report does.
type Totals struct {
	Submissions int
	Users       int
	outcomes    map[string]int
	codes       map[string]*CodeTotal
	days        map[int64]*DayTotal // by the number of the day since 1970, noDay for none
}

// mostTotals bounds the codes and the days that are counted each by itself. The
// others, of which only made-up input has any, are counted together: as the code or
// the day "".
const mostTotals = 100_000

// CodeTotal is how often a code was given.
type CodeTotal struct {
	Code       string
	Retries    int // events with it
	Rejections int
}

// DayTotal counts the webhooks of a UTC day, each once; Day is empty for those of
// which no time is known.
type DayTotal struct {
	Day        string
	Webhooks   int // all but Duplicates
	Created    int
	Retries    int
	Pending    int
	Approved   int
	Rejected   int
	Other      int
	Duplicates int
}

// OutcomeTotal is how many submissions have an outcome.
type OutcomeTotal struct {
	Outcome     string
	Submissions int
}

// Add counts a life.
func (t *Totals) Add(l *Life) {
	t.Submissions++
	if t.outcomes == nil {
		t.outcomes = map[string]int{}
	}
	t.outcomes[l.Outcome]++
	for i := range l.Events {
		e := &l.Events[i]
		t.count(e)
		if e.Duplicate {
			continue
		}
		if e.RetryCode != "" {
			t.code(e.RetryCode).Retries++
		}
		for _, code := range e.RejectCodes {
			t.code(code).Rejections++
		}
	}
}

func (t *Totals) code(code string) *CodeTotal {
	if t.codes == nil {
		t.codes = map[string]*CodeTotal{}
	}
	c := t.codes[code]
	if c == nil && len(t.codes) >= mostTotals {
		code, c = "", t.codes[""]
	}
	if c == nil {
		c = &CodeTotal{Code: code}
		t.codes[code] = c
	}
	return c
}

// noDay is the day of what has no time: behind all others.
const noDay = math.MaxInt64

func (t *Totals) day(day int64) *DayTotal {
	if t.days == nil {
		t.days = map[int64]*DayTotal{}
	}
	d := t.days[day]
	if d == nil && len(t.days) >= mostTotals {
		day, d = noDay, t.days[noDay]
	}
	if d == nil {
		d = &DayTotal{}
		if day != noDay {
			d.Day = time.Unix(day*daySeconds, 0).UTC().Format(time.DateOnly)
		}
		t.days[day] = d
	}
	return d
}

const daySeconds = 24 * 60 * 60

// dayOf is the number of the day of a time.
func dayOf(s Stamp) int64 {
	if !s.known {
		return noDay
	}
	day := s.seconds / daySeconds
	if s.seconds%daySeconds < 0 {
		day--
	}
	return day
}

// count counts an event in its day.
func (t *Totals) count(e *Entry) {
	at, _ := e.At()
	d := t.day(dayOf(at))
	if e.Duplicate {
		d.Duplicates++
		return
	}
	d.Webhooks++
	switch stage := e.stage(); {
	case stage == catalog.StageCreate:
		d.Created++
	case stage == catalog.StageRetry:
		d.Retries++
	case stage == catalog.StageReview:
		d.Pending++
	case stage == catalog.StageDecide && e.Status == catalog.StatusApproved:
		d.Approved++
	case stage == catalog.StageDecide && e.Status == catalog.StatusRejected:
		d.Rejected++
	default:
		d.Other++
	}
}

// Join adds what more counts.
func (t *Totals) Join(more *Totals) {
	t.Submissions += more.Submissions
	t.Users += more.Users
	for outcome, n := range more.outcomes {
		if t.outcomes == nil {
			t.outcomes = map[string]int{}
		}
		t.outcomes[outcome] += n
	}
	for code, m := range more.codes {
		c := t.code(code)
		c.Retries += m.Retries
		c.Rejections += m.Rejections
	}
	for day, m := range more.days {
		d := t.day(day)
		d.Webhooks += m.Webhooks
		d.Created += m.Created
		d.Retries += m.Retries
		d.Approved += m.Approved
		d.Rejected += m.Rejected
		d.Pending += m.Pending
		d.Other += m.Other
		d.Duplicates += m.Duplicates
	}
}

// Outcomes are the outcomes that occur, the most frequent first.
func (t *Totals) Outcomes() []OutcomeTotal {
	var all []OutcomeTotal
	for _, v := range catalog.Values(catalog.OutcomeEnum) {
		if n := t.outcomes[v.Value]; n > 0 {
			all = append(all, OutcomeTotal{v.Value, n})
		}
	}
	slices.SortStableFunc(all, func(a, b OutcomeTotal) int { return cmp.Compare(b.Submissions, a.Submissions) })
	return all
}

// Codes are the codes that occur, the most frequent first.
func (t *Totals) Codes() []CodeTotal {
	var all []CodeTotal
	for _, code := range slices.Sorted(maps.Keys(t.codes)) {
		all = append(all, *t.codes[code])
	}
	slices.SortStableFunc(all, func(a, b CodeTotal) int {
		return cmp.Compare(b.Retries+b.Rejections, a.Retries+a.Rejections)
	})
	return all
}

// Days are the days on which anything happened, in their order; the webhooks
// without a time come last.
func (t *Totals) Days() []DayTotal {
	var all []DayTotal
	for _, day := range slices.Sorted(maps.Keys(t.days)) {
		all = append(all, *t.days[day])
	}
	return all
}
