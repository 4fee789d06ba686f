package windowserver

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/argosctl/argosctl/internal/serve"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/window"
)

// fakeDesk has two deliveries, and keeps what it is asked for.
type fakeDesk struct {
	rows *shelf.Shelf

	mu     sync.Mutex
	frames []window.Frame
	forms  []url.Values
}

func newFakeDesk() *fakeDesk {
	d := &fakeDesk{rows: shelf.New(0)}
	d.rows.Add(&shelf.Row{Event: "created", Submission: "6a", Glyph: "created"})
	d.rows.Add(&shelf.Row{Event: "approved", Submission: "6a", Glyph: "approved", Outcome: "approved"})
	return d
}

func (d *fakeDesk) Shelf() *shelf.Shelf { return d.rows }
func (d *fakeDesk) About(string) About  { return About{Live: true} }

func (d *fakeDesk) Detail(_ context.Context, f *window.Frame, row *shelf.Row) *window.Detail {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.frames = append(d.frames, *f)
	return &window.Detail{Frame: f, Delivery: window.DeliveryOf(row, f)}
}

func (d *fakeDesk) Do(_ context.Context, _ *window.Frame, form url.Values) Done {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forms = append(d.forms, form)
	return Done{Result: &window.Result{Good: form.Get("do") == "send", Text: "it was done"}}
}

func (d *fakeDesk) Lives(context.Context, *window.Frame) (*window.Page, string) {
	return nil, "not ready"
}

// open is a window that is served as the commands do it.
type open struct {
	*Server
	desk   *fakeDesk
	client *http.Client // with the cookies of a browser; follows no redirect
	base   string       // the address of the page; "" before enter

	mu   sync.Mutex
	used []string // the links that Used was told of
}

