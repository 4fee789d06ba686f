package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// shortRuns is how many runs of what takes milliseconds stand for one run of
// what takes seconds.
const shortRuns = 14

// contest is one table: entries do the same work, and the others are compared
// with the first, the baseline.
type contest struct {
	title   string
	bytes   int64 // of the input or output, for the rate; 0 where none makes sense
	items   int   // payloads or messages, for the rate; 0 where none makes sense
	runs    int   // 0: as the command line says
	entries []entry
}

// entry is one command.
type entry struct {
	name   string
	argv   []string
	stdin  string   // a file, empty for none
	output string   // a file; empty: the output is thrown away
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

// hold measures the entries and prints the table.
func (b *bench) hold(c contest) error {
	results, err := b.measure(c)
	if err != nil {
		return err
	}
	b.table(c, results)
	return nil
}

// measure runs every entry in turn, round after round, so that the drift of a
// shared machine meets all alike.
func (b *bench) measure(c contest) ([]result, error) {
	runs := cmp.Or(c.runs, b.runs)
	results := make([]result, len(c.entries))
	for round := -1; round < runs; round++ {
		if round < 0 && runs <= b.runs {
			continue // only short runs, of which there are many, are warmed up; long ones warm themselves
		}
		for i, e := range c.entries {
			if e.failed != "" {
				continue
			}
			took, rss, err := b.once(e)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", e.name, err)
			}
			if round >= 0 {
				results[i].times = append(results[i].times, took)
				results[i].rss = max(results[i].rss, rss)
			}
		}
	}
	return results, nil
}

// once runs a command and returns how long it took and its peak memory.
func (b *bench) once(e entry) (took time.Duration, rss int64, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, 0, err
	}
	report, said := filepath.Join(b.dir, "once.txt"), filepath.Join(b.dir, "once.stderr")
	cmd := exec.CommandContext(b.ctx, self, append([]string{childCommand, report}, e.argv...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it ends the command, then itself
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), e.env...)
	if e.stdin != "" {
		in, err := os.Open(e.stdin)
		if err != nil {
			return 0, 0, err
		}
		defer func() { _ = in.Close() }()
		cmd.Stdin = in
	}
	for _, stream := range []struct {
		path string
		to   *io.Writer
	}{{cmp.Or(e.output, os.DevNull), &cmd.Stdout}, {said, &cmd.Stderr}} {
		out, err := os.Create(stream.path)
		if err != nil {
			return 0, 0, err
		}
		defer func() { _ = out.Close() }()
		*stream.to = out
	}
	exit := 0
	if err = cmd.Run(); err == nil {
		took, rss, exit, err = readReport(report)
	}
	if err == nil && exit != e.exit {
		err = fmt.Errorf("exit code %d, expected %d", exit, e.exit)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w: %s", strings.Join(e.argv, " "), err, firstLineOf(said))
	}
	return took, rss, nil
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
	rule(b.out, len(head)+1)
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

// rule prints the line below the head of a table.
func rule(w io.Writer, columns int) { row(w, slices.Repeat([]string{"---"}, columns)...) }

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

// firstLineOf is the first line of a file, whatever its size.
func firstLineOf(path string) string {
	in, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = in.Close() }()
	head, _ := io.ReadAll(io.LimitReader(in, 4096))
	return firstLine(string(head))
}
