package lint

import (
	"errors"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// finding is a finding before it knows where it is in its file. Offsets are
// bytes of the payload.
type finding struct {
	event.Observation                 // without a message, where fault is set
	fault             *jsonscan.Fault // of the text
	repairable        bool            // a repair of the fault may be offered
	err               error           // why an envelope does not open
	hint              string          // what to do about it
	severity          diag.Severity
	start, end        int
	inner             bool // it is in an opened envelope, and stands where that does
}

// check is the judging of one payload.
type check struct {
	l      *Linter
	doc    *jsonscan.Document // the one that is being judged: the payload, or what an envelope held
	event  *event.Object
	found  []finding
	more   bool // there were more than MaxFindings
	inner  bool // doc is what an envelope held
	data   int  // the envelope's data in the payload, where inner
	lost   bool // the text is neither a webhook nor an envelope
	sealed bool // it is an envelope
	own    bool // the text is a webhook; see ours
	looked bool // own is settled
}

// add enters a finding, unless the run does not want its rule. Nothing may
// follow once there are too many.
func (c *check) add(f finding) {
	if f.fault != nil {
		f.start, f.end = f.fault.Offset, f.fault.Offset+f.fault.Length
		f.severity = c.l.faults[f.fault.Code]
	} else {
		f.severity = c.l.severities[f.Message]
	}
	if f.severity == diag.Off {
		return
	}
	if len(c.found) == MaxFindings {
		c.more = true
		return
	}
	if f.inner = c.inner; c.inner {
		f.start, f.end = c.l.doc.Span(c.data)
	} else if f.fault == nil {
		f.start, f.end = f.Span(c.doc)
	}
	c.found = append(c.found, f)
}

// careful reads a payload and leaves what is found in l.check.
func (l *Linter) careful(p source.Payload) {
	c := &l.check
	*c = check{l: l, doc: &l.doc, found: c.found[:0]}
	c.document(p.Bytes)
	if p.Inside.Text != nil && len(c.doc.Nodes) > 0 {
		c.add(finding{Observation: event.Observation{Message: event.InsideMessage(p.Inside.Container), Container: p.Inside.Container}})
	}
}

// isOdd reports whether the payload is to be looked at closely: it is no webhook.
// A line of a log with a member called data is no envelope by that alone.
func (c *check) isOdd(p source.Payload) bool { return c.lost || c.sealed && p.Skippable() }

// elsewhere adds to the finding that there is no webhook where one may be. Of a
// text that is no value, nothing else is worth to be said.
func (c *check) elsewhere(m unwrap.Missed, text bool) {
	if severity := c.l.severities[m.Message]; text && m.Lost && severity != diag.Off {
		f := finding{severity: severity, start: m.Start, end: m.End}
		f.Message, f.Right = m.Message, m.Pointer
		c.found = append(c.found[:0], f)
		return
	}
	for i := range c.found {
		if f := &c.found[i]; f.fault == nil && f.Message.Rule() == catalog.MsgEventMissing.Rule() {
			f.Message, f.Right, f.Near, f.start, f.end = m.Message, m.Pointer, nil, m.Start, m.End
			return
		}
	}
}

// document judges a text. Only one that is JSON, but for bearable faults, has
// fields to judge: a guess at what a broken one means would accuse what is
// right. The repair of a text that does not parse is only offered where all of
// it can be repaired: half of a repair is a guess.
func (c *check) document(data []byte) {
	c.doc.Parse(data)
	readable, repairable := true, true
	for i := range c.doc.Faults {
		f := &c.doc.Faults[i]
		readable = readable && f.Code.Bearable()
		repairable = repairable && (f.Repair != nil || f.Comment || f.Code == jsonscan.DuplicateKey)
	}
	if readable && !c.doc.RequireObject() {
		readable = false
	}
	for i := range c.doc.Faults {
		f := &c.doc.Faults[i]
		c.add(finding{fault: f, repairable: repairable || f.Code.Bearable()})
	}
	if readable {
		c.read()
	} else {
		c.lost = !c.inner
	}
}

// read reads the object, and turns what is odd in it into findings.
func (c *check) read() {
	r := c.l.reader
	c.lost = !r.Read(c.doc) && !c.inner
	if r.Form == seal.Sealed {
		c.sealed = true
		c.observed()
		c.open(r.Data)
		return
	}
	c.event = r.Root
	c.observed()
	if want := c.l.config.Event; want != "" && c.event != nil && c.event.Event.Name != want {
		c.add(finding{Observation: event.Observation{Message: catalog.MsgEventUnknownUnwanted, Node: r.Trigger, Right: want}})
	}
}

// observed turns what the reader observed into findings.
func (c *check) observed() {
	r := c.l.reader
	for i := range r.Observations {
		c.add(finding{Observation: r.Observations[i]})
	}
	c.more = c.more || r.More
}

// ours reports whether the text, once it is judged, turned out to be a webhook
// or a broken one: an event was recognised in it, a key opened it, or a member
// of it is called webhook_trigger. Nothing else gets a repair: it belongs to
// another program, whose syntax may differ from JSON's on purpose.
func (c *check) ours() bool {
	if c.looked {
		return c.own
	}
	c.looked = true
	c.own = c.own || c.event != nil
	for i := 0; i < len(c.doc.Nodes) && !c.own; i++ {
		c.own = c.doc.NameIs(i, catalog.TriggerName)
	}
	return c.own
}

// open judges an envelope whose data is node i, and what it holds.
func (c *check) open(i int) {
	plain, hint, err := c.decrypt(seal.Ciphertext(c.doc, i))
	switch {
	case errors.Is(err, ErrNoKey):
		c.add(finding{Observation: event.Observation{Message: catalog.MsgEnvelopeNoKey, Node: i}})
		return
	case err != nil:
		f := finding{Observation: event.Observation{Message: catalog.MsgEnvelopeUndecryptable, Node: i}, err: err, hint: hint}
		if hint != "" {
			f.Message = catalog.MsgEnvelopeUndecryptableHint
		}
		c.add(f)
		return
	}
	c.own = true
	if c.inner || c.l.clean(plain) {
		return
	}
	c.doc, c.inner, c.data = &c.l.inner, true, i
	c.document(plain)
	c.doc = &c.l.doc
}

func (c *check) decrypt(ciphertext []byte) (plain []byte, hint string, err error) {
	if c.l.config.Open == nil {
		return nil, "", ErrNoKey
	}
	return c.l.config.Open(ciphertext)
}
