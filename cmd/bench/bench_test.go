package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli"
	"github.com/argosctl/argosctl/internal/cli/kit"
)

// TestMain lets the test binary stand for the bench that measures one command,
// and for argosctl.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childCommand {
		if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	if os.Getenv("BENCH_TEST_ARGOSCTL") != "" {
		os.Exit(cli.Main(os.Args[1:], kit.System(os.Exit)))
	}
	os.Exit(m.Run())
}

// fakeArgosctl is a script in its place that prints one line.
func fakeArgosctl(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "argosctl")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRunPrintsEverySection(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var out bytes.Buffer
	err := run(t.Context(), []string{
		"-argosctl", fakeArgosctl(t, `echo '{"webhook_trigger":"delete"}'`), "-dir", dir, "-lines", "20", "-runs", "2",
		"-sections", "startup,decode,sample",
	}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"; of 2 runs each.\n", "**Start-up**", "| `argosctl version` |", "Size of the binary: 0.0 MB, hello world ",
		"**Decode 20 webhooks (0 MB)**", "| `argosctl decode -o ndjson` |", "**Invent webhooks**",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &out)
		}
	}
	for _, name := range []string{"archive-20-all.ndjson", "archive-2-all.ndjson", "hello"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// The peers that npm would install are stand-ins here.
func TestValidateSection(t *testing.T) {
	t.Parallel()
	if missing("node", "") != "" {
		t.Skip("node is not installed")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		".bin/jsonschema":      "#!/bin/sh\n[ \"$2\" != --continue ] || exit 2\n",
		".bin/ajv":             "#!/bin/sh\n",
		"ajv/dist/2020.js":     "module.exports = class { compile() { return () => true; } };",
		"ajv-formats/index.js": "module.exports = () => {};",
		"@duckdb/node-api/index.js": "const db = { connect: async () => db, runAndReadAll: async () => ({ getRows: () => [[0]] }) };" +
			"exports.DuckDBInstance = { create: async () => db };",
	} {
		path := filepath.Join(dir, "validators", "node_modules", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	argosctl := fakeArgosctl(t, `echo '{"title":"any"}'; case "$*" in *faulty*) exit 1;; esac`)
	err := run(t.Context(), []string{"-argosctl", argosctl, "-dir", dir, "-lines", "20", "-runs", "1", "-sections", "validate"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| ajv 8.20.0, compiled, in Node | ", "| santhosh-tekuri/jsonschema, two workers | ", "| `argosctl validate` | ",
		"| DuckDB 1.5.6 `json_valid`, two threads | ", ", 1 % of them faulty, ", "**Validate 10000 files in a directory**", "| `argosctl validate one.json` | "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &out)
		}
	}
}

func TestSpoil(t *testing.T) {
	t.Parallel()
	clean, faulty := filepath.Join(t.TempDir(), "clean"), filepath.Join(t.TempDir(), "faulty")
	line := `{"webhook_trigger":"retry","submission_id":"x","kyc_result":{"status":"incomplete"}}` + "\n"
	if err := os.WriteFile(clean, []byte(strings.Repeat(line, 301)), 0o644); err != nil {
		t.Fatal(err)
	}
	size, err := spoil(clean, faulty)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(faulty)
	if err != nil || int64(len(text)) != size {
		t.Fatalf("%d bytes of %d, %v", len(text), size, err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for i, fault := range map[int]string{0: `"xretry"`, 100: `"submissionid"`, 200: `"xincomplete"`, 300: `"xretry"`} {
		if !strings.Contains(lines[i], fault) {
			t.Errorf("line %d is %s", i, lines[i])
		}
		lines[i] = line
	}
	if strings.Join(lines, "") != strings.Repeat(line, 301) {
		t.Error("other lines are changed")
	}
	if _, err := spoil(clean+"x", faulty); err == nil {
		t.Error("no archive is no error")
	}
	if _, err := scatter(clean+"x", t.TempDir(), 1); err == nil {
		t.Error("no archive is no error")
	}
}

func TestWritePage(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "page.md")
	for _, tables := range []string{"first", "second"} {
		if tables == "first" {
			if err := os.WriteFile(path, []byte("a\n"+tablesBegin+"PAGE=x -->\nold"+tablesEnd+"z\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := writePage(path, tables); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != "a\n"+tablesBegin+"PAGE=x -->\n\n"+tables+"\n"+tablesEnd+"z\n" {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := os.WriteFile(path, []byte("no marks"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writePage(path, "x"); err == nil || !strings.Contains(err.Error(), "no marks") {
		t.Errorf("a page without marks: %v", err)
	}
	if writePage(path+"not there", "x") == nil {
		t.Error("a missing page is no error")
	}
}

// The archive of the fake is sealed by openssl under the key of the benchmark.
func TestCipher(t *testing.T) {
	t.Parallel()
	if why := missing("node", "Debian package nodejs"); why != "" {
		t.Skip("node is " + why)
	}
	dir := t.TempDir()
	const line = `{"data":"fdyBtjvS5zpIo9mhf3Bi2CwVV5doAfdgKbJCvVnyLk0="}`
	var out bytes.Buffer
	err := run(t.Context(), []string{"-argosctl", fakeArgosctl(t, "echo '"+line+"'"), "-dir", dir, "-lines", "20", "-runs", "1", "-sections", "cipher"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	if want := "**Open and decode 20 encrypted webhooks (0 MB)**"; !strings.Contains(out.String(), want) || strings.Contains(out.String(), "not installed") {
		t.Errorf("the report lacks %q:\n%s", want, &out)
	}
	if _, err := os.Stat(filepath.Join(dir, "archive-20-all--encrypt.ndjson")); err != nil {
		t.Error(err)
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"-lines 1":                     "-lines is 1",
		"-sections nope":               `unknown section "nope": expected startup`,
		"-nonsense":                    "not defined",
		"-sections decode -lines 30":   "make the archive",
		"-sections startup,sample -x=": "not defined",
		"-sections listen":             "does not say where",
		"-sections submission":         "does not say where",
		"-sections replay":             "make the archive",
		"-sections scrub":              "make the archive",
		"-sections timeline":           "make the archive",
		"-sections view":               "make the archive",
	} {
		t.Run(args, func(t *testing.T) {
			args := append([]string{"-argosctl", fakeArgosctl(t, "exit 3"), "-dir", t.TempDir()}, strings.Fields(args)...)
			var out bytes.Buffer
			if err := run(t.Context(), args, &out); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %q", err, want)
			}
		})
	}
}

func TestOnceWantsTheExitCode(t *testing.T) {
	t.Parallel()
	b := &bench{ctx: t.Context(), dir: t.TempDir()}
	if _, _, err := b.once(entry{argv: []string{"sh", "-c", "cat; exit 3"}, stdin: "bench_test.go", exit: 3}); err != nil {
		t.Error(err)
	}
	_, _, err := b.once(entry{argv: []string{"sh", "-c", "echo no luck >&2; exit 1"}})
	if err == nil || !strings.Contains(err.Error(), "no luck") {
		t.Errorf("got %v", err)
	}
	if _, _, err := b.once(entry{argv: []string{"sh"}, stdin: "not there"}); err == nil {
		t.Error("a missing input is no error")
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	b := &bench{out: &out}
	seconds := func(all ...float64) result {
		r := result{rss: 3 << 20}
		for _, s := range all {
			r.times = append(r.times, time.Duration(s*float64(time.Second)))
		}
		return r
	}
	b.table(contest{title: "T", bytes: 100e6, items: 10, entries: []entry{
		{name: "base"}, {name: "fast"}, {name: "tenth", share: 0.1}, {name: "gone", failed: "not installed (x)"},
	}}, []result{seconds(5, 2, 4), seconds(0.5), seconds(0.1), {}})
	want := `
**T**

|  | shortest | median | memory | MB/s | per second | times the speed of base |
| --- | --- | --- | --- | --- | --- | --- |
| base | 2.00 s | 4.00 s | 3.0 MiB | 50 | 5 | 1.00 |
| fast | 500.0 ms | 500.0 ms | 3.0 MiB | 200 | 20 | 4.00 |
| tenth | 100.0 ms | 100.0 ms | 3.0 MiB | 100 | 10 | 2.00 |
| gone | not installed (x) |
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &out, want)
	}
}
