package replay

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	keepBody  = 64 << 10  // of a response's body is kept
	drainBody = 256 << 10 // more of it is read so that the connection can be used again
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
	transport *http.Transport
	request   http.Request // copied for each delivery
	timeout   time.Duration
}

// NewClient returns a client that keeps up to conns connections open.
func NewClient(t Target, conns int) *Client {
	c := &Client{
		timeout: t.Timeout,
		transport: &http.Transport{
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
		},
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

// send posts body once and reads the answer into buf, which has room for
// keepBody bytes. body must not change any more: parts of it may be on their
// way when the answer is there already.
func (c *Client) send(ctx context.Context, body []byte, buf []byte) answer {
	return c.post(ctx, body, buf, nil)
}

// post is send with other headers than the target's, if they are not nil.
func (c *Client) post(ctx context.Context, body, buf []byte, header http.Header) (a answer) {
	start := time.Now()
	limited, stop := context.WithTimeout(ctx, c.timeout)
	defer stop()
	req := c.request.WithContext(limited)
	if header != nil {
		req.Header = header
	}
	req.Body, req.ContentLength = http.NoBody, int64(len(body))
	if len(body) > 0 {
		req.Body = io.NopCloser(bytes.NewReader(body))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	}
	resp, err := c.transport.RoundTrip(req)
	if err == nil {
		a.status, a.header = resp.StatusCode, resp.Header
		err = a.read(resp.Body, buf)
	}
	a.duration = time.Since(start)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		a.err = ctx.Err()
	case limited.Err() != nil:
		a.err = &TimeoutError{Limit: c.timeout, Began: a.status != 0}
	default:
		a.err = &AnswerError{Began: a.status != 0, Err: err}
	}
	return a
}

// read keeps the beginning of the body and passes over a bounded rest. A
// longer one is cut off by closing the connection.
func (a *answer) read(body io.ReadCloser, buf []byte) error {
	defer func() { _ = body.Close() }()
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
	if err == io.EOF {
		return nil
	}
	return err
}
