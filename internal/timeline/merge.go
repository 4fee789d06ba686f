package timeline

import (
	"context"
	"iter"
	"sync"
)

// cursor is where a part is read.
type cursor struct {
	lives, links *reader
	life         scanner // behind its key
	index        int     // of the life, from 1
	link         scanner // the next one, behind its index
	linked       int     // of which life that is, 0 at the end
}

// next goes to the next life; ok is false at the end.
func (c *cursor) next() (k key, ok bool, err error) {
	record, ok, err := c.lives.next()
	if !ok {
		return k, false, err
	}
	c.life = scanner{record}
	c.index++
	return c.life.key(), true, nil
}

// nextLink goes to the next link.
func (c *cursor) nextLink() error {
	record, ok, err := c.links.next()
	if c.linked = 0; ok {
		c.link = scanner{record}
		c.linked = int(c.link.uvarint())
	}
	return err
}

// linksOf are the links of the life at hand.
func (c *cursor) linksOf() (links []scanner, err error) {
	for c.linked == c.index && err == nil {
		links = append(links, c.link)
		err = c.nextLink()
	}
	return links, err
}

// waiting are the cursors of all parts with the keys of their lives, as a heap: the
// next life is that of the first.
type waiting []next

type next struct {
	key
	*cursor
}

// sink moves the cursor at a place to where its key belongs, among those below it.
func (h waiting) sink(at int) {
	moved := h[at]
	for {
		child := 2*at + 1
		if child+1 < len(h) && h[child+1].compare(h[child].key) < 0 {
			child++
		}
		if child >= len(h) || moved.compare(h[child].key) <= 0 {
			h[at] = moved
			return
		}
		h[at] = h[child]
		at = child
	}
}

// share is where part k of n of the lives begins.
func (c *Collector) share(k int) int { return int(int64(c.kept) * int64(k) / int64(c.opts.Of)) }

// raw is a life as it comes out of the merge, and its links.
type raw struct {
	began Stamp
	life  scanner
	links []scanner
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

// A batch is the lives that are looked at together: so many, or fewer with so many
// bytes.
const (
	batchLives = 512
	batchSize  = 256 << 10
)

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
		b, size := batch{done: make(chan R, 1)}, 0
		send := func() error {
			for _, to := range []chan batch{order, todo} {
				select {
				case to <- b:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			b, size = batch{done: make(chan R, 1)}, 0
			return nil
		}
		from, to := c.Mine()
		merged = c.merge(ctx, from, to, func(r raw) error {
			b.lives = append(b.lives, r)
			if size += len(r.life.rest); len(b.lives) < batchLives && size < batchSize {
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
	for i := range r.links {
		if l.takeLink(&r.links[i]) {
			first++
		}
	}
	return l, first
}

// merge hands on lives in their order, as Range does.
func (c *Collector) merge(ctx context.Context, from, to int, do func(raw) error) error {
	h, err := c.waiting()
	if err != nil {
		return err
	}
	for n := 0; len(h) > 0 && n < to; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		first := &h[0]
		links, err := first.linksOf()
		if err == nil && n >= from {
			err = do(raw{first.began, first.life, links})
		}
		if err != nil {
			return err
		}
		k, ok, err := first.next()
		if err != nil {
			return err
		}
		if first.key = k; !ok {
			*first = h[len(h)-1]
			h = h[:len(h)-1]
		}
		if len(h) > 0 {
			h.sink(0)
		}
	}
	return nil
}

// waiting are the cursors at the first life of each part.
func (c *Collector) waiting() (h waiting, err error) {
	memory := new([]byte)
	for part := range parts {
		at := &cursor{lives: c.runs.read(part, memory), links: c.linked.read(part, memory)}
		k, ok, err := at.next()
		if err == nil {
			err = at.nextLink()
		}
		if err != nil {
			return nil, err
		}
		if ok {
			h = append(h, next{k, at})
		}
	}
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.sink(i)
	}
	return h, nil
}
