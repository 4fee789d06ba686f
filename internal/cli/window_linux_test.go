package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/testkit/browsertest"
	"github.com/argosctl/argosctl/internal/workdir"
)

// windowed is a listener with a window.
type windowed struct {
	*listening
	link, dir string
	base      string
	jar       http.Client
}

var windowLinkForm = regexp.MustCompile(`(http://127\.0\.0\.1:\d+)/\?token=[0-9a-f]+`)

// window starts a listener with a window.
func openWindow(t *testing.T, args ...string) *windowed {
	t.Helper()
	w := &windowed{dir: t.TempDir()}
	w.listening = listen(t, append([]string{"--ui=127.0.0.1:0", "--fixtures", w.dir}, args...)...)
	w.link = linkIn(t, w.errs)
	return w
}

func linkIn(t *testing.T, errs *clitest.Screen) string {
	t.Helper()
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(time.Millisecond) {
		if link := windowLinkForm.FindString(errs.String()); link != "" {
			return link
		}
	}
	t.Fatalf("no link: %s", errs)
	return ""
}

// enter opens the link as a program with cookies.
func (w *windowed) enter(t *testing.T) string {
	t.Helper()
	w.jar.Jar, _ = cookiejar.New(nil)
	resp, err := w.jar.Get(w.link)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, _ := io.ReadAll(resp.Body)
	w.base = resp.Request.URL.String()
	return string(page)
}

// browse opens the link in a browser.
func (w *windowed) browse(t *testing.T) *browsertest.Browser {
	t.Helper()
	b := browsertest.New(t)
	b.Do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(w.link), chromedp.WaitReady(chromedp.CSS("html.js")))
	w.base = b.Eval("location.origin + location.pathname")
	return b
}

// own reports whether an address is the window's.
func (w *windowed) own(url string) bool {
	return strings.HasPrefix(url, windowLinkForm.FindStringSubmatch(w.link)[1]+"/")
}

// soon waits until an expression comes to a value.
func soon(t *testing.T, b *browsertest.Browser, name, expression, want string) {
	t.Helper()
	got := ""
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if got = b.Eval(expression); got == want {
			return
		}
	}
	t.Errorf("%s: %s, want %s", name, got, want)
}

func sampleOf(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := windowRun(t, append([]string{"event", "sample"}, args...)...)
	if code != 0 {
		t.Fatal(errs)
	}
	return out
}

func TestWindow(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var got []byte
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		got, _ = io.ReadAll(r.Body)
		_, _ = io.WriteString(w, `{"taken":true}`)
	}))
	defer handler.Close()
	taken := func() string { mu.Lock(); defer mu.Unlock(); return string(got) }
	w := openWindow(t, "--forward-to", handler.URL+"/hook")
	b := w.browse(t)
	soon(t, b, "nothing has come", `document.querySelector('.empty h2').textContent`, "Ready for the first webhook")
	rejected, approved := sampleOf(t, "rejected", "--seed", "3"), sampleOf(t, "approved", "--seed", "4")
	w.post(rejected, 200)
	soon(t, b, "the first arrival", `document.querySelectorAll('.d-row').length + document.querySelectorAll('html.js').length`, "2")
	b.Eval(`document.querySelector('.d-row').dataset.marked = 'yes'`)
	w.post(approved, 200)
	soon(t, b, "the next arrival, without a reload", `[...document.querySelectorAll('.c-event')].map(e => e.textContent).join(' ')`, "approved rejected")
	soon(t, b, "the count", `document.querySelector('#all-count').textContent`, "2")

	browsertest.Call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/"})
	soon(t, b, "/ goes to the filter", `document.activeElement.id`, "filter")
	b.Press("event:rej")
	soon(t, b, "a filter", `[...document.querySelectorAll('.c-event')].map(e => e.textContent).join(' ')`, "rejected")
	soon(t, b, "the filter is in the URL", `new URLSearchParams(location.search).get('q')`, "event:rej")
	b.Press("\x1b")
	soon(t, b, "without the filter", `document.querySelectorAll('.d-row').length`, "2")
	b.Eval(`document.activeElement.blur()`)
	b.Press("j", "j")
	soon(t, b, "j chooses", `document.querySelector('.dt-title h2')?.textContent`, "rejected")
	soon(t, b, "personal data is masked", `document.body.textContent.includes('@example')`, "false")

	mu.Lock()
	got = nil
	mu.Unlock()
	b.Press("r")
	soon(t, b, "r sends again", `/200/.test(document.querySelector('#result p')?.textContent)`, "true")
	if taken() != rejected {
		t.Errorf("the handler got %q, want the bytes of the delivery", taken())
	}
	b.Press("m")
	soon(t, b, "m shows", `document.body.textContent.includes('@example')`, "true")
	b.Do(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("html.js")))
	soon(t, b, "a reload masks", `document.body.textContent.includes('@example')`, "false")
	b.Press("x")
	soon(t, b, "x asks for a name", `!!document.querySelector('#name')`, "true")
	b.Eval(`document.querySelector('button[value=save-scrubbed]').click()`)
	soon(t, b, "it is saved", `/saved as/.test(document.querySelector('#result')?.textContent)`, "true")
	files, _ := filepath.Glob(w.dir + "/*.json")
	if len(files) != 1 {
		t.Fatalf("saved %q", files)
	}
	if out, errs, code := windowRun(t, "validate", files[0]); code != 0 || strings.Contains(out, "personal") {
		t.Errorf("the saved fixture: %d %s%s", code, out, errs)
	}
	b.QuietIf(w.own)
}

