package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// running is a server under test.
type running struct {
	addr, port string
	stop       func() error

	mu      sync.Mutex
	taken   []string // requests that reached the handler: method and body
	refused []Refusal
}

// start serves on network address bind. The handler takes everything.
func start(t *testing.T, bind string, opts Options) *running {
	t.Helper()
	l, err := net.Listen("tcp", bind)
	if err != nil {
		t.Fatal(err)
	}
	r := &running{addr: l.Addr().String()}
	_, r.port, _ = net.SplitHostPort(r.addr)
	opts.Refused = func(refusal *Refusal) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.refused = append(r.refused, *refusal)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.taken = append(r.taken, req.Method+" "+string(body))
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, "secret of the server")
	})
	served := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { served <- HTTP(ctx, l, handler, opts) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-served })
	t.Cleanup(func() { _ = r.stop() })
	return r
}

// send sends a request with these header lines, and returns status, header and
// body of the answer.
func send(t *testing.T, to, method, target string, lines []string) (int, http.Header, string) {
	t.Helper()
	conn, err := net.Dial("tcp", to)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nConnection: close\r\nContent-Length: 6\r\n%s\r\n\r\nforged", method, target, strings.Join(lines, "\r\n"))
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(body)
}

type request struct {
	name    string
	method  string   // "" is POST
	target  string   // "" is /hook
	host    string   // "" is localhost:PORT; PORT is the server's
	headers []string // HOST is what host says
	want    int
}

