//go:build interop

package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/testkit/browsertest"
)

// axeCore judges whether everybody can use a page.
const axeCore = "axe-core@4.14.1"

// TestInteropAxe: axe-core finds no violation on any page of the window.
func TestInteropAxe(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(testkit.NPM(t, axeCore), "node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	w := openWindow(t)
	b := w.browse(t)
	judge := func(name string) {
		t.Helper()
		if _, err := chromedp.Run(b.Ctx, chromedp.Evaluate[string](string(axe)+";''")); err != nil {
			t.Fatal(err)
		}
		b.Eval(`(window.axeSays = '', axe.run().then(r => { window.axeSays = 'done ' + r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).slice(0, 3).join(' | ')).join('; '); }), '')`)
		soon(t, b, name, "window.axeSays", "done ")
	}
	judge("no deliveries")
	for _, event := range []string{"created", "retry", "rejected", "approved"} {
		w.post(sampleOf(t, event, "--set-new", "odd=1"), 200)
	}
	w.post("not JSON", 200)
	for _, theme := range []string{"light", "dark"} {
		browsertest.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
		for _, width := range []int64{390, 1440} {
			for _, page := range []string{"?lang=en", "?id=2", "?id=2&tab=body", "?id=2&tab=headers", "?id=2&tab=handler", "?id=2&tab=life&lang=ko", "timeline?lang=ko", "totals?lang=en"} {
				b.Do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(w.base+page), chromedp.WaitReady(chromedp.CSS("html.js")))
				judge(theme + " " + page)
			}
		}
	}
}
