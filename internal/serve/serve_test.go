package serve

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

type counted struct {
	addr     string
	listener *testkit.Listener
}

// serveCounted serves on a listener that counts. /hijack is taken over.
func serveCounted(t *testing.T, limits Limits) counted {
	t.Helper()
	l := testkit.Listen(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- HTTP(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/hijack" {
				return
			}
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.WriteString(conn, "taken over")
			_ = conn.Close()
		}), Options{Limits: limits})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return counted{l.Addr().String(), l}
}

// 1,200 connections that say half of a request: a few are open at a
// time, each for a moment, and a client that says the whole gets through.
func TestHalfOpen(t *testing.T) {
	t.Parallel()
	r := serveCounted(t, Limits{Connections: 20, HeaderTime: 20 * time.Millisecond})
	var held []net.Conn
	defer func() {
		for _, conn := range held {
			_ = conn.Close()
		}
	}()
	for i := range 1200 {
		conn, err := net.DialTimeout("tcp", r.addr, 20*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(conn, []string{"", "GET /v3/sub", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "}[i%3])
		held = append(held, conn)
	}
	if status, _, _ := send(t, r.addr, "GET", "/", []string{"Host: localhost"}); status != 200 {
		t.Errorf("status %d", status)
	}
	if most := r.listener.Most(); most > 20 {
		t.Errorf("%d connections were open at a time, want at most 20", most)
	}
}

// A client that stays silent between two requests loses its connection.
func TestIdle(t *testing.T) {
	t.Parallel()
	r := serveCounted(t, Limits{IdleTime: 20 * time.Millisecond})
	conn, err := net.Dial("tcp", r.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	if answer, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 200 OK") {
		t.Errorf("%q, %v", answer, err)
	}
}

// A connection that a handler takes over gives its slot back.
func TestHijacked(t *testing.T) {
	t.Parallel()
	r := serveCounted(t, Limits{Connections: 1})
	for range 3 {
		conn, err := net.Dial("tcp", r.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "GET /hijack HTTP/1.1\r\nHost: localhost\r\n\r\n")
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		if answer, err := io.ReadAll(conn); err != nil || string(answer) != "taken over" {
			t.Fatalf("%q, %v", answer, err)
		}
	}
}
