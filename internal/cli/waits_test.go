package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/term"
)

// stall is a server that never comes to an end. Asked tells of each request.
type stall struct {
	net.Listener
	asked chan struct{}
}

// newStall answers every request by play, which may return before the other
// side goes: the connection stays open.
func newStall(t *testing.T, play func(net.Conn)) *stall {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &stall{l, make(chan struct{}, 1000)}
	over, end := context.WithCancel(context.Background())
	var open sync.WaitGroup
	t.Cleanup(func() { end(); _ = l.Close(); open.Wait() })
	open.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer context.AfterFunc(over, func() { _ = conn.Close() })()
				defer func() { _ = conn.Close() }()
				if req, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					_, _ = io.Copy(io.Discard, req.Body)
				}
				s.asked <- struct{}{}
				play(conn)
				_, _ = io.Copy(io.Discard, conn)
			})
		}
	})
	return s
}

// endless writes head, and then text again and again, if there is any.
func endless(head, text string, pause time.Duration) func(net.Conn) {
	return func(conn net.Conn) {
		_, err := io.WriteString(conn, head)
		for err == nil && text != "" {
			time.Sleep(pause)
			_, err = io.WriteString(conn, text)
		}
	}
}

const (
	drip    = 20 * time.Millisecond
	okStart = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	chunked = okStart + "Transfer-Encoding: chunked\r\n\r\n"
)

// stalls are the kinds. Those that end by themselves need no limit.
func stalls() []struct {
	name string
	ends bool // without any limit
	play func(net.Conn)
} {
	return []struct {
		name string
		ends bool
		play func(net.Conn)
	}{
		{"101", true, endless("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", "", 0)},
		{"102 without end", true, endless("", "HTTP/1.1 102 Processing\r\n\r\n", 0)},
		{"102 in drips", true, endless("", "HTTP/1.1 102 Processing\r\n\r\n", drip)},
		{"silence", false, func(net.Conn) {}},
		{"half a status line", false, endless("HTTP/1.1 2", "", 0)},
		{"headers in drips", false, endless(okStart, "X: y\r\n", drip)},
		{"half a body", false, endless(okStart+"Content-Length: 100\r\n\r\n{", "", 0)},
		{"body in drips", false, endless(chunked, "1\r\n \r\n", drip)},
	}
}

// waits are the commands that wait for a server: everything that goes out.
func waits() []struct {
	name string
	args []string // %s is the server's HOST:PORT
} {
	api := func(args ...string) []string {
		return append(args, "--base-url", "http://%s/v3", "--retry", "0", "--yes")
	}
	read := func(args ...string) []string { return api(args...)[:len(args)+4] }
	return []struct {
		name string
		args []string
	}{
		{"replay", []string{"replay", "approved", "--to", "http://%s/"}},
		{"replay --retry", []string{"replay", "approved", "--retry", "1", "--to", "http://%s/"}},
		{"replay --conformance", []string{"replay", "--conformance", "--to", "http://%s/"}},
		{"submission get", read("submission", "get", "6xx28lo115832")},
		{"submission list", read("submission", "list")},
		{"submission watch", read("submission", "watch", "6xx28lo115832")},
		{"submission approve", api("submission", "approve", "6xx28lo115832", "--admin", "admin@example.com")},
		{"submission reject", api("submission", "reject", "6xx28lo115832", "--admin", "admin@example.com", "--comment", "not readable")},
		{"token list", read("token", "list")},
		{"token add", api("token", "add", "customer-0001")},
		{"token remove", api("token", "remove", "customer-0001")},
	}
}

// patience is far more than any of the waits may take.
const patience = 60 * time.Second

// runWith runs a command line with a context and returns its exit code.
func runWith(t *testing.T, ctx context.Context, args []string) (int, string) {
	t.Helper()
	streams, out, errs := term.Buffers("")
	f := validateFactory(t, streams)
	done := make(chan int, 1)
	go func() {
		err := execute(ctx, args, f)
		done <- f.Finish(err)
	}()
	select {
	case code := <-done:
		return code, out.String() + errs.String()
	case <-time.After(patience):
		t.Fatalf("argosctl %s does not end", strings.Join(args, " "))
		return 0, ""
	}
}

func addressed(args []string, addr string, more ...string) []string {
	var all []string
	for _, arg := range args {
		all = append(all, strings.ReplaceAll(arg, "%s", addr))
	}
	return append(all, more...)
}

// Every wait for a server has an end: by itself where the answer can no longer
// come, by --timeout, and by Ctrl-C.
func TestEveryWaitEnds(t *testing.T) {
	t.Parallel()
	for _, w := range waits() {
		for _, kind := range stalls() {
			t.Run(w.name+"/"+kind.name, func(t *testing.T) {
				t.Parallel()
				server := newStall(t, kind.play)
				limit := "200ms"
				if kind.ends {
					limit = "1h"
				}
				code, said := runWith(t, t.Context(), addressed(w.args, server.Addr().String(), "--timeout", limit))
				if code != 1 && code != 5 {
					t.Errorf("exit code %d: %s", code, said)
				}
				if kind.ends && !strings.Contains(said, "it answered 101 Switching Protocols") && !strings.Contains(said, "informational answers (102)") {
					t.Errorf("the reason is not named: %s", said)
				}
			})
			if kind.ends {
				continue
			}
			t.Run(w.name+"/"+kind.name+"/interrupted", func(t *testing.T) {
				t.Parallel()
				server := newStall(t, kind.play)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				go func() {
					<-server.asked
					cancel()
				}()
				code, said := runWith(t, ctx, addressed(w.args, server.Addr().String(), "--timeout", "1h"))
				if code != 130 {
					t.Errorf("exit code %d, want 130: %s", code, said)
				}
			})
		}
	}
}

