// Package event turns one webhook payload into a typed, explained event. It is
// tolerant of everything the service and its documentation are known to do,
// and says so: each oddity is a note. It works on bytes in memory and touches
// nothing else; opening encrypted payloads is the caller's.
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
	Encrypted    bool   // the payload came, or still is, encrypted
	Retry        *Retry
	Reject       *Reject
	CustomFields [3]Custom
	Notes        []diag.Note
	Doc          *jsonscan.Document // the payload's values, the payload itself being Doc.Data
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

// Error says why bytes are no webhook payload, and where.
type Error struct {
	Rule    string // id of the rule that a linter reports it under
	Message string
	Hint    string
	Offset  int // bytes, into the payload
	Length  int
}

func (e *Error) Error() string { return e.Message }

func (e *Event) note(rule, message string) {
	if len(e.Notes) < maxNotes {
		e.Notes = append(e.Notes, diag.Note{Rule: rule, Message: message})
	}
}

// maxNotes bounds the notes of one payload; past that nobody reads them.
const maxNotes = 50
