package window

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/argosctl/argosctl/internal/testkit/browsertest"
)

var shots = flag.String("shots", "", "write pictures of the page to this directory")

const shownRows = `[...document.querySelectorAll('.row')].filter(r => !r.hidden).map(r => r.dataset.id).join(' ')`

func TestBrowser(t *testing.T) {
	t.Parallel()
	b := browsertest.New(t)
	b.Do(chromedp.EmulateViewport(1280, 900))
	url := b.Open(made(t, some(), Options{}))

	b.Want("lives are drawn", `[...document.querySelectorAll('.row')].filter(r => [...r.querySelectorAll('svg.drawing')].filter(s => s.getBoundingClientRect().width > 500 && s.querySelector('use')).length === 1).length`, "11")
	b.Want("a glyph has a size", `document.querySelector('.row use[href="#created"]').getBoundingClientRect().width > 5`, "true")
	b.Want("glyphs have their colours", `getComputedStyle(document.querySelector('.row use[href="#approved"]')).color`, "rgb(20, 113, 58)")
	b.Want("the drawing is labelled", `document.querySelector('.row [role=img]').getAttribute('aria-labelledby')`, "s1")

	browsertest.Call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/"})
	b.Want("/ goes to the filter", `document.activeElement.id`, "filter")
	b.Press("code:glare -outcome:approved")
	b.Want("words of a filter", shownRows, "6co0d72mgi8mg")
	b.Want("how many are shown", `document.getElementById('shown').textContent`, "1 of 11 submissions shown, newest first.")
	b.Want("the filter is in the URL", `new URLSearchParams(location.hash.slice(1)).get('filter')`, "code:glare -outcome:approved")
	b.Press(kb.Escape)
	b.Want("Esc empties the filter", `document.getElementById('filter').value + '|' + document.querySelectorAll('.row[hidden]').length`, "|0")
	b.Press("nothing like that")
	b.Want("nothing is left", `document.getElementById('shown').textContent`, "No submission matches the filter.")
	b.Press(kb.Escape, kb.Escape)

	b.Press("j", "j", kb.ArrowDown, "k")
	b.Want("j and k select", `document.querySelector('[aria-current=true].row').dataset.id + '|' + document.activeElement.tagName`, "6irdu19sdwrvz|SUMMARY")
	b.Want("one tab stop", `document.querySelectorAll('summary.life[tabindex="0"]').length`, "1")
	b.Press(kb.Enter)
	b.Want("Enter opens", `document.querySelector('.row[aria-current=true] details').open`, "true")
	b.Want("the events are there", `document.querySelectorAll('.row[aria-current=true] tbody tr').length`, "2")
	b.Press(kb.Escape)
	b.Want("Esc closes", `document.querySelector('.row[aria-current=true] details').open`, "false")
	b.Press("2")
	b.Want("2 goes to the totals", `getComputedStyle(document.querySelector('.lives')).display`, "none")
	b.Press("1")

	b.Do(chromedp.Click(chromedp.CSS(`.chip[href*="rejected"]`)))
	b.Want("a chip filters", shownRows, "6f1ln4p3ipo9v 6axuvzy8vvoal 6co0d72mgi8mg")
	b.Want("the chip is marked", `document.querySelector('.chip[aria-current=true]').textContent.trim().replace(/\s+/g, ' ')`, "rejected 3")
	b.Do(chromedp.NavigateBack())
	b.Want("back undoes it", shownRows+`.split(' ').length`, "11")
	b.Do(chromedp.Click(chromedp.CSS(`label:has(#axis-clock)`)))
	b.Want("by the clock", `[...document.querySelectorAll('.row svg.drawing')].filter(s => s.getBoundingClientRect().width > 0).every(s => s.classList.contains('clock'))`, "true")
	b.Do(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("body")))
	b.Want("it survives a reload", `document.getElementById('axis-clock').checked`, "true")
	b.Do(chromedp.Click(chromedp.CSS(`label:has(#theme-dark)`)))
	b.Want("dark", `getComputedStyle(document.body).backgroundColor`, "rgb(18, 21, 24)")
	b.Quiet(url)
}

