package term

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// redraw is how often a progress bar is drawn at most.
const redraw = 100 * time.Millisecond

// Progress is one line at the bottom of a terminal that says how far a long
// run is. It goes to Err, and only where that is a terminal; elsewhere all its
// methods do nothing. Call Hide before anything else is printed. It may be used from
// several goroutines.
type Progress struct {
	mu    sync.Mutex
	io    *IO
	now   func() time.Time
	what  string
	total int64 // 0 where it is not known
	done  int64
	begun time.Time
	drawn time.Time
	shown bool
}

// Progress begins a bar over total of what ("deliveries"); total 0 is not
// known. The first drawing waits a moment: a short run shows none.
func (s *IO) Progress(what string, total int64, now func() time.Time) *Progress {
	p := &Progress{what: what, total: total, now: now}
	if s.ErrTTY {
		p.io = s
		p.begun = now()
		p.drawn = p.begun
	}
	return p
}

// Set says how much is done.
func (p *Progress) Set(done int64) {
	if p.io == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = done
	now := p.now()
	if now.Sub(p.drawn) < redraw {
		return
	}
	p.drawn = now
	p.io.Errorf("\r%s\x1b[K", p.line(now))
	p.shown = true
}

// Hide takes the bar off the screen until it is drawn again.
func (p *Progress) Hide() {
	if p.io == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		p.io.Errorf("\r\x1b[K")
		p.shown = false
	}
}

// line is "[=====>    ] 1234/5000 deliveries, 812/s, 5s left".
func (p *Progress) line(now time.Time) string {
	took := now.Sub(p.begun)
	pace := float64(p.done) / max(took.Seconds(), 0.001)
	if p.total <= 0 {
		return fmt.Sprintf("%d %s, %.0f/s", p.done, p.what, pace)
	}
	const room = 24
	full := int(min(p.done, p.total) * room / p.total)
	line := fmt.Sprintf("[%s%s] %d/%d %s, %.0f/s", strings.Repeat("=", full), strings.Repeat(" ", room-full), p.done, p.total, p.what, pace)
	if p.done > 0 && p.done < p.total {
		left := time.Duration(float64(took) / float64(p.done) * float64(p.total-p.done))
		line += ", " + left.Round(time.Second).String() + " left"
	}
	return line
}
