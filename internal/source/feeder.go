package source

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// key orders chunks: units follow each other, and so do the chunks of a unit.
type key struct{ unit, sub int }

func (k key) compare(l key) int {
	return cmp.Or(cmp.Compare(k.unit, l.unit), cmp.Compare(k.sub, l.sub))
}

// unit is a run of inputs that is still to be read, as far as it is left: the
// input that is being streamed, if any, and the ones after it.
type unit struct {
	key    key
	stream *stream
	files  []Input
}

// feeder hands out the inputs. Small files are read by the worker that takes
// them, many at a time and beside the other workers; one that turns out not
// to fit into the buffer comes back as a stream, from which the workers then
// take chunk by chunk in turn. So nothing needs to know a size beforehand.
type feeder struct {
	opts  Options
	pool  unpackers
	ended atomic.Bool
	size  atomic.Int64 // of the next chunks, in bytes

	mu      sync.Mutex
	back    sync.Cond // something came back, or will not
	inputs  []Input
	units   int    // begun so far
	open    []unit // come back, in order
	reading int    // workers that may yet give something back
}

func newFeeder(inputs []Input, opts Options) *feeder {
	f := &feeder{opts: opts, inputs: inputs}
	f.back.L = &f.mu
	f.size.Store(int64(min(opts.chunk, firstSize)))
	return f
}

// stop makes every further fill report that nothing is left. It does not wait
// for a worker that is reading.
func (f *feeder) stop() {
	f.ended.Store(true)
	go func() {
		f.mu.Lock()
		f.back.Broadcast()
		f.mu.Unlock()
	}()
}

// fill puts the next payloads into c; false says that nothing is left.
func (f *feeder) fill(c *Chunk) bool {
	c.reset(int(f.size.Load()))
	c.limit = f.opts.MaxPayload
	u, ok := f.take(c)
	if !ok || u.stream == nil && len(u.files) == 0 {
		return ok
	}
	left, files := f.readFiles(c, u.files)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reading--
	if left != nil || len(files) > 0 {
		c.more = true
		f.giveBack(unit{key{u.key.unit, u.key.sub + 1}, left, files})
	}
	f.back.Broadcast()
	return true
}

// weigh tells by the result of a chunk how large the next ones are: payloads
// may come to many times their size, and all chunks wait for the first.
func (f *feeder) weigh(c *Chunk) {
	if len(c.buf) == 0 {
		return
	}
	size := f.opts.chunk
	if c.Held > 0 {
		size = min(size, max(1, size/64, len(c.buf)*heldBytes/c.Held))
	}
	f.size.Store(int64(size))
}

// take finds what is first in order. A stream is read at once; files are
// returned, to be read without holding up the others.
func (f *feeder) take(c *Chunk) (u unit, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for len(f.open) == 0 && len(f.inputs) == 0 && f.reading > 0 && !f.ended.Load() {
		f.back.Wait()
	}
	switch {
	case f.ended.Load():
		return unit{}, false
	case len(f.open) > 0:
		u = f.open[0]
		f.open = slices.Delete(f.open, 0, 1)
	case len(f.inputs) > 0:
		n := min(len(f.inputs), batchFiles)
		u = unit{key: key{unit: f.units}, files: f.inputs[:n]}
		f.inputs = f.inputs[n:]
		f.units++
	default:
		return unit{}, false
	}
	c.key = u.key
	if u.stream == nil {
		f.reading++
		return u, true
	}
	f.readStream(c, u)
	return unit{}, true
}

// readStream takes the next chunk off a unit's stream.
func (f *feeder) readStream(c *Chunk, u unit) {
	u.stream.next(c)
	if u.stream.done {
		u.stream.close()
		u.stream = nil
	}
	if u.stream != nil || len(u.files) > 0 {
		c.more = true
		u.key.sub++
		f.giveBack(u)
		f.back.Broadcast()
	}
}

func (f *feeder) giveBack(u unit) {
	i, _ := slices.BinarySearchFunc(f.open, u, func(a, b unit) int { return a.key.compare(b.key) })
	f.open = slices.Insert(f.open, i, u)
}

// readFiles reads as many small files as fit into c's buffer. It returns the
// one that does not, ready to be streamed, and those after it.
func (f *feeder) readFiles(c *Chunk, files []Input) (*stream, []Input) {
	for i, in := range files {
		if len(c.buf) > cap(c.buf)*3/4 || f.ended.Load() {
			return nil, files[i:]
		}
		if in.Err != nil {
			c.fail(in.Err)
			continue
		}
		s, err := open(in, &f.opts, &f.pool)
		if err != nil {
			if in.begins() {
				c.fail(err)
			}
			continue
		}
		if in.begins() {
			c.Files++
		}
		if in.endless {
			return s, files[i+1:]
		}
		start := len(c.buf)
		s.fill(c, start)
		if !s.eof {
			s.carry = slices.Clone(c.buf[start:])
			c.buf = c.buf[:start]
			return s, files[i+1:]
		}
		first := len(c.parts)
		used := s.split(c, c.buf[start:])
		if s.trim(c, first); !s.done { // more payloads than a chunk takes
			s.carry = slices.Clone(c.buf[start+used:])
			s.offset += int64(used)
			return s, files[i+1:]
		}
		s.close()
	}
	return nil, nil
}
