package serve

import "sync"

// MaxReports is how many refusals a server tells of. A page can send thousands
// a second, each with another header; a person needs the first few.
const MaxReports = 8

// reports tells of each refusal once.
type reports struct {
	tell func(*Refusal)
	mu   sync.Mutex
	seen map[Refusal]bool
}

// add tells of refusal, unless it was told of or MaxReports were. Reports do
// not overlap.
func (r *reports) add(refusal Refusal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tell == nil || r.seen[refusal] || len(r.seen) == MaxReports {
		return
	}
	if r.seen == nil {
		r.seen = map[Refusal]bool{}
	}
	r.seen[refusal] = true
	refusal.Last = len(r.seen) == MaxReports
	r.tell(&refusal)
}
