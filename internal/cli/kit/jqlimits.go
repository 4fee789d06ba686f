package kit

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/limit"
)

// jqLimits bound what an expression takes for one value.
type jqLimits struct {
	heap    uint64        // bytes, beside what the process held before
	perByte uint64        // more of them, for each byte of the value
	time    time.Duration // of computing; that results wait for their reader does not count
	results int
	look    time.Duration // how often the memory is looked at
}

func defaultJQLimits() jqLimits {
	return jqLimits{heap: limit.FilterHeap, perByte: limit.FilterPerByte, time: limit.FilterTime, results: limit.FilterResults, look: 10 * time.Millisecond}
}

// jqRun is one run of an expression, on a goroutine of its own: some functions
// of the language do not look at the context, and are left behind when the run
// has to end.
type jqRun struct {
	jqLimits
	outer   context.Context
	ctx     context.Context
	stop    context.CancelFunc
	before  uint64 // bytes in use when the run began
	allowed uint64 // more of them
	spent   time.Duration
	done    chan jqEnd
	full    chan struct{} // the results fill their buffer

	mu    sync.Mutex
	text  []byte // of results that nobody has taken yet
	count int
	taken chan struct{} // closed when text is taken
}

// jqEnd is how the goroutine ended.
type jqEnd struct {
	err   error
	panic any // a defect below: it belongs to the command, which reports it
}

// jqBuffer is how far a run may be ahead of whoever reads its results, in bytes.
const jqBuffer = 256 << 10

// start begins a run on a value of size bytes, when before bytes are in use. next
// returns one result, and io.EOF after the last one.
func (l jqLimits) start(outer context.Context, before uint64, size int, next func(context.Context) ([]byte, error)) *jqRun {
	r := &jqRun{jqLimits: l, outer: outer, before: before, allowed: l.heap + l.perByte*uint64(size)}
	r.ctx, r.stop = context.WithCancel(outer)
	r.done, r.full, r.taken = make(chan jqEnd, 1), make(chan struct{}, 1), make(chan struct{})
	go r.compute(next)
	return r
}

// compute collects results until the last one, an error, or the end of the context.
func (r *jqRun) compute(next func(context.Context) ([]byte, error)) {
	var end jqEnd
	defer func() {
		end.panic = recover()
		r.done <- end
	}()
	for end.err == nil {
		var text []byte
		if text, end.err = next(r.ctx); end.err == nil {
			end.err = r.add(text)
		}
	}
}

// add keeps one result until it is taken, and waits where there are many.
func (r *jqRun) add(text []byte) error {
	r.mu.Lock()
	if r.count++; r.count > r.results {
		r.mu.Unlock()
		return jqBroken("gives more than %d results for one value", r.results)
	}
	r.text = append(r.text, text...)
	wait, taken := len(r.text) >= jqBuffer, r.taken
	r.mu.Unlock()
	if !wait {
		return nil
	}
	select {
	case r.full <- struct{}{}:
	default:
	}
	select {
	case <-taken:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

// print writes results to w as they come, until the last one or a limit.
func (r *jqRun) print(w io.Writer) error {
	defer r.stop()
	tick := time.NewTicker(r.look)
	defer tick.Stop()
	for {
		var end *jqEnd
		began := time.Now()
		select {
		case e := <-r.done:
			end = &e
		case <-r.outer.Done():
			end = &jqEnd{err: r.outer.Err()}
		case <-r.full:
		case <-tick.C:
		}
		r.spent += time.Since(began)
		if err := r.take(w); err != nil {
			return err
		}
		if end == nil {
			end = r.overLimit()
		}
		switch {
		case end == nil:
		case end.panic != nil:
			panic(end.panic)
		case errors.Is(end.err, io.EOF):
			return nil
		default:
			return cmp.Or(r.outer.Err(), end.err)
		}
	}
}

// take writes the results that have come.
func (r *jqRun) take(w io.Writer) error {
	r.mu.Lock()
	text := r.text
	r.text = nil
	close(r.taken)
	r.taken = make(chan struct{})
	r.mu.Unlock()
	if len(text) == 0 {
		return nil
	}
	_, err := w.Write(text)
	return err
}

// overLimit is the end of a run that takes too much, else nil.
func (r *jqRun) overLimit() *jqEnd {
	switch {
	case inUse() > r.before+r.allowed:
		return &jqEnd{err: jqBroken("takes more than %d MiB for one value", r.allowed>>20)}
	case r.spent > r.time:
		return &jqEnd{err: jqBroken("takes more than %s for one value", r.time)}
	}
	return nil
}

// inUse is how much memory the process's objects take, in bytes. All goroutines
// stop for the moment that it takes to look, so nobody looks often. The package
// runtime/metrics stops none, but costs every command time when it starts.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// heldBefore is what is in use before a run. It is looked at again only when a while
// has passed, because values can be many and small.
type heldBefore struct {
	at    time.Time
	bytes uint64
}

func (h *heldBefore) look(while time.Duration) uint64 {
	if now := time.Now(); now.Sub(h.at) >= while {
		h.at, h.bytes = now, inUse()
	}
	return h.bytes
}

// jqBroken says which limit the expression does not keep to.
func jqBroken(format string, args ...any) error {
	return Usagef("--jq: the expression "+format, args...).
		WithHint("look for a recursion or a range without end; for more, print with -o ndjson and filter with jq")
}
