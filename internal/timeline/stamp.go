package timeline

import (
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/event"
)

// Stamp is a time, or none: the zero Stamp.
type Stamp struct {
	seconds int64 // since 1970, UTC
	nanos   int32
	digits  int8 // of the fraction, as it was written
	known   bool
}

// NewStamp is the time of a moment; ok is false for none.
func NewStamp(m event.Moment, ok bool) Stamp {
	if !ok {
		return Stamp{}
	}
	return Stamp{m.Unix(), int32(m.Nanosecond()), int8(m.Digits), true}
}

// StampOf is the stamp of a time.
func StampOf(t time.Time) Stamp { return Stamp{t.Unix(), int32(t.Nanosecond()), 3, true} }

// Known reports whether there is a time.
func (s Stamp) Known() bool { return s.known }

// Time is the time in UTC.
func (s Stamp) Time() time.Time { return time.Unix(s.seconds, int64(s.nanos)).UTC() }

// Append appends the stamp as RFC 3339.
func (s Stamp) Append(dst []byte) []byte {
	return event.Moment{Time: s.Time(), Digits: int(s.digits)}.Append(dst)
}

// String is the stamp as RFC 3339, "" for none.
func (s Stamp) String() string {
	if !s.known {
		return ""
	}
	return string(s.Append(nil))
}

// Before reports whether s is earlier than t. None is later than any.
func (s Stamp) Before(t Stamp) bool {
	if s.known != t.known {
		return s.known
	}
	return s.seconds < t.seconds || s.seconds == t.seconds && s.nanos < t.nanos
}

// Since is how long after t s is, where both are known.
func (s Stamp) Since(t Stamp) time.Duration {
	return time.Duration(s.seconds-t.seconds)*time.Second + time.Duration(s.nanos-t.nanos)
}

// ReadCapture reads a time as logs and queues write it: as the service does,
// with a comma before the fraction, or as a number since 1970 in seconds,
// milliseconds, microseconds or nanoseconds. Times before 2000 and after 2100 are
// other numbers.
func ReadCapture(text string) Stamp {
	if m, ok := event.ReadMoment([]byte(strings.Replace(text, ",", ".", 1))); ok {
		return NewStamp(m, true)
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || len(whole) < 9 {
		return Stamp{}
	}
	nanos, digits := int64(0), int8(0)
	if fraction != "" {
		f, err := strconv.ParseInt((fraction + "000000000")[:9], 10, 64)
		if err != nil || f < 0 {
			return Stamp{}
		}
		nanos, digits = f, 3
	}
	const from, to = 946_684_800, 4_102_444_800 // 2000 and 2100
	for unit := int64(1); unit <= 1e9; unit *= 1000 {
		if s := n / unit; from <= s && s < to {
			if unit > 1 {
				nanos, digits = n%unit*(1e9/unit), 3
			}
			return Stamp{s, int32(nanos), digits, true}
		}
	}
	return Stamp{}
}
