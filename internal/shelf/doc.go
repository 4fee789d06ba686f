// Package shelf holds what a list of deliveries needs to know of each: a hundred
// bytes, without its body. It finds the rows that a filter keeps, counts exactly
// what came, also of rows that it let go, and says where bodies are.
//
// It is safe for concurrent use. It knows no payload, no file and no page.
package shelf

import (
	"time"

	"github.com/argosctl/argosctl/internal/diag"
)

// Kind says what came.
type Kind uint8

// The kinds.
const (
	Webhook    Kind = iota
	Sealed          // an envelope that was not opened
	Unreadable      // neither a webhook nor an envelope
	Refused         // a request that was not taken: its body is not known
)

// Handler says what became of a delivery at the handler.
type Handler uint8

// The answers of handlers.
const (
	NotAsked Handler = iota
	Waiting          // it has not answered yet
	Answered         // with a success
	Failed           // with another status, or not at all
)

// Place is where a body stands, in terms of who put it there.
type Place struct {
	Input  uint32 // number of the file
	Inner  uint32 // among what was found inside the value at Offset
	Offset int64  // of the value in the unpacked file
	Sum    uint32 // of the body, to tell that the file has changed
}

// Row is a delivery as a list shows it. Texts longer than 255 bytes are cut.
type Row struct {
	ID                            int       // counts all that came, from 0
	At                            time.Time // zero where that is not known
	Kind                          Kind
	Event, Code, Submission, User string
	Glyph, Outcome                string // words of the program: few, and short
	Findings                      int
	Rules                         string        // of its findings, with spaces between them
	Worst                         diag.Severity // of its findings
	Answer                        int           // the status that the sender was told; 0 where nobody asked
	Handler                       Handler
	Took                          time.Duration // of the handler
	Place                         Place
}

// Counts are exact numbers of all that came.
type Counts struct {
	All, Found, Failed, Sealed, Unreadable, Refused int
	Outcomes                                        map[string]int
}
