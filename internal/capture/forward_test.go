package capture

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

func parse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// echo is a handler that tells what it got, in the way a handler answers.
func echo(t *testing.T, name string) *url.URL {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Handler", name)
		w.Header().Set("Connection", "x-hop, keep-alive")
		w.Header().Set("X-Hop", "1")
		w.WriteHeader(http.StatusAccepted)
		fmt.Fprintf(w, "%s %s|%s|%s|%q|%s|%s", r.Method, r.RequestURI, r.Header.Get("Content-Type"),
			r.Header.Get("Content-Encoding"), body, r.Header.Get("X-Own"), r.Header.Get("X-Drop"))
	}))
	t.Cleanup(s.Close)
	return parse(t, s.URL+"/in?k=1")
}

func TestForward(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/x.ndjson"
	s := start(t, Options{
		Archive: open(t, path), Transport: &http.Transport{DisableCompression: true},
		Forward: echo(t, "all"), Routes: map[string]*url.URL{"aml": echo(t, "aml")},
		Label: func(text []byte) Label { return Label{Event: strings.Trim(string(text), `"`)} },
	})
	for body, handler := range map[string]string{`"aml"`: "aml", `"retry"`: "all", "\"\xff\"\t": "all"} {
		req, err := http.NewRequest(http.MethodPost, s.url+"/other/path", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = http.Header{
			"Content-Type": {"text/odd"}, "Content-Encoding": {"br"}, "X-Own": {"own"},
			"Connection": {"X-Drop"}, "X-Drop": {"dropped"},
		}
		resp, err := client(t).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if want := fmt.Sprintf("POST /in?k=1|text/odd|br|%q|own|", body); string(got) != want {
			t.Errorf("handler's answer %q, want %q", got, want)
		}
		if resp.StatusCode != http.StatusAccepted || resp.Header.Get("X-Handler") != handler || resp.Header.Get("X-Hop") != "" {
			t.Errorf("status %d, header %v", resp.StatusCode, resp.Header)
		}
	}
	for _, d := range s.deliveries() {
		if d.Status != 202 || d.Err != nil || !d.Accepted() || !strings.HasSuffix(d.Forward, "/in") {
			t.Errorf("delivery %+v", d)
		}
	}
	if n := strings.Count(read(t, path), "\n"); n != 3 {
		t.Errorf("%d bodies saved, want 3", n)
	}
}

// scripted is a handler that answers each connection with text, and then ends
// it, or holds it where text is empty.
func scripted(t *testing.T, text string) *url.URL {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if text == "" {
				t.Cleanup(func() { _ = conn.Close() })
				continue
			}
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = io.WriteString(conn, text)
			_ = conn.Close()
		}
	}()
	return parse(t, "http://"+l.Addr().String()+"/")
}

// What a handler does wrong is a 502, and the body is safe all the same.
func TestForwardFailures(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	const head = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
	for name, c := range map[string]struct {
		to     *url.URL
		status int
		answer string
	}{
		"down":           {parse(t, "http://"+closed.Addr().String()), 502, "cannot be reached"},
		"hangs":          {scripted(t, ""), 502, "cannot be reached"},
		"no HTTP":        {scripted(t, "hello\r\n\r\n"), 502, "cannot be reached"},
		"odd status":     {scripted(t, "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n"), 502, "no final answer"},
		"breaks off":     {scripted(t, head+"Content-Length: 9\r\n\r\nabc"), 502, "broke off"},
		"endless answer": {scripted(t, head+"\r\n"+strings.Repeat("x", answerLimit+1)), 502, "over the limit"},
		"redirects":      {scripted(t, "HTTP/1.1 302 Found\r\nLocation: http://203.0.113.7/\r\nContent-Length: 0\r\n\r\n"), 302, ""},
		"says no":        {scripted(t, "HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\noops"), 500, "oops"},
		"no content":     {scripted(t, "HTTP/1.1 204 None\r\n\r\n"), 204, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := t.TempDir() + "/x.ndjson"
			s := start(t, Options{Archive: open(t, path), Transport: &http.Transport{}, Forward: c.to, ForwardTimeout: time.Second})
			k := dial(t, s.addr) // a client that follows nothing
			fmt.Fprint(k.conn, "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
			got, _ := io.ReadAll(k.conn)
			if !strings.HasPrefix(string(got), fmt.Sprintf("HTTP/1.1 %d ", c.status)) || !strings.Contains(string(got), c.answer) {
				t.Errorf("answer %.300q, want %d with %q", got, c.status, c.answer)
			}
			if saved, err := os.ReadFile(path); err != nil || string(saved) != "{}\n" {
				t.Errorf("saved %q, %v", saved, err)
			}
		})
	}
}
