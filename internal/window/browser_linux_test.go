package window

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium is where Debian installs it; without it these tests are skipped.
const chromium = "/usr/bin/chromium"

var shots = flag.String("shots", "", "write pictures of the page to this directory")

// browser opens pages in a browser that reaches no other machine, and keeps what the
// browser complains of and asks for.
type browser struct {
	t        *testing.T
	ctx      context.Context
	mu       sync.Mutex
	told     []string // console, exceptions, refused by the policy
	requests []string
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("no " + chromium)
	}
	dir := t.TempDir()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Env("HOME="+dir, "TMPDIR="+dir), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("proxy-server", "direct://"),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.WindowSize(1280, 900))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); cancel() })
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	b.do()
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	call(b, runtime.Enable, cdp.Empty{})
	return b
}

// call tells the browser to do what no action does.
func call[P, R any](b *browser, cmd cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, cmd, params); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			b.told = append(b.told, string(arg.Value))
		}
	case *runtime.EventExceptionThrown:
		b.told = append(b.told, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		b.told = append(b.told, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	}
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// open opens a page, saved as a file.
func (b *browser) open(page string) string {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		b.t.Fatal(err)
	}
	url := "file://" + file
	b.do(chromedp.Navigate(url), chromedp.WaitReady(chromedp.CSS("body")))
	return url
}

// eval is what an expression comes to, as text.
func (b *browser) eval(expression string) string {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

func (b *browser) want(name, expression, want string) {
	b.t.Helper()
	if got := b.eval(expression); got != want {
		b.t.Errorf("%s: %s, want %s", name, got, want)
	}
}

func (b *browser) press(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(key))
	}
}

// quiet fails where the browser complained, or asked for anything but the page.
func (b *browser) quiet(url string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.told) > 0 {
		b.t.Errorf("the browser says %q", b.told)
	}
	for _, asked := range b.requests {
		if before, _, _ := strings.Cut(asked, "#"); before != url {
			b.t.Errorf("the page asks for %s", asked)
		}
	}
}

const shownRows = `[...document.querySelectorAll('.row')].filter(r => !r.hidden).map(r => r.dataset.id).join(' ')`

func TestBrowser(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	b.do(chromedp.EmulateViewport(1280, 900))
	url := b.open(made(t, some(), Options{}))

	b.want("lives are drawn", `[...document.querySelectorAll('.row')].filter(r => [...r.querySelectorAll('svg.drawing')].filter(s => s.getBoundingClientRect().width > 500 && s.querySelector('use')).length === 1).length`, "11")
	b.want("a glyph has a size", `document.querySelector('.row use[href="#created"]').getBoundingClientRect().width > 5`, "true")
	b.want("glyphs have their colours", `getComputedStyle(document.querySelector('.row use[href="#approved"]')).color`, "rgb(20, 113, 58)")
	b.want("the drawing is labelled", `document.querySelector('.row [role=img]').getAttribute('aria-labelledby')`, "s1")

	call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/"})
	b.want("/ goes to the filter", `document.activeElement.id`, "filter")
	b.press("code:glare -outcome:approved")
	b.want("words of a filter", shownRows, "6co0d72mgi8mg")
	b.want("how many are shown", `document.getElementById('shown').textContent`, "1 of 11 submissions shown, newest first.")
	b.want("the filter is in the URL", `new URLSearchParams(location.hash.slice(1)).get('filter')`, "code:glare -outcome:approved")
	b.press(kb.Escape)
	b.want("Esc empties the filter", `document.getElementById('filter').value + '|' + document.querySelectorAll('.row[hidden]').length`, "|0")
	b.press("nothing like that")
	b.want("nothing is left", `document.getElementById('shown').textContent`, "No submission matches the filter.")
	b.press(kb.Escape, kb.Escape)

	b.press("j", "j", kb.ArrowDown, "k")
	b.want("j and k select", `document.querySelector('[aria-current=true].row').dataset.id + '|' + document.activeElement.tagName`, "6irdu19sdwrvz|SUMMARY")
	b.want("one tab stop", `document.querySelectorAll('summary.life[tabindex="0"]').length`, "1")
	b.press(kb.Enter)
	b.want("Enter opens", `document.querySelector('.row[aria-current=true] details').open`, "true")
	b.want("the events are there", `document.querySelectorAll('.row[aria-current=true] tbody tr').length`, "2")
	b.press(kb.Escape)
	b.want("Esc closes", `document.querySelector('.row[aria-current=true] details').open`, "false")
	b.press("2")
	b.want("2 goes to the totals", `getComputedStyle(document.querySelector('.lives')).display`, "none")
	b.press("1")

	b.do(chromedp.Click(chromedp.CSS(`.chip[href*="rejected"]`)))
	b.want("a chip filters", shownRows, "6f1ln4p3ipo9v 6axuvzy8vvoal 6co0d72mgi8mg")
	b.want("the chip is marked", `document.querySelector('.chip[aria-current=true]').textContent.trim().replace(/\s+/g, ' ')`, "rejected 3")
	b.do(chromedp.NavigateBack())
	b.want("back undoes it", shownRows+`.split(' ').length`, "11")
	b.do(chromedp.Click(chromedp.CSS(`label:has(#axis-clock)`)))
	b.want("by the clock", `[...document.querySelectorAll('.row svg.drawing')].filter(s => s.getBoundingClientRect().width > 0).every(s => s.classList.contains('clock'))`, "true")
	b.do(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("body")))
	b.want("it survives a reload", `document.getElementById('axis-clock').checked`, "true")
	b.do(chromedp.Click(chromedp.CSS(`label:has(#theme-dark)`)))
	b.want("dark", `getComputedStyle(document.body).backgroundColor`, "rgb(18, 21, 24)")
	b.quiet(url)
}

