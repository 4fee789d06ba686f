package timeline

import (
	"container/heap"
	"context"
	"iter"
	"sync"
)

// cursor is where a part is read.
type cursor struct {
	lives, links *reader
	key          key
	life         scanner // behind its key
	index        int
	link         []byte // the next one; nil at the end
}

// cursors are those of all parts, the one with the next life first.
type cursors []*cursor

func (h cursors) Len() int           { return len(h) }
func (h cursors) Less(i, j int) bool { return h[i].key.compare(h[j].key) < 0 }
func (h cursors) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is never used: parts only end.
func (h *cursors) Push(any) {}

// Pop takes the last cursor away.
func (h *cursors) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// next goes to the next life; ok is false at the end.
func (c *cursor) next() (ok bool, err error) {
	record, err := c.lives.next()
	if record == nil {
		return false, err
	}
	c.life = scanner{string(record)}
	c.key = c.life.key()
	c.index++
	return true, nil
}

// share is where part k of n of the lives begins.
func (c *Collector) share(k int) int { return int(int64(c.kept) * int64(k) / int64(c.opts.Of)) }

// raw is a life as it comes out of the merge, and its links.
type raw struct {
	began Stamp
	life  scanner
	links []string
}

// Mine is the stretch of the lives that this part of the run has, in the order of
// Range.
func (c *Collector) Mine() (from, to int) {
	if c.opts.Of == 0 {
		return 0, c.kept
	}
	return c.share(c.opts.Part - 1), c.share(c.opts.Part)
}

// Each hands the lives of this part of the run to do, as Range does.
func (c *Collector) Each(ctx context.Context, do func(l *Life, first int) error) error {
	from, to := c.Mine()
	return c.Range(ctx, from, to, do)
}

// Range hands the lives from one, counted from 0, up to another to do, in the order in
// which they began, those of which that is not known last, in the order of the input.
// first says of how many users the life is the first one that is kept, if the run is
// divided. A life is valid during the call.
func (c *Collector) Range(ctx context.Context, from, to int, do func(l *Life, first int) error) error {
	var memory []Entry
	return c.merge(ctx, from, to, func(r raw) error { return do(c.life(&r, &memory)) })
}

// batchLives is how many lives are looked at together.
const batchLives = 512

// Map is Each on several goroutines: work looks at lives that follow each other, and
// emit gets what that comes to, in their order.
func Map[R any](ctx context.Context, c *Collector, work func(lives iter.Seq2[*Life, int]) R, emit func(R) error) error {
	type batch struct {
		lives []raw
		done  chan R
	}
	ctx, stop := context.WithCancel(ctx)
	todo, order := make(chan batch, c.opts.Jobs), make(chan batch, 2*c.opts.Jobs)
	var busy sync.WaitGroup
	defer busy.Wait()
	defer stop()
	for range c.opts.Jobs {
		busy.Go(func() {
			for b := range todo {
				b.done <- work(c.lives(b.lives))
			}
		})
	}
	var merged error
	busy.Go(func() {
		defer close(order)
		defer close(todo)
		b := batch{done: make(chan R, 1)}
		send := func() error {
			for _, to := range []chan batch{order, todo} {
				select {
				case to <- b:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			b = batch{done: make(chan R, 1)}
			return nil
		}
		from, to := c.Mine()
		merged = c.merge(ctx, from, to, func(r raw) error {
			if b.lives = append(b.lives, r); len(b.lives) < batchLives {
				return nil
			}
			return send()
		})
		if merged == nil && len(b.lives) > 0 {
			merged = send()
		}
	})
	for b := range order {
		select {
		case r := <-b.done:
			if err := emit(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return merged
}

// lives yields the lives that the merge gave.
func (c *Collector) lives(all []raw) iter.Seq2[*Life, int] {
	return func(yield func(*Life, int) bool) {
		var memory []Entry
		for i := range all {
			if !yield(c.life(&all[i], &memory)) {
				return
			}
		}
	}
}

// life is a life with its links, and of how many users it is the first.
func (c *Collector) life(r *raw, memory *[]Entry) (l *Life, first int) {
	if c.opts.Brief {
		l = c.readBrief(&r.life, r.began)
	} else {
		l = c.readRun(&r.life, memory)
	}
	for _, link := range r.links {
		if l.takeLink(&scanner{link}) {
			first++
		}
	}
	return l, first
}

// merge hands on lives in their order, as Range does.
func (c *Collector) merge(ctx context.Context, from, to int, do func(raw) error) error {
	h, err := c.cursors()
	if err != nil {
		return err
	}
	for n := 0; len(h) > 0 && n < to; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		at := h[0]
		links, err := at.linksOf()
		if err != nil {
			return err
		}
		if n >= from {
			if err := do(raw{at.key.began, at.life, links}); err != nil {
				return err
			}
		}
		ok, err := at.next()
		switch {
		case err != nil:
			return err
		case ok:
			heap.Fix(&h, 0)
		default:
			heap.Remove(&h, 0)
		}
	}
	return nil
}

func (c *Collector) cursors() (cursors, error) {
	var h cursors
	for part := range parts {
		at := &cursor{lives: c.runs.read(part), links: c.linked.read(part)}
		ok, err := at.next()
		if ok && err == nil {
			at.link, err = at.links.next()
			h = append(h, at)
		}
		if err != nil {
			return nil, err
		}
	}
	heap.Init(&h)
	return h, nil
}

// linksOf are the links of the life at hand.
func (c *cursor) linksOf() (links []string, err error) {
	for c.link != nil {
		r := scanner{string(c.link)}
		if int(r.uvarint()) != c.index {
			break
		}
		links = append(links, r.rest)
		if c.link, err = c.links.next(); err != nil {
			return nil, err
		}
	}
	return links, nil
}
