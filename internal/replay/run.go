package replay

import (
	"bytes"
	"context"
	"iter"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/argosctl/argosctl/internal/pause"
)

// Options says how to send.
type Options struct {
	Client      *Client
	Concurrency int           // deliveries under way at a time; 0 is 1
	Rate        float64       // deliveries a second; 0 is no limit
	Delay       time.Duration // between the starts of two deliveries
	Retry       int           // attempts after the first one
	Backoff     time.Duration // before the first retry, about; doubles from one to the next
	Expect      Expect
	KeepAll     bool   // keep the response of every delivery, not only of failed ones
	Seed        uint64 // of the jitter of retries
}

// maxBackoff bounds the pause before a retry.
const maxBackoff = 10 * time.Second

// window is how many results may wait for one that is before them.
const window = 1024

// Run sends what feed yields and hands each result to emit, in the order of
// the feed, one at a time. What it holds in memory does not grow with the
// number of deliveries. An error of the feed is handed on as a Result with N 0
// and that error.
//
// It returns the first error of emit; a *loopback.RefusedError when the guard
// refused an address; or the context's error when that ended, after emitting
// what was finished.
func Run(ctx context.Context, opts Options, feed Feed, emit func(*Result) error) error {
	r := newRun(ctx, opts, feed, emit)
	defer r.stopFeed()
	defer context.AfterFunc(r.ctx, r.wake)()
	var workers sync.WaitGroup
	for i := range max(1, opts.Concurrency) {
		jitter := rand.New(rand.NewPCG(opts.Seed, uint64(i)))
		workers.Go(func() {
			defer r.rescue()
			r.work(jitter)
		})
	}
	workers.Wait()
	r.end()
	switch {
	case r.panic != nil:
		panic(r.panic)
	case r.err != nil:
		return r.err
	}
	return ctx.Err()
}

// run is one Run: workers take deliveries from the feed, one at a time, and
// put results into a ring, from which whoever finds the next one ready emits.
type run struct {
	Options
	ctx  context.Context
	end  context.CancelFunc
	emit func(*Result) error

	feed     sync.Mutex // guards next and what paces it
	next     func() (Delivery, error, bool)
	stopFeed func()
	limit    *rate.Limiter
	last     time.Time // start of the delivery before, for Delay
	taken    int

	mu       sync.Mutex // guards what follows
	room     *sync.Cond
	ring     [window]*Result
	dropped  *Result // stands in the ring for a delivery that was cut off
	head     int     // the next to emit
	emitting bool
	count    int
	err      error
	panic    any
}

func newRun(ctx context.Context, opts Options, feed Feed, emit func(*Result) error) *run {
	r := &run{Options: opts, emit: emit, dropped: new(Result)}
	r.ctx, r.end = context.WithCancel(ctx)
	r.next, r.stopFeed = iter.Pull2(feed)
	r.room = sync.NewCond(&r.mu)
	if opts.Rate > 0 {
		r.limit = rate.NewLimiter(rate.Limit(opts.Rate), max(1, int(opts.Rate/100)))
	}
	return r
}

func (r *run) work(jitter *rand.Rand) {
	send := r.Client.sender(r.ctx)
	defer send.close()
	for {
		d, seq, ok, err := r.take()
		if !ok {
			return
		}
		if err != nil {
			r.finish(seq, &Result{Err: err})
			continue
		}
		result := &Result{Event: d.Event, Origin: d.Origin, SubmissionID: d.SubmissionID, Code: d.Code}
		if !r.deliver(send, result, d.Body, jitter) {
			result = r.dropped
		}
		r.finish(seq, result)
	}
}

// take waits for its turn and returns the next delivery and its place; not ok
// at the end. The body is the caller's.
func (r *run) take() (d Delivery, seq int, ok bool, err error) {
	r.feed.Lock()
	defer r.feed.Unlock()
	if !r.hasRoom() {
		return d, 0, false, nil
	}
	if d, err, ok = r.next(); !ok {
		return d, 0, false, nil
	}
	if err == nil {
		if r.pace() != nil {
			return d, 0, false, nil
		}
		d.Body = bytes.Clone(d.Body)
	}
	seq = r.taken
	r.taken++
	return d, seq, true, err
}

// hasRoom waits until the result of one more delivery has room; false when the
// run is over.
func (r *run) hasRoom() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.taken-r.head >= window && r.ctx.Err() == nil {
		r.room.Wait()
	}
	return r.ctx.Err() == nil
}

// pace waits until the next delivery may start.
func (r *run) pace() error {
	if r.limit != nil {
		if err := r.limit.Wait(r.ctx); err != nil {
			return err
		}
	}
	if r.Delay <= 0 {
		return nil
	}
	if !r.last.IsZero() {
		if err := pause.For(r.ctx, time.Until(r.last.Add(r.Delay))); err != nil {
			return err
		}
	}
	r.last = time.Now()
	return nil
}

// deliver sends one delivery, again where that may help, and fills in its
// result. It returns false when the run ended meanwhile.
func (r *run) deliver(send *sender, result *Result, body []byte, jitter *rand.Rand) bool {
	longest := r.Backoff
	for {
		a := send.send(body, nil)
		result.Attempts++
		err := r.Expect.check(&a)
		switch {
		case r.ctx.Err() != nil && a.err != nil:
			return false
		case refused(err) != nil:
			r.fail(refused(err))
			return false
		case err != nil && result.Attempts <= r.Retry && transient(&a):
			if pause.For(r.ctx, time.Duration(jitter.Int64N(int64(longest)+1))) != nil {
				return false
			}
			longest = min(2*longest, maxBackoff)
			continue
		}
		result.Status, result.Duration, result.OK, result.Err = a.status, a.duration, err == nil, err
		if a.status != 0 && (err != nil || r.KeepAll) {
			result.Response = &Response{Header: a.header, Body: bytes.Clone(a.body), Truncated: a.truncated}
		}
		return true
	}
}

// transient reports whether another attempt may end better: no whole answer
// came, or one that says so.
func transient(a *answer) bool {
	return a.err != nil || a.status == http.StatusTooManyRequests || a.status >= 500
}

// finish puts a result in its place, and emits what is next.
func (r *run) finish(seq int, result *Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ring[seq%window] = result
	if r.emitting {
		return
	}
	r.emitting = true
	for r.err == nil {
		result := r.ring[r.head%window]
		if result == nil {
			break
		}
		r.ring[r.head%window] = nil
		r.head++
		if result == r.dropped {
			continue
		}
		if result.Attempts > 0 {
			r.count++
			result.N = r.count
		}
		if err := r.emitUnlocked(result); err != nil {
			r.failLocked(err)
		}
	}
	r.emitting = false
	r.room.Broadcast()
}

// emitUnlocked lets others finish meanwhile.
func (r *run) emitUnlocked(result *Result) error {
	r.mu.Unlock()
	defer r.mu.Lock()
	return r.emit(result)
}

// rescue keeps a panic for the goroutine of the caller, where it belongs.
func (r *run) rescue() {
	if v := recover(); v != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.panic = v
		r.end()
		r.room.Broadcast()
	}
}

// wake lets those who wait for room see that the run is over.
func (r *run) wake() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.room.Broadcast()
}

// fail ends the run with err.
func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failLocked(err)
}

func (r *run) failLocked(err error) {
	if r.err == nil {
		r.err = err
	}
	r.end()
	r.room.Broadcast()
}