// requests are what browsers and programs send, by the Fetch standard and as
// seen from Chromium, curl and Node.js.
func requests() []request {
	return []request{
		// Programs.
		{name: "curl", headers: []string{"User-Agent: curl/8.5.0", "Accept: */*"}, want: 200},
		{name: "fetch of Node.js", headers: []string{"Sec-Fetch-Mode: cors", "Accept-Language: *", "User-Agent: node"}, want: 200},
		{name: "sender behind a tunnel", host: "argos.tunnel.example", headers: []string{"X-Forwarded-For: 203.0.113.9", "X-Forwarded-Host: argos.tunnel.example"}, want: 200},
		{name: "own Origin", headers: []string{"Origin: http://HOST"}, want: 200},

		// Hosts.
		{name: "address", host: "127.0.0.1:PORT", want: 200},
		{name: "another loopback address", host: "127.1.2.3:PORT", want: 200},
		{name: "IPv6", host: "[::1]:PORT", want: 200},
		{name: "IPv4 in IPv6", host: "[::ffff:127.0.0.1]:PORT", want: 200},
		{name: "name below localhost", host: "argos.localhost:PORT", want: 200},
		{name: "capitals and dot", host: "LOCALHOST.:PORT", want: 200},
		{name: "no port", host: "localhost", want: 200},
		{name: "allowed name, any port", host: "argos.tunnel.example:8443", want: 200},
		{name: "allowed name and port", host: "fixed.example:4400", want: 200},
		{name: "name below an allowed domain", host: "a1b2.tunnels.example", want: 200},
		{name: "allowed name, other port", host: "fixed.example:4401", want: 421},
		{name: "allowed domain itself", host: "tunnels.example", want: 421},
		{name: "name that ends like an allowed domain", host: "eviltunnels.example", want: 421},
		{name: "rebinding", host: "attacker.example:PORT", want: 421},
		{name: "rebinding, as same origin", host: "attacker.example:PORT", headers: []string{"Origin: http://HOST", "Sec-Fetch-Site: same-origin"}, want: 421},
		{name: "rebinding, read", method: "GET", host: "attacker.example:PORT", headers: []string{"Sec-Fetch-Site: same-origin"}, want: 421},
		{name: "name that begins like this machine's", host: "localhost.attacker.example:PORT", want: 421},
		{name: "name that ends like this machine's", host: "evillocalhost:PORT", want: 421},
		{name: "address as a name", host: "127.0.0.1.attacker.example:PORT", want: 421},
		{name: "other port of this machine", host: "localhost:1", want: 421},
		{name: "address of another machine", host: "203.0.113.7:PORT", want: 421},
		{name: "0.0.0.0 where it is not bound", host: "0.0.0.0:PORT", want: 421},
		{name: "user before the host", host: "localhost@attacker.example:PORT", want: 400},
		{name: "empty host", host: " ", want: 421},
		{name: "port that is none", host: "localhost:0x10", want: 421},
		{name: "forwarded host is not believed", host: "attacker.example", headers: []string{"X-Forwarded-Host: localhost:PORT"}, want: 421},
		{name: "two hosts", headers: []string{"Host: attacker.example"}, want: 400},
		{name: "no host", host: "-", want: 400},

		// Targets.
		{name: "whole URL", target: "http://localhost:PORT/hook", want: 421},
		{name: "whole URL of another host", target: "http://attacker.example/hook", want: 421},
		{name: "whole URL, other Host", target: "http://localhost:PORT/hook", host: "attacker.example", want: 421},
		{name: "tunnel to elsewhere", method: "CONNECT", target: "localhost:PORT", want: 421},
		{name: "options of the server", method: "OPTIONS", target: "*", want: 421},

		// Pages.
		{name: "fetch from another site", headers: []string{"Origin: https://attacker.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, want: 403},
		{name: "fetch from another port", headers: []string{"Origin: http://localhost:3000", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"}, want: 403},
		{name: "form of a sandboxed frame", headers: []string{"Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, want: 403},
		{name: "form, no referrer", headers: []string{"Origin: null"}, want: 403},
		{name: "old browser, another port", headers: []string{"Origin: http://localhost:3000"}, want: 403},
		{name: "old browser, other spelling of this machine", headers: []string{"Origin: http://127.0.0.1:PORT"}, want: 403},
		{name: "extension", headers: []string{"Origin: chrome-extension://abcdefghijklmnop", "Sec-Fetch-Site: none"}, want: 403},
		{name: "two origins", headers: []string{"Origin: http://HOST", "Origin: https://attacker.example"}, want: 403},
		{name: "origins in a row", headers: []string{"Origin: http://HOST https://attacker.example"}, want: 403},
		{name: "two sites", headers: []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"}, want: 403},
		{name: "site that is not known", headers: []string{"Sec-Fetch-Site: moon"}, want: 403},
		{name: "POST that no page sent", headers: []string{"Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"}, want: 403},
		{name: "image", method: "GET", headers: []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}, want: 403},
		{name: "image from another port, over plain HTTP to another machine", method: "GET", headers: []string{"Referer: http://localhost:3000/page?user=someone"}, want: 403},
		{name: "referrer that is no URL", method: "GET", headers: []string{"Referer: about:blank"}, want: 403},
		{name: "link", method: "GET", headers: []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, want: 403},
		{name: "preflight", method: "OPTIONS", headers: []string{"Origin: http://localhost:3000", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x-api-key"}, want: 403},
		{name: "preflight without Origin", method: "OPTIONS", headers: []string{"Access-Control-Request-Headers: x-api-key"}, want: 403},
		{name: "preflight that says it is our own", method: "OPTIONS", headers: []string{"Origin: http://HOST", "Sec-Fetch-Site: same-origin", "Access-Control-Request-Method: PUT"}, want: 403},
		{name: "WebSocket", method: "GET", headers: []string{"Origin: http://localhost:3000", "Upgrade: websocket"}, want: 403},
		{name: "page through an allowed tunnel, other site", host: "argos.tunnel.example", headers: []string{"Origin: https://attacker.example"}, want: 403},
		{name: "address bar", method: "GET", headers: []string{"Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1"}, want: 200},
		{name: "icon of an own page", method: "GET", headers: []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: no-cors", "Referer: http://HOST/v3/submission"}, want: 200},
		{name: "own page through a tunnel", host: "argos.tunnel.example", headers: []string{"Origin: https://HOST", "Sec-Fetch-Site: same-origin"}, want: 200},
	}
}

func allowed(t *testing.T, texts ...string) (hosts []Host) {
	t.Helper()
	for _, text := range texts {
		h, err := ParseHost(text)
		if err != nil {
			t.Fatal(err)
		}
		hosts = append(hosts, h)
	}
	return hosts
}

func TestRequests(t *testing.T) {
	t.Parallel()
	for _, c := range requests() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, "127.0.0.1:0", Options{Hosts: allowed(t, "argos.tunnel.example", "FIXED.example:4400", ".tunnels.example")})
			ours := strings.NewReplacer("PORT", s.port).Replace
			host := ours(or(c.host, "localhost:PORT"))
			var lines []string
			if c.host != "-" {
				lines = append(lines, "Host: "+host)
			}
			for _, line := range c.headers {
				lines = append(lines, strings.ReplaceAll(ours(line), "HOST", host))
			}
			status, header, body := send(t, s.addr, or(c.method, "POST"), ours(or(c.target, "/hook")), lines)
			if status != c.want {
				t.Errorf("status %d, want %d", status, c.want)
			}
			for name := range header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("the answer has %s: %s", name, header.Get(name))
				}
			}
			if err := s.stop(); err != nil {
				t.Error(err)
			}
			switch {
			case c.want == 200 && (len(s.taken) != 1 || len(s.refused) != 0):
				t.Errorf("taken %q, refused %v", s.taken, s.refused)
			case c.want != 200 && (len(s.taken) != 0 || strings.Contains(body, "secret")):
				t.Errorf("refused, but the handler got %q and the client %q", s.taken, body)
			case (c.want == 403 || c.want == 421) && (len(s.refused) != 1 || !strings.HasPrefix(body, "refused: ")):
				t.Errorf("told of %v, answered %q", s.refused, body)
			}
			if strings.Contains(body, "attacker") || strings.Contains(fmt.Sprint(s.refused), "someone") {
				t.Errorf("the answer %q repeats the request, or the report %v its query", body, s.refused)
			}
		})
	}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// A server that listens on every address is asked at any of them.
func TestWiderAddress(t *testing.T) {
	t.Parallel()
	s := start(t, "0.0.0.0:0", Options{})
	at := "127.0.0.1:" + s.port
	for host, want := range map[string]int{
		"127.0.0.1:" + s.port: 200, "localhost:" + s.port: 200, "0.0.0.0:" + s.port: 200,
		"203.0.113.7:" + s.port: 421, "attacker.example:" + s.port: 421,
	} {
		t.Run(host, func(t *testing.T) {
			if status, _, _ := send(t, at, "POST", "/", []string{"Host: " + host}); status != want {
				t.Errorf("Host %s: status %d, want %d", host, status, want)
			}
		})
	}
}

// Thousands of refusals do not flood the one who looks on.
func TestReports(t *testing.T) {
	t.Parallel()
	s := start(t, "127.0.0.1:0", Options{})
	for i := range 60 {
		host := "Host: " + strings.Repeat("x", 300) + ".example"
		if i%3 > 0 {
			host = fmt.Sprintf("Host: h%d.example", i/2)
		}
		if status, _, _ := send(t, s.addr, "POST", "/", []string{host}); status != 421 {
			t.Fatalf("status %d", status)
		}
	}
	if len(s.refused) != MaxReports {
		t.Fatalf("%d reports, want %d", len(s.refused), MaxReports)
	}
	seen := map[string]bool{}
	for i, r := range s.refused {
		if r.Last != (i == MaxReports-1) || seen[r.Value] || len(r.Value) > 200 {
			t.Errorf("report %d: %+v", i, r)
		}
		seen[r.Value] = true
	}
}

func TestParseHost(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a.example": "a.example|", "A.Example.:443": "a.example|443", "box": "box|", ".t.example": ".t.example|",
		"10.0.0.1": "10.0.0.1|", "[::1]:80": "::1|80", "fe80::1": "fe80::1|", "[fe80::1]": "fe80::1|", "my_box:1": "my_box|1",
		"": "expected NAME", "https://a.example": "expected NAME", "a.example:": "expected NAME", "a.example:0": "expected NAME",
		"a.example:99999": "expected NAME", ":80": "expected NAME", "*": "* stands for nothing", "*.a.example": "* stands for nothing",
		".": "expected NAME", ".example": "too wide", "a..example": "not the name", "a/b": "not the name", "a b": "not the name", "..a.example": "not the name",
	} {
		t.Run(text, func(t *testing.T) {
			h, err := ParseHost(text)
			got := h.name + "|" + h.port
			if err != nil {
				got = err.Error()
			}
			if got != want && (err == nil || !strings.HasPrefix(got, want)) {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}
