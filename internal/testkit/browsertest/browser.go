// Package browsertest drives the Chromium of the machine for tests of pages.
package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/argosctl/argosctl/internal/testkit"
)

// chromium is where Debian installs it; without it these tests are skipped.
const chromium = "/usr/bin/chromium"

// Browser opens pages in a browser that reaches no other machine, and keeps what the
// browser complains of and asks for.
type Browser struct {
	t        *testing.T
	Ctx      context.Context
	mu       sync.Mutex
	Told     []string // console, exceptions, refused by the policy
	Requests []string
}

// New starts a browser; the test is skipped where there is none, and under the race
// detector.
func New(t *testing.T) *Browser {
	t.Helper()
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("no " + chromium)
	}
	testkit.NotUnderRace(t, "the browser takes the time")
	dir := t.TempDir()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Env("HOME="+dir, "TMPDIR="+dir), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"), chromedp.Flag("proxy-server", "direct://"),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.WindowSize(1280, 900))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); cancel() })
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &Browser{t: t, Ctx: ctx}
	b.Do()
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	Call(b, network.Enable, network.EnableParams{})
	Call(b, log.Enable, cdp.Empty{})
	Call(b, runtime.Enable, cdp.Empty{})
	return b
}

// Call tells the browser to do what no action does.
func Call[P, R any](b *Browser, cmd cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.Ctx, cmd, params); err != nil {
		b.t.Fatal(err)
	}
}

func (b *Browser) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			b.Told = append(b.Told, string(arg.Value))
		}
	case *runtime.EventExceptionThrown:
		b.Told = append(b.Told, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		b.Told = append(b.Told, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		b.Requests = append(b.Requests, e.Request.URL)
	}
}

// Do acts, and fails the test where that cannot be done.
func (b *Browser) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.Ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// Open opens a page, saved as a file.
func (b *Browser) Open(page string) string {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		b.t.Fatal(err)
	}
	url := "file://" + file
	b.Do(chromedp.Navigate(url), chromedp.WaitReady(chromedp.CSS("body")))
	return url
}

// Eval is what an expression comes to, as text.
func (b *Browser) Eval(expression string) string {
	b.t.Helper()
	got, err := chromedp.Run(b.Ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// Want compares what an expression comes to.
func (b *Browser) Want(name, expression, want string) {
	b.t.Helper()
	if got := b.Eval(expression); got != want {
		b.t.Errorf("%s: %s, want %s", name, got, want)
	}
}

// Press presses keys, one after the other.
func (b *Browser) Press(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		b.Do(chromedp.KeyEvent(key))
	}
}

// Quiet fails where the browser complained, or asked for anything but the page.
func (b *Browser) Quiet(url string) { b.QuietIf(func(asked string) bool { return asked == url }) }

// QuietIf fails where the browser complained, or asked for what is not its own: the
// addresses come without what is behind their #.
func (b *Browser) QuietIf(own func(url string) bool) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.Told) > 0 {
		b.t.Errorf("the browser says %q", b.Told)
	}
	for _, asked := range b.Requests {
		if before, _, _ := strings.Cut(asked, "#"); !own(before) {
			b.t.Errorf("the page asks for %s", asked)
		}
	}
}