// TestBrowserHostile: what a payload holds runs nothing, and shows as it is.
func TestBrowserHostile(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	url := b.open(made(t, hostile(), Options{Clear: true}))
	b.want("rows", `document.querySelectorAll('.row').length`, fmt.Sprint(len(hostileTexts())))
	for i := range hostileTexts() {
		b.eval(fmt.Sprintf(`document.querySelectorAll('summary.life')[%d].click()`, i))
	}
	for i := range hostileTexts() {
		b.eval(fmt.Sprintf(`document.querySelectorAll('.bars.codes a')[%d]?.click()`, i))
	}
	b.want("nothing ran", `typeof window.pwned`, "undefined")
	b.want("no markup", `document.querySelectorAll('img, b b, script').length`, "1")
	b.want("the text is there", `[...document.querySelectorAll('.id bdi')].some(e => e.textContent.startsWith('<script>window.pwned=1</script>'))`, "true")
	b.quiet(url)
}

// wider are the elements that make the page wider than the window.
const wider = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? '' : [...document.querySelectorAll('body *')].filter(e => !e.closest('.chips, .scroll, svg') && e.getBoundingClientRect().right > document.documentElement.clientWidth).map(e => e.tagName + '.' + e.className).slice(0, 5).join(' ')`

// TestBrowserWidths: nothing is wider than the page, in both languages.
func TestBrowserWidths(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	for _, lang := range []string{"en", "ko"} {
		url := b.open(made(t, append(some(), hostile()...), Options{Lang: lang}))
		for _, width := range []int64{390, 679, 768, 940, 1024, 1180, 1280, 1440, 1920} {
			b.do(chromedp.EmulateViewport(width, 900))
			for _, tab := range []string{"timeline", "totals"} {
				b.eval(fmt.Sprintf(`document.getElementById('tab-%s').click()`, tab))
				b.want(fmt.Sprintf("%s, %d, %s", lang, width, tab), wider, "")
			}
		}
		b.quiet(url)
		b.requests = nil
	}
}

// TestShots writes pictures, to be looked at.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots")
	}
	b := newBrowser(t)
	for _, lang := range []string{"en", "ko"} {
		b.open(made(t, some(), Options{Lang: lang}))
		for _, width := range []int64{390, 768, 1122, 1280, 1440} {
			for _, theme := range []string{"light", "dark"} {
				media := map[int64]string{1122: "print"}[width] // A4, landscape
				call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
				b.do(chromedp.EmulateViewport(width, 844))
				picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				name := filepath.Join(*shots, fmt.Sprintf("%s-%d-%s.png", lang, width, theme))
				if err := os.WriteFile(name, picture, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
