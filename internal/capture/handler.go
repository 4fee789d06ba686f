package capture

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// ServeHTTP answers one request. The answer is a success only when the body is
// received whole, is safe in the archive, and the handler has accepted it.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		_, _ = io.WriteString(w, "argosctl listen: send webhooks here by POST\n")
		return
	}
	d := &Delivery{
		Number: s.requests.Add(1), Received: s.opts.Now().UTC(), Method: r.Method, Target: r.RequestURI,
		Type: r.Header.Get("Content-Type"), Encoding: r.Header.Get("Content-Encoding"),
		Header: r.Header, Protocol: r.Proto, Length: r.ContentLength, runKey: s.runKey,
	}
	d.Peer, _ = netip.ParseAddrPort(r.RemoteAddr)
	s.receive(w, r, d)
	if d.Wanted && d.accepted {
		defer s.quota.finish()
	}
	s.opts.Seen(d)
}

// receive reads, saves, passes on and answers.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, d *Delivery) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		s.refuse(w, d, http.StatusMethodNotAllowed, say.Errorf("method %s, expected POST", strconv.Quote(r.Method)))
		return
	}
	status, err := s.read(w, r, d)
	if err != nil {
		w.Header().Set("Connection", "close")
		s.refuse(w, d, status, err)
		return
	}
	if s.opts.Label != nil {
		d.Label = s.opts.Label(d.Text)
	}
	d.Wanted = s.opts.Wanted == nil || s.opts.Wanted(d.Label)
	if status, err := s.keep(d); err != nil {
		s.refuse(w, d, status, err)
		return
	}
	d.accepted = true
	handler := s.opts.Forward
	if route := s.opts.Routes[d.Label.Event]; route != nil {
		handler = route
	}
	if handler == nil {
		s.answer(w, d, http.StatusOK, `{"ok":true}`)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.opts.ForwardTimeout)
	defer cancel()
	told := s.tellWaiting(d, handler)
	err = s.forward(ctx, w, r, d, handler)
	told()
	d.HungUp = errors.Is(r.Context().Err(), context.Canceled)
	if err != nil {
		s.refuse(w, d, http.StatusBadGateway, err)
	}
}

// slow is how long a handler takes before those who watch are told of the delivery.
const slow = 200 * time.Millisecond

// tellWaiting tells of d when its handler is slow. What it returns ends that: it is not
// told of afterwards.
func (s *Server) tellWaiting(d *Delivery, handler *url.URL) (end func()) {
	if s.opts.Waiting == nil {
		return func() {}
	}
	known, told := *d, make(chan struct{})
	known.Forward = withoutQuery(handler)
	timer := time.AfterFunc(slow, func() {
		s.opts.Waiting(&known)
		close(told)
	})
	return func() {
		if !timer.Stop() {
			<-told
		}
	}
}

// read fills in the body of d. The error goes with the status to answer.
func (s *Server) read(w http.ResponseWriter, r *http.Request, d *Delivery) (int, error) {
	tooLarge := say.Errorf("body over the limit of %d bytes", s.opts.BodyLimit)
	if r.ContentLength > s.opts.BodyLimit {
		return http.StatusRequestEntityTooLarge, tooLarge
	}
	var body bytes.Buffer
	body.Grow(int(min(max(r.ContentLength, 0), 16<<10)) + bytes.MinRead)
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, s.opts.BodyLimit))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return http.StatusRequestEntityTooLarge, tooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		return http.StatusRequestTimeout, say.Errorf("the body did not arrive in time")
	case err != nil:
		return http.StatusBadRequest, say.Errorf("the body broke off")
	}
	d.Body = body.Bytes()
	d.Text = s.decoded(d)
	return 0, nil
}

// keep saves d, if it counts only where there is room for one more.
func (s *Server) keep(d *Delivery) (int, error) {
	if d.Wanted && !s.quota.take() {
		return http.StatusServiceUnavailable, say.Errorf("enough events were received")
	}
	if s.opts.Archive == nil {
		return 0, nil
	}
	err := s.opts.Archive.Save(d)
	if err == nil {
		return 0, nil
	}
	if d.Wanted {
		s.quota.giveBack()
	}
	return http.StatusServiceUnavailable, say.Errorf("not saved: %w", err)
}

// refuse answers with an error. The sender is told what, not where on this
// machine: paths are for the one who listens.
func (s *Server) refuse(w http.ResponseWriter, d *Delivery, status int, err error) {
	d.Err = err
	text, _, _ := strings.Cut(err.Error(), ":")
	s.answer(w, d, status, string(append(jsonscan.AppendQuoted([]byte(`{"ok":false,"error":`), text), '}')))
}

func (s *Server) answer(w http.ResponseWriter, d *Delivery, status int, body string) {
	d.Status = status
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body+"\n")
}
