// Package event turns one webhook payload into a typed, explained event. It is
// tolerant of everything the service and its documentation are known to do,
// and says so: each oddity is an observation.
//
// A payload is read once, along the tree of the catalogue (tree.go, reader.go
// and on). The reading yields facts, which are the event, and observations,
// which decode shows as notes and validate judges as findings: one verdict, in
// one wording. An observation costs next to nothing until somebody prints it.
//
// The package works on bytes in memory and touches nothing else; opening
// encrypted payloads is the caller's.
package event

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Event is one decoded payload. Empty strings stand for what the payload does
// not say. It is valid until the Decoder's next Decode.
type Event struct {
	Info         *catalog.Event // nil for an event outside the catalogue and for a sealed payload
	Trigger      string         // the literal webhook_trigger
	Summary      string         // headline, in the Decoder's language
	SubmissionID string
	UserID       string
	Email        string
	Status       string // incomplete, pending, approved or rejected
	OccurredAt   string // RFC 3339, UTC
	Replaced     bool   // bytes that are not UTF-8 became U+FFFD
	Encrypted    bool   // the payload came, or still is, encrypted
	Inside       bool   // the payload was found inside something else
	Container    string // what that is, in the Decoder's language; empty where it is not known
	Retry        *Retry
	Reject       *Reject
	CustomFields [3]Custom
	Envelope     []diag.Note // what is odd about the envelope that it came in
	Observations []Observation
	Doc          *jsonscan.Document // the payload's values, the payload itself being Doc.Data

	lang string
}

// Custom is the value of a custom field.
type Custom struct {
	Value string
	Set   bool
}

// Retry is what the events created and retry say of a retry.
type Retry struct {
	Code        string
	Attempts    int64 // the submitter's attempts so far
	HasAttempts bool
	Info        *catalog.Code // nil for a code outside the table
}

// Reject is what the event rejected says of its reasons.
type Reject struct {
	Comments []string
	Codes    []string
}

// Name is the canonical event name: the catalogue's, else the trigger as sent.
func (e *Event) Name() string {
	if e.Info != nil {
		return e.Info.Name
	}
	return e.Trigger
}

// Sealed reports whether the payload is an envelope that was not opened.
func (e *Event) Sealed() bool { return e.Encrypted && e.Trigger == "" }

// Payload is the literal text of the body.
func (e *Event) Payload() []byte { return e.Doc.Raw(0) }

// Notes says what is odd about the payload: the envelope that it came in, what
// is wrong with its text, and what the reading observed. The texts are in the
// Decoder's language.
func (e *Event) Notes() []diag.Note {
	var notes []diag.Note
	e.eachNote(func(n diag.Note) { notes = append(notes, n) })
	return notes
}

func (e *Event) eachNote(yield func(diag.Note)) {
	if e.Inside {
		m := InsideMessage(e.Container)
		text := catalog.AppendMessage(nil, catalog.MessageByID(m).Text.In(e.lang), catalog.Arg{Name: "container", Value: e.Container})
		yield(diag.Note{Rule: m.Rule().ID, Message: string(text)})
	}
	for _, n := range e.Envelope {
		yield(n)
	}
	for i := range e.Doc.Faults {
		f := &e.Doc.Faults[i]
		yield(diag.Note{Rule: f.Code.String(), Message: f.Text(e.lang)})
	}
	for i := range e.Observations {
		yield(e.Observations[i].note(e.Doc, e.lang))
	}
}

// note puts the observation into words. Where it puts an assumption in doubt, it
// names that.
func (o *Observation) note(doc *jsonscan.Document, lang string) diag.Note {
	n := diag.Note{Rule: o.Message.Rule().ID, Message: string(o.AppendText(nil, doc, catalog.MessageByID(o.Message).Text, lang))}
	if u := o.Unknown(doc); u != nil {
		n.Help = catalog.Remark(u.ID).In(lang)
	}
	return n
}

// InsideMessage says of a payload that it was found inside something else.
func InsideMessage(container string) catalog.MessageID {
	if container == "" {
		return catalog.MsgSourceInside
	}
	return catalog.MsgSourceInsideContainer
}
