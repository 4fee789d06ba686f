// Package submission is the client of the submission API: it asks for one
// submission or for lists of them, follows pages, reviews, and keeps tokens.
// It opens encrypted answers, retries what may pass, keeps under the
// documented rate, and turns every documented error body into one typed error.
//
// It talks to the address it was given and to nothing else, follows no
// redirect (the key must not travel), and never puts the key or personal data
// into an error or a log line. It knows no terminal and no flag; clock,
// waiting and transport are injected.
package submission

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/pause"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// Rate is how many requests a second the client sends at most, all together.
// A tenth of what the service allows is left to others of the same project.
const Rate = catalog.APICallsPerSecond / 10 * 9

// DefaultTimeout and DefaultMaxBody bound one attempt.
const (
	DefaultTimeout = 30 * time.Second
	DefaultMaxBody = limit.Page // bytes of one answer, decompressed
	DefaultRetries = 5
)

// Options says how to reach the API.
type Options struct {
	BaseURL string      // up to and with the version, such as catalog.APIBaseURL
	Key     secret.Text // the API key, and what encrypted answers are opened with; empty sends none
	Version string      // of argosctl, for the User-Agent
	Encrypt bool        // seal request bodies, for projects with "Secure Data Transmission"

	Timeout time.Duration // of one attempt with its answer; 0 = DefaultTimeout
	MaxBody int64         // 0 = DefaultMaxBody
	Retries int           // attempts after the first; 0 = DefaultRetries, negative = none

	Transport http.RoundTripper                          // nil = the network, with the environment's proxies
	Now       func() time.Time                           // nil = time.Now
	Sleep     func(context.Context, time.Duration) error // nil = a timer
	Log       *slog.Logger                               // nil = silent
}

// Client is one project's way to the API. It is safe for concurrent use.
type Client struct {
	opts    Options
	base    *url.URL
	key     seal.Key // the zero key where there is none
	limiter *rate.Limiter
	local   bool
}

// URLError says what is wrong with a base URL.
type URLError struct{ Reason, Hint string }

// Error implements error.
func (e *URLError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *URLError) In(lang string) string {
	return say.Textf("base URL: %s", say.Word(e.Reason)).In(lang)
}

// New checks opts and returns a client; it sends nothing. A bad address is a
// *URLError: anything but HTTPS is taken for loopback addresses alone.
func New(ctx context.Context, opts Options) (*Client, error) {
	base, local, err := parseBase(ctx, opts.BaseURL)
	if err != nil {
		return nil, err
	}
	c := &Client{opts: opts.withDefaults(base), base: base, local: local, limiter: rate.NewLimiter(Rate, Rate/10)}
	if local { // the limit is the service's, and this is a stand-in
		c.limiter = rate.NewLimiter(rate.Inf, 1)
	}
	if !opts.Key.Empty() {
		if c.key, err = seal.KeyFromAPIKey(opts.Key); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Local reports whether the text is an address on this machine, where a
// stand-in may do without a key. Errors are New's.
func Local(ctx context.Context, baseURL string) (bool, error) {
	_, local, err := parseBase(ctx, baseURL)
	return local, err
}

func parseBase(ctx context.Context, text string) (base *url.URL, local bool, err error) {
	const example = "expected https://HOST/v3, or http:// for a loopback address" // a whole text, to be translated
	base, err = loopback.Parse(text)
	if err == nil && !strings.Contains(text, "://") && !loopbackName(base.Hostname()) {
		base.Scheme = "https" // a name alone is that of the API, or of a proxy before it
	}
	switch {
	case err != nil:
		return nil, false, &URLError{err.Error(), example}
	case base.RawQuery != "" || base.Fragment != "":
		return nil, false, &URLError{"it has a query or a fragment", example}
	}
	base.Path = strings.TrimRight(base.Path, "/")
	base.RawPath = ""
	if base.Scheme == "https" && !loopbackName(base.Hostname()) {
		return base, false, nil // names of the network are resolved when they are dialled
	}
	if err := (loopback.Guard{}).Check(ctx, base); err != nil {
		return nil, false, &URLError{"http is for loopback addresses only: the key would travel in clear", example}
	}
	return base, true, nil
}

// loopbackName tells names that are loopback without being resolved.
func loopbackName(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

func (o Options) withDefaults(base *url.URL) Options {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxBody == 0 {
		o.MaxBody = DefaultMaxBody
	}
	if o.Retries == 0 {
		o.Retries = DefaultRetries
	}
	if o.Transport == nil {
		o.Transport = transport(base)
	}
	o.Transport = final.Transport{Base: o.Transport}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = pause.For
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return o
}

// transport keeps enough connections for concurrent use. In clear it connects
// to loopback addresses alone, whatever a name resolves to by then.
func transport(base *url.URL) http.RoundTripper {
	t := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second,
		ForceAttemptHTTP2:   true,
		ReadBufferSize:      64 << 10,
	}
	if base.Scheme == "http" {
		t.Proxy = nil
		t.DialContext = loopback.Guard{}.DialContext
	}
	return t
}