// A TLS handshake that nobody answers has an end, too.
func TestHandshakeEnds(t *testing.T) {
	t.Parallel()
	for _, w := range waits() {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			server := newStall(t, func(net.Conn) {}) // it takes the handshake for a broken request, and is silent
			args := addressed(w.args, server.Addr().String(), "--timeout", "200ms")
			for i, arg := range args {
				args[i] = strings.Replace(arg, "http://", "https://", 1)
			}
			if code, said := runWith(t, t.Context(), args); code != 1 && code != 5 {
				t.Errorf("exit code %d: %s", code, said)
			}
		})
	}
}

// A Retry-After of a year is not waited for, and Ctrl-C ends the pause of a
// shorter one.
func TestRetryAfterEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, after string
		want        int
	}{{"a year", "31536000", 5}, {"a minute, interrupted", "60", 130}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := newStall(t, func(conn net.Conn) {
				_, _ = io.WriteString(conn, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: "+c.after+"\r\nContent-Length: 0\r\n\r\n")
			})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.want == 130 {
				go func() {
					<-server.asked
					cancel()
				}()
			}
			code, said := runWith(t, ctx, []string{"submission", "get", "6xx28lo115832", "--base-url", "http://" + server.Addr().String() + "/v3", "--retry", "5"})
			if code != c.want {
				t.Errorf("exit code %d, want %d: %s", code, c.want, said)
			}
		})
	}
}

// announced passes on the first address that a command prints.
type announced struct {
	mu   sync.Mutex
	text bytes.Buffer
	addr chan string
	once sync.Once
}

func (a *announced) Write(p []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.text.Write(p)
	if _, rest, ok := strings.Cut(a.text.String(), "http://"); ok && strings.ContainsAny(rest, "/\n") {
		a.once.Do(func() { a.addr <- rest[:strings.IndexAny(rest, "/\n")] })
	}
	return len(p), nil
}

// A server ends with Ctrl-C whatever its clients and its handler do.
func TestServersEnd(t *testing.T) {
	t.Parallel()
	const post = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 29\r\n\r\n"
	const body = `{"webhook_trigger":"created"}`
	for _, c := range []struct{ name, sends string }{
		{"nothing", ""},
		{"half a header", "POST / HTTP/1.1\r\nHost: local"},
		{"half a body", post + body[:10]},
		{"a whole request", post + body},
	} {
		for _, command := range []string{"listen", "listen --forward-to", "mock"} {
			t.Run(command+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				handler := newStall(t, func(net.Conn) {})
				args := []string{strings.Fields(command)[0], "--addr", "127.0.0.1:0"}
				if strings.HasSuffix(command, "--forward-to") {
					args = append(args, "--forward-to", "http://"+handler.Addr().String()+"/")
				}
				streams, _, _ := term.Buffers("")
				says := &announced{addr: make(chan string, 1)}
				streams.Out, streams.Err, streams.OutTTY = says, says, true
				f := validateFactory(t, streams)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				done := make(chan error, 1)
				go func() { done <- execute(ctx, args, f) }()
				conn, err := net.Dial("tcp", <-says.addr)
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = conn.Close() }()
				if _, err := io.WriteString(conn, c.sends); err != nil {
					t.Fatal(err)
				}
				if c.sends == post+body && strings.HasSuffix(command, "--forward-to") {
					<-handler.asked
				}
				cancel()
				select {
				case err := <-done:
					if !errors.Is(err, context.Canceled) {
						t.Errorf("ended with %v", err)
					}
				case <-time.After(patience):
					t.Fatal("it does not end")
				}
			})
		}
	}
}

// A handler that gives no final answer is named to the sender at once.
func TestForwardInformational(t *testing.T) {
	t.Parallel()
	for _, kind := range stalls() {
		if !kind.ends {
			continue
		}
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			handler := newStall(t, kind.play)
			streams, _, _ := term.Buffers("")
			says := &announced{addr: make(chan string, 1)}
			streams.Out, streams.Err, streams.OutTTY = says, says, true
			f := validateFactory(t, streams)
			done := make(chan error, 1)
			go func() {
				done <- execute(t.Context(), []string{"listen", "--addr", "127.0.0.1:0", "--once", "--forward-to", "http://" + handler.Addr().String() + "/"}, f)
			}()
			resp, err := http.Post("http://"+<-says.addr+"/", "application/json", strings.NewReader(`{"webhook_trigger":"created"}`))
			if err != nil {
				t.Fatal(err)
			}
			answer, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusBadGateway || !strings.Contains(string(answer), "no final answer") {
				t.Errorf("%d %s", resp.StatusCode, answer)
			}
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}
