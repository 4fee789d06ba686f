package capture

import (
	"net"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/serve"
	"github.com/argosctl/argosctl/internal/testkit"
)

// Ten thousand connections that say nothing: a few are open at a time, the
// others wait in the system's queue, and an honest sender gets through.
func TestTenThousandConnections(t *testing.T) {
	t.Parallel()
	l := testkit.Listen(t)
	served := make(chan error, 1)
	server := NewServer(Options{Now: clock, Seen: func(*Delivery) {}, Serve: serve.Options{Limits: serve.Limits{Connections: 50, HeaderTime: 20 * time.Millisecond}}, Max: 1})
	go func() { served <- server.Serve(t.Context(), l) }()
	queue := make(chan struct{})
	var senders sync.WaitGroup
	for range 100 {
		senders.Go(func() {
			for range queue {
				if conn, err := net.DialTimeout("tcp", l.Addr().String(), 10*time.Second); err == nil {
					_, _ = conn.Write([]byte("POST "))
					time.AfterFunc(30*time.Millisecond, func() { _ = conn.Close() })
				}
			}
		})
	}
	for range 10_000 {
		queue <- struct{}{}
	}
	close(queue)
	if status, _ := post(t, "http://"+l.Addr().String(), "{}"); status != 200 {
		t.Errorf("status %d", status)
	}
	senders.Wait()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if most := l.Most(); most > 50 || most < 10 {
		t.Errorf("%d connections were open at a time, want at most 50", most)
	}
}

// When few slots are left an answer ends its connection, so that others get
// their turn.
func TestCrowded(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Serve: serve.Options{Limits: serve.Limits{Connections: 4}}})
	var open []*keepAlive
	closing := 0
	for range 12 {
		k := dial(t, s.addr)
		if ok, err := k.post("{}"); !ok {
			t.Fatalf("not acknowledged: %v", err)
		}
		if ok, _ := k.post("{}"); !ok {
			closing++
		}
		open = append(open, k)
	}
	if closing < 8 || closing == len(open) {
		t.Errorf("%d of %d connections were closed after their answer", closing, len(open))
	}
}
