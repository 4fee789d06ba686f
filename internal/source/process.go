package source

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/argosctl/argosctl/internal/diag"
)

// Panic is what Process panics with when work did: the value, and the stack of
// the goroutine on which it happened.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) String() string { return fmt.Sprint(p.Value) }

// Process reads the inputs, has work look at every chunk on opts.Jobs
// goroutines at a time, and gives its results to emit, one after the other, in
// the order of the inputs, on the goroutine of the caller. The chunk and all
// that points into it are valid until emit returns.
//
// It returns the first error of emit; or, when ctx ends, its cause, after
// emitting what was finished and without waiting for a read that blocks.
// Faults of inputs are no error of Process: the chunks hold them.
func Process[R any](ctx context.Context, inputs []Input, opts Options, work func(*Chunk) R, emit func(R) error) error {
	opts = opts.withDefaults()
	run := &run[R]{feeder: newFeeder(inputs, opts), work: work}
	window := 3 * opts.Jobs
	run.free = make(chan *Chunk, window)
	run.quit = make(chan struct{})
	run.results = make(chan result[R], window)
	for range window {
		run.free <- new(Chunk)
	}
	run.start(opts.Jobs)
	defer run.stop()

	order := ordered[R]{emit: emit, free: run.free, waiting: map[key]result[R]{}, skipped: opts.Skipped}
	for {
		select {
		case r, ok := <-run.results:
			if !ok {
				if opts.Skipped != nil {
					opts.Skipped.end()
				}
				return context.Cause(ctx)
			}
			if err := order.add(r); err != nil {
				return err
			}
		case <-ctx.Done():
			run.stop()
			return order.drain(run.results, context.Cause(ctx))
		}
	}
}

// Each gives every payload, and in place of one that could not be read the
// error, to do, in the order of the inputs, and stops at its first error.
func Each(ctx context.Context, inputs []Input, opts Options, do func(Payload, *diag.Problem) error) error {
	opts.Jobs = 1
	same := func(c *Chunk) *Chunk { return c }
	return Process(ctx, inputs, opts, same, func(c *Chunk) error {
		for p, fault := range c.Payloads() {
			if err := do(p, fault); err != nil {
				return err
			}
		}
		return nil
	})
}

type result[R any] struct {
	chunk *Chunk
	value R
	panic *Panic
}

// run is the goroutines of one Process. The number of chunks bounds how much
// is in memory: a worker reads only when it has a free one.
type run[R any] struct {
	feeder  *feeder
	work    func(*Chunk) R
	free    chan *Chunk
	results chan result[R] // has room for every chunk: sending never blocks

	quit    chan struct{} // closed by stop
	mu      sync.Mutex
	stopped bool
	busy    sync.WaitGroup // work that is under way
}

func (r *run[R]) start(jobs int) {
	var workers sync.WaitGroup
	for worker := range jobs {
		workers.Go(func() { r.loop(worker) })
	}
	go func() {
		workers.Wait()
		close(r.results)
	}()
}

func (r *run[R]) loop(worker int) {
	for {
		var c *Chunk
		select {
		case c = <-r.free:
		case <-r.quit:
			return
		}
		c.Worker = worker
		if !r.feeder.fill(c) || !r.enter() {
			r.free <- c // for another worker that waits, so that it ends as well
			return
		}
		result := r.do(c)
		r.feeder.weigh(c)
		r.results <- result
		r.busy.Done()
	}
}

// enter says that work may begin.
func (r *run[R]) enter() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.stopped {
		r.busy.Add(1)
	}
	return !r.stopped
}

func (r *run[R]) do(c *Chunk) (res result[R]) {
	res.chunk = c
	defer func() {
		if v := recover(); v != nil {
			res.panic = &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	if c.filled() {
		res.value = r.work(c)
	}
	return res
}

// stop ends the run: no work begins any more, and none is under way when it
// returns. A goroutine that waits for a read ends when the read does.
func (r *run[R]) stop() {
	r.mu.Lock()
	if !r.stopped {
		close(r.quit)
	}
	r.stopped = true
	r.mu.Unlock()
	r.feeder.stop()
	r.busy.Wait()
}

// ordered emits results in the order of their keys.
type ordered[R any] struct {
	emit    func(R) error
	free    chan *Chunk
	next    key
	waiting map[key]result[R]
	skipped *Skipped
}

func (o *ordered[R]) add(r result[R]) error {
	o.waiting[r.chunk.key] = r
	for {
		r, ok := o.waiting[o.next]
		if !ok {
			return nil
		}
		delete(o.waiting, o.next)
		if o.next.sub++; !r.chunk.more {
			o.next = key{unit: o.next.unit + 1}
		}
		if r.panic != nil {
			panic(r.panic)
		}
		if r.chunk.filled() {
			if err := o.emit(r.value); err != nil {
				return err
			}
			if o.skipped != nil {
				o.skipped.add(r.chunk)
			}
		}
		o.free <- r.chunk
	}
}

// drain emits what is finished and returns why, or the error of emit.
func (o *ordered[R]) drain(results <-chan result[R], why error) error {
	for {
		select {
		case r, ok := <-results:
			if !ok {
				return why
			}
			if err := o.add(r); err != nil {
				return err
			}
		default:
			return why
		}
	}
}
