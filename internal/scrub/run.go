package scrub

import (
	"context"
	"errors"
	"sync"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

// Result is a part of an input, scrubbed: the parts of an input follow each
// other. It is valid until the emit call that got it returns.
type Result struct {
	Input   *source.Input
	First   bool   // it begins its input
	Last    bool   // it ends its input
	Text    []byte // what stands in place of the part, in UTF-8 but for what cannot be told
	Changed bool
	Lines   int             // line breaks in the part
	Found   []Replaced      // what was replaced
	Closed  []Closed        // envelopes that could not be opened
	Packing *source.Packing // nil for a file that is not packed
	Wide    source.Encoding // UTF-16, or none
	Marked  bool            // with a byte order mark
	Fault   *diag.Problem

	// Unreadable counts the lines with bytes that are neither UTF-8 nor in the encoding
	// that the user named: what stands there may be personal, and nobody can tell.
	// FirstUnreadable is the first of them in the part, from 0.
	Unreadable, FirstUnreadable int
}

// Replaced is a value that was replaced, and its line in the part, from 0.
type Replaced struct {
	Found
	Line int
}

// Closed is an envelope that could not be opened, and its line in the part.
type Closed struct {
	Line int
	Err  error
}

// Options says how Run reads.
type Options struct {
	Read source.Options
	New  func() *Scrubber // for each worker
	Tell bool             // Result.Found is filled in
}

// small is up to which size a file is read at once.
const small = 1 << 20

// Run scrubs the inputs on Read.Jobs goroutines and gives the results to emit, in
// the order of the inputs, on the goroutine of the caller. It returns the first
// error of emit, or why ctx ended.
func Run(ctx context.Context, inputs []source.Input, opts Options, emit func(*Result) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &run{opts: opts, ctx: ctx, work: make(chan *job, 4*opts.Read.Jobs), order: make(chan *job, 8*opts.Read.Jobs)}
	var workers sync.WaitGroup
	for range opts.Read.Jobs {
		workers.Go(func() { r.loop(opts.New()) })
	}
	workers.Go(func() {
		defer close(r.order)
		defer close(r.work)
		r.feed(inputs)
	})
	defer workers.Wait()
	defer cancel(context.Canceled)
	own := opts.New()
	for j := range r.order {
		select {
		case <-j.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if j.panic != nil {
			panic(j.panic)
		}
		err := r.emit(j, own, emit)
		r.free.Put(j)
		if err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

type run struct {
	opts  Options
	ctx   context.Context
	work  chan *job
	order chan *job
	free  sync.Pool
}

// job is a small file, or a block of a long one.
type job struct {
	Result
	data   []byte
	out    []byte
	header []byte
	file   bool         // it is to be read
	long   *source.Text // it turned out to be too long for that
	done   chan struct{}
	panic  *source.Panic
}

func (r *run) job(in *source.Input) *job {
	j, ok := r.free.Get().(*job)
	if !ok {
		j = new(job)
	}
	*j = job{Result: Result{Input: in, Found: j.Found[:0], Closed: j.Closed[:0]}, data: j.data[:0], out: j.out[:0], done: make(chan struct{})}
	return j
}

// send hands a job to a worker; false says that the run has ended.
func (r *run) send(j *job) bool {
	select {
	case r.order <- j:
	case <-r.ctx.Done():
		return false
	}
	select {
	case r.work <- j:
		return true
	case <-r.ctx.Done():
		return false
	}
}

// feed makes jobs of the inputs.
func (r *run) feed(inputs []source.Input) {
	for i := range inputs {
		in := &inputs[i]
		_, _, isPart := in.Stretch()
		if size := in.Size(); size >= 0 && size <= small && !isPart {
			j := r.job(in)
			j.file = true
			if !r.send(j) {
				return
			}
			continue
		}
		text, fault := source.OpenText(*in, r.opts.Read, nil)
		if fault != nil {
			j := r.job(in)
			j.First, j.Last, j.Fault = true, true, fault
			if !r.send(j) {
				return
			}
			continue
		}
		ok := r.blocks(in, text, r.send)
		text.Close()
		if !ok {
			return
		}
	}
}

// blocks makes jobs of the blocks of a text.
func (r *run) blocks(in *source.Input, text *source.Text, send func(*job) bool) bool {
	c := &cutter{from: text, limit: -1}
	header := text.Header()
	if !r.part(in, text, c) {
		return true
	}
	for first := true; ; first = false {
		j := r.job(in)
		j.describe(text)
		j.header, j.First = header, first
		data, err := c.next(j.data)
		j.data = data
		if err != nil || c.eof {
			j.Last = true
		}
		switch {
		case text.Fault() != nil:
			j.Fault = text.Fault()
		case errors.Is(err, errTooLong):
			j.Fault = &diag.Problem{
				Origin: diag.Whole(in.Path), Message: say.Textf("a value is longer than %d bytes", maxBlock),
				Hint: say.Textf("take the value out of the file, or split it"),
			}
		}
		last := j.Last
		if !send(j) {
			return false
		}
		if last {
			return true
		}
	}
}

// part goes to the part of an input that falls to the shard; false where that is
// nothing. A file that cannot be divided falls to the shard in which it begins.
func (r *run) part(in *source.Input, text *source.Text, c *cutter) bool {
	from, to, ok := in.Stretch()
	if !ok {
		return true
	}
	if wide, _ := text.Wide(); wide != source.NoEncoding || text.Packing() != nil {
		return from <= 0
	}
	c.limit = to
	if from <= 0 {
		return true
	}
	c.taken = max(0, from-lookBehind-1)
	return text.GoTo(c.taken) && c.skip(int(from-c.taken))
}

// skip goes to the first place from offset from on at which the text can be cut;
// false where there is none before the limit.
func (c *cutter) skip(from int) bool {
	buf := make([]byte, 0, blockSize)
	for {
		n, err := c.from.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if at := nextCut(buf, from); at >= 0 && (at < len(buf)-lookAhead || err != nil) {
			c.carry, c.taken = append(c.carry, buf[at:]...), c.taken+int64(at)
			return c.taken < c.limit
		}
		if err != nil {
			return false
		}
		if len(buf) == cap(buf) {
			keep := copy(buf, buf[len(buf)-lookBehind-2*lookAhead:])
			from = max(lookBehind, from-len(buf)+keep)
			c.taken += int64(len(buf) - keep)
			buf = buf[:keep]
			if c.taken >= c.limit {
				return false
			}
		}
	}
}

// emit gives the result of a job to do, or those of a file that was too long to
// be one.
func (r *run) emit(j *job, s *Scrubber, do func(*Result) error) error {
	if j.long == nil {
		return do(&j.Result)
	}
	text, fault := source.OpenText(*j.Input, r.opts.Read, nil)
	if fault != nil {
		j.Fault = fault
		return do(&j.Result)
	}
	defer text.Close()
	var err error
	r.blocks(j.Input, text, func(block *job) bool {
		r.scrub(s, block)
		err = do(&block.Result)
		return err == nil && r.ctx.Err() == nil
	})
	return err
}
