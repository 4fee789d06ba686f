// Package serve is what the servers of argosctl have in common: who may ask,
// how much a client can hold, and how a server ends.
//
// The servers stand on the machine of a developer, whose browser visits other
// sites at the same time. A page there can send requests to any port of this
// machine, and a name that its owner points to 127.0.0.1 even lets it read the
// answers. So every request passes a guard first: its Host must be the
// server's own, and no header may tell that a page of another site sent it.
// What the guard refuses reaches no handler.
//
// The package prints nothing, knows no flag and sends nothing but answers.
package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Options say how to serve. The zero value is a server that answers to the
// address it listens on, with the default limits.
type Options struct {
	Limits Limits
	// Hosts are further names that are the server's own: tunnels, containers.
	Hosts []Host
	// Private is a server for this machine alone: no name can be added.
	Private bool
	// Refused is told of refusals, from several goroutines at a time: once for
	// each that differs, at most MaxReports times. nil drops them.
	Refused func(*Refusal)
	// Log takes every refusal, and what net/http has to say of connections;
	// nil drops it.
	Log *slog.Logger
}

// HTTP serves until ctx ends or the listener fails, which alone is an error.
// It then accepts nothing more and returns when what was under way is
// answered, or Limits.Grace is over.
func HTTP(ctx context.Context, l net.Listener, handler http.Handler, opts Options) error {
	limits := opts.Limits.withDefaults()
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	queue := newSlots(l, limits.Connections)
	srv := &http.Server{
		Handler:           &front{guard: newGuard(l.Addr(), opts), crowded: queue.crowded, next: handler},
		ReadHeaderTimeout: limits.HeaderTime,
		ReadTimeout:       limits.ReadTime,
		WriteTimeout:      limits.ReadTime + limits.AnswerTime,
		IdleTimeout:       limits.IdleTime,
		MaxHeaderBytes:    limits.Header,
		ErrorLog:          slog.NewLogLogger(opts.Log.Handler(), slog.LevelWarn),
		ConnState:         queue.track,
		ConnContext:       queue.mark,

		DisableGeneralOptionsHandler: true,
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(queue) }()
	select {
	case err := <-failed:
		return errors.Join(err, srv.Close())
	case <-ctx.Done():
	}
	stop(ctx, srv, queue, limits)
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// stop ends srv gracefully. Connections that never sent a byte would be waited
// for as well: they are closed. Requests that are still arriving have a
// twentieth of the grace left, since nothing of them is acknowledged; the rest
// is for handlers that owe an answer.
func stop(ctx context.Context, srv *http.Server, queue *slots, limits Limits) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limits.Grace)
	defer cancel()
	closing := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer closing()
	srv.RegisterOnShutdown(func() { closeAll(&queue.fresh) })
	defer time.AfterFunc(limits.Grace/20, func() { closeAll(&queue.partial) }).Stop()
	_ = srv.Shutdown(ctx)
}

// front is what a request meets first.
type front struct {
	guard   *guard
	crowded func() bool
	next    http.Handler
}

// ServeHTTP implements http.Handler. When few slots are left an answer ends
// its connection, so that others get their turn.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.crowded() {
		w.Header().Set("Connection", "close")
	}
	if refusal := f.guard.check(r); refusal != nil {
		f.guard.refuse(w, r, refusal)
		return
	}
	// A copy, because net/http looks at the body of its own request to decide
	// how to end a connection whose body was not read.
	seen := r.WithContext(r.Context())
	seen.Body = arriving(r)
	f.next.ServeHTTP(w, seen)
}
