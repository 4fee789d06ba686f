package capture

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/serve"
)

// running is a server under test.
type running struct {
	url  string
	addr string
	stop func() error // ends Serve and returns its error

	mu   sync.Mutex
	seen []*Delivery
}

func (r *running) deliveries() []*Delivery {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen
}

func start(t *testing.T, opts Options) *running {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &running{url: "http://" + l.Addr().String(), addr: l.Addr().String()}
	opts.Now = clock
	opts.Seen = func(d *Delivery) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.seen = append(r.seen, d)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- NewServer(opts).Serve(ctx, l) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-served })
	t.Cleanup(func() { _ = r.stop() })
	return r
}

// client returns a client with connections of its own.
func client(t *testing.T) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 20 * time.Second}
}

func post(t *testing.T, url, text string) (status int, answer string) {
	t.Helper()
	resp, err := client(t).Post(url, "application/json", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}

// raw sends text as it is and returns everything that comes back.
func raw(t *testing.T, addr, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	_, _ = io.WriteString(conn, text)
	answer, _ := io.ReadAll(conn)
	return string(answer)
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/x.ndjson"
	s := start(t, Options{Archive: open(t, path), BodyLimit: 100, Serve: serve.Options{Limits: serve.Limits{Header: 8 << 10, ReadTime: 300 * time.Millisecond}}})
	full := `"` + strings.Repeat("x", 98) + `"`
	const head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
	for name, c := range map[string]struct{ send, want string }{
		"post":            {"POST /any/path?q=1" + head + "Content-Length: 2\r\n\r\n{}", "200 OK"},
		"empty":           {"POST /" + head + "\r\n", "200 OK"},
		"chunked":         {"POST /" + head + "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n1\r\n]\r\n0\r\n\r\n", "200 OK"},
		"at the limit":    {"POST /" + head + "Content-Length: 100\r\n\r\n" + full, "200 OK"},
		"over the limit":  {"POST /" + head + "Content-Length: 101\r\n\r\n" + full + " ", "413 "},
		"claims too much": {"POST /" + head + "Content-Length: 99999999999\r\n\r\n", "413 "},
		"chunked over": {"POST /" + head + "Transfer-Encoding: chunked\r\n\r\n64\r\n" + full + "\r\n1\r\n \r\n0\r\n\r\n",
			"413 "},
		"health":          {"GET /" + head + "\r\n", "200 OK"},
		"get":             {"GET /x" + head + "\r\n", "Allow: POST"},
		"put":             {"PUT /" + head + "Content-Length: 2\r\n\r\n{}", "405 "},
		"odd method":      {"P\x00ST /" + head + "\r\n", "400 "},
		"no HTTP":         {"\x16\x03\x01\x02\x00\x01\r\n\r\n", "400 "},
		"big header":      {"POST /" + head + "X: " + strings.Repeat("x", 20<<10) + "\r\n\r\n", "431 "},
		"two lengths":     {"POST /" + head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "400 "},
		"never completed": {"POST /" + head + "Content-Length: 50\r\n\r\n{", "408 "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := raw(t, s.addr, c.send); !strings.Contains(got, c.want) {
				t.Errorf("answer %q, want %q in it", got, c.want)
			}
		})
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		got := strings.Split(strings.TrimSpace(read(t, path)), "\n")
		if len(got) != 3 { // post, chunked, at the limit
			t.Errorf("saved %q", got)
		}
		for _, d := range s.deliveries() {
			if d.Accepted() != (d.Status == 200) || (d.Err == nil) != (d.Status == 200) {
				t.Errorf("%s %s: status %d, accepted %v, error %v", d.Method, d.Target, d.Status, d.Accepted(), d.Err)
			}
		}
	})
}

func TestSenderThatLeaves(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{")
	_ = conn.(*net.TCPConn).CloseWrite()
	answer, _ := io.ReadAll(conn)
	_ = conn.Close()
	if !strings.Contains(string(answer), "400 ") {
		t.Errorf("answer %q, want a 400", answer)
	}
	if d := s.deliveries(); len(d) != 1 || d[0].Accepted() {
		t.Errorf("deliveries %+v, want one that is not accepted", d)
	}
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Label: func(text []byte) Label { return Label{Event: string(text)} }})
	if status, answer := post(t, s.url+"/a/b?c=d", "aml"); status != 200 || answer != "{\"ok\":true}\n" {
		t.Errorf("answer %d %q", status, answer)
	}
	d := s.deliveries()[0]
	if d.Target != "/a/b?c=d" || d.Type != "application/json" || string(d.Body) != "aml" || d.Label.Event != "aml" ||
		!d.Received.Equal(clock()) || !d.Peer.Addr().IsLoopback() || !d.Wanted || d.Err != nil {
		t.Errorf("delivery %+v", d)
	}
}

