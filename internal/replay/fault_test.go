package replay

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/loopback"
)

// raw answers every connection with what talk writes, once the request is in.
func raw(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if _, err := conn.Read(make([]byte, 4096)); err == nil {
					talk(conn)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/hook"
}

func TestFaultyHandlers(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	closed := httptest.NewServer(nil)
	closed.Close()
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	for _, c := range []struct {
		name, to string
		status   int
		want     string
	}{
		{"down", closed.URL, 0, "connection refused: nothing listens there"},
		{"hanging", raw(t, func(net.Conn) { <-release }), 0, "no answer within 1.5s"},
		{"byte by byte", raw(t, func(conn net.Conn) {
			fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
			for {
				if _, err := conn.Write([]byte("x")); err != nil {
					return
				}
				time.Sleep(time.Millisecond)
			}
		}), 200, "the answer did not end within 1.5s"},
		{"closes at once", raw(t, func(net.Conn) {}), 0, "the connection was closed without an answer"},
		{"closes in the body", raw(t, func(conn net.Conn) { fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") }),
			200, "the connection broke off in the middle of the answer"},
		{"closes in the head", raw(t, func(conn net.Conn) { fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nConte") }),
			0, "not an HTTP answer: malformed MIME header"},
		{"no HTTP", raw(t, func(conn net.Conn) { fmt.Fprint(conn, "SSH-2.0-OpenSSH_9.9\r\n") }), 0, "not an HTTP answer: malformed HTTP"},
		{"endless head", raw(t, func(conn net.Conn) {
			fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
			for {
				if _, err := fmt.Fprint(conn, "X-A: "+strings.Repeat("b", 4096)+"\r\n"); err != nil {
					return
				}
			}
		}), 0, "not an HTTP answer: "},
		{"redirect", serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/webhooks/argos" {
				t.Errorf("the redirect was followed to %s", r.URL)
			}
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		}), 302, "answered 302, a redirect to /elsewhere, expected 2xx"},
		{"no TLS", strings.Replace(plain, "http:", "https:", 1), 0, "TLS: the handler does not speak TLS on this port"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			limit := time.Minute
			if strings.HasSuffix(c.want, "within 1.5s") {
				limit = 1500 * time.Millisecond
			}
			client := clientFor(t, c.to, func(target *Target) { target.Timeout = limit })
			r := collect(t, Options{Client: client}, numbered(1))[0]
			if r.OK || r.Status != c.status || r.Err == nil || !strings.Contains(r.Err.Error(), c.want) {
				t.Errorf("status %d, error %v; want %d, %q", r.Status, r.Err, c.status, c.want)
			}
		})
	}
}

// A deadline that was reached does not spoil the deliveries behind it.
func TestDeadlineIsPerDelivery(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	var asked atomic.Int32
	to := serve(t, func(http.ResponseWriter, *http.Request) {
		if asked.Add(1)%2 == 0 {
			<-release
		}
	})
	client := clientFor(t, to, func(target *Target) { target.Timeout = 500 * time.Millisecond })
	for i, r := range collect(t, Options{Client: client, Delay: 530 * time.Millisecond}, numbered(6)) {
		if late := new(TimeoutError); r.OK != (i%2 == 0) || errors.As(r.Err, &late) != (i%2 == 1) {
			t.Errorf("delivery %d: %v", i, r.Err)
		}
	}
}

// A gigabyte of answer costs neither the time nor the memory of one.
func TestHugeAnswer(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	to := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 1<<20)
		for range 1 << 10 {
			n, err := w.Write(chunk)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	})
	r := collect(t, Options{Client: clientFor(t, to, nil), KeepAll: true}, numbered(1))[0]
	if !r.OK || len(r.Response.Body) != keepBody || !r.Response.Truncated {
		t.Errorf("%+v, kept %d bytes", r, len(r.Response.Body))
	}
	if sent.Load() > 64<<20 {
		t.Errorf("%d bytes were taken", sent.Load())
	}
	medium := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, keepBody+1)) })
	r = collect(t, Options{Client: clientFor(t, medium, nil), KeepAll: true}, numbered(1))[0]
	if !r.OK || len(r.Response.Body) != keepBody || !r.Response.Truncated {
		t.Errorf("%+v", r)
	}
}

func tlsServer(t *testing.T, change func(*httptest.Server)) (to string, pool *x509.CertPool) {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, r.Proto)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	if change != nil {
		change(s)
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	pool = x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return s.URL, pool
}

func TestTLS(t *testing.T) {
	t.Parallel()
	to, pool := tlsServer(t, nil)
	r := collect(t, Options{Client: clientFor(t, to, nil)}, numbered(1))[0]
	var e *AnswerError
	if !errors.As(r.Err, &e) || !strings.HasPrefix(e.Error(), "TLS: ") || !strings.Contains(e.Hint().String(), "--ca-file") {
		t.Errorf("an unknown authority: %v", r.Err)
	}
	r = collect(t, Options{Client: clientFor(t, to, func(target *Target) { target.RootCAs = pool })}, numbered(1))[0]
	if !r.OK {
		t.Errorf("a trusted authority: %v", r.Err)
	}
	name := strings.Replace(to, "127.0.0.1", "wrong.localhost", 1)
	guard := loopback.Guard{}
	r = collect(t, Options{Client: clientFor(t, name, func(target *Target) { target.RootCAs, target.Dial = pool, guard.DialContext })}, numbered(1))[0]
	if r.Err == nil || !strings.Contains(r.Err.Error(), "wrong.localhost") {
		t.Errorf("another name: %v", r.Err)
	}
}

func TestHTTP2Only(t *testing.T) {
	t.Parallel()
	to, pool := tlsServer(t, func(s *httptest.Server) {
		s.EnableHTTP2 = true
		s.TLS = &tls.Config{NextProtos: []string{"h2"}}
	})
	client := clientFor(t, to, func(target *Target) { target.RootCAs = pool })
	for _, r := range collect(t, Options{Client: client, KeepAll: true, Concurrency: 4}, numbered(200)) {
		if !r.OK || string(r.Response.Body) != "HTTP/2.0" {
			t.Fatalf("%+v", r)
		}
	}
}

// A name that turns public when it is dialled ends the run; nothing is dialled.
func TestRebindingEndsTheRun(t *testing.T) {
	t.Parallel()
	guard := loopback.Guard{
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("203.0.113.7")}, nil
		},
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			t.Errorf("dialled %s", address)
			return nil, errors.New("dialled")
		},
	}
	client := clientFor(t, "http://evil.test/", func(target *Target) { target.Dial = guard.DialContext })
	opts := Options{Client: client, Concurrency: 4, Retry: 3}
	var no *loopback.RefusedError
	err := Run(t.Context(), opts, numbered(1000), func(r *Result) error {
		t.Errorf("a result: %+v", r)
		return nil
	})
	if !errors.As(err, &no) {
		t.Errorf("%v", err)
	}
	err = Conformance{Client: client, Within: time.Second}.Run(t.Context(), func(*Verdict) error { return nil })
	if !errors.As(err, &no) {
		t.Errorf("conformance: %v", err)
	}
}

func TestUnresolvedName(t *testing.T) {
	t.Parallel()
	dial := func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Name: "gone.test", Err: "no such host"}
	}
	r := collect(t, Options{Client: clientFor(t, "http://gone.test/", func(target *Target) { target.Dial = dial })}, numbered(1))[0]
	if r.Err == nil || r.Err.Error() != `host "gone.test" cannot be resolved` {
		t.Errorf("%v", r.Err)
	}
}
