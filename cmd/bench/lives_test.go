package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

// The sections of scrub, timeline and view run argosctl itself.
func TestSectionsOfLives(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := run(t.Context(), []string{"-argosctl", realArgosctl(t), "-dir", t.TempDir(), "-lines", "100", "-runs", "1", "-sections", "scrub,timeline,view"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"**Scrub 100 webhooks (0 MB)**", "| `argosctl scrub` | ", "| `argosctl scrub --check` | ",
		"**The lives of the submissions in 100 webhooks (0 MB)**", "| `argosctl timeline -o csv` | ", "| `argosctl timeline --totals` | ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &out)
		}
	}
	viewed := regexp.MustCompile(`\*\*View 100 webhooks \(0 MB\)\*\*: .* stood after [\d.]+ m?s, .* read after [\d.]+ m?s, and .* took [\d.]+ m?s; peak memory [1-9][\d.]+ MiB\.\n`)
	if !viewed.MatchString(out.String()) {
		t.Errorf("the report has no view:\n%s", &out)
	}
}

// The page of the window is asked for until it no longer says that it reads.
func TestViewWaitsForAll(t *testing.T) {
	t.Parallel()
	template, err := os.ReadFile("../../internal/window/assets/desk.html")
	if err != nil || !strings.Contains(string(template), stillReading) {
		t.Errorf("the window does not mark its page with %s: %v", stillReading, err)
	}
	var pages, filters atomic.Int32
	window := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Query().Has("q"):
			filters.Add(1)
		case pages.Add(1) < 4:
			_, _ = fmt.Fprintf(w, "<span %s>", stillReading)
		}
	}))
	defer window.Close()
	b := &bench{ctx: t.Context(), argosctl: fakeArgosctl(t, "echo 'window: "+window.URL+"/' >&2; exec sleep 60")}
	if _, err := b.viewOnce("archive"); err != nil || pages.Load() != 4 || filters.Load() != 1 {
		t.Errorf("%d pages and %d filters, %v", pages.Load(), filters.Load(), err)
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	defer closed.Close()
	b.argosctl = fakeArgosctl(t, "echo 'window: "+closed.URL+"/' >&2; exec sleep 60")
	if _, err := b.viewOnce("archive"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a window that refuses: %v", err)
	}
}
