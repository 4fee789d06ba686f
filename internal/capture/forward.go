package capture

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
)

// answerLimit bounds how much of a handler's answer is passed back, in bytes.
const answerLimit = limit.Answer

// hopHeaders belong to one connection (RFC 9110, 7.6.1) and are not passed on.
func hopHeaders() []string {
	return []string{
		"Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization",
		"Te", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Content-Length",
	}
}

// forward sends the body to a handler as it came, and answers as the handler
// does. On an error nothing has been answered yet.
func (s *Server) forward(ctx context.Context, w http.ResponseWriter, r *http.Request, d *Delivery, to *url.URL) error {
	d.Forward = withoutQuery(to)
	begin := s.opts.Now()
	defer func() { d.Duration = s.opts.Now().Sub(begin) }()
	out, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(d.Body))
	if err != nil {
		return say.Errorf("forward: %w", err)
	}
	out.Header = endToEnd(r.Header)
	resp, err := s.opts.Transport.RoundTrip(out)
	var interim *final.InformationalError
	if errors.As(err, &interim) {
		return say.Errorf("the handler gave no final answer: %w", err)
	}
	if err != nil {
		return say.Errorf("the handler cannot be reached: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit+1))
	switch {
	case err != nil:
		return say.Errorf("the handler's answer broke off: %w", err)
	case len(body) > answerLimit:
		return say.Errorf("the handler's answer is over the limit of 1 MiB")
	}
	for name, values := range endToEnd(resp.Header) {
		w.Header()[name] = values
	}
	if s.opts.KeepAnswers {
		kept := body[:min(len(body), limit.AnswerKept)]
		d.Answer = &Answer{Header: resp.Header, Body: bytes.Clone(kept), Cut: len(kept) < len(body)}
	}
	d.Status = resp.StatusCode
	w.WriteHeader(resp.StatusCode)
	_, _ = w.Write(body)
	return nil
}

// withoutQuery is the address of a handler as it is shown.
func withoutQuery(to *url.URL) string { return to.Scheme + "://" + to.Host + to.EscapedPath() }

// endToEnd copies what is not for one connection only.
func endToEnd(header http.Header) http.Header {
	header = header.Clone()
	for name := range strings.SplitSeq(strings.Join(header.Values("Connection"), ","), ",") {
		header.Del(strings.TrimSpace(name))
	}
	for _, name := range hopHeaders() {
		header.Del(name)
	}
	return header
}
