package pane

import (
	"bytes"
	"context"
	"errors"
	"math"
	"sync"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
)

// Saved is what files hold: an index of places, and the files.
type Saved struct {
	Pane   *Pane
	Inputs []source.Input
	Read   source.Options
	Lang   string
	Tell   func(*kit.Problem) // what cannot be read

	numbers map[string]uint32 // of the inputs, by their paths
	size    int64             // of all of them; 0 where that is not known

	mu     sync.Mutex
	done   bool
	faults int
	lives  savedLives
}

// NewSaved returns a store for the pane, which it becomes the bodies of.
func NewSaved(p *Pane, inputs []source.Input, read source.Options, lang string) (*Saved, error) {
	s := &Saved{Pane: p, Inputs: inputs, Read: read, Lang: lang, numbers: map[string]uint32{}}
	p.Bodies, p.Ring, p.Sent, p.Rows = s, func() {}, func(*Attempt) {}, shelf.New(0)
	for i := range inputs {
		s.numbers[inputs[i].Path] = uint32(i) //nolint:gosec // no command line is that long
		s.size += max(0, inputs[i].Size())
	}
	return s, p.Settle()
}

// Index reads the files and fills the shelf.
func (s *Saved) Index(ctx context.Context) error {
	readers := make([]*Reader, s.Read.Jobs)
	for i := range readers {
		var err error
		if readers[i], err = s.Pane.NewReader(ctx, s.Lang); err != nil {
			return err
		}
	}
	type found struct {
		rows   []shelf.Row
		faults []*kit.Problem
	}
	free := sync.Pool{New: func() any { return new(found) }}
	err := source.Process(ctx, s.Inputs, s.Read,
		func(c *source.Chunk) *found {
			f := free.Get().(*found)
			f.rows, f.faults = f.rows[:0], f.faults[:0]
			r := readers[c.Worker]
			for p, fault := range c.Payloads() {
				if fault != nil {
					f.faults = append(f.faults, kit.Unread(fault))
					continue
				}
				f.rows = s.rows(r, p, f.rows)
			}
			return f
		},
		func(f *found) error {
			for i := range f.rows {
				s.Pane.Rows.Add(&f.rows[i])
			}
			for _, fault := range f.faults {
				s.fault(fault)
			}
			free.Put(f)
			s.Pane.Ring()
			return nil
		})
	s.mu.Lock()
	s.done = err == nil
	s.mu.Unlock()
	s.Pane.Ring()
	return err
}

func (s *Saved) fault(p *kit.Problem) {
	s.mu.Lock()
	s.faults++
	s.mu.Unlock()
	s.Tell(p)
}

// rows appends a row for each payload that p holds.
func (s *Saved) rows(r *Reader, p source.Payload, rows []shelf.Row) []shelf.Row {
	inner := uint32(0)
	r.facts.Each(p, func(q source.Payload, e *event.Event, trouble *kit.Problem) {
		if e == nil && trouble == nil {
			return
		}
		row := r.Row(q, e, trouble)
		row.Place.Input, row.Place.Offset, row.Place.Inner = s.numbers[p.Origin.Path], p.Offset, inner
		inner++
		if at := stampOf(r, &q, e); at.Known() {
			row.At = at.Time()
		}
		rows = append(rows, row)
	})
	return rows
}

// stampOf is when an event happened, else when it was received or logged.
func stampOf(r *Reader, p *source.Payload, e *event.Event) timeline.Stamp {
	if e != nil {
		if m, ok := e.Occurred(); ok {
			return timeline.NewStamp(m, true)
		}
	}
	return r.facts.Captured(p)
}

// errFound ends a search.
var errFound = errors.New("found")

// Body implements Bodies.
func (s *Saved) Body(ctx context.Context, row *shelf.Row) (body *Body, err error) {
	in := s.Inputs[row.Place.Input]
	err = s.Pane.with(ctx, s.Lang, func(r *Reader) {
		for _, input := range []source.Input{in.At(row.Place.Offset), in} {
			if body = s.search(ctx, r, input, row); body != nil {
				return
			}
		}
	})
	switch {
	case err != nil:
		return nil, err
	case body == nil:
		return nil, say.Errorf("it is not in the file any more: the file has changed since it was read")
	}
	return body, nil
}

// search reads an input up to the place of a row.
func (s *Saved) search(ctx context.Context, r *Reader, in source.Input, row *shelf.Row) (body *Body) {
	read := s.Read
	read.Jobs, read.Progress, read.Skipped = 1, nil, nil
	_ = source.Each(ctx, []source.Input{in}, read, func(p source.Payload, _ *diag.Problem) error {
		if p.Offset != row.Place.Offset || p.Bytes == nil {
			return nil
		}
		inner := uint32(0)
		r.facts.Each(p, func(q source.Payload, e *event.Event, trouble *kit.Problem) {
			if e == nil && trouble == nil {
				return
			}
			if inner++; inner-1 != row.Place.Inner || Sum(q.Bytes) != row.Place.Sum {
				return
			}
			text := bytes.Clone(q.Bytes)
			body = &Body{Bytes: text, Text: text, Origin: q.Origin.String()}
			if size := in.Size(); q.Single && q.Inside.Text == nil && size == int64(len(text)) && in.IsFile() {
				body.Path = in.Path
			}
		})
		if body != nil {
			return errFound
		}
		return nil
	})
	return body
}

// progress is how much of the files is read, of 1; 1 where all is.
func (s *Saved) progress() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return 1
	}
	if s.size == 0 {
		return 0
	}
	return math.Min(0.99, float64(s.Read.Progress.Bytes())/float64(s.size))
}
