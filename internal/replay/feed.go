package replay

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"math/rand/v2"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// Samples says which invented payloads to send.
type Samples struct {
	Event     string // canonical; empty: all of them
	Variant   string // of Event; empty is its first one
	Seed      uint64
	Count     int // 0: one, or without an Event one of every event and variant
	Overrides sample.Overrides
}

// Feed yields the payloads that `event sample` prints for the same seed.
func (s Samples) Feed(ctx context.Context) Feed {
	return func(yield func(Delivery, error) bool) {
		r := newReader("sample:" + cmp.Or(s.Event, "all"))
		if s.Event == "" && s.Count == 0 {
			s.each(r, yield)
			return
		}
		stream := sample.Stream{
			Seed: s.Seed, Event: s.Event, Variant: s.Variant, Count: max(1, s.Count), Overrides: s.Overrides, Jobs: 1,
		}
		err := stream.Write(ctx, lineSink(func(payload []byte) bool { return yield(r.read(payload)) }))
		if err != nil && !errors.Is(err, errStopped) && ctx.Err() == nil {
			yield(Delivery{}, err)
		}
	}
}

// each yields one payload of every event and variant.
func (s Samples) each(r *reader, yield func(Delivery, error) bool) {
	g := sample.New(s.Seed)
	var payload []byte
	for _, e := range catalog.Events() {
		for _, v := range e.Variants {
			var err error
			r.origin = "sample:" + e.Name + "/" + v.Name
			payload, err = g.AppendEvent(payload[:0], e.Name, v.Name, s.Overrides[e.Name]...)
			if err != nil {
				if !yield(Delivery{}, err) {
					return
				}
				continue
			}
			if !yield(r.read(payload)) {
				return
			}
		}
	}
}

// errStopped ends a writer whose reader wants no more.
var errStopped = errors.New("stopped")

// lineSink is a writer of whole lines that hands on each without its break.
type lineSink func(line []byte) bool

func (put lineSink) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		if !put(bytes.TrimSuffix(line, []byte{'\n'})) {
			return 0, errStopped
		}
	}
	return len(p), nil
}

// Saved says which saved payloads to send.
type Saved struct {
	Inputs    []source.Input
	Read      source.Options
	Times     int // how often all of them are sent; 0 is once
	Overrides sample.Overrides
	Single    func() // called where an input holds one object and nothing else

	At  *unwrap.Pointer // the only place to look for a webhook at; nil for everywhere
	Raw bool            // send every object as it stands, whatever it is
}

// StrangeError stands in the feed for a record that holds no webhook, which is
// not sent.
type StrangeError struct{ *diag.Problem }

// Feed yields the webhooks byte for byte, unless an override is for their event.
// Of a record that is none itself it yields those inside it. What cannot be read,
// or is no JSON object, yields a *diag.Problem.
func (s Saved) Feed(ctx context.Context) Feed {
	return func(yield func(Delivery, error) bool) {
		r := newReader("")
		r.finder.At = s.At
		for range max(1, s.Times) {
			err := source.Each(ctx, s.Inputs, s.Read, func(p source.Payload, fault *diag.Problem) error {
				if !s.put(r, p, fault, yield) {
					return errStopped
				}
				return nil
			})
			if err != nil {
				return
			}
			s.Read.Skipped = nil // it is counted once
		}
	}
}

func (s Saved) put(r *reader, p source.Payload, fault *diag.Problem, yield func(Delivery, error) bool) bool {
	if fault != nil {
		return yield(Delivery{}, fault)
	}
	if p.Single && s.Single != nil {
		s.Single()
	}
	d, err := r.saved(p)
	if s.Raw || s.At == nil && err == nil && !d.Strange && !(d.Sealed && p.Skippable()) || s.At.Root() {
		return s.deliver(d, p, err, yield)
	}
	more := true
	for q, holds := range r.finder.Each(p) {
		d, err := r.saved(q)
		if !holds && err == nil {
			err = &StrangeError{q.Locate(diag.Problem{Message: say.Textf("holds no webhook, so it is not sent")})}
		}
		if more = s.deliver(d, q, err, yield); !more {
			break
		}
	}
	return more
}

// deliver yields a payload, with the overrides for its event, or why it cannot
// be sent.
func (s Saved) deliver(d Delivery, p source.Payload, err error, yield func(Delivery, error) bool) bool {
	if err == nil {
		if d.Body, err = s.overridden(d); err != nil {
			err = p.Locate(diag.Problem{Message: say.Textf("%v", err), Err: err})
		}
	}
	if err != nil {
		return yield(Delivery{}, err)
	}
	return yield(d, nil)
}

// overridden is the body with the overrides for its event.
func (s Saved) overridden(d Delivery) ([]byte, error) {
	if len(s.Overrides) == 0 {
		return d.Body, nil
	}
	if d.Sealed {
		return nil, say.Errorf("the payload is encrypted: no field of it can be set")
	}
	body, err := sample.Apply(d.Body, s.Overrides[d.Event]...)
	if err != nil {
		return nil, say.Errorf("not set: %w", err)
	}
	return body, nil
}

// Duplicated yields every delivery of feed again, extra times.
func Duplicated(feed Feed, extra int) Feed {
	if extra <= 0 {
		return feed
	}
	return func(yield func(Delivery, error) bool) {
		for d, err := range feed {
			for range extra {
				if err == nil && !yield(d, nil) {
					return
				}
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// The bounds of what Shuffled holds.
const (
	shuffleCount = 10_000
	shuffleBytes = 64 << 20
)

// Shuffled yields the deliveries of feed in random order, the same for the
// same seed. It holds up to 10,000 deliveries or 64 MiB of them: from a longer
// feed, none comes earlier than that before its place.
func Shuffled(feed Feed, seed uint64) Feed {
	return func(yield func(Delivery, error) bool) {
		dice := rand.New(rand.NewPCG(seed, 0))
		var held []Delivery
		size := 0
		draw := func() bool {
			i := dice.IntN(len(held))
			d := held[i]
			held[i] = held[len(held)-1]
			held = held[:len(held)-1]
			size -= len(d.Body)
			return yield(d, nil)
		}
		for d, err := range feed {
			if err != nil {
				if !yield(d, err) {
					return
				}
				continue
			}
			d.Body = bytes.Clone(d.Body)
			held = append(held, d)
			for size += len(d.Body); len(held) > shuffleCount || size > shuffleBytes; {
				if !draw() {
					return
				}
			}
		}
		for len(held) > 0 {
			if !draw() {
				return
			}
		}
	}
}

// Sealed yields the deliveries with their bodies encrypted as the service
// does it: the whole body in an envelope. A body that is one already stays.
func Sealed(feed Feed, key seal.Key) Feed {
	return func(yield func(Delivery, error) bool) {
		var text, body []byte
		for d, err := range feed {
			if err == nil && !d.Sealed {
				text = key.AppendSeal(text[:0], d.Body, seal.Base64)
				body = seal.AppendEnvelope(body[:0], text)
				d.Body, d.Sealed = body, true
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// Joined yields the deliveries of feeds one after the other.
func Joined(feeds ...Feed) Feed {
	return func(yield func(Delivery, error) bool) {
		for _, feed := range feeds {
			for d, err := range feed {
				if !yield(d, err) {
					return
				}
			}
		}
	}
}
