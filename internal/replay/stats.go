package replay

import (
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Stats sums a run up.
type Stats struct {
	Sent       int // deliveries that were sent, whatever came back
	OK         int // answered as expected
	Unanswered int // no status came back
	Retries    int // attempts after the first ones

	times *hdrhistogram.Histogram
}

// NewStats returns empty statistics.
func NewStats() *Stats {
	return &Stats{times: hdrhistogram.New(1, int64(time.Hour/time.Microsecond), 3)}
}

// Add counts a result. Results in the place of deliveries that could not be
// made do not count.
func (s *Stats) Add(r *Result) {
	if r.N == 0 {
		return
	}
	s.Sent++
	s.Retries += r.Attempts - 1
	if r.OK {
		s.OK++
	}
	if r.Status == 0 {
		s.Unanswered++
		return
	}
	_ = s.times.RecordValue(int64(min(r.Duration, time.Hour) / time.Microsecond))
}

// Failed is how many deliveries were not as expected.
func (s *Stats) Failed() int { return s.Sent - s.OK }

// Percentile returns the time within which p percent of the answers came, to
// three digits; 0 where none came.
func (s *Stats) Percentile(p float64) time.Duration {
	return time.Duration(s.times.ValueAtQuantile(p)) * time.Microsecond
}
