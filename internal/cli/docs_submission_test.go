package cli

import (
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/mockapi"
)

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
