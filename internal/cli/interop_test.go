//go:build interop

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/report/reporttest"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/workdir"
)

// Consumers of argosctl's output, at pinned versions.
var (
	codeTools   = []string{"json-schema-to-typescript@16.0.0", "typescript@5.9.3", "quicktype@26.0.0"}
	reportTools = []string{"ajv@8.20.0", "ajv-formats@3.0.1", "tap-parser@18.3.4", "junit2json@4.0.0", "mocha-junit-reporter@2.2.1"}
	duckDB      = "@duckdb/node-api@1.5.6-r.1"
	inspector   = "@modelcontextprotocol/inspector@2.12.0"
	errorformat = "github.com/reviewdog/errorformat/cmd/errorformat@v0.0.0-20260721110140-13bff69235f3"
)

// consume runs a consumer in dir and returns what it says, and its exit code.
func consume(t *testing.T, dir, name string, args ...string) (out string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	text, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(text), cmd.ProcessState.ExitCode()
}

// node runs a script of testdata/interop in dir, with the packages of NPM.
func node(t *testing.T, dir, packages, script string, args ...string) (out string, code int) {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata/interop", script))
	if err != nil {
		t.Fatal(err)
	}
	args = append([]string{"PACKAGES=" + packages, testkit.Program(t, "node"), path}, args...)
	return consume(t, dir, "env", args...)
}

// bin is a program of an npm package.
func bin(dir, name string) string { return filepath.Join(dir, "node_modules/.bin", name) }