func TestContentEncoding(t *testing.T) {
	t.Parallel()
	packed := func(text string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		return b.String()
	}
	s := NewServer(Options{BodyLimit: 100})
	for _, c := range []struct{ encoding, body, text, note string }{
		{"", "{}", "{}", ""},
		{"identity", "{}", "{}", ""},
		{"GZIP", packed("{}"), "{}", ""},
		{"gzip", "{}", "{}", "is not"},
		{"gzip", packed("{}")[:20], packed("{}")[:20], "damaged"},
		{"gzip", packed(strings.Repeat("x", 101)), packed(strings.Repeat("x", 101)), "more than"},
		{"br", "{}", "{}", "not undone"},
	} {
		t.Run(strings.TrimSpace(c.encoding+" "+c.note), func(t *testing.T) {
			d := &Delivery{Body: []byte(c.body), Encoding: c.encoding}
			got := string(s.decoded(d))
			if notes := told(d.Notes); got != c.text || c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("%s %q: %q with note %q; want %q with %q", c.encoding, c.body, got, notes, c.text, c.note)
			}
		})
	}
}

// A sender is told when its event is not safe, and the server goes on.
func TestDiskThatIsFull(t *testing.T) {
	t.Parallel()
	disk := &failing{errs: []error{nil, fmt.Errorf("write /home/someone/x: %w", syscall.ENOSPC), nil}}
	s := start(t, Options{Archive: newArchive(disk), Max: 2})
	for i, want := range []int{200, 503, 200} {
		status, answer := post(t, s.url, "{}")
		if status != want || strings.Contains(answer, "someone") {
			t.Errorf("request %d: %d %s, want %d", i, status, answer, want)
		}
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if d := s.deliveries()[1]; !errors.Is(d.Err, syscall.ENOSPC) || d.Accepted() {
		t.Errorf("delivery %+v", d)
	}
}

// failing is a target whose commits end as errs say.
type failing struct{ errs []error }

func (f *failing) commit(batch []*entry) {
	for _, e := range batch {
		e.err, f.errs = f.errs[0], f.errs[1:]
	}
}

func (f *failing) Close() error { return nil }

// Never more than Max are received, however many come at a time.
func TestMax(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/x.ndjson"
	s := start(t, Options{
		Archive: open(t, path), Max: 5,
		Label:  func(text []byte) Label { return Label{Event: string(text)} },
		Wanted: func(l Label) bool { return l.Event == "yes" },
	})
	var ok, wanted sync.Map
	var senders sync.WaitGroup
	for i := range 16 {
		senders.Go(func() {
			for j := range 4 {
				text := "no"
				if (i+j)%2 == 0 {
					text = "yes"
				}
				resp, err := client(t).Post(s.url, "application/json", strings.NewReader(text))
				if err != nil {
					return // it has stopped
				}
				_ = resp.Body.Close()
				if resp.StatusCode == 200 {
					ok.Store([2]int{i, j}, nil)
					if text == "yes" {
						wanted.Store([2]int{i, j}, nil)
					}
				}
			}
		})
	}
	senders.Wait()
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	size := func(m *sync.Map) (n int) { m.Range(func(_, _ any) bool { n++; return true }); return n }
	lines := strings.Split(strings.TrimSpace(read(t, path)), "\n")
	if size(&wanted) != 5 || len(lines) != size(&ok) {
		t.Errorf("%d wanted and %d in all were accepted, %d lines saved", size(&wanted), size(&ok), len(lines))
	}
}

// What is under way when the server stops is answered.
func TestGracefulStop(t *testing.T) {
	t.Parallel()
	gate := &recorder{gate: make(chan struct{})}
	s := start(t, Options{Archive: newArchive(gate)})
	idle, err := net.Dial("tcp", s.addr) // sends nothing, and is not waited for
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	answered := make(chan int, 1)
	go func() {
		resp, err := http.Post(s.url, "application/json", strings.NewReader("{}"))
		if err != nil {
			answered <- -1
			return
		}
		_ = resp.Body.Close()
		answered <- resp.StatusCode
	}()
	for gate.total() == 0 {
		time.Sleep(time.Millisecond)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	for { // nothing new is accepted
		conn, err := net.Dial("tcp", s.addr)
		if err != nil {
			break
		}
		_ = conn.Close()
	}
	gate.gate <- struct{}{}
	if got := <-answered; got != 200 {
		t.Errorf("the request under way was answered %d, want 200", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// A request that does not end is given up after the grace.
func TestGraceEnds(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Serve: serve.Options{Limits: serve.Limits{Grace: 50 * time.Millisecond}}})
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n")
	if line, err := bufio.NewReader(conn).ReadString('\n'); !strings.Contains(line, "100 Continue") {
		t.Fatalf("%q, %v", line, err)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

func TestListenerThatFails(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	err = NewServer(Options{Now: clock}).Serve(t.Context(), l)
	if !errors.Is(err, net.ErrClosed) {
		t.Errorf("error %v, want %v", err, net.ErrClosed)
	}
}

// Senders that are slow on purpose hold the few connections there are, and
// lose them; an honest one gets through.
func TestSlowSenders(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Serve: serve.Options{Limits: serve.Limits{Connections: 4, HeaderTime: 100 * time.Millisecond, ReadTime: 100 * time.Millisecond}}})
	for i := range 40 {
		conn, err := net.Dial("tcp", s.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, []string{"", "POST / HT", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"}[i%3])
	}
	if status, _ := post(t, s.url, "{}"); status != 200 {
		t.Errorf("status %d", status)
	}
}
