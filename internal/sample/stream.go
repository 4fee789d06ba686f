package sample

import (
	"bytes"
	"context"
	"io"
	"runtime"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Stream says what to write, one payload a line. The bytes depend on the seed
// and the rest of it, never on Jobs.
type Stream struct {
	Seed      uint64
	Event     string // empty draws a mix: submissions' lives, one after the other
	Variant   string // of Event; empty is its first one
	Count     int    // payloads, at least 1
	Overrides Overrides
	Jobs      int // blocks made at a time; 0 is one a core
}

// blockSize is how many payloads, or lives of the mix, are made at a time.
const blockSize = 128

// Write writes the stream to w until it is at its end, ctx is done (then it
// returns the context's error) or a write fails. What it holds in memory does
// not depend on Count. Other errors are those of Generator.AppendFor.
func (s Stream) Write(ctx context.Context, w io.Writer) error {
	m, err := s.maker()
	if err != nil {
		return err
	}
	jobs := s.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = min(jobs, (s.Count+blockSize-1)/blockSize)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	left := s.Count
	for made := range m.blocks(ctx, jobs) {
		if made.err != nil {
			return made.err
		}
		lines, n := cut(made.lines, left)
		if _, err := w.Write(lines); err != nil {
			return err
		}
		if left -= n; left == 0 {
			return nil
		}
		made.recycle()
	}
	return ctx.Err()
}

// cut returns the first n lines, or all, and how many they are.
func cut(lines []byte, n int) ([]byte, int) {
	have := bytes.Count(lines, []byte{'\n'})
	if have <= n {
		return lines, have
	}
	end := 0
	for range n {
		end += bytes.IndexByte(lines[end:], '\n') + 1
	}
	return lines[:end], n
}

// maker makes the blocks of a stream.
type maker struct {
	base      *Generator
	one       *shape // nil for the mix
	courses   []course
	overrides Overrides
}

func (s Stream) maker() (*maker, error) {
	m := &maker{base: New(s.Seed), overrides: s.Overrides}
	if s.Event == "" {
		m.courses = m.base.courses()
		return m, nil
	}
	one, err := m.base.shape(s.Event, s.Variant)
	m.one = one
	return m, err
}

// made is one finished block.
type made struct {
	lines   []byte
	err     error
	recycle func()
}

// blocks yields the blocks in order, made by jobs goroutines that stop when
// ctx is done or the loop ends.
func (m *maker) blocks(ctx context.Context, jobs int) func(yield func(made) bool) {
	type slot struct {
		block uint64
		out   chan made
		buf   []byte
	}
	return func(yield func(made) bool) {
		todo := make(chan *slot, 2*jobs)
		defer close(todo)
		for range jobs {
			go func() {
				for s := range todo {
					lines, err := m.block(s.buf[:0], s.block)
					s.buf = lines
					s.out <- made{lines: lines, err: err}
				}
			}()
		}
		ring := make([]*slot, 2*jobs)
		for i := range ring {
			ring[i] = &slot{block: uint64(i), out: make(chan made, 1)}
			todo <- ring[i]
		}
		for n := 0; ; n++ {
			s := ring[n%len(ring)]
			var b made
			select {
			case b = <-s.out:
			case <-ctx.Done():
				return
			}
			b.recycle = func() {
				s.block += uint64(len(ring))
				todo <- s
			}
			if !yield(b) {
				return
			}
		}
	}
}

// block appends the lines of one block.
func (m *maker) block(dst []byte, n uint64) ([]byte, error) {
	g := newGenerator(m.base.seed, m.base.shapes, n)
	var err error
	for i := range blockSize {
		if m.one != nil {
			start := len(dst)
			dst = g.appendAlone(dst, m.one)
			if dst, err = m.finish(dst, start, m.one.event); err != nil {
				return dst, err
			}
			continue
		}
		if dst, err = m.life(dst, g, int(n)*blockSize+i); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// life appends every event of the nth invented submission.
func (m *maker) life(dst []byte, g *Generator, n int) ([]byte, error) {
	life, at := g.Life(), begin(n)
	var err error
	for _, s := range g.pick(m.courses).shapes {
		start := len(dst)
		at = at.Add(g.dice.between(s.wait))
		dst = s.append(dst, &life, at)
		if dst, err = m.finish(dst, start, s.event); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// finish applies the overrides to the payload that begins at start and ends
// the line.
func (m *maker) finish(dst []byte, start int, e *catalog.Event) ([]byte, error) {
	dst, err := override(dst, start, m.overrides[e.Name])
	return append(dst, '\n'), err
}
