package view

import (
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// Each decodes what a payload of a source holds and hands it to do: the payload
// itself where it is a webhook or an envelope, else each of those inside it. The
// event and the problem are those of Decode; what do is given is valid during the
// call. A line of a text without a webhook is skipped.
//
// Where a payload was found inside something, the next one is probably another,
// and a very long one is a container: it is looked into without being decoded
// itself.
func (d *Decoder) Each(p source.Payload, do func(source.Payload, *event.Event, *kit.Problem)) {
	if d.finder.At.Root() || d.finder.At == nil && !d.within && len(p.Bytes) < containerSize {
		e, trouble := d.Decode(p)
		if !d.isOdd(p, trouble) {
			if e != nil {
				e.Inside = p.Origin.Inside != ""
			}
			do(p, e, trouble)
			return
		}
	}
	d.search(p, do)
}

// search decodes what is found inside p.
func (d *Decoder) search(p source.Payload, do func(source.Payload, *event.Event, *kit.Problem)) {
	for q, holds := range d.finder.Each(p) {
		d.within = q.Inside.Text != nil
		e, trouble := d.Decode(q)
		switch {
		case e != nil:
			e.Inside, e.Container = q.Inside.Text != nil || q.Origin.Inside != "", q.Inside.Container
		case !holds && trouble != nil:
			d.elsewhere(&q, trouble)
		}
		do(q, e, trouble)
	}
}

// isOdd reports whether a payload that was decoded is to be looked at closely:
// it is no webhook. A line of a log with a member called data is no envelope by
// that alone.
func (d *Decoder) isOdd(p source.Payload, trouble *kit.Problem) bool {
	return trouble != nil && (d.Form != seal.Sealed || p.Skippable())
}

// elsewhere adds to a problem where the payload names a webhook all the same.
func (d *Decoder) elsewhere(p *source.Payload, trouble *kit.Problem) {
	if m, ok := d.finder.Missed(); ok && (trouble.Rule == missing || p.Text && m.Lost) {
		trouble.Problem = p.Locate(*event.Elsewhere(m.Message, m.Pointer, m.Start, m.End))
	}
}

// containerSize is the length from which on a payload is looked into at once: two
// readers of it would take twice the memory.
const containerSize = 1 << 20

// missing is the rule for payloads that do not name an event.
const missing = "event/missing"
