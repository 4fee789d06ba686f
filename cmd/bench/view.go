package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// viewed is one run of view, from the start of its process.
type viewed struct {
	first  time.Duration // until the first page stood
	all    time.Duration // until the whole archive was read
	filter time.Duration // of a filter that looks into every body
	rss    int64         // bytes
}

// view measures how soon the window on an archive shows its first page, how soon
// it has read everything, and how long a filter takes that looks into every body.
func (b *bench) view() error {
	path, bytes, err := b.archive(b.lines, "all")
	if err != nil {
		return err
	}
	var runs []viewed
	for range b.runs {
		run, err := b.viewOnce(path)
		if err != nil {
			return err
		}
		runs = append(runs, run)
	}
	shortest := func(of func(viewed) time.Duration) string {
		return duration(of(slices.MinFunc(runs, func(x, y viewed) int { return int(of(x) - of(y)) })))
	}
	most := slices.MaxFunc(runs, func(x, y viewed) int { return int(x.rss - y.rss) })
	fmt.Fprintf(b.out, "\n**View %d webhooks (%.0f MB)**: the first page of `argosctl view` stood after %s, all webhooks were read after %s, and a filter that looks into every body took %s; peak memory %s.\n",
		b.lines, float64(bytes)/1e6,
		shortest(func(v viewed) time.Duration { return v.first }),
		shortest(func(v viewed) time.Duration { return v.all }),
		shortest(func(v viewed) time.Duration { return v.filter }), size(most.rss))
	return nil
}

func (b *bench) viewOnce(path string) (v viewed, err error) {
	cmd := exec.CommandContext(b.ctx, b.argosctl, "view", path, "--addr", "127.0.0.1:0")
	said, err := cmd.StderrPipe()
	if err != nil {
		return v, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return v, err
	}
	defer func() { _ = cmd.Process.Kill() }()
	errs := bufio.NewReader(said)
	line, _ := errs.ReadString('\n')
	link, ok := strings.CutPrefix(strings.TrimSpace(line), "window: ")
	if !ok {
		return v, errors.Join(fmt.Errorf("argosctl view does not say where: %q", line), cmd.Wait())
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return v, err
	}
	browser := windowReader{b, &http.Client{Jar: jar}}
	page, base, err := browser.get(link)
	v.first = time.Since(start)
	for err == nil && strings.Contains(page, stillReading) {
		time.Sleep(10 * time.Millisecond)
		page, _, err = browser.get(base)
	}
	v.all = time.Since(start)
	start = time.Now()
	if err == nil {
		_, _, err = browser.get(base + "?q=textofnobody")
	}
	v.filter = time.Since(start)
	err = errors.Join(err, cmd.Process.Signal(os.Interrupt))
	_, _ = io.Copy(io.Discard, errs)
	_ = cmd.Wait() // the exit code tells of the interrupt
	v.rss = peak(cmd.ProcessState)
	return v, err
}

// stillReading is in the page of the window until the archive is read.
const stillReading = `class="reading"`

// windowReader opens pages of the window as a browser does, without drawing them.
type windowReader struct {
	*bench
	client *http.Client
}

// get returns a page and where it was found.
func (w windowReader) get(url string) (page, at string, err error) {
	req, err := http.NewRequestWithContext(w.ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return "", "", err
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the window answered %s", resp.Status)
	}
	return string(text), resp.Request.URL.String(), err
}
