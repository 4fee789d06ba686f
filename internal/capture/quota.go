package capture

import "sync"

// quota counts deliveries up to a limit. A place is taken before a delivery is
// saved and given back when that fails, so that never more than the limit are
// received. The zero limit is none.
type quota struct {
	mu    sync.Mutex
	limit int
	taken int
	done  int
	full  chan struct{} // closed when the limit is reached
}

func newQuota(limit int) *quota { return &quota{limit: limit, full: make(chan struct{})} }

func (q *quota) take() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.limit > 0 && q.taken == q.limit {
		return false
	}
	q.taken++
	return true
}

func (q *quota) giveBack() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.taken--
}

// finish counts a delivery that has been answered.
func (q *quota) finish() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.done++; q.done == q.limit {
		close(q.full)
	}
}
