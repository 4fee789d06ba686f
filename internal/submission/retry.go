package submission

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Waits between attempts: full jitter below a bound that doubles.
const (
	firstBound  = 500 * time.Millisecond
	lastBound   = 20 * time.Second
	longestWait = 2 * time.Minute // a longer Retry-After ends the run instead
)

// waits is the series of pauses of one call.
type waits struct{ series *backoff.ExponentialBackOff }

// newWaits draws each pause between zero and the bound: an interval of half
// the bound, randomised by its whole size.
func newWaits() waits {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = firstBound / 2
	b.MaxInterval = lastBound / 2
	b.Multiplier = 2
	b.RandomizationFactor = 1
	return waits{b}
}

// after says whether and when to try again after err. A call that must not
// arrive twice is sent again only where the service has surely not taken it.
func (w waits) after(err error, repeatable bool) (pause time.Duration, again bool) {
	pause = w.series.NextBackOff()
	var api *APIError
	var network *NetworkError
	switch {
	case errors.As(err, &api):
		if !passing(api.Status) || !repeatable && api.Status != http.StatusTooManyRequests {
			return 0, false
		}
		return max(pause, api.RetryAfter), api.RetryAfter <= longestWait
	case errors.As(err, &network):
		return pause, network.passing && (repeatable || network.unsent)
	}
	return 0, false
}

// passing tells the statuses that may be gone at the next attempt.
func passing(status int) bool {
	return slices.Contains([]int{429, 502, 503, 504}, status)
}

// retryAfter reads the header: seconds, or a date, which is taken against the
// answer's own Date because the two clocks may differ.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if sent, err := http.ParseTime(h.Get("Date")); err == nil {
		now = sent
	}
	return max(0, at.Sub(now))
}
