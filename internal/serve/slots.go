package serve

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
)

// slots is a listener with at most cap(taken) open connections; more wait in
// the system's queue.
type slots struct {
	net.Listener
	taken  chan struct{}
	closed chan struct{}
	once   sync.Once

	fresh   sync.Map // connections that have not sent anything yet
	partial sync.Map // connections whose request has not arrived whole
}

func newSlots(l net.Listener, connections int) *slots {
	return &slots{Listener: l, taken: make(chan struct{}, connections), closed: make(chan struct{})}
}

// Accept waits for a free slot, then for a connection.
func (s *slots) Accept() (net.Conn, error) {
	select {
	case s.taken <- struct{}{}:
	case <-s.closed:
		return nil, net.ErrClosed
	}
	conn, err := s.Listener.Accept()
	if err != nil {
		<-s.taken
	}
	return conn, err
}

// Close ends Accept, also one that waits for a slot.
func (s *slots) Close() error {
	s.once.Do(func() { close(s.closed) })
	return s.Listener.Close()
}

// track follows the connections: http.Server.ConnState.
func (s *slots) track(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.fresh.Store(conn, nil)
	case http.StateActive:
		s.fresh.Delete(conn)
		s.partial.Store(conn, nil)
	case http.StateIdle:
		s.partial.Delete(conn)
	case http.StateClosed, http.StateHijacked:
		s.fresh.Delete(conn)
		s.partial.Delete(conn)
		<-s.taken
	}
}

// crowded reports that few slots are left.
func (s *slots) crowded() bool { return len(s.taken) >= cap(s.taken)*3/4 }

// connection is a request's connection and the listener that it came from.
type connection struct {
	slots *slots
	conn  net.Conn
}

type connectionKey struct{}

// mark puts the connection into the context of its requests:
// http.Server.ConnContext.
func (s *slots) mark(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, connection{s, conn})
}

// arriving is the body of r, which has arrived whole once it was read to its end.
func arriving(r *http.Request) io.ReadCloser {
	c, ok := r.Context().Value(connectionKey{}).(connection)
	if !ok {
		return r.Body
	}
	if r.Body == http.NoBody {
		c.slots.partial.Delete(c.conn)
	}
	return &arrivingBody{r.Body, c}
}

type arrivingBody struct {
	io.ReadCloser
	connection
}

func (b *arrivingBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		b.slots.partial.Delete(b.conn)
	}
	return n, err
}

func closeAll(conns *sync.Map) {
	conns.Range(func(conn, _ any) bool {
		_ = conn.(net.Conn).Close()
		return true
	})
}
