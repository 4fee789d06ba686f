package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

const heyModule = "github.com/rakyll/hey@v0.1.4"

// replay measures deliveries a second to a Go handler in this process, against
// load generators that send one body again and again; argosctl reads a body of
// its own for each delivery, and keeps the answers in order.
func (b *bench) replay() error {
	handler := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	defer handler.Close()
	count := max(64, b.lines/10/64*64)
	archive, _, err := b.archive(count, "all")
	if err != nil {
		return err
	}
	body := filepath.Join(b.dir, "body.json")
	if err := b.oneBody(body); err != nil {
		return err
	}
	hey, why := b.hey()
	for _, c := range []int{1, 8, 64} {
		at := strconv.Itoa(c)
		sent := func(name string, args ...string) entry {
			argv := append([]string{b.argosctl, "replay", "--to", handler.URL, "--concurrency", at, "-o", "ndjson"}, args...)
			return entry{name: name, argv: argv}
		}
		err := b.hold(contest{
			title: fmt.Sprintf("Send %d webhooks, %d at a time", count, c), items: count,
			entries: []entry{
				{name: "hey", failed: why, argv: []string{hey, "-n", strconv.Itoa(count), "-c", at, "-m", "POST", "-T", "application/json", "-D", body, handler.URL}},
				sent("argosctl replay archive", archive),
				sent("argosctl replay approved", "approved", "--count", strconv.Itoa(count)),
			},
		})
		if err != nil {
			return err
		}
	}
	return b.wrk(handler.URL, body)
}

// oneBody writes one sample.
func (b *bench) oneBody(path string) error {
	out, err := exec.CommandContext(b.ctx, b.argosctl, "event", "sample", "approved", "-o", "ndjson").Output()
	if err != nil {
		return fmt.Errorf("make a body: %w", err)
	}
	return os.WriteFile(path, out, 0o600)
}

// hey finds hey, or builds it at its pinned version; why says why there is
// none.
func (b *bench) hey() (path, why string) {
	if path, err := exec.LookPath("hey"); err == nil {
		return path, ""
	}
	dir, err := filepath.Abs(b.dir)
	if err != nil {
		return "", err.Error()
	}
	path = filepath.Join(dir, "hey")
	if _, err := os.Stat(path); err == nil {
		return path, ""
	}
	cmd := exec.CommandContext(b.ctx, "go", "install", heyModule)
	cmd.Env = append(os.Environ(), "GOBIN="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", "cannot be built: " + firstLine(string(out))
	}
	return path, ""
}

// wrk says what wrk reaches in two seconds, which is how it measures.
func (b *bench) wrk(url, body string) error {
	if why := missing("wrk", "apt-get install wrk"); why != "" {
		fmt.Fprintf(b.out, "\nwrk: %s\n", why)
		return nil
	}
	text, err := os.ReadFile(body)
	if err != nil {
		return err
	}
	script := filepath.Join(b.dir, "wrk.lua")
	lua := fmt.Sprintf("wrk.method = %q\nwrk.headers[%q] = %q\nwrk.body = [==[%s]==]\n", "POST", "Content-Type", "application/json", text)
	if err := os.WriteFile(script, []byte(lua), 0o600); err != nil {
		return err
	}
	out, err := exec.CommandContext(b.ctx, "wrk", "-t", "2", "-c", "8", "-d", "2s", "-s", script, url).Output()
	if err != nil {
		return fmt.Errorf("wrk: %w", err)
	}
	for line := range strings.Lines(string(out)) {
		if rate, ok := strings.CutPrefix(line, "Requests/sec:"); ok {
			fmt.Fprintf(b.out, "\nwrk, one body, 8 at a time: %s deliveries/s\n", strings.TrimSpace(rate))
		}
	}
	return nil
}
