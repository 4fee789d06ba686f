// Command cataloggen compiles the catalogue's YAML into Go tables.
//
//	cataloggen [-dir internal/catalog] [-check]
//
// It reads DIR/data/*.yaml and writes DIR/tables.go; with -check it writes
// nothing and fails when tables.go is not what the data say. The keys of the
// data are the Go field names of package catalog in lower snake case; unknown
// and repeated keys are errors with their place.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run returns the exit code: 0 done, 1 failed or stale, 2 wrong flags.
func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("cataloggen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("dir", filepath.Join("internal", "catalog"), "directory of package catalog")
	check := flags.Bool("check", false, "write nothing, fail when tables.go is stale")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := generate(*dir, *check); err != nil {
		fmt.Fprintln(stderr, "cataloggen:", err)
		return 1
	}
	return 0
}

// generate writes dir/tables.go from dir/data, or compares the two.
func generate(dir string, check bool) error {
	want, err := compile(filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "tables.go")
	have, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(have, want):
		return nil
	case check && err != nil:
		return fmt.Errorf("read the tables: %w", err)
	case check:
		return fmt.Errorf("%s is stale: run go generate ./internal/catalog", path)
	}
	return os.WriteFile(path, want, 0o644)
}
