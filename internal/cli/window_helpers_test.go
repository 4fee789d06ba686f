package cli

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
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
	for until := time.Now().Add(2 * time.Minute); time.Now().Before(until); time.Sleep(time.Millisecond) {
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

// do reads a page of the window, and sends its form where fields are given.
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

func unescaped(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&", "&#43;", "+").Replace(text)
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for until := time.Now().Add(2 * time.Minute); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("it did not come")
		}
	}
}

func sampleOf(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := windowRun(t, append([]string{"event", "sample"}, args...)...)
	if code != 0 {
		t.Fatal(errs)
	}
	return out
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
