package cli

import (
	"bufio"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/argosctl/argosctl/internal/testkit/browsertest"
)

// TestWindowPages: the pages beside the deliveries have keys, links and a theme that
// lasts; nothing is wrong on the console.
func TestWindowPages(t *testing.T) {
	t.Parallel()
	w := openWindow(t)
	b := w.browse(t)
	w.post(sampleOf(t, "rejected", "--seed", "3"), 200)
	w.post(sampleOf(t, "created", "--seed", "4"), 200)
	soon(t, b, "both are there", `document.documentElement?.className + document.querySelectorAll('.d-row').length`, "js2")
	b.Eval(`document.querySelector('#theme-dark').click()`)
	b.Press("2")
	soon(t, b, "2 is the timeline", `document.documentElement?.className + location.pathname.split('/').pop() + document.querySelectorAll('.row:not([hidden])').length`, "jstimeline2")
	b.Want("the theme lasts", `document.querySelector('#theme-dark').checked`, "true")
	b.Want("nothing is new", `document.querySelector('#stale').offsetHeight`, "0")
	w.post(sampleOf(t, "approved", "--seed", "5"), 200)
	soon(t, b, "one is new", `document.querySelector('#stale').textContent + Boolean(document.querySelector('#stale').offsetHeight)`, "1 newtrue")
	b.Eval(`document.querySelector('#stale').click()`)
	soon(t, b, "the newest is there", `document.documentElement?.className + document.querySelectorAll('.row:not([hidden])').length`, "js3")
	b.Press("3")
	soon(t, b, "3 is the totals", `document.documentElement?.className + location.pathname.split('/').pop() + document.querySelectorAll('.row').length`, "jstotals0")
	b.Eval(`[...document.querySelectorAll('.bars a')].find(a => a.textContent.includes('rejected')).click()`)
	soon(t, b, "a total leads to its submissions", `document.documentElement?.className + location.pathname.split('/').pop() + [...document.querySelectorAll('.row')].filter(r => r.offsetHeight).length`, "jstimeline1")
	b.Press("m")
	soon(t, b, "m shows", `document.documentElement?.className + document.querySelector('.mask')?.textContent.includes('shown')`, "jstrue")
	b.Press("1")
	soon(t, b, "1 is the deliveries", `document.querySelectorAll('.d-row').length`, "3")
	b.QuietIf(w.own)
}

// TestWindowWords: a page says in its own language why a row is no webhook, whatever
// the language of the command.
func TestWindowWords(t *testing.T) {
	t.Parallel()
	w := openWindow(t)
	w.enter(t)
	w.post("{\n\"webhook_trigger\": }", 200)
	w.post(`{"data":"`+strings.Repeat("BwcH", 64)+`"}`, 200)
	waitFor(t, func() bool { _, page := w.do(t, ""); return strings.Count(page, "d-row") >= 2 })
	for _, c := range []struct{ name, query, want string }{
		{"English", "?lang=en", "line 2, column 20"},
		{"Korean", "?lang=ko", "2행 20열"},
		{"no key, English", "?lang=en", "no key is set"},
		{"no key, Korean", "?lang=ko", "키가 설정되지 않음"},
		{"a finding's severity, Korean", "?lang=ko&id=0", ">오류<"},
		{"a filter by a rule", "?q=finding:json/syntax", "1–1 of 1"},
		{"a filter by another rule", "?q=rule:field/type", "No delivery matches"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, page := w.do(t, c.query); !strings.Contains(page, c.want) {
				t.Errorf("no %q in %s", c.want, page)
			}
		})
	}
}

// TestWindowResend: what came of sending many again is said, with and without a
// delivery that is chosen.
func TestWindowResend(t *testing.T) {
	t.Parallel()
	w := openWindow(t, "--forward-to", "http://127.0.0.1:1/")
	b := w.browse(t)
	w.post(sampleOf(t, "created", "--seed", "3"), 502)
	soon(t, b, "a banner", `document.documentElement?.className + document.querySelector('#banner button')?.textContent`, "jsSend the 1 again")
	if text := b.Eval(`document.querySelector('#banner').textContent`); !strings.Contains(text, "connection refused") || strings.Contains(text, "dial tcp") {
		t.Errorf("the banner says %q", text)
	}
	b.Eval(`document.querySelector('#banner button').click()`)
	soon(t, b, "what came of it", `document.querySelector('#banner p')?.textContent`, "1 delivery sent again, 1 failed")
	b.Want("it can be tried again", `document.querySelector('#banner button').textContent`, "Send the 1 again")
}

