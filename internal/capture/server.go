package capture

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/serve"
)

// DefaultBodyLimit is the largest body that is received, in bytes. The
// service's webhooks have a few kilobytes.
const DefaultBodyLimit = limit.Body

// Options say what a Server does. Seen and Now are needed; the zero value of
// everything else is a default or leaves something out.
type Options struct {
	// Seen is told of every request when its answer is known, from several
	// goroutines at a time. While it blocks, the answer waits.
	Seen func(*Delivery)
	// Waiting, where it is set, is told of a delivery whose handler is slow to answer,
	// as far as it is known by then; Seen is told of it later, as of every other one.
	Waiting func(*Delivery)
	// Now is the clock.
	Now func() time.Time
	// Archive keeps the bodies; nil keeps none.
	Archive *Archive
	// Label tells what a body is about; nil leaves labels empty. It is called
	// from several goroutines at a time.
	Label func(text []byte) Label
	// Wanted tells which deliveries count; nil counts all.
	Wanted func(Label) bool
	// Max ends Serve after so many that count; more are not accepted. 0 is none.
	Max int
	// Forward is the handler that bodies are passed on to, Routes those of
	// single events; nil is none.
	Forward *url.URL
	Routes  map[string]*url.URL
	// Transport reaches the handlers. It must not follow redirects, nor undo
	// a content encoding.
	Transport http.RoundTripper
	// Serve says who may send, and how much senders can hold.
	Serve serve.Options

	KeepAnswers    bool          // deliveries come with the handler's answer
	BodyLimit      int64         // bytes; 1 MiB
	ForwardTimeout time.Duration // for a handler's whole answer; 30 s
}

func (o Options) withDefaults() Options {
	o.BodyLimit = cmp.Or(o.BodyLimit, DefaultBodyLimit)
	o.ForwardTimeout = cmp.Or(o.ForwardTimeout, 30*time.Second)
	if o.Transport != nil {
		o.Transport = final.Transport{Base: o.Transport}
	}
	return o
}

// Server receives webhooks on one listener.
type Server struct {
	opts     Options
	quota    *quota
	runKey   []byte
	requests atomic.Uint64
}

// NewServer returns a Server for one call of Serve.
func NewServer(opts Options) *Server {
	return &Server{opts: opts.withDefaults(), quota: newQuota(opts.Max), runKey: newRunKey()}
}

// Full is closed when Options.Max deliveries have been received.
func (s *Server) Full() <-chan struct{} { return s.quota.full }

// Serve receives until ctx ends, Options.Max is reached or the listener fails,
// which alone is an error. It then accepts nothing more and returns when what
// was under way is answered, or the grace is over.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-s.quota.full:
			cancel()
		case <-ctx.Done():
		}
	}()
	return serve.HTTP(ctx, l, s, s.opts.Serve)
}
