package serve

import (
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
	fresh  sync.Map // connections that have not sent anything yet
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
	case http.StateClosed, http.StateHijacked:
		s.fresh.Delete(conn)
		<-s.taken
	case http.StateIdle:
	}
}

// crowded reports that few slots are left.
func (s *slots) crowded() bool { return len(s.taken) >= cap(s.taken)*3/4 }

// closeFresh closes the connections that never sent a byte.
func (s *slots) closeFresh() {
	s.fresh.Range(func(conn, _ any) bool {
		_ = conn.(net.Conn).Close()
		return true
	})
}
