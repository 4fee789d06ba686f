package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// submission compares `submission list --all` with a bare loop that reads and
// discards the same pages, and measures `submission get -`. The stand-in runs
// on the same processors.
func (b *bench) submission() error {
	count := max(200, b.lines/10)
	cmd := exec.CommandContext(b.ctx, b.argosctl, "mock", "--count", strconv.Itoa(count))
	said, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() { _ = cmd.Process.Kill() }()
	base, _ := bufio.NewReader(said).ReadString('\n')
	if base = strings.TrimSpace(base); !strings.HasPrefix(base, "http://") {
		return errors.Join(fmt.Errorf("argosctl mock does not say where: %q", base), cmd.Wait())
	}
	formats := []string{"ndjson", "csv", "table", "json"}
	bare, took, rss := []time.Duration{}, map[string][]time.Duration{}, map[string]int64{}
	var ids []string
	for range b.runs {
		start := time.Now()
		if ids, err = b.walk(base); err != nil {
			return err
		}
		bare = append(bare, time.Since(start))
		for _, format := range formats {
			d, peak, err := b.once(entry{name: format, argv: []string{b.argosctl, "submission", "list", "--all", "--base-url", base, "-o", format}})
			if err != nil {
				return err
			}
			took[format], rss[format] = append(took[format], d), max(rss[format], peak)
		}
	}
	fmt.Fprintf(b.out, "\n**List %d submissions** from `argosctl mock`, 50 on a page; a bare loop that reads and discards the pages takes %.2f s:\n\n| output | best | times the loop | peak memory |\n|---|---|---|---|\n", count, slices.Min(bare).Seconds())
	for _, format := range formats {
		best := slices.Min(took[format])
		fmt.Fprintf(b.out, "| `-o %s` | %.2f s | %.2f | %d MiB |\n", format, best.Seconds(), best.Seconds()/slices.Min(bare).Seconds(), rss[format]>>20)
	}
	return b.getAll(base, ids[:min(len(ids), 10_000)])
}

// walk reads every page, and keeps the key of each: an id of a submission.
func (b *bench) walk(base string) (ids []string, err error) {
	for query := ""; ; {
		req, err := http.NewRequestWithContext(b.ctx, http.MethodGet, base+"/submission?count=50"+query, nil)
		if err != nil {
			return nil, err
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			return nil, err
		}
		_, key, more := strings.Cut(string(body[max(0, len(body)-200):]), `"nextpageKey":`)
		if !more {
			return ids, nil
		}
		var next struct {
			ID   string `json:"id"`
			Date string `json:"created_at"`
		}
		if err := json.Unmarshal([]byte(strings.TrimSuffix(key, "}")), &next); err != nil {
			return nil, err
		}
		ids = append(ids, next.ID)
		query = "&nextpage_id=" + url.QueryEscape(next.ID) + "&nextpage_date=" + url.QueryEscape(next.Date)
	}
}

// getAll measures `submission get -` on 10,000 ids, some of them again and
// again.
func (b *bench) getAll(base string, ids []string) error {
	const count = 10_000
	file := filepath.Join(b.dir, "ids.txt")
	var text strings.Builder
	for i := range count {
		text.WriteString(ids[i%len(ids)] + "\n")
	}
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		return err
	}
	var best time.Duration
	for range b.runs {
		d, _, err := b.once(entry{name: "get", argv: []string{b.argosctl, "submission", "get", "-", "--concurrency", "8", "--base-url", base, "-o", "ndjson"}, stdin: file})
		if err != nil {
			return err
		}
		if best == 0 || d < best {
			best = d
		}
	}
	fmt.Fprintf(b.out, "\n**Get %d submissions by id** from the same stand-in, 8 at a time: %.0f a second.\n", count, count/best.Seconds())
	return nil
}
