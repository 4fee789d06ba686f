// Package capture receives webhooks: an HTTP server that is hard to hurt, an
// archive that has every body on the disk before its sender is told so, and
// the passing on of bodies to a handler.
//
// It may touch the listener and the archive it is given and reach the handlers
// that its transport lets it reach. It prints nothing: what happened to each
// request is handed on as a Delivery. It does not judge bodies; what they hold
// is told by the caller.
package capture

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

// Label says what a body is about, as far as it tells. Event is the canonical
// name, or a word for a body that has none.
type Label struct {
	Event      string
	Submission string
}

// Delivery is one request and what became of it.
type Delivery struct {
	Number   uint64         // of the request, from 1
	Received time.Time      // UTC
	Peer     netip.AddrPort // the other end of the connection
	Method   string
	Target   string      // path and query, as sent
	Type     string      // Content-Type
	Encoding string      // Content-Encoding
	Header   http.Header // as received; not to be changed
	Protocol string      // "HTTP/1.1"
	Length   int64       // Content-Length; -1 where the body came in chunks
	Body     []byte      // as received; nil where it was not read
	Text     []byte      // Body without its Content-Encoding, where that could be undone
	Label    Label       // empty without Options.Label

	Status   int           // the answer
	Err      error         // why the answer is no success
	Forward  string        // the handler's URL, without its query; "" where none was asked
	Duration time.Duration // of the handler
	HungUp   bool          // the sender did not wait for the handler
	Answer   *Answer       // the handler's, with Options.KeepAnswers; nil for none
	Saved    Saved         // where the archive has the body
	Notes    []say.Message // what had to be changed or left out
	Wanted   bool          // it counts: see Options.Wanted

	accepted bool
	runKey   []byte // of the fingerprints in Show
}

// Answer is a handler's answer, as far as it is kept.
type Answer struct {
	Header http.Header
	Body   []byte // at most limit.AnswerKept
	Cut    bool   // there was more
}

// Saved is where an archive has a body.
type Saved struct {
	Path   string // "" for a body that is not saved
	Offset int64  // of its line
	Length int    // of its line; -1 where the file holds the body and nothing else
}

// Accepted reports whether the body was received whole and, with an archive,
// is safe. The handler may still have refused it.
func (d *Delivery) Accepted() bool { return d.accepted }

func (d *Delivery) note(text say.Message) { d.Notes = append(d.Notes, text) }
