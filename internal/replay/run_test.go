package replay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clientFor returns a client that sends to a server of the test.
func clientFor(t testing.TB, to string, change func(*Target)) *Client {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	target := Target{URL: u, Agent: "argosctl/test", Timeout: 10 * time.Second}
	if change != nil {
		change(&target)
	}
	c := NewClient(target, 16)
	t.Cleanup(c.Close)
	return c
}

func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL + "/webhooks/argos?project=1"
}

// numbered is a feed of n bodies.
func numbered(n int) Feed {
	return func(yield func(Delivery, error) bool) {
		var body []byte
		for i := range n {
			body = fmt.Appendf(body[:0], `{"n":%d}`, i)
			if !yield(Delivery{Event: "created", Origin: fmt.Sprint("test#", i), SubmissionID: fmt.Sprint("s", i), Body: body}, nil) {
				return
			}
		}
	}
}

func collect(t testing.TB, opts Options, feed Feed) []*Result {
	t.Helper()
	if opts.Expect.Status.String() == "" {
		opts.Expect.Status, _ = ParseStatuses("2xx")
	}
	var results []*Result
	err := Run(t.Context(), opts, feed, func(r *Result) error {
		results = append(results, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	to := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Header.Del("Content-Length")
		fmt.Fprintf(w, "%s %s %s %v %s %d", r.Method, r.URL, r.Proto, r.Header, body, r.ContentLength)
	})
	results := collect(t, Options{Client: clientFor(t, to, nil), KeepAll: true}, numbered(1))
	const want = `POST /webhooks/argos?project=1 HTTP/1.1 map[Content-Type:[application/json] User-Agent:[argosctl/test]] {"n":0} 7`
	if got := string(results[0].Response.Body); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	header := http.Header{"X-A": {"1", "2"}, "Content-Type": {"text/plain"}, "Host": {"hooks.example.com"}}
	results = collect(t, Options{Client: clientFor(t, to, func(t *Target) { t.Header = header }), KeepAll: true}, numbered(1))
	if got := string(results[0].Response.Body); !strings.Contains(got, "map[Content-Type:[text/plain] User-Agent:[argosctl/test] X-A:[1 2]]") {
		t.Errorf("headers: %s", got)
	}
}

// Whatever the parallelism and however long each takes, every body arrives
// once, and results come in order.
func TestOrder(t *testing.T) {
	t.Parallel()
	for _, concurrency := range []int{0, 1, 7, 64} {
		var mu sync.Mutex
		var got []string
		to := serve(t, func(_ http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if bytes.HasSuffix(body, []byte("7}")) {
				time.Sleep(3 * time.Millisecond)
			}
			mu.Lock()
			defer mu.Unlock()
			got = append(got, string(body))
		})
		const n = 2500
		results := collect(t, Options{Client: clientFor(t, to, nil), Concurrency: concurrency}, numbered(n))
		for i, r := range results {
			if r.N != i+1 || r.Origin != fmt.Sprint("test#", i) || !r.OK || r.Status != 200 || r.Attempts != 1 || r.Response != nil || r.Duration <= 0 {
				t.Fatalf("concurrency %d: result %d is %+v", concurrency, i, r)
			}
		}
		slices.Sort(got)
		if len(results) != n || len(slices.Compact(got)) != n {
			t.Errorf("concurrency %d: %d results, %d bodies, want %d", concurrency, len(results), len(got), n)
		}
	}
}

func TestExpectations(t *testing.T) {
	t.Parallel()
	to := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Why", "test")
		w.WriteHeader(http.StatusConflict)
		io.WriteString(w, "duplicate")
	})
	client := clientFor(t, to, nil)
	for _, c := range []struct {
		status string
		within time.Duration
		want   string
	}{
		{"2xx", 0, "answered 409, expected 2xx"},
		{"200,201", 0, "answered 409, expected 200,201"},
		{"200,409", 0, ""},
		{"4XX", time.Minute, ""},
		{"4xx", 1, "expected within 1ns"},
	} {
		status, err := ParseStatuses(c.status)
		if err != nil {
			t.Fatal(err)
		}
		r := collect(t, Options{Client: client, Expect: Expect{status, c.within}}, numbered(1))[0]
		if r.OK != (c.want == "") || r.Err != nil && !strings.Contains(r.Err.Error(), c.want) || r.Status != 409 {
			t.Errorf("%+v: %+v", c, r)
		}
		if !r.OK && (string(r.Response.Body) != "duplicate" || r.Response.Header.Get("X-Why") != "test") {
			t.Errorf("%+v: the response is %+v", c, r.Response)
		}
	}
	for _, text := range []string{"", "200,", "99", "600", "6xx", "0xx", "ok", "20x", "-200", "xx"} {
		if _, err := ParseStatuses(text); err == nil || !strings.Contains(err.Error(), "is not an HTTP status") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRetry(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	to := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1)%3 != 0 {
			w.WriteHeader(500)
		}
	})
	client := clientFor(t, to, nil)
	opts := Options{Client: client, Retry: 2, Backoff: time.Microsecond}
	for _, r := range collect(t, opts, numbered(3)) {
		if !r.OK || r.Attempts != 3 || r.Status != 200 {
			t.Errorf("%+v", r)
		}
	}
	opts.Retry = 1
	if r := collect(t, opts, numbered(1))[0]; r.OK || r.Attempts != 2 || r.Status != 500 {
		t.Errorf("%+v", r)
	}
	four := clientFor(t, serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }), nil)
	if r := collect(t, Options{Client: four, Retry: 5}, numbered(1))[0]; r.Attempts != 1 {
		t.Errorf("a 404 was sent %d times", r.Attempts)
	}
}

