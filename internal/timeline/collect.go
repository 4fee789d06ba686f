package timeline

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

// Options say how lives are collected and what is wanted of them.
type Options struct {
	TempDir string    // where what does not fit in memory goes
	Jobs    int       // goroutines that conclude lives, at least 1
	AsOf    time.Time // from when the time without a decision is counted back
	Filter  Filter
	Part    int // of Of: which part of the lives is wanted, from 1; Of is 0 for all
	Of      int

	Findings bool // Findings will be asked for
	Totals   bool // Totals alone will be asked for
	Brief    bool // lives come without their events and findings

	// Progress, if not nil, is told now and then how many of the parts of the work
	// are done.
	Progress func(done, all int)
}

// Collector takes records and hands out lives. Close it in the end.
type Collector struct {
	opts   Options
	codec  *codec
	files  *files
	seed   maphash.Seed
	events store
	runs   store
	users  store
	links  store
	found  store // findings, by the place of their events in the input
	linked store // links, of each part in the order of its lives
	seq    int
	head   []byte

	kept     int // lives that the filter keeps
	people   int // users of these
	nameless Totals
	totals   Totals
}

// NewCollector returns a collector without records.
func NewCollector(opts Options) *Collector {
	c := &Collector{opts: opts, codec: newCodec(), files: &files{number: map[string]int{}}, seed: maphash.MakeSeed()}
	for _, s := range c.stores() {
		s.dir = opts.TempDir
	}
	return c
}

func (c *Collector) stores() []*store {
	return []*store{&c.events, &c.runs, &c.users, &c.links, &c.linked, &c.found}
}

// Close removes what was put on disk.
func (c *Collector) Close() (err error) {
	for _, s := range c.stores() {
		if closed := s.close(); err == nil {
			err = closed
		}
	}
	return err
}

// Recorder returns a recorder for a goroutine.
func (c *Collector) Recorder() *Recorder {
	return &Recorder{places: c.opts.Findings, codec: c.codec, files: c.files, seed: c.seed}
}

// Take takes the next records of the input.
func (c *Collector) Take(r *Records) error {
	start := 0
	for _, e := range r.ends {
		part := e.part
		if part < 0 {
			part = c.seq % parts
		}
		c.head = binary.AppendUvarint(c.head[:0], uint64(c.seq))
		c.events.append(part, c.head, r.text[start:e.end])
		start = e.end
		c.seq++
	}
	return c.failed()
}

// failed is why nothing can be kept any more.
func (c *Collector) failed() error {
	for _, s := range c.stores() {
		if s.err != nil {
			return &SpaceError{Dir: c.opts.TempDir, Err: s.err}
		}
	}
	return nil
}

// SpaceError says that the temporary directory does not take what is to be kept.
type SpaceError struct {
	Dir string
	Err error
}

func (e *SpaceError) Error() string { return e.In(say.English) }

// In is the error in a language.
func (e *SpaceError) In(lang string) string {
	return say.Textf("the temporary directory %s: %s", e.Dir, e.Err).In(lang)
}

// Unwrap gives access to the system's error.
func (e *SpaceError) Unwrap() error { return e.Err }

// eachGroup hands the records of a part to do, those of each submission, or user, at a
// time: in their order, as the first ones of all stand. id says whose a record is.
func (c *Collector) eachGroup(s *store, part int, id func(record string) string, do func([]string)) error {
	text, err := s.whole(part)
	if err != nil {
		return err
	}
	records := make([]grouped, s.part[part].count)
	r := scanner{text}
	for i := range records {
		record := r.text()
		records[i] = grouped{id(record), record}
	}
	gather(c.seed, records, do)
	return nil
}

// eachPart has work look at every part on some goroutines, and hands the results to
// done in the order of the parts.
func eachPart[R any](ctx context.Context, jobs int, work func(part int) (R, error), done func(part int, result R) error) error {
	type outcome struct {
		result R
		err    error
	}
	ready := make([]chan outcome, parts)
	for i := range ready {
		ready[i] = make(chan outcome, 1)
	}
	todo := make(chan int, parts)
	slots := make(chan struct{}, 2*jobs) // results that wait for their turn
	ctx, stop := context.WithCancel(ctx)
	var busy sync.WaitGroup
	defer busy.Wait()
	defer stop()
	for range jobs {
		busy.Go(func() {
			for part := range todo {
				r, err := work(part)
				ready[part] <- outcome{r, err}
			}
		})
	}
	busy.Go(func() {
		defer close(todo)
		for part := range parts {
			select {
			case slots <- struct{}{}:
				todo <- part
			case <-ctx.Done():
				return
			}
		}
	})
	for part := range parts {
		select {
		case o := <-ready[part]:
			<-slots
			if o.err != nil {
				return o.err
			}
			if err := done(part, o.result); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