// TestBrowserHostile: what a payload holds runs nothing, and shows as it is.
func TestBrowserHostile(t *testing.T) {
	t.Parallel()
	b := browsertest.New(t)
	url := b.Open(made(t, hostile(), Options{Clear: true}))
	b.Want("rows", `document.querySelectorAll('.row').length`, fmt.Sprint(len(hostileTexts())))
	for i := range hostileTexts() {
		b.Eval(fmt.Sprintf(`document.querySelectorAll('summary.life')[%d].click()`, i))
	}
	for i := range hostileTexts() {
		b.Eval(fmt.Sprintf(`document.querySelectorAll('.bars.codes a')[%d]?.click()`, i))
	}
	b.Want("nothing ran", `typeof window.pwned`, "undefined")
	b.Want("no markup", `document.querySelectorAll('img, b b, script').length`, "1")
	b.Want("the text is there", `[...document.querySelectorAll('.id bdi')].some(e => e.textContent.startsWith('<script>window.pwned=1</script>'))`, "true")
	b.Quiet(url)
}

// wider are the elements that make the page wider than the window.
const wider = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? '' : [...document.querySelectorAll('body *')].filter(e => !e.closest('.chips, .scroll, svg') && e.getBoundingClientRect().right > document.documentElement.clientWidth).map(e => e.tagName + '.' + e.className).slice(0, 5).join(' ')`

// TestBrowserWidths: nothing is wider than the page, in both languages.
func TestBrowserWidths(t *testing.T) {
	t.Parallel()
	b := browsertest.New(t)
	for _, lang := range []string{"en", "ko"} {
		url := b.Open(made(t, append(some(), hostile()...), Options{Lang: lang}))
		for _, width := range []int64{390, 679, 768, 940, 1024, 1180, 1280, 1440, 1920} {
			b.Do(chromedp.EmulateViewport(width, 900))
			for _, tab := range []string{"timeline", "totals"} {
				b.Eval(fmt.Sprintf(`document.getElementById('tab-%s').click()`, tab))
				b.Want(fmt.Sprintf("%s, %d, %s", lang, width, tab), wider, "")
			}
		}
		b.Quiet(url)
		b.Requests = nil
	}
}

// TestShots writes pictures, to be looked at: of the lives, of one that is open, and of
// the totals.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots")
	}
	b := browsertest.New(t)
	for _, lang := range []string{"en", "ko"} {
		b.Open(made(t, some(), Options{Lang: lang}))
		for _, width := range []int64{390, 768, 1122, 1280, 1440} {
			for _, theme := range []string{"light", "dark"} {
				media := map[int64]string{1122: "print"}[width] // A4, landscape
				browsertest.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
				b.Do(chromedp.EmulateViewport(width, 844))
				for _, view := range []struct{ name, set string }{
					{"", `document.querySelectorAll('.row details').forEach(d => d.open = false)`},
					{"-open", `[5, 4].forEach(i => { const d = document.querySelectorAll('.row details')[i - 1]; d.open = true; d.scrollIntoView(); })`},
					{"-totals", `document.getElementById('tab-totals').click(); scrollTo(0, 0)`},
				} {
					b.Eval(`(() => {` + view.set + `})()`)
					picture, err := chromedp.Run(b.Ctx, chromedp.CaptureScreenshot())
					if err != nil {
						t.Fatal(err)
					}
					name := filepath.Join(*shots, fmt.Sprintf("%s-%d-%s%s.png", lang, width, theme, view.name))
					if err := os.WriteFile(name, picture, 0o600); err != nil {
						t.Fatal(err)
					}
				}
				b.Eval(`document.getElementById('tab-timeline').click()`)
			}
		}
	}
}
