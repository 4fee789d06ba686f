package report

import (
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/diag"
)

// limit has w print no more than n findings; 0 is no limit.
func limit(w Writer, n int) Writer {
	if n <= 0 {
		return w
	}
	l := &limited{Writer: w, max: n}
	if parted, ok := w.(Parted); ok {
		return &limitedParts{limited: l, parted: parted}
	}
	return l
}

// limited is a Writer with a limit.
type limited struct {
	Writer
	max, taken int
	full       atomic.Bool
}

// Room is that of Parted.
func (l *limited) Room(n int) int {
	room := min(n, max(0, l.max-l.taken))
	if l.taken += n; l.taken >= l.max {
		l.full.Store(true)
	}
	return room
}

// Finding implements Writer.
func (l *limited) Finding(f diag.Finding) error {
	if l.Room(1) == 0 {
		return nil
	}
	return l.Writer.Finding(f)
}

// Close implements Writer.
func (l *limited) Close(s Summary) error {
	s.Truncated += max(0, l.taken-l.max)
	return l.Writer.Close(s)
}

// limitedParts is limited for a Parted.
type limitedParts struct {
	*limited
	parted Parted
}

// Teller implements Parted. Once the limit is reached nobody puts anything into
// words any more.
func (l *limitedParts) Teller() Tell {
	tell := l.parted.Teller()
	return func(dst []byte, f *diag.Finding) []byte {
		if l.full.Load() {
			return dst
		}
		return tell(dst, f)
	}
}

// Told implements Parted.
func (l *limitedParts) Told(texts []byte) error { return l.parted.Told(texts) }