// post sends a form of the window.
func (w *windowed) do(t *testing.T, query string, form ...string) (int, string) {
	t.Helper()
	resp, err := w.jar.Get(w.base + query)
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if len(form) == 0 {
		return resp.StatusCode, string(page)
	}
	token := regexp.MustCompile(`name="form" value="([0-9a-f]+)"`).FindSubmatch(page)
	if token == nil {
		t.Fatalf("no form: %s", page)
	}
	values := map[string][]string{"form": {string(token[1])}}
	for i := 0; i+1 < len(form); i += 2 {
		values[form[i]] = []string{form[i+1]}
	}
	resp, err = w.jar.PostForm(w.base+query, values)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, _ = io.ReadAll(resp.Body)
	return resp.StatusCode, string(page)
}

// TestWindowWithoutScript: all works by links and forms.
func TestWindowWithoutScript(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var bodies []string
	handler := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		bodies = append(bodies, string(body))
	}))
	defer handler.Close()
	last := func() string { mu.Lock(); defer mu.Unlock(); return bodies[len(bodies)-1] }
	w := openWindow(t, "--forward-to", handler.URL)
	w.enter(t)
	body := "{\n \"webhook_trigger\": \"rejected\", \"submission_id\": \"6co0d72mgi8mg\", \"email\": \"it's'@mail.example\", \"kyc_result\": {\"status\": \"rejected\"}, \"userid\": \"$HOME `x` %s\\n\"}"
	w.post(body, 200)
	waitFor(t, func() bool { _, page := w.do(t, ""); return strings.Contains(page, "6co0d72mgi8mg") })

	if _, page := w.do(t, "?id=0", "do", "curl"); !strings.Contains(page, "would carry personal data") || strings.Contains(page, "mail.example") {
		t.Errorf("curl did not ask first")
	}
	_, page := w.do(t, "?id=0", "do", "curl-clear")
	command := regexp.MustCompile(`(?s)<textarea class="to-copy"[^>]*>(.*?)</textarea>`).FindStringSubmatch(page)
	if command == nil {
		t.Fatalf("no command: %s", page)
	}
	if curl, err := exec.LookPath("curl"); err == nil && curl != "" {
		line := unescaped(command[1])
		if out, err := exec.Command("sh", "-c", line).CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", line, err, out)
		}
		if last() != body {
			t.Errorf("curl sent %q, want %q", last(), body)
		}
	}
	if _, page = w.do(t, "?id=0", "do", "sendedited", "set", "userid=user123\nkyc_result.status=approved"); !strings.Contains(page, "answered 200") {
		t.Errorf("not sent: %s", page)
	}
	want := strings.NewReplacer("\"$HOME `x` %s\\n\"", `"user123"`, `"status": "rejected"`, `"status": "approved"`).Replace(body)
	if last() != want {
		t.Errorf("edited: %q, want %q", last(), want)
	}
	for _, name := range []string{"../x.json", "/tmp/x.json", "x", "", ".hidden.json", "a\u202e.json", "a/b.json"} {
		if status, _ := w.do(t, "?id=0", "do", "save-fixture", "name", name); status != http.StatusUnprocessableEntity {
			t.Errorf("a file called %q: %d", name, status)
		}
	}
	w.do(t, "?id=0", "do", "save-fixture", "name", "one.json")
	if text, err := os.ReadFile(w.dir + "/one.json"); err != nil || string(text) != body {
		t.Errorf("the fixture is %q, %v", text, err)
	}
	if info, err := os.Stat(w.dir + "/one.json"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its mode: %v, %v", info, err)
	}
	if status, page := w.do(t, "?id=0", "do", "save-fixture", "name", "one.json"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "is there already") {
		t.Errorf("saved over another file: %d", status)
	}
	if _, page = w.do(t, "?id=0&tab=body", "show", "1"); !strings.Contains(page, "mail.example") {
		t.Error("Show does not show")
	}
	if _, page = w.do(t, "?id=0&tab=body"); strings.Contains(page, "mail.example") {
		t.Error("it is shown without being asked for")
	}
	if _, page = w.do(t, "timeline"); !strings.Contains(page, "6co0d72mgi8mg") || strings.Contains(page, "mail.example") {
		t.Error("the timeline lacks the submission, or shows personal data")
	}
}

