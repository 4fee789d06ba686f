package sample

import (
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

// shape is one variant of an event, compiled: the payload is the steps in
// order, then end.
type shape struct {
	event    *catalog.Event
	variant  *catalog.Variant
	steps    []step
	end      string
	creates  bool // begins the life
	retries  bool // carries the number of attempts
	reviewed bool // tells when the submission became pending, so a reviewer decided
	exhausts bool // its own retry code says that the attempts are used up
	wait     wait // how long after the event before it
}

// step is literal text, then one invented value.
type step struct {
	before  string
	value   value
	element int // index in the array that the value stands in
}

// elements is how many elements a sample's arrays have.
const elements = 2

// payload is what one payload's values are made of.
type payload struct {
	life     *Life
	at       time.Time
	pending  time.Time
	draw     uint64 // one random number for the payload; see mix
	reviewed bool
	element  int
}

// append appends the payload of an event of life at a time, and moves life on.
func (s *shape) append(dst []byte, life *Life, at time.Time) []byte {
	at = at.UTC().Truncate(time.Millisecond)
	if s.creates {
		life.Created = at
	}
	if s.retries {
		life.Attempts++
	}
	if s.event.Status != "" {
		life.Status = s.event.Status
	}
	if life.Status == catalog.StatusPending && s.event.Status != "" {
		life.Pending = at
	}
	p := payload{life: life, at: at, pending: life.Pending, draw: life.dice.Uint64(), reviewed: s.reviewed}
	if p.pending.IsZero() || !p.pending.Before(at) {
		p.pending = life.Created.Add(at.Sub(life.Created) / 2)
	}
	for i := range s.steps {
		st := &s.steps[i]
		p.element = st.element
		dst = st.value(append(dst, st.before...), &p)
	}
	return append(dst, s.end...)
}
