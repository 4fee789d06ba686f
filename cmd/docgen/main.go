// Command docgen writes what can be said of argosctl without a person: one
// page for each command, the tables of codes, events and rules, the JSON Schemas,
// the picture of a terminal, man pages and completion scripts.
//
//	docgen [-docs docs] [-check] [-man DIR] [-completions DIR]
//
// Pages go to the directory of -docs; -check writes nothing there and fails
// when a page is stale, missing or left over. Man pages and completion scripts
// are for releases and are written only where a directory is given.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"

	"github.com/argosctl/argosctl/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run returns the exit code: 0 done, 1 failed or stale, 2 wrong flags.
func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("docgen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	docs := flags.String("docs", "docs", "directory of the documentation")
	check := flags.Bool("check", false, "write no page, fail when one is stale")
	man := flags.String("man", "", "also write man pages into this directory")
	completions := flags.String("completions", "", "also write completion scripts into this directory")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := generate(*docs, *check, *man, *completions); err != nil {
		fmt.Fprintln(stderr, "docgen:", err)
		return 1
	}
	return 0
}

func generate(docs string, check bool, man, completions string) error {
	pages := describe(cli.Root())
	reference := referencePages(pages)
	maps.Copy(reference, catalogPages())
	reference["rules.md"] = rulesPage()
	maps.Copy(reference, schemaFiles())
	reference["containers.md"] = containersPage()
	drawn, err := pictures()
	if err != nil {
		return err
	}
	maps.Copy(reference, drawn)
	if check {
		return compare(docs, reference)
	}
	if err := write(docs, reference); err != nil {
		return err
	}
	if man != "" {
		if err := write(man, manPages(pages)); err != nil {
			return err
		}
	}
	if completions == "" {
		return nil
	}
	scripts, err := completionScripts(cli.Root())
	if err != nil {
		return err
	}
	return write(completions, scripts)
}