func TestPace(t *testing.T) {
	t.Parallel()
	client := clientFor(t, serve(t, func(http.ResponseWriter, *http.Request) {}), nil)
	for name, opts := range map[string]Options{
		"rate":  {Client: client, Rate: 100, Concurrency: 4},
		"delay": {Client: client, Delay: 10 * time.Millisecond, Concurrency: 4},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			collect(t, opts, numbered(6))
			if took := time.Since(start); took < 45*time.Millisecond { // never faster; how slow is the machine's business
				t.Errorf("6 deliveries took %s", took)
			}
		})
	}
}

func TestFeedErrorsStandInOrder(t *testing.T) {
	t.Parallel()
	client := clientFor(t, serve(t, func(http.ResponseWriter, *http.Request) {}), nil)
	bad := errors.New("unreadable")
	feed := Joined(numbered(2), func(yield func(Delivery, error) bool) { yield(Delivery{}, bad) }, numbered(1))
	var got []string
	for _, r := range collect(t, Options{Client: client, Concurrency: 3}, feed) {
		got = append(got, fmt.Sprint(r.N, r.Origin, r.Err))
	}
	if want := []string{"1test#0<nil>", "2test#1<nil>", "0unreadable", "3test#0<nil>"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// An interruption cuts off what is under way; what was finished is emitted, in
// order.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	release, hangs, third := make(chan struct{}), make(chan struct{}), make(chan struct{})
	to := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		if body, _ := io.ReadAll(r.Body); string(body) == `{"n":3}` {
			close(hangs)
			<-release
		}
	})
	defer close(release)
	ctx, stop := context.WithCancel(t.Context())
	status, _ := ParseStatuses("2xx")
	var got []int
	opts := Options{Client: clientFor(t, to, nil), Concurrency: 2, Expect: Expect{Status: status}}
	go func() {
		<-hangs
		<-third
		stop()
	}()
	err := Run(ctx, opts, numbered(1_000_000), func(r *Result) error {
		if r.Origin == "test#3" {
			t.Errorf("the delivery that was cut off is %+v", r)
		}
		if got = append(got, r.N); len(got) == 3 {
			close(third)
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || len(got) < 3 {
		t.Errorf("%v after %d results", err, len(got))
	}
	for i, n := range got {
		if n != i+1 {
			t.Fatalf("result %d has number %d", i, n)
		}
	}
}

func TestEmitErrorEndsTheRun(t *testing.T) {
	t.Parallel()
	client := clientFor(t, serve(t, func(http.ResponseWriter, *http.Request) {}), nil)
	full := errors.New("disk full")
	err := Run(t.Context(), Options{Client: client, Concurrency: 4}, numbered(1_000_000), func(*Result) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

func TestPanicsReachTheCaller(t *testing.T) {
	t.Parallel()
	client := clientFor(t, serve(t, func(http.ResponseWriter, *http.Request) {}), nil)
	panics := func(feed Feed, emit func(*Result) error) (v any) {
		defer func() { v = recover() }()
		_ = Run(t.Context(), Options{Client: client, Concurrency: 4}, feed, emit)
		return nil
	}
	if v := panics(func(func(Delivery, error) bool) { panic("feed") }, nil); v != "feed" {
		t.Errorf("%v", v)
	}
	if v := panics(numbered(5000), func(*Result) error { panic("emit") }); v != "emit" {
		t.Errorf("%v", v)
	}
}
