package replay

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/limit"
)

const (
	keepBody  = limit.AnswerKept // of a response's body is kept
	drainBody = 256 << 10        // more of it is read so that the connection can be used again
)

// Target says where deliveries go and how.
type Target struct {
	URL     *url.URL
	Header  http.Header // sent besides, or instead of, the content type and user agent
	Agent   string      // the user agent, "argosctl/VERSION"
	Timeout time.Duration
	RootCAs *x509.CertPool // besides which no certificate is trusted; nil: the system's
	Dial    func(ctx context.Context, network, address string) (net.Conn, error)
	Proxy   func(*http.Request) (*url.URL, error) // nil: none
}

// Client sends bodies to one target. It keeps connections open, follows no
// redirect, and checks certificates. It is safe for concurrent use.
type Client struct {
	transport final.Transport
	request   http.Request // copied for each delivery
	timeout   time.Duration
}

// Address is the handler's URL without its query, which may hold a secret.
func (c *Client) Address() string {
	u := c.request.URL
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}

// NewClient returns a client that keeps up to conns connections open.
func NewClient(t Target, conns int) *Client {
	c := &Client{
		timeout: t.Timeout,
		transport: final.Transport{Base: &http.Transport{
			Proxy:                 t.Proxy,
			DialContext:           t.Dial,
			TLSClientConfig:       &tls.Config{RootCAs: t.RootCAs, MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2:     true,
			DisableCompression:    true, // adds a header of its own
			MaxIdleConns:          conns,
			MaxIdleConnsPerHost:   conns,
			IdleConnTimeout:       time.Minute,
			TLSHandshakeTimeout:   t.Timeout,
			ExpectContinueTimeout: time.Second,
			WriteBufferSize:       16 << 10, // a body of the usual size goes out in one write
		}},
		request: http.Request{
			Method: http.MethodPost, URL: t.URL, Host: t.URL.Host,
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: http.Header{"Content-Type": {"application/json"}, "User-Agent": {t.Agent}},
		},
	}
	for name, values := range t.Header {
		if name == "Host" {
			c.request.Host = values[len(values)-1]
			continue
		}
		c.request.Header[name] = values
	}
	return c
}

// Close closes the connections that are idle.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// answer is what came back for one attempt.
type answer struct {
	status    int
	header    http.Header
	body      []byte // in the buffer that was handed in
	truncated bool
	duration  time.Duration
	err       error
}

// sender sends one delivery after the other. Each goroutine has its own: it
// reuses the buffer, and the deadline as long as it was not reached, because
// a context for each delivery costs more than all else of ours.
type sender struct {
	client *Client
	parent context.Context
	ctx    context.Context // ends with parent, or when the timer fires
	stop   context.CancelFunc
	timer  *time.Timer
	buf    []byte
}

func (c *Client) sender(ctx context.Context) *sender {
	s := &sender{client: c, parent: ctx, buf: make([]byte, keepBody)}
	s.renew()
	return s
}

// renew arms a new deadline.
func (s *sender) renew() {
	s.ctx, s.stop = context.WithCancel(s.parent)
	s.timer = time.AfterFunc(s.client.timeout, s.stop)
}

// close releases the sender.
func (s *sender) close() {
	s.timer.Stop()
	s.stop()
}

// send posts body once and reads the answer, whose body is valid until the
// next send. body must not change any more: parts of it may be on their way
// when the answer is there already. A nil header is the target's.
func (s *sender) send(body []byte, header http.Header) (a answer) {
	start := time.Now()
	if !s.timer.Reset(s.client.timeout) {
		s.timer.Stop()
		s.renew()
	}
	resp, err := s.client.transport.RoundTrip(s.client.newRequest(s.ctx, body, header))
	if err == nil {
		a.status, a.header = resp.StatusCode, resp.Header
		err = a.read(resp.Body, s.buf)
		_ = resp.Body.Close()
	}
	a.duration = time.Since(start)
	switch {
	case err == nil:
	case s.parent.Err() != nil:
		a.err = s.parent.Err()
	case s.ctx.Err() != nil:
		a.err = &TimeoutError{Limit: s.client.timeout, Began: a.status != 0}
	default:
		a.err = &AnswerError{Began: a.status != 0, Err: err}
	}
	return a
}

func (c *Client) newRequest(ctx context.Context, body []byte, header http.Header) *http.Request {
	req := c.request.WithContext(ctx)
	if header != nil {
		req.Header = header
	}
	req.Body, req.ContentLength = http.NoBody, int64(len(body))
	if len(body) > 0 {
		open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
		req.Body, _ = open()
		req.GetBody = open
	}
	return req
}

// read keeps the beginning of the body and passes over a bounded rest. A
// longer one is cut off by closing the connection.
func (a *answer) read(body io.Reader, buf []byte) error {
	for len(a.body) < keepBody {
		n, err := body.Read(buf[len(a.body):keepBody])
		a.body = buf[:len(a.body)+n]
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
	n, err := io.CopyN(io.Discard, body, drainBody)
	a.truncated = n > 0
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
