package capture

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// benchBody is a body of its own for each number, as long as a webhook is.
func benchBody(n int) string {
	return fmt.Sprintf(`{"webhook_trigger":"approved","submission_id":"s%012d","pad":"%s"}`, n, strings.Repeat("x", 800))
}

// keepAlive sends one request after the other on one connection.
type keepAlive struct {
	conn net.Conn
	in   *bufio.Reader
	out  bytes.Buffer
}

func dial(b testing.TB, addr string) *keepAlive {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = conn.Close() })
	return &keepAlive{conn: conn, in: bufio.NewReader(conn)}
}

// post sends body and reports whether it was acknowledged.
func (k *keepAlive) post(body string) (bool, error) {
	k.out.Reset()
	fmt.Fprintf(&k.out, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	if _, err := k.conn.Write(k.out.Bytes()); err != nil {
		return false, err
	}
	status, err := k.in.ReadString('\n')
	if err != nil {
		return false, err
	}
	length := 0
	for line := status; line != "\r\n"; {
		if line, err = k.in.ReadString('\n'); err != nil {
			return false, err
		}
		_, _ = fmt.Sscanf(line, "Content-Length: %d", &length)
	}
	_, err = io.CopyN(io.Discard, k.in, int64(length))
	return strings.Contains(status, " 200 "), err
}

// BenchmarkReceive is the whole way of an event on 64 connections: received,
// written, flushed to the disk and acknowledged.
func BenchmarkReceive(b *testing.B) {
	for _, c := range []struct{ name, path string }{{"discard", ""}, {"file", "x.ndjson"}, {"dir", "hooks"}} {
		b.Run(c.name, func(b *testing.B) { benchReceive(b, c.path) })
	}
}

func benchReceive(b *testing.B, name string) {
	opts := Options{Now: clock, Seen: func(*Delivery) {}, Label: func(text []byte) Label { return Label{"approved", string(text[46:59])} }}
	path := filepath.Join(b.TempDir(), name)
	if name != "" {
		a, err := OpenArchive(path)
		if err != nil {
			b.Fatal(err)
		}
		defer a.Close()
		opts.Archive = a
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = NewServer(opts).Serve(b.Context(), l) }()
	defer l.Close()
	next := make(chan int, 1024)
	var senders sync.WaitGroup
	b.ResetTimer()
	for range 64 {
		k := dial(b, l.Addr().String())
		senders.Go(func() {
			for n := range next {
				if ok, err := k.post(benchBody(n)); !ok {
					b.Errorf("event %d was not acknowledged: %v", n, err)
				}
			}
		})
	}
	for n := range b.N {
		next <- n
	}
	close(next)
	senders.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	if name == "x.ndjson" {
		data, err := os.ReadFile(path)
		if lines := bytes.Count(data, []byte{'\n'}); err != nil || lines != b.N {
			b.Errorf("%d lines for %d events, %v", lines, b.N, err)
		}
	}
}
