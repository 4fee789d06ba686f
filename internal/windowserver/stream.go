package windowserver

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

const (
	mostStreams = 64                     // pages that are told of arrivals
	oftenest    = 200 * time.Millisecond // between two messages to a page
	heartbeat   = 15 * time.Second       // tells both ends that the other one lives
	patience    = 5 * time.Second        // for a page to take a message
)

// bell wakes those who wait for it; many rings at a time are one.
type bell struct {
	mu     sync.Mutex
	rung   chan struct{} // closed by the next ring
	closed chan struct{}
	taken  int
	rings  int
}

func newBell() *bell { return &bell{rung: make(chan struct{}), closed: make(chan struct{})} }

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rings++
	close(b.rung)
	b.rung = make(chan struct{})
}

func (b *bell) close() { close(b.closed) }

// wait is closed by the next ring; rings is how many there were.
func (b *bell) wait() (rung <-chan struct{}, rings int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rung, b.rings
}

// take takes a place among the streams, and gives it back.
func (b *bell) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n > 0 && b.taken >= mostStreams {
		return false
	}
	b.taken += n
	return true
}

// state is what a page is told.
type state struct {
	Count int    `json:"count"`
	Told  string `json:"told"`
}

// stream tells a page of arrivals, a few times a second at most, until it leaves.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	if !s.bell.take(1) {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer s.bell.take(-1)
	to := http.NewResponseController(w)
	_ = to.SetReadDeadline(time.Time{}) // the request has arrived
	w.Header().Set("Content-Type", "text/event-stream")
	lang := r.URL.Query().Get("lang")
	if s.pages[lang] == nil {
		lang = s.opts.Lang
	}
	last := -1
	for {
		rung, rings := s.bell.wait()
		_ = to.SetWriteDeadline(time.Now().Add(patience))
		var err error
		if rings != last {
			last = rings
			text, _ := json.Marshal(state{s.opts.Desk.Shelf().Counts().All, say.In(lang, "{n} new")})
			_, err = fmt.Fprintf(w, "event: state\ndata: %s\n\n", text)
		} else {
			_, err = fmt.Fprint(w, ": \n\n")
		}
		if err == nil {
			err = to.Flush()
		}
		if err != nil || !s.pause(r, rung) {
			return
		}
	}
}

// pause waits for something to tell; false ends the stream.
func (s *Server) pause(r *http.Request, rung <-chan struct{}) bool {
	often := time.NewTimer(oftenest)
	defer often.Stop()
	select {
	case <-often.C:
	case <-r.Context().Done():
		return false
	case <-s.bell.closed:
		return false
	}
	beat := time.NewTimer(heartbeat)
	defer beat.Stop()
	select {
	case <-rung:
	case <-beat.C:
	case <-r.Context().Done():
		return false
	case <-s.bell.closed:
		return false
	}
	return true
}
