package cli

import (
	"os"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptBaseURL is `baseurl OUTFILE`: it waits for the first line that a
// stand-in writes to OUTFILE and makes it $ARGOSCTL_BASE_URL.
func scriptBaseURL(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: baseurl OUTFILE")
	}
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		text, _ := os.ReadFile(ts.MkAbs(args[0]))
		if line, _, whole := strings.Cut(string(text), "\n"); whole {
			ts.Setenv("ARGOSCTL_BASE_URL", line)
			return
		}
	}
	ts.Fatalf("no stand-in came up")
}
