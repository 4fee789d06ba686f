package main

import (
	"fmt"
	"os"
	"strings"
)

// The marks between which the tables stand on a page. The first goes on with how
// they are made.
const (
	tablesBegin = "<!-- tables: make bench "
	tablesEnd   = "<!-- end of the tables -->\n"
)

// writePage puts tables in place of those in the page at path.
func writePage(path, tables string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(page), tablesBegin)
	made, rest, _ := strings.Cut(rest, "\n")
	_, after, ends := strings.Cut(rest, tablesEnd)
	if !begins || !ends {
		return fmt.Errorf("%s has no marks for the tables", path)
	}
	return os.WriteFile(path, []byte(before+tablesBegin+made+"\n\n"+tables+"\n"+tablesEnd+after), 0o644)
}
