package timeline

import "slices"

// order brings the entries of a life, which stand as they came in, into the order
// in which they happened.
//
// Two clocks cannot be compared to the second, and a receiver's may be hours off.
// So entries with a time of capture are ordered among themselves by it, and then
// entries that tell their own time by that: each time the others keep their
// places. One that was not captured but tells its time counts as captured then,
// and one without any time stays where the input had it.
func order(entries []Entry) {
	arrange(entries, func(e *Entry) Stamp {
		if e.Capture.known {
			return e.Capture
		}
		return e.Own
	})
	arrange(entries, func(e *Entry) Stamp { return e.Own })
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
