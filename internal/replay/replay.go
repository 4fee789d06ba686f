// Package replay rehearses what the service does: it sends webhooks to a
// handler by HTTP POST and says how the handler took them. It makes deliveries
// of invented samples, of scenarios and of saved payloads, sends them at a
// pace, holds the answers to expectations, and grades a handler (Conformance).
//
// It may talk to the network, through the dialer it is handed and to nothing
// else. Saved bytes go out unchanged. It invents nothing about the service: no
// header but the content type and the user agent is sent, because none is
// documented. It knows no terminal and no flag; no error of it holds a URL, a
// body, or a key.
package replay

import (
	"iter"
	"net/http"
	"time"
)

// Delivery is one webhook that is to be sent.
type Delivery struct {
	Event        string // canonical name, else the trigger as sent; empty where there is none
	Origin       string // "archive.ndjson:3", "sample:approved", "scenario:deleted#0"
	SubmissionID string // empty where the payload has none, or is sealed
	Code         string // a retry code or a reject code; likewise
	Sealed       bool   // Body is an envelope
	Strange      bool   // Body is neither a webhook nor an envelope
	Body         []byte // valid until the next delivery of its Feed
}

// Feed yields deliveries in the order in which they are to be sent. An error
// stands in the place of a delivery that could not be made; those behind it
// follow all the same.
type Feed = iter.Seq2[Delivery, error]

// Result is how one delivery went.
type Result struct {
	N            int // from 1, in the order of sending
	Event        string
	Origin       string
	SubmissionID string
	Code         string
	Status       int           // of the last answer; 0 where none came
	OK           bool          // it was answered as expected
	Duration     time.Duration // of the last attempt, to the end of the answer's body
	Attempts     int
	Response     *Response // kept where the delivery failed, or all are asked for
	Err          error     // why it is not OK
}

// Response is a handler's answer, as far as it is kept.
type Response struct {
	Header    http.Header
	Body      []byte // at most 64 KiB of it
	Truncated bool   // there was more
}
