package replay

import (
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

// Expect is what the answers are held to.
type Expect struct {
	Status Statuses
	Within time.Duration // 0: no limit but the timeout
}

// check returns nil for an answer that is as expected.
func (e *Expect) check(a *answer) error {
	switch {
	case a.err != nil:
		return a.err
	case !e.Status.Has(a.status):
		return statusError(a, e.Status.String())
	case e.Within > 0 && a.duration > e.Within:
		return &LateError{a.duration, e.Within}
	}
	return nil
}

// Statuses is a set of HTTP status codes.
type Statuses struct {
	text  string
	codes []int // a class ("2xx") is its first digit
}

// ParseStatuses reads a list like "2xx" or "200,202,4xx".
func ParseStatuses(text string) (Statuses, error) {
	s := Statuses{text: text}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		digits, class := strings.CutSuffix(strings.ToLower(part), "xx")
		n, err := strconv.Atoi(digits)
		if err != nil || class && (n < 1 || n > 5) || !class && (n < 100 || n > 599) {
			return Statuses{}, say.Errorf("%q is not an HTTP status: expected one like 2xx, 200 or 200,202", part)
		}
		s.codes = append(s.codes, n)
	}
	return s, nil
}

// Has reports whether status is in the set.
func (s Statuses) Has(status int) bool {
	for _, code := range s.codes {
		if code == status || code == status/100 {
			return true
		}
	}
	return false
}

func (s Statuses) String() string { return s.text }
