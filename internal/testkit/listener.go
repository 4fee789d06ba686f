package testkit

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Listener counts its connections. The system takes those that wait.
type Listener struct {
	net.Listener
	open, most atomic.Int64
}

// Listen returns a listener on a free port of the loopback address.
func Listen(t testing.TB) *Listener {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return &Listener{Listener: l}
}

// Open is the number of connections that are open.
func (l *Listener) Open() int64 { return l.open.Load() }

// Most is the largest number that was open at a time.
func (l *Listener) Most() int64 { return l.most.Load() }

// Accept counts the connection until it is closed.
func (l *Listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if now := l.open.Add(1); now > l.most.Load() {
		l.most.Store(now)
	}
	return &counted{conn, sync.OnceFunc(func() { l.open.Add(-1) })}, nil
}

type counted struct {
	net.Conn
	gone func()
}

func (c *counted) Close() error {
	c.gone()
	return c.Conn.Close()
}
