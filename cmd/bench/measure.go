package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// contest is one table: entries do the same work, and the others are compared
// with the first, the baseline.
type contest struct {
	title   string
	bytes   int64 // of the input or output, for the rate; 0 where none makes sense
	items   int   // payloads or messages, for the rate; 0 where none makes sense
	runs    int   // 0: as the command line says
	entries []entry
}

// entry is one command. Its output is thrown away.
type entry struct {
	name   string
	argv   []string
	stdin  string   // a file, empty for none
	env    []string // beside the process's own
	exit   int      // the exit code that means success
	share  float64  // of the contest's bytes and items that this entry handles; 0 means all
	failed string   // why it cannot be run, empty where it can
}

// speed is how often a second the contest's whole work would be done.
func (e entry) speed(r result) float64 {
	return cmp.Or(e.share, 1) / r.best().Seconds()
}

// result is what an entry came to.
type result struct {
	times []time.Duration
	rss   int64 // bytes, the highest of all runs
}

func (r result) best() time.Duration   { return slices.Min(r.times) }
func (r result) median() time.Duration { return slices.Sorted(slices.Values(r.times))[len(r.times)/2] }

// hold runs every entry in turn, round after round, so that the drift of a
// shared machine meets all alike, and prints the table.
func (b *bench) hold(c contest) error {
	runs := c.runs
	if runs == 0 {
		runs = b.runs
	}
	results := make([]result, len(c.entries))
	for round := -1; round < runs; round++ {
		if round < 0 && c.runs == 0 {
			continue // only short runs are warmed up; long ones warm themselves
		}
		for i, e := range c.entries {
			if e.failed != "" {
				continue
			}
			took, rss, err := b.once(e)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			if round >= 0 {
				results[i].times = append(results[i].times, took)
				results[i].rss = max(results[i].rss, rss)
			}
		}
	}
	b.table(c, results)
	return nil
}

// once runs a command and returns how long it took and its peak memory.
func (b *bench) once(e entry) (time.Duration, int64, error) {
	cmd := exec.CommandContext(b.ctx, e.argv[0], e.argv[1:]...)
	cmd.Env = append(os.Environ(), e.env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if e.stdin != "" {
		in, err := os.Open(e.stdin)
		if err != nil {
			return 0, 0, err
		}
		defer func() { _ = in.Close() }()
		cmd.Stdin = in
	}
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != e.exit {
		return 0, 0, fmt.Errorf("%s: %w: %s", strings.Join(e.argv, " "), err, firstLine(stderr.String()))
	}
	return took, peak(cmd.ProcessState), nil
}

// table prints the results with the ratio to the baseline.
func (b *bench) table(c contest, results []result) {
	fmt.Fprintf(b.out, "\n**%s**\n\n", c.title)
	head := []string{"", "shortest", "median", "memory"}
	if c.bytes > 0 {
		head = append(head, "MB/s")
	}
	if c.items > 0 {
		head = append(head, "per second")
	}
	row(b.out, append(head, "times the speed of "+c.entries[0].name)...)
	row(b.out, slices.Repeat([]string{"---"}, len(head)+1)...)
	for i, e := range c.entries {
		if e.failed != "" {
			row(b.out, e.name, e.failed)
			continue
		}
		r, speed := results[i], e.speed(results[i])
		cells := []string{e.name, duration(r.best()), duration(r.median()), size(r.rss)}
		if c.bytes > 0 {
			cells = append(cells, fmt.Sprintf("%.0f", float64(c.bytes)/1e6*speed))
		}
		if c.items > 0 {
			cells = append(cells, fmt.Sprintf("%.0f", float64(c.items)*speed))
		}
		ratio := "–"
		if len(results[0].times) > 0 {
			ratio = fmt.Sprintf("%.2f", speed/c.entries[0].speed(results[0]))
		}
		row(b.out, append(cells, ratio)...)
	}
}

func row(w io.Writer, cells ...string) { fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")) }

func duration(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

func size(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