// enterAgain opens the used link as a program with cookies, and the fresh one that
// it brings.
func (w *windowed) enterAgain(t *testing.T) {
	t.Helper()
	w.enter(t)
	waitFor(t, func() bool { return len(windowLinkForm.FindAllString(w.errs.String(), -1)) > 1 })
	links := windowLinkForm.FindAllString(w.errs.String(), -1)
	w.link = links[len(links)-1]
	w.enter(t)
}

// TestWindowMany: thousands of deliveries pass while two tabs look: what a person
// reads stays, the counts are exact, the page does not grow.
func TestWindowMany(t *testing.T) {
	t.Parallel()
	const many = 3000
	w := openWindow(t)
	b := w.browse(t)
	w.post(sampleOf(t, "rejected", "--seed", "3"), 200)
	soon(t, b, "the first", `document.documentElement?.className + document.querySelectorAll('.d-row').length`, "js1")
	w.enterAgain(t)
	stream, err := w.jar.Get(w.base + "events")
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	b.Press("j")
	soon(t, b, "it is chosen", `document.querySelector('.dt-title h2')?.textContent`, "rejected")
	body := sampleOf(t, "created", "--seed", "4")
	for range many {
		w.post(body, 200)
	}
	soon(t, b, "all are counted", `document.querySelector('#all-count').textContent`, "3,001")
	b.Want("what is read stays", `document.querySelector('.d-row[aria-current]').dataset.id + document.querySelectorAll('.d-row').length`, "01")
	soon(t, b, "the others wait", `document.querySelector('.newer')?.textContent.trim().split(' ').slice(0, 2).join(' ')`, "3,000 new")
	b.Press("f")
	soon(t, b, "f follows", `document.querySelectorAll('.d-row').length`, "60")
	b.Do(chromedp.Navigate(w.base+"?q=event:rejected"), chromedp.WaitReady(chromedp.CSS("html.js")))
	b.Want("a filter finds the first", `document.querySelectorAll('.d-row').length`, "1")
	told := 0
	for lines := bufio.NewScanner(stream.Body); lines.Scan(); {
		if told++; strings.Contains(lines.Text(), `"count":`+strconv.Itoa(many+1)) {
			break
		}
	}
	if told > 3*many/2 {
		t.Errorf("the second tab was told %d lines of %d deliveries", told, many)
	}
	b.QuietIf(w.own)
}

// TestWindowScriptOff: in a browser without scripts, links and forms do what keys do.
func TestWindowScriptOff(t *testing.T) {
	t.Parallel()
	taken := make(chan string, 10)
	handler := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		taken <- string(body)
	}))
	defer handler.Close()
	w := openWindow(t, "--forward-to", handler.URL)
	rejected := sampleOf(t, "rejected", "--seed", "3")
	w.post(rejected, 200)
	<-taken
	b := browsertest.New(t)
	browsertest.Call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.Do(chromedp.Navigate(w.link))
	click := func(selector, then string) {
		t.Helper()
		b.Do(chromedp.Click(chromedp.CSS(selector)), chromedp.WaitReady(chromedp.CSS(then)))
	}
	click(".d-row", ".dt-title")
	click("button[value=send]", "#result .good")
	if got := <-taken; got != rejected {
		t.Errorf("the handler got %q, want %q", got, rejected)
	}
	click("[data-key=m]", ".mask .shown")
	click(".dt-tabs a[data-tab=body]", ".mask span:not(.shown)") // a link masks again
	click(".tabs a[href*=timeline]", ".rows")
	click("[data-key=m]", ".mask .shown")
	b.QuietIf(w.own)
}

// TestWindowRefuses: a handler that answers with an error is no handler that answers,
// until it takes what is sent again.
func TestWindowRefuses(t *testing.T) {
	t.Parallel()
	var status atomic.Int64
	status.Store(http.StatusUnprocessableEntity)
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(int(status.Load())) }))
	defer handler.Close()
	w := openWindow(t, "--forward-to", handler.URL)
	w.enter(t)
	w.post(sampleOf(t, "created", "--seed", "3"), 422)
	waitFor(t, func() bool {
		_, page := w.do(t, "")
		return strings.Contains(page, "The handler answers 422. 1 delivery was not accepted so far.") && strings.Contains(page, "answers 422, 1 failed")
	})
	status.Store(http.StatusOK)
	w.do(t, "?id=0", "do", "send")
	if _, page := w.do(t, ""); strings.Contains(page, "422") || strings.Contains(page, "failed") {
		t.Errorf("still said to refuse: %s", page)
	}
}
