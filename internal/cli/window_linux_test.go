package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/argosctl/argosctl/internal/testkit/browsertest"
)

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
	for until := time.Now().Add(2 * time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if got = b.Eval(expression); got == want {
			return
		}
	}
	t.Errorf("%s: %s, want %s", name, got, want)
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
