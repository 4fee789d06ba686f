package main

import (
	"fmt"
	"os"
	"strings"
)

// The marks between which the tables stand in docs/performance.md.
const (
	tablesBegin = "<!-- tables: make bench PAGE=docs/performance.md -->\n"
	tablesEnd   = "<!-- end of the tables -->\n"
)

// writePage puts tables in place of those in the page at path.
func writePage(path, tables string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(page), tablesBegin)
	_, after, ends := strings.Cut(rest, tablesEnd)
	if !begins || !ends {
		return fmt.Errorf("%s has no marks for the tables", path)
	}
	return os.WriteFile(path, []byte(before+tablesBegin+"\n"+tables+"\n"+tablesEnd+after), 0o644)
}
