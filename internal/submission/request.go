package submission

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// request is one call of the API.
type request struct {
	method string
	path   string // below the base URL
	query  url.Values
	body   []byte // JSON; nil for none
	media  string // content type of the body; empty is that of JSON
	accept string // what the answer may be; empty is JSON
	// repeatable calls do no harm when they arrive twice.
	repeatable bool
}

// answer is what came back for one attempt.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// call sends r, again where that may help, and returns the opened answer of a
// good status, whose body may use buf's memory. Errors are *APIError,
// *NetworkError, or the context's.
func (c *Client) call(ctx context.Context, r request, buf []byte) (answer, error) {
	wait := newWaits()
	for attempt := 0; ; attempt++ {
		a, err := c.attempt(ctx, r, buf, attempt)
		if err == nil {
			return a, nil
		}
		if ctx.Err() != nil {
			return answer{}, ctx.Err()
		}
		pause, again := wait.after(err, r.repeatable)
		if !again || attempt >= c.opts.Retries {
			return answer{}, withAttempts(err, attempt+1)
		}
		c.opts.Log.Debug("retry", "in", pause.Round(time.Millisecond).String(), "attempt", attempt+2)
		if err := c.opts.Sleep(ctx, pause); err != nil {
			return answer{}, err
		}
	}
}

// attempt sends r once and judges the answer.
func (c *Client) attempt(ctx context.Context, r request, buf []byte, n int) (answer, error) {
	if err := c.limiter.Wait(ctx); err != nil {
		return answer{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.opts.Timeout, errTimeout)
	defer cancel()
	start := c.opts.Now()
	a, err := c.exchange(ctx, r, buf)
	log := c.opts.Log.With("method", r.method, "path", r.path, "attempt", n+1, "took", c.opts.Now().Sub(start).Round(time.Millisecond).String())
	if err != nil {
		if errors.Is(context.Cause(ctx), errTimeout) {
			err = errTimeout
		}
		failed := networkError(c.base.Hostname(), err)
		log.Debug("no answer", "reason", failed.Reason)
		return answer{}, failed
	}
	log.Debug("answer", "status", a.status, "type", oneLine(a.header.Get("Content-Type")), "bytes", len(a.body))
	return c.judge(a)
}

// exchange sends one HTTP request and reads its answer whole. It goes straight
// to the transport: http.Client would follow redirects and put the URL, which
// may hold a person's e-mail, into its errors.
func (c *Client) exchange(ctx context.Context, r request, buf []byte) (answer, error) {
	u := *c.base
	u.Path += r.path
	u.RawQuery = r.query.Encode()
	var content io.Reader
	if r.body != nil {
		content = bytes.NewReader(c.wireBody(r.body))
	}
	req, err := http.NewRequestWithContext(ctx, r.method, u.String(), content)
	if err != nil {
		return answer{}, errors.New("the request could not be built")
	}
	for name, value := range c.headers(r) {
		req.Header.Set(name, value)
	}
	if !c.opts.Key.Empty() {
		req.Header.Set(catalog.APIKeyHeader, c.opts.Key.Reveal())
	}
	resp, err := c.opts.Transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := readAll(resp, buf[:0], c.opts.MaxBody)
	return answer{resp.StatusCode, resp.Header, body}, err
}

// headers are those of a request but for the key.
func (c *Client) headers(r request) map[string]string {
	const json = "application/json"
	h := map[string]string{"Accept": cmp.Or(r.accept, json), "User-Agent": "argosctl/" + c.opts.Version}
	if r.body != nil {
		h["Content-Type"] = cmp.Or(r.media, json)
	}
	return h
}

// wireBody is a body as it is sent. That an encrypted one is the member "body"
// of a JSON object is assumed from "send the encrypted data in the body
// parameter" ("Post Submission").
func (c *Client) wireBody(body []byte) []byte {
	if !c.opts.Encrypt {
		return body
	}
	sealed := c.key.AppendSeal([]byte(`{"`+catalog.SealedBody+`":"`), body, seal.Base64)
	return append(sealed, `"}`...)
}

// readAll reads a body of at most limit bytes into buf.
func readAll(resp *http.Response, buf []byte, limit int64) ([]byte, error) {
	if n := resp.ContentLength; n > int64(cap(buf)) && n <= limit {
		buf = make([]byte, 0, n+512)
	}
	body := io.LimitReader(resp.Body, limit+1)
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := body.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case int64(len(buf)) > limit:
			return nil, &tooBigError{limit}
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return nil, err
		}
	}
}

// judge opens the body of an answer and turns a bad status into an error.
func (c *Client) judge(a answer) (answer, error) {
	a.body = bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf"))
	if err := c.open(&a); err != nil {
		return answer{}, c.sealedError(a, err)
	}
	if a.status >= 200 && a.status < 300 {
		return a, nil
	}
	var doc jsonscan.Document
	return answer{}, c.apiError(a, &doc)
}

// open opens a sealed answer. A long page in the clear is told by its start.
func (c *Client) open(a *answer) error {
	if bytes.HasPrefix(a.body, []byte(`{"`+catalog.AnswerItems+`"`)) {
		return nil
	}
	opened, form, err := seal.Body(nil, a.body, func() (seal.Key, error) { return c.key, nil })
	if form == seal.Sealed && err == nil {
		a.body = opened
	}
	return err
}

// object parses a good answer into doc. One that is no JSON object, or that
// states an error all the same, is an *APIError. Duplicate names are let pass.
func (c *Client) object(a answer, doc *jsonscan.Document) error {
	if doc.Parse(a.body); isObject(doc, a.body) {
		if _, ok := doc.Get(0, catalog.AnswerItems); ok {
			return nil
		}
		code := int64(0)
		if status, ok := doc.Get(0, catalog.AnswerStatus); ok {
			code, _ = doc.Int(status)
		}
		if doc.TextAt(0, catalog.AnswerErrorCode) == "" && code < 400 {
			return nil
		}
	}
	return c.apiError(a, doc)
}

func isObject(doc *jsonscan.Document, body []byte) bool {
	return len(doc.Nodes) > 0 && doc.Nodes[0].Kind == jsonscan.Object && (len(doc.Faults) == 0 || jsonscan.Valid(body))
}
