package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/workdir"
)

// runIn runs a command line in dir.
func runIn(dir string, args ...string) (out, errs string, code int) {
	streams, o, e := term.Buffers("")
	f := &kit.Factory{
		IO: streams, Getenv: func(string) string { return "" }, Dir: workdir.Dir(dir),
		Now:  func() time.Time { return time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC) },
		Home: func() (string, error) { return "", os.ErrNotExist },
	}
	code = Main(args, f)
	return o.String(), e.String(), code
}

// archive is payloads of all events, every ninth of them with faults.
func archive(t *testing.T, dir string, count int) string {
	t.Helper()
	out, errs, code := runIn(dir, "event", "sample", "all", "--count", fmt.Sprint(count))
	if code != 0 {
		t.Fatal(errs)
	}
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		switch i % 9 {
		case 3:
			line = strings.Replace(line, `"submission_id"`, `"nickname":"훙\u0000","submission_id"`, 1)
		case 5:
			line = strings.Replace(line, `"webhook_trigger":"`, `"webhook_trigger":"x_`, 1)
		case 7:
			line = strings.Replace(line, `":"`, `": "`, 1) + ","
		}
		if i%50 == 8 {
			line = line[:len(line)/2]
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func gzipOf(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestShards: the outputs of all shards, one after the other, are the output of
// one run; merged findings make the reports of one run.
func TestShards(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	for name, files := range map[string]func(text string) map[string]string{
		"one file":    func(text string) map[string]string { return map[string]string{"a.ndjson": text} },
		"gzip":        func(text string) map[string]string { return map[string]string{"a.ndjson.gz": gzipOf(t, text)} },
		"a directory": inManyFiles,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for file, text := range files(archive(t, dir, 700)) {
				path := filepath.Join(dir, "in", file)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for n := 1; n <= 17; n++ {
				sameOutput(t, dir, n)
			}
			for _, n := range []int{1, 4, 17} {
				sameReports(t, dir, n)
			}
		})
	}
}

// inManyFiles puts a line a file, runs of lines into NDJSON and arrays.
func inManyFiles(text string) map[string]string {
	files := map[string]string{"empty.json": "", "none.json": "[]"}
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i+40 < len(lines); i += 40 {
		name := fmt.Sprintf("%04d", i)
		switch i / 40 % 3 {
		case 0:
			files["lines/"+name+".ndjson"] = strings.Join(lines[i:i+40], "")
		case 1:
			files["arrays/"+name+".json"] = "[" + strings.Join(lines[i:i+3], ",") + "]"
		case 2:
			files["single/"+name+".json"] = lines[i]
		}
	}
	return files
}

func sameOutput(t *testing.T, dir string, n int) {
	t.Helper()
	for _, command := range [][]string{{"decode", "in", "-o", "ndjson"}, {"decode", "in", "-o", "csv"}, {"validate", "in", "--format", "ndjson"}, {"timeline", "in", "-o", "ndjson"}, {"timeline", "in", "-o", "csv"}} {
		want, wantErrs, wantCode := runIn(dir, command...)
		got, errs, code := "", "", 0
		for k := range n {
			out, e, c := runIn(dir, append(command, "--shard", fmt.Sprintf("%d/%d", k+1, n))...)
			got, errs, code = got+out, errs+e, max(code, c)
		}
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" || code != wantCode {
			t.Fatalf("%q in %d shards: exit code %d, want %d; (-whole +shards)\n%.2000s", command, n, code, wantCode, diff)
		}
		if diff := cmp.Diff(errorsIn(wantErrs), errorsIn(errs)); command[0] == "decode" && diff != "" {
			t.Fatalf("%q in %d shards: stderr (-whole +shards)\n%.2000s", command, n, diff)
		}
	}
}

// errorsIn are the lines of stderr but for the hints, which each run gives once.
func errorsIn(stderr string) []string {
	return slices.DeleteFunc(strings.Split(stderr, "\n"), func(line string) bool { return strings.HasPrefix(line, "hint: ") })
}

func sameReports(t *testing.T, dir string, n int) {
	t.Helper()
	var parts []string
	wantCode := 0
	for k := range n {
		part := fmt.Sprintf("%d-of-%d.json", n-k, n) // in any order
		out, errs, code := runIn(dir, "validate", "in", "--format", "json", "--shard", fmt.Sprintf("%d/%d", n-k, n))
		if code != 0 && code != 1 && code != 3 {
			t.Fatal(errs)
		}
		wantCode = max(wantCode, code)
		if value, err := jsonschema.UnmarshalJSON(strings.NewReader(out)); err != nil || publishedSchema(t, "validate").Validate(value) != nil {
			t.Errorf("%s: %v, %v", part, err, publishedSchema(t, "validate").Validate(value))
		}
		if err := os.WriteFile(filepath.Join(dir, part), []byte(out), 0o600); err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part)
	}
	for _, format := range report.Formats() {
		want, _, code := runIn(dir, "validate", "in", "--format", format)
		got, errs, mergedCode := runIn(dir, append([]string{"validate", "--format", format, "--merge"}, parts...)...)
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" || code != mergedCode || code != wantCode {
			t.Fatalf("%s of %d shards: exit codes %d, %d and %d, %s; (-whole +merged)\n%.3000s", format, n, code, mergedCode, wantCode, errs, diff)
		}
	}
	want, _, _ := runIn(dir, "validate", "in", "--max-findings", "7")
	got, _, _ := runIn(dir, append([]string{"validate", "--max-findings", "7", "--merge"}, parts...)...)
	if want != got {
		t.Errorf("seven findings of %d shards: %s", n, cmp.Diff(want, got))
	}
}

// TestMergeOfNDJSON: findings alone merge as well, in order, but for what only
// JSON tells.
func TestMergeOfNDJSON(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.ndjson"), []byte(archive(t, dir, 300)), 0o600); err != nil {
		t.Fatal(err)
	}
	for k := 1; k <= 3; k++ {
		out, _, _ := runIn(dir, "validate", "a.ndjson", "--format", "ndjson", "--shard", fmt.Sprintf("%d/3", k))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", k)), []byte(out), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, _, _ := runIn(dir, "validate", "a.ndjson", "--format", "ndjson")
	got, errs, code := runIn(dir, "validate", "--merge", "3.txt", "1.txt", "2.txt", "--format", "ndjson")
	if got != want || code != 1 || !strings.Contains(errs, "--format json does") {
		t.Errorf("exit code %d, %s; (-whole +merged)\n%.2000s", code, errs, cmp.Diff(want, got))
	}
}
