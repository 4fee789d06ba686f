package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/workdir"
)

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

// TestWindowDoor: the guard of servers and the door of the window stand before the
// deliveries. What they refuse is tried in serve and windowserver.
func TestWindowDoor(t *testing.T) {
	t.Parallel()
	w := openWindow(t)
	w.post(sampleOf(t, "approved", "--seed", "5"), 200)
	w.enter(t)
	site, _ := regexp.MatchString(`^http://127\.0\.0\.1:\d+/[0-9a-f]{16}/$`, w.base)
	if !site {
		t.Fatalf("the window is at %s", w.base)
	}
	for _, c := range []struct {
		name, method, url string
		headers           []string
		cookie            bool
		want              int
	}{
		{"the link again", "GET", w.link, nil, false, 403},
		{"the page", "GET", w.base, nil, true, 200},
		{"another host: a proxy, rebinding", "GET", w.base, []string{"Host: window.example"}, true, 421},
		{"a page on another port sends", "POST", w.base + "?id=0", []string{"Origin: http://127.0.0.1:3000", "Content-Type: application/x-www-form-urlencoded"}, true, 403},
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

// TestWindowClosedEnvelope: what the key does not open is not saved as if it were
// empty.
func TestWindowClosedEnvelope(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "sealed.json")
	if err := os.WriteFile(path, []byte(`{"data":"`+strings.Repeat("AAAA", 16)+`"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	errs, _ := startView(t, path, "--addr", "127.0.0.1:0", "--fixtures", dir)
	w := &windowed{link: linkIn(t, errs)}
	w.enter(t)
	waitFor(t, func() bool { _, page := w.do(t, ""); return strings.Contains(page, `data-id="0"`) })
	for _, action := range []string{"save-fixture", "save-scrubbed", "curl-scrubbed", "sendedited"} {
		t.Run(action, func(t *testing.T) {
			status, page := w.do(t, "?id=0", "do", action, "name", action+".json", "set", "a=1", "to", "127.0.0.1:9")
			if status != http.StatusUnprocessableEntity || !strings.Contains(page, `<p class="bad">the body is encrypted and no key is at hand</p><p class="quiet">set ARGOS_API_KEY`) {
				t.Errorf("%d %s", status, regexp.MustCompile(`(?s)id="result".*?</div>`).FindString(page))
			}
			if _, err := os.Stat(filepath.Join(dir, action+".json")); err == nil {
				t.Error("a file was written")
			}
		})
	}
}

// TestWindowBadSettings: a window that cannot open ends the command with the reason.
func TestWindowBadSettings(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".argosctl.yaml"), []byte("validate:\n  rules:\n    field/nosuch: error\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"listen", "--addr", "127.0.0.1:0", "--ui=127.0.0.1:0"}, {"view", inRepo("testdata/webhooks"), "--addr", "127.0.0.1:0"}} {
		t.Run(command[0], func(t *testing.T) {
			f, _, errs := windowFactory(t, "")
			f.Dir = workdir.Dir(dir)
			if code := Main(command, f); code != 2 || !strings.Contains(errs.String(), `unknown rule "field/nosuch"`) {
				t.Errorf("exit code %d: %s", code, errs)
			}
		})
	}
}

// TestWindowHandlerHangs: what came is on the page before a slow handler answers.
func TestWindowHandlerHangs(t *testing.T) {
	t.Parallel()
	answer := make(chan struct{})
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		<-answer
		w.WriteHeader(http.StatusAccepted)
	}))
	defer handler.Close()
	w := openWindow(t, "--forward-to", handler.URL)
	w.enter(t)
	var sent sync.WaitGroup
	sent.Go(func() { w.post(sampleOf(t, "approved", "--seed", "4"), http.StatusAccepted) })
	shows := func(query string, wants ...string) {
		t.Helper()
		page := ""
		for until := time.Now().Add(2 * time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
			_, page = w.do(t, query)
			if !slices.ContainsFunc(wants, func(want string) bool { return !strings.Contains(page, want) }) {
				return
			}
		}
		t.Errorf("%s lacks some of %q:\n%s", query, wants, page)
	}
	shows("?id=0", `<span class="c-answer waits">waiting</span>`, "approved")
	shows("?id=0&tab=handler", "the handler has not answered yet")
	close(answer)
	sent.Wait()
	shows("?id=0", `<span class="c-answer">202`)
	shows("?id=0&tab=handler", `<span class="badge good">202</span>`)
	if _, page := w.do(t, "?id=0&tab=handler"); strings.Contains(page, "not answered yet") || strings.Count(page, `class="d-row"`) != 1 {
		t.Errorf("after the answer: %s", page)
	}
}
