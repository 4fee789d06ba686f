// Command bench measures argosctl against the tools that people use for the
// same work, in one run on one machine, and prints Markdown tables of ratios.
//
//	bench [-argosctl bin/argosctl] [-dir build/bench] [-sections all] [-lines 1000000] [-runs 3] [-page FILE]
//
// It writes into -dir alone: the archives that it reads, and the peers that it
// builds or installs. A peer that is not to be had is named and left out. Nothing in the project imports it.
package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

//go:embed testdata/*.js
var scripts embed.FS

// section is one group of measurements; sections lists them all.
type section struct {
	name string
	run  func(*bench) error
}

func sections() []section {
	return []section{
		{"startup", (*bench).startup},
		{"decode", (*bench).decode},
		{"cipher", (*bench).cipher},
		{"sample", (*bench).sample},
		{"validate", (*bench).validate},
		{"profiles", (*bench).profiles},
		{"shards", (*bench).shards},
		{"scrub", (*bench).scrub},
		{"timeline", (*bench).timeline},
		{"view", (*bench).view},
		{"listen", (*bench).listen},
		{"replay", (*bench).replay},
		{"submission", (*bench).submission},
	}
}

// bench is what the sections share.
type bench struct {
	ctx      context.Context
	out      io.Writer
	argosctl string
	dir      string // build/bench
	lines    int
	runs     int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 2 && args[0] == childCommand {
		return measureOne(ctx, args[1], args[2:])
	}
	b := &bench{ctx: ctx}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&b.argosctl, "argosctl", "bin/argosctl", "the binary to measure")
	flags.StringVar(&b.dir, "dir", filepath.Join("build", "bench"), "directory for the archive and the peers")
	flags.IntVar(&b.lines, "lines", 1000000, "payloads in the archive")
	flags.IntVar(&b.runs, "runs", 3, "repetitions of each measurement")
	page := flags.String("page", "", "put the tables into this page, too")
	chosen := flags.String("sections", "all", "sections, separated by commas")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if b.lines < 10 || b.runs < 1 {
		return fmt.Errorf("-lines is %d and -runs is %d: expected at least 10 and 1", b.lines, b.runs)
	}
	todo, err := pick(*chosen)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	if b.argosctl, err = filepath.Abs(b.argosctl); err != nil {
		return err
	}
	var tables strings.Builder
	b.out = io.MultiWriter(out, &tables)
	fmt.Fprintf(b.out, "%s/%s, %d processors, %s; of %d runs each.\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), b.runs)
	for _, s := range todo {
		if err := s.run(b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if *page == "" {
		return nil
	}
	return writePage(*page, tables.String())
}

// pick resolves the names of sections; "all" is every one.
func pick(names string) ([]section, error) {
	if names == "all" {
		return sections(), nil
	}
	var todo []section
	for name := range strings.SplitSeq(names, ",") {
		at := slices.IndexFunc(sections(), func(s section) bool { return s.name == name })
		if at < 0 {
			var known []string
			for _, s := range sections() {
				known = append(known, s.name)
			}
			return nil, fmt.Errorf("unknown section %q: expected %s or all", name, strings.Join(known, ", "))
		}
		todo = append(todo, sections()[at])
	}
	return todo, nil
}
