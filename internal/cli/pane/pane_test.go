package pane

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestFeed: a shell writes exactly the bytes of a body, whatever they are.
func TestFeed(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell here")
	}
	for _, c := range []struct{ name, body string }{
		{"JSON", `{"webhook_trigger":"created"}`},
		{"quotes and expansions", "{\"a\":\"it's $HOME `id` $(id) \\\\ %s %d !x\"}"},
		{"lines", "{\n\t\"a\": 1\r\n}\n\n"},
		{"line breaks alone", "\n\n"},
		{"Korean", "홍길동"},
		{"not UTF-8", "\xff\xfe{\x80"},
		{"control characters", "a\x00b\x1b[2J\x7f"},
		{"nothing", ""},
		{"a dash", "-n"},
		{"long", strings.Repeat("한'", 40_000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), "sh")
			cmd.Stdin = strings.NewReader(feed([]byte(c.body)) + "cat")
			if out, err := cmd.Output(); err != nil || string(out) != c.body {
				t.Errorf("%.60q, %v, want %.60q", out, err, c.body)
			}
		})
	}
}

// TestAttemptsAreBounded: the last ones of each delivery are kept, and those of the
// deliveries that were sent last.
func TestAttemptsAreBounded(t *testing.T) {
	t.Parallel()
	a := attempts{all: map[int][]Attempt{}}
	for id := range mostResent + 10 {
		for n := range mostAttempts + 5 {
			a.add(id, Attempt{Status: n})
		}
	}
	if len(a.all) != mostResent || len(a.order) != mostResent || len(a.of(9)) != 0 {
		t.Errorf("%d deliveries are kept, %d of the first", len(a.all), len(a.of(9)))
	}
	last := a.of(mostResent + 9)
	if len(last) != mostAttempts || last[0].Status != 5 || last[mostAttempts-1].Status != mostAttempts+4 {
		t.Errorf("%d attempts of the last: %v", len(last), last)
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		times []time.Duration
		want  time.Duration
	}{
		{"none", nil, 0},
		{"one", []time.Duration{7}, 7},
		{"odd", []time.Duration{9, 1, 5}, 5},
		{"even", []time.Duration{4, 3, 2, 1}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := median(c.times); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}
