package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/argosctl/argosctl/internal/testkit/browsertest"
)

var (
	windowShots = flag.String("shots", "", "write pictures of a window to this directory")
	windowLink  = flag.String("link", "", "the link of the window that -shots looks at")
	windowPages = flag.String("pages", "?", "the pages that -shots looks at, with spaces between them")
)

// TestWindowShots writes pictures of a running window, to be looked at:
// -link URL -shots DIR -pages "? ?id=3 timeline".
func TestWindowShots(t *testing.T) {
	if *windowShots == "" {
		t.Skip("no -shots")
	}
	b := browsertest.New(t)
	b.Do(chromedp.Navigate(*windowLink), chromedp.WaitReady(chromedp.CSS("body")))
	base := b.Eval("location.origin + location.pathname")
	for _, page := range strings.Fields(*windowPages) {
		for _, lang := range []string{"en", "ko"} {
			for _, width := range []int64{390, 1024, 1440} {
				for _, theme := range []string{"light", "dark"} {
					if os.Getenv("ONLY") != "" && !strings.Contains(fmt.Sprintf("%s-%d-%s", lang, width, theme), os.Getenv("ONLY")) {
						continue
					}
					browsertest.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
					b.Do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+page+"&lang="+lang), chromedp.WaitReady(chromedp.CSS("html.js")))
					picture, err := chromedp.Run(b.Ctx, chromedp.CaptureScreenshot())
					if err != nil {
						t.Fatal(err)
					}
					name := strings.NewReplacer("?", "_", "&", "_", "=", "-").Replace(page)
					if err := os.WriteFile(filepath.Join(*windowShots, fmt.Sprintf("%s%s-%d-%s.png", name, lang, width, theme)), picture, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	t.Log(b.Told)
}
