package capture

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/limit"
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
func (s *Server) forward(ctx context.Context, w http.ResponseWriter, r *http.Request, d *Delivery, to *url.URL) *catalog.Saying {
	d.Forward = to.Scheme + "://" + to.Host + to.EscapedPath()
	begin := s.opts.Now()
	defer func() { d.Duration = s.opts.Now().Sub(begin) }()
	out, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(d.Body))
	if err != nil {
		return catalog.Say(catalog.NoticeListenUnreachable).Because(err)
	}
	out.Header = endToEnd(r.Header)
	resp, err := s.opts.Transport.RoundTrip(out)
	var interim *final.InformationalError
	if errors.As(err, &interim) {
		return catalog.Say(catalog.NoticeListenNoAnswer).Because(err)
	}
	if err != nil {
		return catalog.Say(catalog.NoticeListenUnreachable).Because(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit+1))
	switch {
	case err != nil:
		return catalog.Say(catalog.NoticeListenAnswerBrokenOff).Because(err)
	case len(body) > answerLimit:
		return catalog.Say(catalog.NoticeListenAnswerTooLarge, "limit", strconv.Itoa(answerLimit>>20))
	}
	for name, values := range endToEnd(resp.Header) {
		w.Header()[name] = values
	}
	d.Status = resp.StatusCode
	w.WriteHeader(resp.StatusCode)
	_, _ = w.Write(body)
	return nil
}

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
