//go:build interop

package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// duckdb prints the rows of a query as SQLite does.
const duckdb = `
const { DuckDBInstance } = require(process.argv[1] + "/node_modules/@duckdb/node-api");
(async () => {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = (await db.runAndReadAll(process.argv[2])).getRows();
  for (const row of rows) console.log(row.map(String).join("|"));
})();
`

// TestInteropDuckDB runs the queries of docs/scaling.md and counts the same in Go.
func TestInteropDuckDB(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	dir := t.TempDir()
	install := exec.CommandContext(t.Context(), "npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", dir, "@duckdb/node-api@1.5.6-r.1")
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("not installed: %v: %s", err, out)
	}
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
			got = append(got, runProgram(t, dir, "node", "-e", duckdb, dir, b.body))
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
