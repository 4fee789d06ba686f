// Package sample invents webhook payloads: for every event and variant of the
// catalogue, compact JSON in the catalogue's field order, about people who do
// not exist.
//
// Nothing in a sample can be taken for real data: e-mail at example.com and
// example.org, phone numbers +1-555-01xx, addresses of the documentation
// networks, document numbers that no authority issues. All randomness comes
// from the seed, so the same seed gives the same bytes. The package reads no
// clock, file or environment; it knows fields only through the catalogue, and
// invents values by the field's sample id (values.go).
package sample

import (
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// Generator invents submissions and writes their events. It is not safe for
// concurrent use; Stream is the way to use several cores.
type Generator struct {
	seed   uint64
	dice   dice
	shapes []*shape // every event and variant, in the catalogue's order
}

// New returns the generator of seed, over the whole catalogue.
func New(seed uint64) *Generator {
	return newGenerator(seed, compile(catalog.Events()), 0)
}

// maxAttempts is how many attempts a submission has: the older guide counts the
// first and two retries.
const maxAttempts = 3

// newGenerator shares compiled shapes; block numbers the independent sequences
// of one seed.
func newGenerator(seed uint64, shapes []*shape, block uint64) *Generator {
	g := &Generator{seed: seed, shapes: shapes}
	g.dice.Seed(seed, mix(block, 1))
	return g
}

// AppendEvent appends the payload of an event of a newly invented submission,
// without a line break, with overrides applied in order. An empty variant is
// the event's first one. It fails with *UnknownEventError or
// *UnknownVariantError, or with *ConflictError where an override does not fit
// the payload, and then returns dst as it was.
func (g *Generator) AppendEvent(dst []byte, event, variant string, overrides ...Set) ([]byte, error) {
	s, err := g.shape(event, variant)
	if err != nil {
		return dst, err
	}
	return override(g.appendAlone(dst, s), len(dst), overrides)
}

// AppendFor appends the payload of one event of the given life that happens at
// the given time, with overrides applied in order, and moves the life on: its
// attempts grow, and its status and times follow the event. A submission's
// events are built by calling it in the order of their times, `created` first.
// It fails as AppendEvent does.
func (g *Generator) AppendFor(dst []byte, life *Life, event, variant string, at time.Time, overrides ...Set) ([]byte, error) {
	s, err := g.shape(event, variant)
	if err != nil {
		return dst, err
	}
	return override(s.append(dst, life, at), len(dst), overrides)
}

// override applies sets to the payload that begins at start.
func override(dst []byte, start int, sets []Set) ([]byte, error) {
	if len(sets) == 0 {
		return dst, nil
	}
	changed, err := Apply(dst[start:], sets...)
	return append(dst[:start], changed...), err
}

// appendAlone appends one event of a submission of its own.
func (g *Generator) appendAlone(dst []byte, s *shape) []byte {
	life := g.Life()
	switch {
	case s.exhausts:
		life.Attempts = maxAttempts - 1
	case !s.creates:
		life.Attempts = g.dice.n(maxAttempts - 1)
	}
	at := life.Created
	if !s.creates {
		at = at.Add(g.dice.between(s.wait))
	}
	return s.append(dst, &life, at)
}

// shape finds a compiled variant.
func (g *Generator) shape(event, variant string) (*shape, error) {
	var known []string
	for _, s := range g.shapes {
		if s.event.Name != event {
			continue
		}
		if s.variant.Name == variant || variant == "" {
			return s, nil
		}
		known = append(known, s.variant.Name)
	}
	if known != nil {
		return nil, &UnknownVariantError{Event: event, Variant: variant, Known: known}
	}
	return nil, &UnknownEventError{Event: event, Near: catalog.Nearest(event, catalog.EventNames(), 3)}
}

// UnknownEventError says that the catalogue has no such event.
type UnknownEventError struct {
	Event string
	Near  []string // names it may have meant, best first
}

func (e *UnknownEventError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *UnknownEventError) In(lang string) string {
	return say.Textf("unknown event %s", quoted(e.Event)).In(lang)
}

// UnknownVariantError says that the event has no such variant.
type UnknownVariantError struct {
	Event, Variant string
	Known          []string
}

func (e *UnknownVariantError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *UnknownVariantError) In(lang string) string {
	return say.Textf("event %s has no variant %s: expected %s", e.Event, quoted(e.Variant), strings.Join(e.Known, ", ")).In(lang)
}
