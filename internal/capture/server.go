package capture

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/final"
)

// DefaultBodyLimit is the largest body that is received, in bytes. The
// service's webhooks have a few kilobytes.
const DefaultBodyLimit = 1 << 20

// Options say what a Server does. Seen and Now are needed; the zero value of
// everything else is a default or leaves something out.
type Options struct {
	// Seen is told of every request when its answer is known, from several
	// goroutines at a time. While it blocks, the answer waits.
	Seen func(*Delivery)
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
	// Log takes what net/http has to say of connections; nil drops it.
	Log *slog.Logger

	BodyLimit      int64         // bytes; 1 MiB
	HeaderLimit    int           // bytes; 64 KiB
	Connections    int           // open at a time; 512
	HeaderTimeout  time.Duration // until the header is read; 5 s
	ReadTimeout    time.Duration // until the body is read; 30 s
	IdleTimeout    time.Duration // between two requests; 30 s
	ForwardTimeout time.Duration // for a handler's whole answer; 30 s
	Grace          time.Duration // for what is under way when Serve ends; 5 s
}

func (o Options) withDefaults() Options {
	o.BodyLimit = cmp.Or(o.BodyLimit, DefaultBodyLimit)
	o.HeaderLimit = cmp.Or(o.HeaderLimit, 64<<10)
	o.Connections = cmp.Or(o.Connections, 512)
	o.HeaderTimeout = cmp.Or(o.HeaderTimeout, 5*time.Second)
	o.ReadTimeout = cmp.Or(o.ReadTimeout, 30*time.Second)
	o.IdleTimeout = cmp.Or(o.IdleTimeout, 30*time.Second)
	o.ForwardTimeout = cmp.Or(o.ForwardTimeout, 30*time.Second)
	if o.Transport != nil {
		o.Transport = final.Transport{Base: o.Transport}
	}
	o.Grace = cmp.Or(o.Grace, 5*time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Server receives webhooks on one listener.
type Server struct {
	opts    Options
	quota   *quota
	crowded func() bool
	fresh   sync.Map // connections that have not sent anything yet
	partial sync.Map // connections whose request has not arrived whole
}

// NewServer returns a Server for one call of Serve.
func NewServer(opts Options) *Server {
	return &Server{opts: opts.withDefaults(), quota: newQuota(opts.Max), crowded: func() bool { return false }}
}

// Full is closed when Options.Max deliveries have been received.
func (s *Server) Full() <-chan struct{} { return s.quota.full }

// Serve receives until ctx ends, Options.Max is reached or the listener fails,
// which alone is an error. It then accepts nothing more and returns when what
// was under way is answered, or Options.Grace is over.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	slots := limit(l, s.opts.Connections)
	s.crowded = slots.crowded
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.opts.HeaderTimeout,
		ReadTimeout:       s.opts.ReadTimeout,
		WriteTimeout:      s.opts.ReadTimeout + s.opts.ForwardTimeout + 10*time.Second,
		IdleTimeout:       s.opts.IdleTimeout,
		MaxHeaderBytes:    s.opts.HeaderLimit,
		ErrorLog:          slog.NewLogLogger(s.opts.Log.Handler(), slog.LevelWarn),
		ConnState:         s.track,
		ConnContext:       func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(slots) }()
	select {
	case err := <-failed:
		return errors.Join(err, srv.Close())
	case <-ctx.Done():
	case <-s.quota.full:
	}
	s.stop(ctx, srv)
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// connKey is the key of a request's connection in its context.
type connKey struct{}

// stop ends srv gracefully. Connections that never sent a byte would be waited
// for as well: they are closed. Requests that are still arriving have a
// twentieth of the grace left, since nothing of them is acknowledged; the rest
// is for handlers that owe an answer.
func (s *Server) stop(ctx context.Context, srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.opts.Grace)
	defer cancel()
	closing := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer closing()
	srv.RegisterOnShutdown(func() { closeAll(&s.fresh) })
	defer time.AfterFunc(s.opts.Grace/20, func() { closeAll(&s.partial) }).Stop()
	_ = srv.Shutdown(ctx)
}

func closeAll(conns *sync.Map) {
	conns.Range(func(conn, _ any) bool {
		_ = conn.(net.Conn).Close()
		return true
	})
}

func (s *Server) track(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.fresh.Store(conn, nil)
	case http.StateActive:
		s.fresh.Delete(conn)
		s.partial.Store(conn, nil)
	case http.StateClosed, http.StateIdle, http.StateHijacked:
		s.fresh.Delete(conn)
		s.partial.Delete(conn)
	}
}
