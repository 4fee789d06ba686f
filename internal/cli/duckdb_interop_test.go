//go:build interop

package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestInteropDuckDB runs the queries of docs/scaling.md and counts the same in Go.
func TestInteropDuckDB(t *testing.T) {
	t.Parallel()
	packages, dir := testkit.NPM(t, duckDB), t.TempDir()
	records, _, _ := runIn(dir, "decode", inRepo("testdata/webhooks"), "-o", "ndjson")
	table, _, _ := runIn(dir, "decode", inRepo("testdata/webhooks"), "-o", "csv")
	for name, text := range map[string]string{"all.ndjson": records, "all.csv": table} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rejections, retries := counted(t, records)
	page, err := os.ReadFile(inRepo("docs/scaling.md"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range splitBlocks(string(page)) {
		if b.info == "sql" {
			out, _ := node(t, dir, packages, "duckdb.mjs", b.body)
			got = append(got, out)
		}
	}
	if want := []string{rejections, retries}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// counted is what the queries come to.
func counted(t *testing.T, records string) (rejections, retries string) {
	t.Helper()
	byDay, byCode := map[string]int{}, map[string]int{}
	for line := range strings.Lines(records) {
		var r struct {
			Event      string
			OccurredAt string `json:"occurred_at"`
			Retry      *struct{ Code string }
			Reject     *struct{ Codes []string }
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Event == "rejected" {
			byDay[strings.Join(r.Reject.Codes, ";")+"|"+r.OccurredAt[:10]]++
		}
		if r.Retry != nil {
			byCode[r.Retry.Code]++
		}
	}
	return ranked(byDay), ranked(byCode)
}

// ranked is the counts, the highest first.
func ranked(counts map[string]int) string {
	var rows []string
	for key := range counts {
		rows = append(rows, key)
	}
	slices.SortFunc(rows, func(a, b string) int {
		if n := counts[b] - counts[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	var b strings.Builder
	for _, key := range rows {
		fmt.Fprintf(&b, "%s|%d\n", key, counts[key])
	}
	return b.String()
}
