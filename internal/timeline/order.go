package timeline

import (
	"slices"
	"time"
)

// order brings the entries of a life, which stand as they came in, into the order
// in which they happened.
//
// Two clocks cannot be compared to the second, and a receiver's may be hours off.
// So entries are ordered by when they arrived, and then those that tell their own
// time by that among themselves: the others keep their places. One without any time
// stays where the input had it.
func order(entries []Entry) {
	arrange(entries, (*Entry).arrival)
	arrange(entries, func(e *Entry) Stamp { return e.Own })
}

// prompt is how soon an event arrives as a rule.
const prompt = time.Minute

// arrival is when an entry was captured. Where that was right after the time that it
// tells itself, the clocks agree and it is that time, as for an entry that was not
// captured.
func (e *Entry) arrival() Stamp {
	if late := e.Capture.Since(e.Own); e.Capture.known && !(e.Own.known && 0 <= late && late < prompt) {
		return e.Capture
	}
	return e.Own
}

// arrange sorts the entries that have a time; the others keep their places.
func arrange(entries []Entry, at func(*Entry) Stamp) {
	sorted, last := true, Stamp{}
	for i := range entries {
		if t := at(&entries[i]); t.known {
			sorted = sorted && (!last.known || !t.Before(last))
			last = t
		}
	}
	if sorted {
		return
	}
	var places []int
	var timed []Entry
	for i := range entries {
		if at(&entries[i]).known {
			places, timed = append(places, i), append(timed, entries[i])
		}
	}
	slices.SortStableFunc(timed, func(a, b Entry) int {
		switch s, t := at(&a), at(&b); {
		case s.Before(t):
			return -1
		case t.Before(s):
			return 1
		}
		return 0
	})
	for n, i := range places {
		entries[i] = timed[n]
	}
}
