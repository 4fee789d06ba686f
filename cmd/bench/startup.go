package main

import (
	"fmt"
	"os"
)

// startup compares short commands with a program that only imports the same
// libraries, and prints the sizes of both.
func (b *bench) startup() error {
	hello, err := b.goBuild("github.com/argosctl/argosctl/cmd/bench/testdata/hello")
	if err != nil {
		return err
	}
	err = b.hold(contest{
		title: "Start-up",
		runs:  shortRuns * b.runs,
		entries: []entry{
			{name: "hello world with the same four libraries", argv: []string{hello}},
			{name: "`argosctl version`", argv: []string{b.argosctl, "version"}},
			{name: "`argosctl retrycode explain glare_detected`", argv: []string{b.argosctl, "retrycode", "explain", "glare_detected"}},
		},
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\nSize of the binary: ")
	for i, path := range []string{b.argosctl, hello} {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprint(b.out, ", hello world ")
		}
		fmt.Fprintf(b.out, "%.1f MB", float64(info.Size())/1e6)
	}
	fmt.Fprintln(b.out, ".")
	return nil
}