// produce runs argosctl in the repository, where it ends with code, and saves what
// it prints.
func produce(t *testing.T, name string, code int, args ...string) (path string) {
	t.Helper()
	f, _ := keyFactory(t, map[string]string{"ARGOS_API_KEY": clitest.Key})
	streams, out, errs := term.Buffers("")
	f.IO, f.Dir = streams, workdir.Dir(inRepo("."))
	if got := Main(args, f); got != code {
		t.Fatalf("%v: exit code %d, want %d: %s", args, got, code, errs)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// findingsOfBad is how many findings testdata/bad has.
func findingsOfBad(t *testing.T) (findings int) {
	t.Helper()
	text, err := os.ReadFile(produce(t, "bad.ndjson", 1, "validate", "testdata/bad", "--format", "ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(text, []byte("\n"))
}

// TestInteropTAP: prove and tap-parser take a clean run for one, and count what
// fails in another.
func TestInteropTAP(t *testing.T) {
	t.Parallel()
	clean := produce(t, "clean.tap", 0, "validate", "testdata/webhooks/retry.json", "testdata/webhooks/approved.json", "--format", "tap")
	bad := produce(t, "bad.tap", 1, "validate", "testdata/bad", "--format", "tap")
	text, err := os.ReadFile(bad)
	if err != nil {
		t.Fatal(err)
	}
	fails := strings.Count(string(text), "\nnot ok ")
	points := fails + strings.Count(string(text), "\nok ")
	t.Run("prove", func(t *testing.T) {
		t.Parallel()
		prove := testkit.Program(t, "prove")
		if out, code := consume(t, ".", prove, clean); code != 0 || !strings.Contains(out, "Result: PASS") {
			t.Errorf("exit code %d: %s", code, out)
		}
		out, code := consume(t, ".", prove, bad)
		if code == 0 || strings.Contains(out, "Parse errors") || !strings.Contains(out, fmt.Sprintf("Tests: %d Failed: %d)", points, fails)) {
			t.Errorf("exit code %d, want %d of %d failed: %s", code, fails, points, out)
		}
	})
	t.Run("tap-parser", func(t *testing.T) {
		t.Parallel()
		dir := testkit.NPM(t, reportTools...)
		for path, want := range map[string][2]int{clean: {2, 0}, bad: {points, fails}} {
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out := testkit.Peer(t, file, "sh", "-c", bin(dir, "tap-parser")+" --strict -j || true") // 1 where a point failed
			var events [][]json.RawMessage
			var end struct {
				Count, Fail int
				Failures    []struct{ TapError any }
			}
			if err := json.Unmarshal(out, &events); err != nil {
				t.Fatalf("%v: %.500s", err, out)
			}
			for _, event := range events {
				if string(event[0]) == `"complete"` {
					err = json.Unmarshal(event[1], &end)
				}
			}
			if err != nil || end.Count != want[0] || end.Fail != want[1] {
				t.Errorf("%s: %+v, want %v, %v", filepath.Base(path), end, want, err)
			}
			for _, failure := range end.Failures {
				if failure.TapError != nil {
					t.Errorf("%s: %v", filepath.Base(path), failure.TapError)
				}
			}
		}
	})
}

// TestInteropJUnit: the report holds to the XSD of Jenkins, with the two attributes
// of a case that GitLab and others read, and junit2json reads it.
func TestInteropJUnit(t *testing.T) {
	t.Parallel()
	dir := testkit.NPM(t, reportTools...)
	report := produce(t, "bad.xml", 1, "validate", "testdata/bad", "--format", "junit")
	xsd, err := os.ReadFile(filepath.Join(dir, "node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"))
	if err != nil {
		t.Fatal(err)
	}
	amended := strings.NewReplacer(
		`<xs:attribute name="assertions"`, `<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:string"/><xs:attribute name="assertions"`,
		// Newer XSDs of Jenkins let skipped say why.
		`<xs:element name="skipped" type="xs:string"/>`, `<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>`,
	).Replace(string(xsd))
	schema := filepath.Join(t.TempDir(), "jenkins.xsd")
	if err := os.WriteFile(schema, []byte(amended), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, code := consume(t, ".", testkit.Program(t, "xmllint"), "--noout", "--nonet", "--schema", schema, report); code != 0 {
		t.Errorf("xmllint: %s", out)
	}
	out, code := consume(t, ".", bin(dir, "junit2json"), report)
	var doc struct {
		Suites []struct {
			Tests, Failures int
			Cases           []struct {
				File    string
				Line    int
				Failure []any
			} `json:"testcase"`
		} `json:"testsuite"`
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != 0 || len(doc.Suites) < 20 {
		t.Fatalf("exit code %d, %v, %d suites: %.500s", code, err, len(doc.Suites), out)
	}
	for _, suite := range doc.Suites {
		failures := 0
		for _, c := range suite.Cases {
			failures += len(c.Failure)
			if !strings.HasPrefix(c.File, "testdata/bad/") || c.Line < 1 {
				t.Errorf("%+v", c)
			}
		}
		if suite.Tests != len(suite.Cases) || suite.Failures != failures {
			t.Errorf("counts differ: %+v", suite)
		}
	}
}

// TestInteropSARIFSchema holds a log against the schema of the standard, as
// Microsoft's package has it.
func TestInteropSARIFSchema(t *testing.T) {
	t.Parallel()
	schema := filepath.Join(testkit.NPM(t, reporttest.Multitool), "node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json")
	for _, path := range []string{"testdata/bad", "testdata/webhooks/retry.json"} {
		code := map[string]int{"testdata/bad": 1}[path]
		log := produce(t, "log.sarif", code, "validate", path, "--format", "sarif")
		if out, code := node(t, ".", testkit.NPM(t, reportTools...), "loose.mjs", schema, log); code != 0 {
			t.Errorf("%s: %s", path, out)
		}
	}
}

// TestInteropErrorformat: the library of reviewdog finds every finding in the text,
// the excerpts and hints in it notwithstanding.
func TestInteropErrorformat(t *testing.T) {
	t.Parallel()
	tool := testkit.GoTool(t, errorformat)
	text, err := os.ReadFile(produce(t, "bad.txt", 1, "validate", "testdata/bad"))
	if err != nil {
		t.Fatal(err)
	}
	const pattern = "%f:%l:%c: %t%*[a-z]: %m"
	out := string(testkit.Peer(t, text, tool, "-f", "{{.Filename}}:{{.Lnum}}:{{.Col}}:{{.Type}}:{{.Text}}", pattern))
	lines := regexp.MustCompile(`(?m)^testdata/bad/\S+:\d+:\d+:(?:101|119|105|[ewi]):.* \[[a-z]+/[a-z0-9-]+\]$`).FindAllString(out, -1)
	if want := findingsOfBad(t); len(lines) != want {
		t.Errorf("%d entries, want %d:\n%.1500s", len(lines), want, out)
	}
}

// TestInteropAjv compiles every published schema alone and in strict mode, and has
// ajv judge samples.
func TestInteropAjv(t *testing.T) {
	t.Parallel()
	dir := testkit.NPM(t, reportTools...)
	files, err := filepath.Glob(inRepo("docs/schema/*.json"))
	if err != nil || len(files) < 35 {
		t.Fatalf("%d schemas, %v", len(files), err)
	}
	if out, code := node(t, ".", dir, "ajv.mjs", files...); code != 0 {
		t.Errorf("%s", out)
	}
	good := produce(t, "good.ndjson", 0, "event", "sample", "all", "--count", "300")
	if out, code := node(t, ".", dir, "ajv.mjs", "--check", inRepo("docs/schema/event.json"), good); code != 0 || strings.Count(out, "true\n") != 300 {
		t.Errorf("exit code %d: %.500s", code, out)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.ndjson")
	wrong := regexp.MustCompile(`"webhook_trigger":"[a-zA-Z_-]+"`).ReplaceAll(text, []byte(`"webhook_trigger":"none"`))
	if err := os.WriteFile(bad, wrong, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, code := node(t, ".", dir, "ajv.mjs", "--check", inRepo("docs/schema/event.json"), bad); code != 0 || strings.Count(out, "false\n") != 300 {
		t.Errorf("exit code %d: %.500s", code, out)
	}
}

// TestInteropTypeScript: from the schema of all events come types that the trigger
// tells apart.
func TestInteropTypeScript(t *testing.T) {
	t.Parallel()
	dir := testkit.NPM(t, codeTools...)
	work := t.TempDir()
	for _, name := range []string{"use.ts", "wrong.ts"} {
		text, err := os.ReadFile(filepath.Join("testdata/interop", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(work, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	schema := produce(t, "webhook.schema.json", 0, "event", "schema", "--all")
	if out, code := consume(t, work, bin(dir, "json2ts"), "--additionalProperties=false", schema, "webhook.ts"); code != 0 {
		t.Fatalf("%s", out)
	}
	out, code := consume(t, work, bin(dir, "tsc"), "--strict", "--noEmit", "use.ts", "wrong.ts")
	if code == 0 || strings.Count(out, "error TS") != 1 || !strings.HasPrefix(out, "wrong.ts(4,") || !strings.Contains(out, "token_id") {
		t.Errorf("exit code %d, want one error, in wrong.ts: %s", code, out)
	}
}

// TestInteropQuicktype: what quicktype makes of the schema of all events compiles.
func TestInteropQuicktype(t *testing.T) {
	t.Parallel()
	dir := testkit.NPM(t, codeTools...)
	schema := produce(t, "webhook.json", 0, "event", "schema", "--all")
	work := t.TempDir()
	for _, args := range [][]string{
		{"--lang", "typescript", "--just-types", "--out", "webhook.ts"},
		{"--lang", "go", "--package", "hooks", "--out", "webhook.go"},
	} {
		if out, code := consume(t, work, bin(dir, "quicktype"), append(args, "--src-lang", "schema", schema)...); code != 0 {
			t.Fatalf("%v: %s", args, out)
		}
	}
	if out, code := consume(t, work, bin(dir, "tsc"), "--strict", "--noEmit", "webhook.ts"); code != 0 {
		t.Errorf("tsc: %s", out)
	}
	if out, code := consume(t, work, "go", "vet", "webhook.go"); code != 0 {
		t.Errorf("go: %s", out)
	}
	for name, want := range map[string]string{"webhook.ts": `webhook_trigger: *WebhookTrigger`, "webhook.go": `WebhookTrigger +WebhookTrigger +.json:"webhook_trigger"`} {
		text, err := os.ReadFile(filepath.Join(work, name))
		if err != nil || !regexp.MustCompile(want).Match(text) {
			t.Errorf("%s has no %s (%v)", name, want, err)
		}
	}
}

// TestInteropDatabases: DuckDB and SQLite read csv and ndjson as they come.
func TestInteropDatabases(t *testing.T) {
	t.Parallel()
	codes := produce(t, "codes.csv", 0, "retrycode", "list", "-o", "csv")
	samples := produce(t, "samples.ndjson", 0, "event", "sample", "all", "--count", "500")
	records := produce(t, "records.ndjson", 0, "decode", samples, "-o", "ndjson")
	findings := produce(t, "findings.ndjson", 1, "validate", "testdata/bad", "--format", "ndjson")
	count := findingsOfBad(t)
	t.Run("duckdb", func(t *testing.T) {
		t.Parallel()
		dir := testkit.NPM(t, duckDB)
		for query, want := range map[string]string{
			"select count(*), count(distinct code) from '" + codes + "'":                                              "45|45",
			"select description from '" + codes + "' where code = 'glare_detected'":                                   "Detected glare from id or document",
			"select count(*), count(distinct event) > 10, bool_and(known) from '" + records + "'":                     "500|true|true",
			"select count(*) from '" + records + "' where retry.code is not null and payload.retryCode <> retry.code": "0",
			"select count(*), min(line) from '" + findings + "'":                                                      fmt.Sprintf("%d|1", count),
		} {
			if out, code := node(t, ".", dir, "duckdb.mjs", query); code != 0 || strings.TrimSpace(out) != want {
				t.Errorf("%s: exit code %d, want %s: %s", query, code, want, out)
			}
		}
	})
	t.Run("sqlite3", func(t *testing.T) {
		t.Parallel()
		script := strings.Join([]string{
			".mode csv", ".import " + codes + " codes",
			"select count(*), count(distinct code), max(description) filter (where code = 'glare_detected') from codes;",
			"create table lines(line text);", ".mode list", `.separator "\001" "\n"`, ".import " + records + " lines", ".separator ,",
			"select count(*), sum(json_valid(line)), count(distinct line ->> '$.event') > 10 from lines;",
			"create table found(line text);", `.separator "\001" "\n"`, ".import " + findings + " found", ".separator ,",
			"select count(*), min(line ->> '$.line') from found;",
		}, "\n")
		out := string(testkit.Peer(t, []byte(script), "sqlite3", "-batch", ":memory:"))
		if want := fmt.Sprintf("45,45,\"Detected glare from id or document\"\n500,500,1\n%d,1\n", count); strings.ReplaceAll(out, "\r", "") != want {
			t.Errorf("got %q, want %q", out, want)
		}
	})
}

// TestInteropInspector: the MCP Inspector lists and calls the tools of `argosctl mcp`.
func TestInteropInspector(t *testing.T) {
	program := bin(testkit.NPM(t, inspector), "mcp-inspector")
	argosctl := filepath.Join(selfDir(t), "argosctl")
	ask := func(args ...string) (answer string, code int) {
		return consume(t, inRepo("."), program, append([]string{"--cli", argosctl, "mcp", "--root", "testdata"}, args...)...)
	}
	listed, code := ask("--method", "tools/list")
	if code != 0 {
		t.Fatal(listed)
	}
	for _, tool := range []string{"decode", "validate", "explain", "sample", "returnurl_parse", "timeline", "replay"} {
		if !strings.Contains(listed, `"name": "`+tool+`"`) {
			t.Errorf("the inspector lists no %s: %s", tool, listed)
		}
	}
	for _, tt := range []struct{ tool, arg, want string }{
		{"decode", "path=webhooks/retry.json", `glare_detected`},
		{"validate", "path=webhooks/retry.json", `"payloads": 1`},
		{"explain", "query=too_many_retry", `rejectcode`},
		{"sample", "event=approved", `webhook_trigger`},
		{"returnurl_parse", "url=https://example.com/?kycStatus=approved", `approved`},
		{"timeline", "path=webhooks", `6xx28lo115832`},
		{"decode", "path=/etc/passwd", `"isError": true`},
		{"replay", "to=http://203.0.113.7/", `"isError": true`},
	} {
		if out, _ := ask("--method", "tools/call", "--tool-name", tt.tool, "--tool-arg", tt.arg); !strings.Contains(out, tt.want) {
			t.Errorf("%s %s: %s", tt.tool, tt.arg, out)
		}
	}
}