func start(t *testing.T) *open {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := &open{desk: newFakeDesk()}
	o.client = o.browser()
	o.Server, err = New(l.Addr().String(), Options{Command: "listen", Lang: "en", Desk: o.desk, Used: func(link string) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.used = append(o.used, link)
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- serve.HTTP(ctx, l, o.Server, serve.Options{Private: true}) }()
	t.Cleanup(func() {
		o.Close()
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return o
}

// browser is another browser, which knows no window.
func (o *open) browser() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// answer is what a request came to.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends a request with these header lines.
func ask(t *testing.T, client *http.Client, method, target, body string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		if req.Header.Set(name, value); name == "Host" {
			req.Host = value
		}
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

// enter opens the link.
func (o *open) enter(t *testing.T) {
	t.Helper()
	link := o.Link()
	got := ask(t, o.client, http.MethodGet, link, "")
	if got.status != http.StatusSeeOther {
		t.Fatalf("the link: %d %s", got.status, got.body)
	}
	at, _ := url.Parse(link)
	to, err := at.Parse(got.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	o.base = to.String()
}

// token is what the forms of the window carry.
func (o *open) token(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile(`name="form" value="([0-9a-f]+)"`).FindStringSubmatch(ask(t, o.client, http.MethodGet, o.base+"?id=0", "").body)
	if found == nil {
		t.Fatal("the page has no form")
	}
	return found[1]
}

// TestLink: a link works once, and a few fresh ones are made for whoever comes late.
func TestLink(t *testing.T) {
	t.Parallel()
	o := start(t)
	link := o.Link()
	got := ask(t, o.client, http.MethodHead, link, "")
	if got.status != http.StatusForbidden || o.Link() != link {
		t.Errorf("HEAD: %d, and the link is spent", got.status)
	}
	got = ask(t, o.client, http.MethodGet, link, "")
	base := got.header.Get("Location")
	if !regexp.MustCompile(`^/[0-9a-f]{16}/$`).MatchString(base) || got.status != http.StatusSeeOther {
		t.Fatalf("%d to %q", got.status, base)
	}
	if cookie := got.header.Get("Set-Cookie"); !regexp.MustCompile(`^argosctl-window=[0-9a-f]{32}; Path=` + base + `; HttpOnly; SameSite=Strict$`).MatchString(cookie) {
		t.Errorf("the cookie is %q", cookie)
	}
	if got := ask(t, o.browser(), http.MethodGet, strings.Replace(link, "token=", "token=0", 1), ""); got.status != http.StatusForbidden || len(o.used) > 0 {
		t.Errorf("a made-up token: %d, links %q", got.status, o.used)
	}
	for range mostLinks + 5 {
		if got := ask(t, o.browser(), http.MethodGet, link, ""); got.status != http.StatusForbidden || got.header.Get("Set-Cookie") != "" || strings.Contains(got.body, base) {
			t.Fatalf("a used link: %d %v %s", got.status, got.header, got.body)
		}
	}
	if len(o.used) != mostLinks-1 || o.used[0] == link {
		t.Fatalf("%d fresh links: %q", len(o.used), o.used)
	}
	if got := ask(t, o.browser(), http.MethodGet, o.used[0], ""); got.status != http.StatusSeeOther {
		t.Errorf("the fresh link: %d", got.status)
	}
}

// TestSessions: the number of browsers is bounded.
func TestSessions(t *testing.T) {
	t.Parallel()
	o := start(t)
	for range mostSessions {
		link, _ := o.door.another()
		if got := ask(t, o.browser(), http.MethodGet, link, ""); got.status != http.StatusSeeOther {
			t.Fatalf("%d", got.status)
		}
	}
	link, _ := o.door.another()
	if got := ask(t, o.browser(), http.MethodGet, link, ""); got.status != http.StatusForbidden {
		t.Errorf("one more: %d", got.status)
	}
}

// TestDoor: who may look, and who may act.
func TestDoor(t *testing.T) {
	t.Parallel()
	o := start(t)
	o.enter(t)
	host, _, _ := strings.Cut(strings.TrimPrefix(o.base, "http://"), "/")
	token := o.token(t)
	for _, c := range []struct {
		name, method, url, body string
		headers                 []string
		cookie                  bool
		want                    int
	}{
		{"the page", "GET", o.base, "", nil, true, 200},
		{"a part of it", "GET", o.base + "?part=list", "", nil, true, 200},
		{"the timeline", "GET", o.base + "timeline", "", nil, true, 200},
		{"the script", "GET", o.base + "desk.js", "", nil, true, 200},
		{"the sheet of pages without a session", "GET", "http://" + host + "/desk.css", "", nil, false, 200},
		{"a form", "POST", o.base + "?id=0", "do=send&form=" + token, nil, true, 200},
		{"a form that fails", "POST", o.base + "?id=0", "do=nothing&form=" + token, nil, true, 422},
		{"no token", "GET", "http://" + host + "/", "", nil, false, 403},
		{"the page without a cookie", "GET", o.base, "", nil, false, 403},
		{"the script without a cookie", "GET", o.base + "desk.js", "", nil, false, 403},
		{"the stream without a cookie", "GET", o.base + "events", "", nil, false, 403},
		{"a made-up cookie", "GET", o.base, "", []string{"Cookie: argosctl-window=00000000000000000000000000000000"}, false, 403},
		{"another path with the cookie", "GET", "http://" + host + "/0123456789abcdef/", "", nil, true, 403},
		{"a page that is not there", "GET", o.base + "x", "", nil, true, 404},
		{"a form without its token", "POST", o.base + "?id=0", "do=send", nil, true, 403},
		{"a form with another token", "POST", o.base + "?id=0", "do=send&form=" + strings.Repeat("0", len(token)), nil, true, 403},
		{"a form with its token in the URL", "POST", o.base + "?id=0&form=" + token, "do=send", nil, true, 403},
		{"a form that is too long", "POST", o.base + "?id=0", "do=send&form=" + token + "&set=" + strings.Repeat("x", mostForm), nil, true, 403},
		{"a form to the stream", "POST", o.base + "events", "form=" + token, nil, true, 405},
		{"a form to the script", "POST", o.base + "desk.js", "form=" + token, nil, true, 405},
		{"HEAD of the stream", "HEAD", o.base + "events", "", nil, true, 405},
		{"another method", "DELETE", o.base, "", nil, true, 405},
		{"another host: a proxy, rebinding", "GET", o.base, "", []string{"Host: window.example"}, true, 421},
		{"a page on another port reads", "GET", o.base, "", []string{"Sec-Fetch-Site: same-site", "Origin: http://127.0.0.1:3000"}, true, 403},
		{"a page on another port sends", "POST", o.base + "?id=0", "do=send&form=" + token, []string{"Origin: http://127.0.0.1:3000"}, true, 403},
		{"a page on another site opens a stream", "GET", o.base + "events", "", []string{"Sec-Fetch-Site: cross-site"}, true, 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := o.browser()
			if c.cookie {
				client = o.client
			}
			o.desk.forms = nil
			got := ask(t, client, c.method, c.url, c.body, c.headers...)
			if got.status != c.want {
				t.Errorf("%d, want %d: %s", got.status, c.want, got.body)
			}
			if c.want != 200 && c.want != 422 && strings.Contains(got.body, "d-row") {
				t.Errorf("deliveries are in the answer: %s", got.body)
			}
			if !c.cookie && strings.Contains(got.body, strings.TrimPrefix(o.base, "http://"+host)) {
				t.Errorf("the answer tells where the window is: %s", got.body)
			}
			if acted := len(o.desk.forms) > 0; acted != (c.method == "POST" && (c.want == 200 || c.want == 422)) {
				t.Errorf("acted: %t", acted)
			}
		})
	}
}

// TestPolicy: every answer says what pages may do, which is little.
func TestPolicy(t *testing.T) {
	t.Parallel()
	o := start(t)
	o.enter(t)
	for name, c := range map[string]struct {
		client *http.Client
		method string
		url    string
	}{
		"the page":                 {o.client, "GET", o.base + "?id=0"},
		"the timeline":             {o.client, "GET", o.base + "timeline"},
		"the script":               {o.client, "GET", o.base + "desk.js"},
		"a page without a session": {o.browser(), "GET", o.base},
		"a used link":              {o.browser(), "GET", o.Link()},
		"another method":           {o.client, "DELETE", o.base},
		"a page that is not there": {o.client, "GET", o.base + "x"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, c.client, c.method, c.url, "")
			for header, want := range map[string]string{
				"Content-Security-Policy":      policy,
				"X-Content-Type-Options":       "nosniff",
				"Referrer-Policy":              "same-origin",
				"Cross-Origin-Opener-Policy":   "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin",
				"Cache-Control":                "no-store",
			} {
				if have := got.header.Get(header); have != want {
					t.Errorf("%s: %q, want %q", header, have, want)
				}
			}
			for _, bad := range []string{"<style", "style=", "<script>", " onclick=", "javascript:", "http://", "https://"} {
				if strings.HasPrefix(got.header.Get("Content-Type"), "text/html") && strings.Contains(got.body, bad) {
					t.Errorf("the page has %s, which its policy forbids", bad)
				}
			}
		})
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy allows too much: %s", policy)
	}
}

// TestFrame: what an address asks for, however it is spelled.
func TestFrame(t *testing.T) {
	t.Parallel()
	o := start(t)
	o.enter(t)
	token := o.token(t)
	usual := window.Frame{Lang: "en", ID: 0, From: -1, Pin: -1}
	for _, c := range []struct {
		name, query, form string
		change            func(*window.Frame)
	}{
		{"nothing more", "", "", func(*window.Frame) {}},
		{"a tab and a view", "&tab=body&view=sent", "", func(f *window.Frame) { f.Tab, f.View = "body", "sent" }},
		{"a tab that there is not", "&tab=../body&view=x", "", func(*window.Frame) {}},
		{"a page of the list", "&from=7&pin=9", "", func(f *window.Frame) { f.From, f.Pin = 7, 9 }},
		{"numbers that are none", "&from=-7&pin=1e3", "", func(*window.Frame) {}},
		{"a language", "&lang=ko", "", func(f *window.Frame) { f.Lang = "ko" }},
		{"a language that there is not", "&lang=xx", "", func(*window.Frame) {}},
		{"a filter", "&q=event:retry", "", func(f *window.Frame) { f.Query = "event:retry" }},
		{"a filter that is cut within a letter", "&q=" + strings.Repeat("x", mostQuery-1) + "%ED%99%8D", "", func(f *window.Frame) { f.Query = strings.Repeat("x", mostQuery-1) }},
		{"clear in the address", "&show=1", "", func(*window.Frame) {}},
		{"clear in a form", "", "show=1", func(f *window.Frame) { f.Clear = true }},
		{"clear in the address of a form", "&show=1", "x=1", func(*window.Frame) {}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o.desk.frames = nil
			method, form := http.MethodGet, c.form
			if form != "" {
				method, form = http.MethodPost, form+"&form="+token
			}
			if got := ask(t, o.client, method, o.base+"?id=0"+c.query, form); got.status != http.StatusOK || len(o.desk.frames) != 1 {
				t.Fatalf("%d, %d details", got.status, len(o.desk.frames))
			}
			want, got := usual, o.desk.frames[0]
			c.change(&want)
			if got.Lang != want.Lang || got.ID != want.ID || got.From != want.From || got.Pin != want.Pin || got.Tab != want.Tab ||
				got.View != want.View || got.Query != want.Query || got.Clear != want.Clear || got.Count != 2 || got.Form != token {
				t.Errorf("%+v, want %+v", got, want)
			}
		})
	}
}

// TestStream: a page is told of arrivals, and of the end.
func TestStream(t *testing.T) {
	t.Parallel()
	o := start(t)
	o.enter(t)
	resp, err := o.client.Get(o.base + "events?lang=ko")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if kind := resp.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("it is %q", kind)
	}
	lines := bufio.NewScanner(resp.Body)
	next := func() string {
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return text
			}
		}
		return "the end"
	}
	if got, want := next(), `{"count":2,"told":"새 전송 {n}건"}`; got != want {
		t.Errorf("at first %s, want %s", got, want)
	}
	o.desk.rows.Add(&shelf.Row{Event: "retry"})
	o.Ring()
	if got := next(); !strings.HasPrefix(got, `{"count":3,`) {
		t.Errorf("after an arrival: %s", got)
	}
	o.Close()
	if got := next(); got != "the end" {
		t.Errorf("after the end: %s", got)
	}
}

// TestStreamsAreBounded: pages that nobody closes do not pile up.
func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	b := newBell()
	for range mostStreams {
		if !b.take(1) {
			t.Fatal("refused")
		}
	}
	if b.take(1) {
		t.Error("one too many was taken")
	}
	if b.take(-1); !b.take(1) {
		t.Error("a place that was given back is not free")
	}
}
