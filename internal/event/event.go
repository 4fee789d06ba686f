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
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Event is one decoded payload. Empty strings stand for what the payload does
// not say. It is valid until the Decoder's next Decode. Most of its texts are made
// when somebody asks for them.
type Event struct {
	Info         *catalog.Event // nil for an event outside the catalogue and for a sealed payload
	Trigger      string         // the literal webhook_trigger
	Status       string         // incomplete, pending, approved or rejected
	Replaced     bool           // bytes that are not UTF-8 became U+FFFD
	Encrypted    bool           // the payload came, or still is, encrypted
	Inside       bool           // the payload was found inside something else
	Container    string         // what that is, in the Decoder's language; empty where it is not known
	Retry        *Retry
	Reject       *Reject
	Envelope     []diag.Note // what is odd about the envelope that it came in
	Observations []Observation
	Doc          *jsonscan.Document // the payload's values, the payload itself being Doc.Data

	told    *[facts]int32 // the nodes that tell the facts, 0 for none
	head    *head         // of the event, nil where Info is
	trigger int           // the node that names the event
	summary []piece
	wording *wording
	text    []byte
}

// SubmissionID is the id of the submission.
func (e *Event) SubmissionID() string { return e.textOf(submissionID) }

// UserID is the id that the integrator gave the submitter.
func (e *Event) UserID() string { return e.textOf(userID) }

// Email is the address of the submitter.
func (e *Event) Email() string { return e.textOf(emailAddress) }

// OccurredAt is when it happened: RFC 3339, UTC.
func (e *Event) OccurredAt() string {
	utc, _, _ := ParseTime(e.textOf(occurredAt))
	return utc
}

// AppendSubmissionID appends the id of the submission.
func (e *Event) AppendSubmissionID(dst []byte) []byte { return e.appendTextOf(dst, submissionID) }

// AppendUserID appends the id that the integrator gave the submitter.
func (e *Event) AppendUserID(dst []byte) []byte { return e.appendTextOf(dst, userID) }

// Occurred is when it happened; ok is false where the payload does not say.
func (e *Event) Occurred() (m Moment, ok bool) { return e.momentOf(occurredAt) }

// Created is when the submission was made, as far as the event tells it.
func (e *Event) Created() (m Moment, ok bool) { return e.momentOf(createdAt) }

// Screenings is what an AML screening came to, in the one member and in the other.
func (e *Event) Screenings() (status, risk string) {
	return e.textOf(screening), e.textOf(screening + 1)
}

// Screening is Screenings in short: "Red Flag, HIGH", empty where there was none.
func (e *Event) Screening() string {
	status, risk := e.Screenings()
	if status == risk {
		return status
	}
	return strings.Trim(status+", "+risk, ", ")
}

// NamedBy is the node that names the event, 0 where the payload is sealed.
func (e *Event) NamedBy() int { return max(0, e.trigger) }

// CustomField returns the value of custom field 1, 2 or 3, and whether it is set.
func (e *Event) CustomField(n int) (value string, set bool) {
	told := customField + fact(n-1)
	return e.textOf(told), e.told[told] > 0
}

func (e *Event) appendTextOf(dst []byte, f fact) []byte {
	if node := e.told[f]; node > 0 {
		return e.Doc.AppendText(dst, int(node))
	}
	return dst
}

func (e *Event) momentOf(f fact) (m Moment, ok bool) {
	e.text = e.appendTextOf(e.text[:0], f)
	return ReadMoment(e.text)
}

// textOf is the text of the value that tells a fact, "" where none does.
func (e *Event) textOf(f fact) string {
	if node := e.told[f]; node > 0 {
		return e.Doc.Text(int(node))
	}
	return ""
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

// Halved reports whether the payload spells halves of surrogate pairs. JSON can;
// where text is made of them they become U+FFFD.
func (e *Event) Halved() bool {
	for i := range e.Doc.Faults {
		if isHalf(&e.Doc.Faults[i]) {
			return true
		}
	}
	return false
}

// Payload is the literal text of the body.
func (e *Event) Payload() []byte { return e.Doc.Raw(0) }

// Notes says what is odd about the payload: the envelope that it came in, what
// is wrong with its text, and what the reading observed. The texts are in the
// Decoder's language.
func (e *Event) Notes() []diag.Note {
	notes := e.outerNotes()
	for i := range e.Observations {
		notes = append(notes, e.Observations[i].note(e.Doc, e.wording.lang))
	}
	return notes
}

// outerNotes are the notes about what the reading does not observe: where the
// payload was found, its envelope and its text.
func (e *Event) outerNotes() []diag.Note {
	var notes []diag.Note
	lang := e.wording.lang
	if e.Inside {
		o := Observation{Message: InsideMessage(e.Container), Container: e.Container}
		notes = append(notes, o.note(e.Doc, lang))
	}
	notes = append(notes, e.Envelope...)
	for i := range e.Doc.Faults {
		f := &e.Doc.Faults[i]
		notes = append(notes, diag.Note{Rule: f.Code.String(), Message: f.Text(lang)})
	}
	return notes
}

// note is the observation as decode tells it. Its help names the assumption that
// the observation puts in doubt, and is empty where there is none.
func (o *Observation) note(doc *jsonscan.Document, lang string) diag.Note {
	m := catalog.MessageByID(o.Message)
	n := diag.Note{Rule: o.Message.Rule().ID, Message: string(o.AppendText(nil, doc, m.Text, lang))}
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
