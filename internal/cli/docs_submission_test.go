package cli

import (
	"bytes"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/mockapi"
)

// TestDocsSubmissions runs every command of the page about submissions against
// a stand-in, one after the other.
func TestDocsSubmissions(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(mockapi.New(mockapi.Options{Items: mockapi.Samples(1, mockapi.DefaultCount)}))
	defer srv.Close()
	ran := 0
	for _, block := range blocks(t, "submissions.md", "console") {
		for line := range strings.Lines(block) {
			text, ok := strings.CutPrefix(line, "$ ")
			if !ok {
				t.Errorf("not a command: %s", line)
				continue
			}
			ran++
			var stderr bytes.Buffer
			cmd := command(t, t.TempDir(), "bash", "-c", text)
			cmd.Env = append(cmd.Env, "ARGOSCTL_BASE_URL="+srv.URL+"/v3")
			cmd.Stderr = &stderr
			if out, err := cmd.Output(); err != nil || len(out) == 0 {
				t.Errorf("%s: %v: %s%s", text, err, out, stderr.Bytes())
			}
		}
	}
	if ran < 15 {
		t.Errorf("only %d commands", ran)
	}
}

// TestDocsDuckDB runs the queries of the page on the stand-in's submissions.
func TestDocsDuckDB(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("duckdb"); err != nil {
		t.Skip("duckdb is not installed: its queries are not run")
	}
	dir := t.TempDir()
	srv := httptest.NewServer(mockapi.New(mockapi.Options{Items: mockapi.Samples(1, mockapi.DefaultCount)}))
	defer srv.Close()
	fetch := command(t, dir, "argosctl", "submission", "list", "--all", "-o", "ndjson", "--out", "submissions.ndjson", "--base-url", srv.URL+"/v3")
	if out, err := fetch.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := command(t, dir, "duckdb", "-c", blocks(t, "submissions.md", "sql")[0]).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "approved") {
		t.Errorf("%v: %s", err, out)
	}
}