func unescaped(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&", "&#43;", "+").Replace(text)
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for until := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("it did not come")
		}
	}
}

// TestWindowDoor: who may look.
func TestWindowDoor(t *testing.T) {
	t.Parallel()
	w := openWindow(t)
	w.post(sampleOf(t, "approved", "--seed", "5"), 200)
	w.enter(t)
	site, _ := regexp.MatchString(`^http://127\.0\.0\.1:\d+/[0-9a-f]{16}/$`, w.base)
	if !site {
		t.Fatalf("the window is at %s", w.base)
	}
	host := windowLinkForm.FindStringSubmatch(w.link)[1]
	for _, c := range []struct {
		name, method, url string
		headers           []string
		cookie            bool
		want              int
	}{
		{"the link again", "GET", w.link, nil, false, 403},
		{"the link again, with the cookie", "GET", w.link, nil, true, 403},
		{"another token", "GET", host + "/?token=00", nil, false, 403},
		{"no token", "GET", host + "/", nil, false, 403},
		{"the page without a cookie", "GET", w.base, nil, false, 403},
		{"the stream without a cookie", "GET", w.base + "events", nil, false, 403},
		{"the page", "GET", w.base, nil, true, 200},
		{"a page that is not there", "GET", w.base + "x", nil, true, 404},
		{"another host: a proxy, rebinding", "GET", w.base, []string{"Host: window.example"}, true, 421},
		{"a page on another port reads", "GET", w.base, []string{"Sec-Fetch-Site: same-site", "Origin: http://127.0.0.1:3000"}, true, 403},
		{"a page on another port sends", "POST", w.base + "?id=0", []string{"Origin: http://127.0.0.1:3000", "Content-Type: application/x-www-form-urlencoded"}, true, 403},
		{"a page on another port opens a stream", "GET", w.base + "events", []string{"Sec-Fetch-Site: cross-site"}, true, 403},
		{"a form without its token", "POST", w.base + "?id=0", []string{"Content-Type: application/x-www-form-urlencoded"}, true, 403},
		{"another method", "DELETE", w.base, nil, true, 405},
	} {
		t.Run(c.name, func(t *testing.T) {
			req, err := http.NewRequest(c.method, c.url, strings.NewReader("do=send&form=x"))
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range c.headers {
				name, value, _ := strings.Cut(line, ": ")
				if req.Header.Set(name, value); name == "Host" {
					req.Host = value
				}
			}
			client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			if c.cookie {
				client.Jar = w.jar.Jar
			}
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			page, _ := io.ReadAll(resp.Body)
			if resp.StatusCode != c.want {
				t.Errorf("%d, want %d: %s", resp.StatusCode, c.want, page)
			}
			if c.want != 200 && bytes.Contains(page, []byte("d-row")) {
				t.Error("deliveries are in the answer")
			}
			if c.want == 421 && !bytes.Contains(page, []byte("ssh -L")) {
				t.Errorf("no hint: %s", page)
			}
		})
	}
	if out := w.errs.String(); !strings.Contains(out, "a used link of the window was opened") {
		t.Errorf("no fresh link: %s", out)
	}
}

