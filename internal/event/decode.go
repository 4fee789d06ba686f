package event

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// Decoder decodes one payload after another and reuses its memory. It is not
// safe for concurrent use: give each goroutine its own.
type Decoder struct {
	// Keep, if not nil, tells by its canonical name whether an event is wanted.
	Keep func(name string) bool
	// FactsOnly reads facts alone: most of what is odd is not observed.
	FactsOnly bool

	lang    string
	reader  *Reader
	teller  teller
	wording *wording

	doc      jsonscan.Document
	envelope jsonscan.Document // of EnvelopeNotes
	form     seal.Form         // of the last payload
	valid    []byte            // the payload, where it had to be made UTF-8
}

// NewDecoder returns a Decoder whose texts are in lang, "en" or "ko".
func NewDecoder(lang string) *Decoder {
	t := NewTree()
	d := &Decoder{lang: lang, reader: NewReader(t), wording: newWording(t, lang)}
	d.reader.teller, d.teller.reader = &d.teller, d.reader
	d.doc.Vocabulary = t.Names
	return d
}

// Decode reads one payload. The error is a *diag.Problem
// with an offset into the payload and no origin: the bytes are not JSON, or
// not a webhook payload. Both are nil for an event that Keep does not want.
// payload must not change while the event is in use.
func (d *Decoder) Decode(payload []byte) (*Event, error) {
	d.form = seal.Clear
	foreign := d.parse(payload)
	if err := d.readable(); err != nil {
		return nil, err
	}
	d.teller.reset(&d.doc)
	d.reader.Keep, d.reader.FactsOnly = d.Keep, d.FactsOnly
	r, e := d.reader, &d.teller.event
	ok := r.Read(&d.doc)
	if d.form = r.Form; !ok {
		return nil, d.refuse()
	}
	e.wording = d.wording
	switch {
	case r.Dropped:
		return nil, nil
	case r.Form == seal.Sealed:
		e.Encrypted, e.summary = true, d.wording.sealed
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

// Ciphertext tells the form of the payload that was decoded last, and the text
// of an envelope's data.
func (d *Decoder) Ciphertext() (text []byte, form seal.Form) {
	if d.form == seal.Clear {
		return nil, seal.Clear
	}
	return seal.Ciphertext(&d.doc, d.reader.Data), d.form
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
	fault := *f // the document is used again
	p := &diag.Problem{Rule: f.Code.String(), Offset: int64(f.Offset), Length: f.Length}
	p.Message, p.Hint = say.Textf("%s", &fault), say.Textf("%s", jsonscan.NextStep{Fault: &fault})
	p.Fixable = bytes.Contains(d.doc.Data, []byte(catalog.TriggerName)) && d.doc.Repairable()
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
		Message: o.said(&d.doc, m.Text), Hint: o.said(&d.doc, m.Help[0]),
	}
}

// Elsewhere is the problem of a payload that is no webhook but names its trigger
// somewhere: at a JSON Pointer, from start up to end. why is one of the messages of
// event/missing.
func Elsewhere(why catalog.MessageID, pointer string, start, end int) *diag.Problem {
	o := Observation{Message: why, Right: pointer}
	m := catalog.MessageByID(why)
	return &diag.Problem{
		Rule: why.Rule().ID, Offset: int64(start), Length: end - start,
		Message: o.said(nil, m.Text), Hint: o.said(nil, m.Help[0]),
	}
}

// said is a text of the catalogue, filled in, in both languages: that of an error is
// not always that of the results.
func (o *Observation) said(doc *jsonscan.Document, text catalog.Text) say.Message {
	in := func(lang string) string { return string(o.AppendText(nil, doc, text, lang)) }
	return say.Textf("%s", catalog.Text{En: in(say.English), Ko: in(say.Korean)})
}

// conclude sets what follows from all the fields together.
func (d *Decoder) conclude() {
	d.teller.settle()
	e, root := &d.teller.event, d.reader.Root
	e.trigger = d.reader.Trigger
	if root == nil {
		e.Trigger = d.doc.Text(d.reader.Trigger)
		summary := fmt.Sprintf(unknownSummary().In(d.lang), e.Trigger, cmp.Or(e.SubmissionID(), "?"))
		e.summary = []piece{textPiece(summary)}
		return
	}
	e.Info, e.Trigger = root.Event, root.Event.Name
	if sent := d.reader.textOf(d.reader.Trigger); string(sent) != e.Trigger {
		e.Trigger = string(sent)
	}
	e.head = d.wording.head(root)
	e.summary = e.head.summary
	if e.Status == "" {
		e.Status = e.Info.Status
	}
}
