package standin

import (
	"testing"
	"time"
)

// TestDays compares the calendar with the standard library's, day by day.
func TestDays(t *testing.T) {
	t.Parallel()
	if firstRealDay != dayOf(firstReal, 1, 1) {
		t.Errorf("the first day of %d is %d", firstReal, dayOf(firstReal, 1, 1))
	}
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := dayOf(1, 1, 1); at.Year() < 2500; n++ {
		year, month, date := at.Date()
		y, m, d := n.Date()
		if y != year || m != int(month) || d != date || dayOf(year, int(month), date) != n {
			t.Fatalf("day %d is %d-%d-%d, want %s (number %d)", n, y, m, d, at.Format(time.DateOnly), dayOf(year, int(month), date))
		}
		next := at.AddDate(0, 0, 1)
		if last := next.Day() == 1; last != (date == daysOf(year, int(month))) {
			t.Fatalf("%s: the month has %d days", at.Format(time.DateOnly), daysOf(year, int(month)))
		}
		at = next
	}
}
