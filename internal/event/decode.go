package event

import (
	"fmt"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// Decoder decodes one payload after another and reuses its memory. It is not
// safe for concurrent use: give each goroutine its own.
type Decoder struct {
	// Keep, if not nil, tells by its canonical name whether an event is wanted.
	Keep func(name string) bool

	lang   string
	reader *Reader
	facts  facts
	pieces map[*catalog.Event][]piece // the summaries in lang

	doc   jsonscan.Document
	text  []byte
	valid []byte // the payload, where it had to be made UTF-8
}

// NewDecoder returns a Decoder whose texts are in lang, "en" or "ko".
func NewDecoder(lang string) *Decoder {
	t := NewTree()
	d := &Decoder{lang: lang, reader: NewReader(t), facts: facts{tree: t}, pieces: map[*catalog.Event][]piece{}}
	d.reader.facts = &d.facts
	return d
}

// Decode reads one payload. The error is a *diag.Problem
// with an offset into the payload and no origin: the bytes are not JSON, or
// not a webhook payload. Both are nil for an event that Keep does not want.
// payload must not change while the event is in use.
func (d *Decoder) Decode(payload []byte) (*Event, error) {
	foreign := d.parse(payload)
	if err := d.readable(); err != nil {
		return nil, err
	}
	d.facts.reset(&d.doc)
	d.reader.Keep = d.Keep
	r, e := d.reader, &d.facts.event
	if !r.Read(&d.doc) {
		return nil, d.refuse()
	}
	e.lang = d.lang
	switch {
	case r.Dropped:
		return nil, nil
	case r.Form == seal.Sealed:
		e.Encrypted, e.Summary = true, sealedSummary().In(d.lang)
		r.observe(Observation{Message: catalog.MsgEnvelopeNoKey, Node: r.Data})
		r.sort()
	default:
		d.conclude()
	}
	e.Observations = r.Observations
	if e.Replaced = len(foreign) > 0; e.Replaced {
		d.doc.Faults = append(foreign, d.doc.Faults...)
	}
	return e, nil
}

// parse reads the payload. Bytes that are not UTF-8 become U+FFFD, each of them:
// what is printed has to be UTF-8. They are returned, placed in the payload. A
// text that cannot be read for another reason stays as it is.
func (d *Decoder) parse(payload []byte) (foreign []jsonscan.Fault) {
	if d.doc.Parse(payload) {
		return nil
	}
	for _, f := range d.doc.Faults {
		if f.Say == catalog.MsgJSONUTF8 {
			foreign = append(foreign, f)
		}
	}
	if len(foreign) == 0 {
		return nil
	}
	d.valid = jsonscan.AppendValid(d.valid[:0], payload)
	if d.doc.Parse(d.valid); d.doc.Fatal() != nil {
		d.doc.Parse(payload)
		return nil
	}
	return foreign
}

// readable tells faults that a reader can live with from those that end the
// reading.
func (d *Decoder) readable() error {
	d.doc.RequireObject()
	f := d.doc.Fatal()
	if f == nil {
		return nil
	}
	p := &diag.Problem{Rule: f.Code.String(), Offset: int64(f.Offset), Length: f.Length}
	p.Message, p.Hint = f.Explain(d.lang)
	return p
}

// refuse says why the payload is no webhook, in the words of the finding.
func (d *Decoder) refuse() *diag.Problem {
	all := d.reader.Observations
	o := &all[slices.IndexFunc(all, func(o Observation) bool { return !o.OnName })]
	m := catalog.MessageByID(o.Message)
	start, end := o.Span(&d.doc)
	return &diag.Problem{
		Rule: o.Message.Rule().ID, Offset: int64(start), Length: end - start,
		Message: string(o.AppendText(nil, &d.doc, m.Text, d.lang)),
		Hint:    string(o.AppendText(nil, &d.doc, m.Help[0], d.lang)),
	}
}

// Elsewhere is the problem of a payload that is no webhook but names its trigger
// somewhere: at a JSON Pointer, from start up to end. why is one of the messages of
// event/missing.
func Elsewhere(why catalog.MessageID, pointer string, start, end int, lang string) *diag.Problem {
	o := Observation{Message: why, Right: pointer}
	m := catalog.MessageByID(why)
	return &diag.Problem{
		Rule: why.Rule().ID, Offset: int64(start), Length: end - start,
		Message: string(o.AppendText(nil, nil, m.Text, lang)), Hint: string(o.AppendText(nil, nil, m.Help[0], lang)),
	}
}

// conclude sets what follows from all the fields together.
func (d *Decoder) conclude() {
	d.facts.settle()
	e, root := &d.facts.event, d.reader.Root
	if root == nil {
		e.Trigger = d.doc.Text(d.reader.Trigger)
		e.Summary = fmt.Sprintf(unknownSummary().In(d.lang), e.Trigger, orUnknown(e.SubmissionID))
		return
	}
	e.Info, e.Trigger = root.Event, root.Event.Name
	if !d.isText(d.reader.Trigger, e.Trigger) {
		e.Trigger = d.doc.Text(d.reader.Trigger)
	}
	pieces, ok := d.pieces[e.Info]
	if !ok {
		pieces = parseSummary(e.Info.Summary.In(d.lang))
		d.pieces[e.Info] = pieces
	}
	e.Summary = d.summary(pieces)
	if e.Status == "" {
		e.Status = e.Info.Status
	}
}

// isText reports whether node i is a string that is written as text.
func (d *Decoder) isText(i int, text string) bool {
	raw := d.doc.Raw(i)
	return len(raw) == len(text)+2 && string(raw[1:len(raw)-1]) == text
}
