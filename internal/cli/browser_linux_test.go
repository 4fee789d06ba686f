package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

// chromium is where Debian installs it; without it the test is skipped.
const chromium = "/usr/bin/chromium"

// attack is what a page tries, and what came of it: a status, or that the
// browser did not let it read one.
type attack struct{ Name, Result string }

// hostile serves pages that attack two servers of this machine, and hands on
// what they report. As attacker.example it is a rebinding name: the page comes
// from it, and what the page then asks of its own origin goes to a server here.
func hostile(t *testing.T, listenURL, mockURL string) (page string, reports <-chan []attack) {
	t.Helper()
	to := func(text string) http.Handler {
		u, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host = u.Scheme, u.Host // the Host header stays that of the page
		}}
	}
	tell := make(chan []attack, 2)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /page/{name}", func(w http.ResponseWriter, r *http.Request) {
		text, err := os.ReadFile(filepath.Join("testdata", "browser", r.PathValue("name")))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, strings.NewReplacer("{{listen}}", listenURL, "{{mock}}", mockURL).Replace(string(text)))
	})
	mux.HandleFunc("POST /report", func(_ http.ResponseWriter, r *http.Request) {
		var attacks []attack
		if err := json.NewDecoder(r.Body).Decode(&attacks); err != nil {
			t.Error(err)
		}
		tell <- attacks
	})
	mux.Handle("/hook", to(listenURL))
	mux.Handle("/v3/", to(mockURL))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL, tell
}

// browse opens a URL in a browser of its own that knows no other machine.
func browse(t *testing.T, page string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	dir := t.TempDir()
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--proxy-server=direct://", "--host-resolver-rules=MAP * 127.0.0.1", "--user-data-dir="+dir, page)
	cmd.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
}

func reported(t *testing.T, reports <-chan []attack) []attack {
	t.Helper()
	select {
	case attacks := <-reports:
		return attacks
	case <-time.After(2 * time.Minute):
		t.Fatal("the page did not report")
	}
	return nil
}

// A page on another port, and a page whose name leads to this machine, send
// all that a page can: nothing is saved, shown, passed on, changed or read.
func TestBrowser(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("no " + chromium)
	}
	t.Parallel()
	forwarded := make(chan string, 100)
	handler := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		forwarded <- string(body)
	}))
	defer handler.Close()
	dir := t.TempDir()
	archive, data := dir+"/x.ndjson", dir+"/items.json"
	item := `{"submission_id":"6a","email":"person@example.com","kyc":{"result":"pending"}}`
	if err := os.WriteFile(data, []byte(item), 0o600); err != nil {
		t.Fatal(err)
	}
	l := listen(t, "--once", "--save", archive, "--forward-to", handler.URL, "-v", "-o", "ndjson")
	mock := startMock(t, "--data", data, "--webhook-to", handler.URL, "-v")
	page, reports := hostile(t, l.url, strings.TrimSuffix(mock.base, "/v3"))
	port := page[strings.LastIndex(page, ":"):]

	browse(t, page+"/page/cross.html?next="+url.QueryEscape("http://attacker.example"+port+"/page/rebind.html"))
	cross := reported(t, reports)
	for _, a := range cross {
		if a.Result != "not read" {
			t.Errorf("%s: %s, want that the page cannot read it", a.Name, a.Result)
		}
	}
	rebind := reported(t, reports)
	for _, a := range rebind {
		if !strings.HasPrefix(a.Result, "421 refused: ") {
			t.Errorf("%s as attacker.example: %q, want a 421", a.Name, a.Result)
		}
	}
	if len(cross) < 10 || len(rebind) < 4 {
		t.Errorf("%d and %d attacks", len(cross), len(rebind))
	}
	// Each attack on a server has arrived there, and was refused.
	arrived := func(log string) int { return strings.Count(log, `msg="request refused"`) }
	t.Logf("refused: %d by listen, %d by mock", arrived(l.errs.String()), arrived(mock.errs.String()))
	if n := arrived(l.errs.String()) + arrived(mock.errs.String()); n < len(cross)+len(rebind) {
		t.Errorf("%d requests were refused, want at least %d\n%s\n%s", n, len(cross)+len(rebind), l.errs, mock.errs)
	}
	resp, err := http.Get(mock.base + "/submission?submission_id=6a")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), `"pending"`) {
		t.Errorf("the submission is now %s, %v", body, err)
	}
	l.post(approvedBody, 200) // the first event that counts
	l.end(0, `^\{.*"event":"approved".*\}\n$`, `(?s)warning: refused a request of a web page on another site.*hint: `)
	if saved, err := os.ReadFile(archive); err != nil || string(saved) != approvedBody+"\n" {
		t.Errorf("saved %q, %v", saved, err)
	}
	close(forwarded)
	got := fmt.Sprint(len(forwarded))
	for body := range forwarded {
		got += " " + body
	}
	if got != "1 "+approvedBody {
		t.Errorf("passed on: %s", got)
	}
}