// TestWindowHostile: nothing of a request acts on the page.
func TestWindowHostile(t *testing.T) {
	t.Parallel()
	w := openWindow(t)
	b := w.browse(t)
	bad := `<script>window.pwned=1</script><img src=x onerror=window.pwned=1><svg onload=window.pwned=1>\"'&{{.}}\u202e\u0007`
	body := strings.ReplaceAll(`{"webhook_trigger":"BAD","submission_id":"BAD","userid":"BAD","BAD":"BAD","kyc_result":{"status":"rejected","commentCode":"BAD"},"retryCode":"BAD"}`, "BAD", bad)
	for _, text := range []string{body, strings.Replace(body, bad, "rejected", 1), strings.Replace(body, bad, "retry", 1), bad} {
		req, _ := http.NewRequest(http.MethodPost, w.url+"/"+"%3Cscript%3E", strings.NewReader(text))
		req.Header.Set("X-Bad", `<script>window.pwned=1</script>`)
		req.Header.Set("Content-Type", `text/html; x="<script>window.pwned=1</script>"`)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	soon(t, b, "all are there", `document.querySelectorAll('.d-row').length`, "4")
	for id := range 4 {
		for _, tab := range []string{"", "body", "headers", "handler", "life"} {
			b.Do(chromedp.Navigate(w.base+"?id="+string(rune('0'+id))+"&tab="+tab), chromedp.WaitReady(chromedp.CSS("html.js")))
			soon(t, b, "nothing ran", `typeof window.pwned + document.querySelectorAll('img, .detail-pane script, svg[onload]').length`, "undefined0")
		}
	}
	b.QuietIf(w.own)
}

// TestWindowHandlerDown: what the handler did not take is kept, and sent again.
func TestWindowHandlerDown(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	down, got := true, 0
	handler := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if down {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		got++
	}))
	handler.Config.ErrorLog = nil
	defer handler.Close()
	w := openWindow(t, "--forward-to", handler.URL)
	w.enter(t)
	for range 3 {
		w.post(sampleOf(t, "approved"), 502)
	}
	waitFor(t, func() bool { _, page := w.do(t, ""); return strings.Contains(page, "Send the 3 again") })
	if _, page := w.do(t, ""); !strings.Contains(page, "The handler does not answer") || !strings.Contains(page, "no answer") {
		t.Errorf("no banner: %s", page)
	}
	mu.Lock()
	down = false
	mu.Unlock()
	w.do(t, "?id=0", "do", "resend")
	mu.Lock()
	defer mu.Unlock()
	if got != 3 {
		t.Errorf("the handler got %d, want 3", got)
	}
}

// windowFactory is a factory with streams of its own.
func windowFactory(t *testing.T, stdin string) (f *kit.Factory, out, errs *clitest.Screen) {
	streams, _, _ := term.Buffers(stdin)
	out, errs = new(clitest.Screen), new(clitest.Screen)
	streams.Out, streams.Err = out, errs
	home := t.TempDir()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return &kit.Factory{
		IO: streams, Getenv: func(string) string { return "" }, Now: time.Now, Seed: func() uint64 { return 1 },
		Dir: workdir.Dir(here), Home: func() (string, error) { return home, nil },
	}, out, errs
}

// windowRun runs a command line to its end.
func windowRun(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	f, stdout, stderr := windowFactory(t, "")
	code = Main(args, f)
	return stdout.String(), stderr.String(), code
}

// startView starts view; stop ends it as Ctrl-C does, and returns its exit code.
func startView(t *testing.T, args ...string) (errs *clitest.Screen, stop func() int) {
	t.Helper()
	f, _, errs := windowFactory(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() { code <- runUntil(ctx, append([]string{"view"}, args...), f) }()
	stop = sync.OnceValue(func() int { cancel(); return <-code })
	t.Cleanup(func() { stop() })
	return errs, stop
}

// TestView: files of any kind, in the same window.
func TestView(t *testing.T) {
	t.Parallel()
	errs, stop := startView(t, "../../testdata/webhooks", "--addr", "127.0.0.1:0")
	w := &windowed{link: linkIn(t, errs)}
	w.enter(t)
	waitFor(t, func() bool { _, page := w.do(t, ""); return !strings.Contains(page, `class="reading"`) })
	_, page := w.do(t, "?q=event:retry")
	id := regexp.MustCompile(`data-id="(\d+)"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatalf("no retry: %s", page)
	}
	if _, page = w.do(t, "?tab=body&id="+id[1]); !strings.Contains(page, `class="line"`) || strings.Contains(page, "has changed") {
		t.Errorf("no body: %s", page)
	}
	waitFor(t, func() bool { _, page := w.do(t, "timeline"); return strings.Contains(page, `class="rows"`) })
	if code := stop(); code != 130 {
		t.Errorf("exit code %d", code)
	}
}
