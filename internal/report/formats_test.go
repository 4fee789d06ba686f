package report

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
)

func TestJSONHasTheShapeOfTheContract(t *testing.T) {
	t.Parallel()
	var doc struct {
		Summary  map[string]int
		Findings []map[string]any
	}
	decode(t, play(t, "json", Options{}, story(), storySummary()), &doc)
	want := map[string]int{"files": 7, "payloads": 105, "errors": 5, "warnings": 2, "infos": 1}
	if !reflect.DeepEqual(doc.Summary, want) {
		t.Errorf("summary %v", doc.Summary)
	}
	first := doc.Findings[0]
	expected := map[string]any{
		"rule": "json/syntax", "severity": "error", "path": "testdata/retry.json", "pointer": "", "event": nil,
		"message": `missing comma: expected "," or "}" after a member, found a string`,
		"line":    4.0, "column": 28.0, "end_line": 4.0, "end_column": 28.0, "offset": 327.0,
		"help": []any{`insert "," after "203.0.113.7"`},
		"fix": map[string]any{"description": "insert the missing comma",
			"edits": []any{map[string]any{"offset": 328.0, "length": 0.0, "text": ","}}},
	}
	if !reflect.DeepEqual(first, expected) {
		t.Errorf("first finding %v", first)
	}
	if last := doc.Findings[7]; last["fix"] != nil || !reflect.DeepEqual(last["help"], []any{}) {
		t.Errorf("without help and fix: %v", last)
	}
	if doc.Findings[1]["event"] != "retry" {
		t.Errorf("event %v", doc.Findings[1]["event"])
	}
}

func TestStringsReadBackFromJSON(t *testing.T) {
	t.Parallel()
	for _, text := range append(nastyNames(), "", "\x00\x01\x1f\x7f", "\"\\/\b\f\n\r\t", "\u2028\u2029\ufffd\ufffe", "<>&'") {
		var back string
		if err := json.Unmarshal(appendString(nil, text), &back); err != nil || back != text {
			t.Errorf("%q came back as %q: %v", text, back, err)
		}
	}
	if got := string(appendString(nil, "a\xffb\xed\xa0\x80")); got != `"a�b���"` {
		t.Errorf("invalid bytes: %s", got)
	}
	if got := string(appendString(nil, "\x1b\x7f\u0085\u2028")); got != `"\u001b\u007f\u0085\u2028"` {
		t.Errorf("characters that a terminal acts on: %s", got)
	}
}

func FuzzJSONString(f *testing.F) {
	f.Add("a\xff\u2028\x7f\"\\")
	f.Fuzz(func(t *testing.T, text string) {
		var back, want string
		std, _ := json.Marshal(text)
		if err := json.Unmarshal(appendString(nil, text), &back); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if _ = json.Unmarshal(std, &want); back != want {
			t.Errorf("%q came back as %q, the standard library's as %q", text, back, want)
		}
	})
}

func TestGitHubColumnsOnlyOnOneLine(t *testing.T) {
	t.Parallel()
	f := at("a.json", 2, "«{»", diag.Finding{Rule: "json/syntax", Severity: diag.Error, Message: "50 %\nnext"})
	f.EndLine, f.EndColumn = 5, 1
	got := play(t, "github", Options{}, []step{found(f)}, Summary{})
	if want := "::error file=a.json,line=2,endLine=5,title=json/syntax::50 %25\\nnext\n"; got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

// archive is a file in which each of n payloads has the same two findings.
func archive(path string, n int) []step {
	var steps []step
	for i := range n {
		f := at(path, i+1, `{"a":«1»}`, diag.Finding{Rule: "field/type", Severity: diag.Error, Message: "m", Pointer: "/a"})
		f.Origin = diag.Origin{Path: path, Line: i + 1}
		steps = append(steps, found(f), found(f))
	}
	return append(steps, file(path, n))
}

func TestThresholdDecidesWhatFails(t *testing.T) {
	t.Parallel()
	steps := story()
	for _, c := range []struct {
		level        diag.Severity
		tap, failure int
	}{{diag.Off, 0, 0}, {diag.Info, 6, 6}, {diag.Warning, 6, 6}, {diag.Error, 5, 5}} {
		t.Run(c.level.String(), func(t *testing.T) {
			tap := play(t, "tap", Options{FailOn: c.level}, steps, Summary{})
			if got := strings.Count(tap, "\nnot ok "); got != c.tap {
				t.Errorf("%v: %d points not ok, want %d", c.level, got, c.tap)
			}
			junit := play(t, "junit", Options{FailOn: c.level}, steps, Summary{})
			if got := strings.Count(junit, "<failure "); got != c.failure {
				t.Errorf("%v: %d failures, want %d", c.level, got, c.failure)
			}
		})
	}
}

func TestJUnitBoundsASuite(t *testing.T) {
	t.Parallel()
	steps := append(archive("big.ndjson", maxSuiteCases+500), archive("small.ndjson", 3)...)
	var doc xmlSuites
	if err := xml.Unmarshal([]byte(play(t, "junit", Options{FailOn: diag.Error}, steps, Summary{})), &doc); err != nil {
		t.Fatal(err)
	}
	big, small := doc.Suites[0], doc.Suites[1]
	if big.Tests != maxSuiteCases+1 || len(big.Cases) != big.Tests {
		t.Errorf("%d tests, %d cases, want %d", big.Tests, len(big.Cases), maxSuiteCases+1)
	}
	if last := big.Cases[maxSuiteCases]; last.Name != "big.ndjson (more)" || last.Failure == nil {
		t.Errorf("last case %+v", last)
	}
	if small.Tests != 3 || small.Cases[2].Name != "small.ndjson:3" {
		t.Errorf("the suite after it: %+v", small)
	}
}

func TestCasesBoundAPayload(t *testing.T) {
	t.Parallel()
	info := at("a.json", 1, "«x»", diag.Finding{Rule: "field/empty", Severity: diag.Info, Message: "m"})
	bad := at("a.json", 1, "«x»", diag.Finding{Rule: "json/syntax", Severity: diag.Error, Message: "m"})
	var steps []step
	for range maxCaseFindings {
		steps = append(steps, found(info))
	}
	steps = append(steps, found(bad), file("a.json", 1), file("b.json", 1))
	tap := play(t, "tap", Options{FailOn: diag.Error}, steps, Summary{})
	if strings.Count(tap, "- rule: ") != maxCaseFindings || !strings.Contains(tap, "\n  more: 1\n") {
		t.Errorf("%d findings listed in\n%.300s", strings.Count(tap, "- rule: "), tap)
	}
	if !strings.Contains(tap, "\nnot ok 1 - a.json\n") || !strings.Contains(tap, "\nok 2 - b.json\n") {
		t.Error("the finding past the bound does not fail its case, or fails the next one")
	}
	junit := play(t, "junit", Options{FailOn: diag.Error}, steps, Summary{})
	if strings.Count(junit, "<failure ") != 1 || !strings.Contains(junit, "\nnot listed: 1 more finding\n") {
		t.Errorf("junit: %.300s", junit)
	}
}

func TestFingerprints(t *testing.T) {
	t.Parallel()
	base := at("a.json", 3, `  "a": «[1,  2]»`, diag.Finding{Rule: "field/type", Pointer: "/a"})
	name := func(f diag.Finding) string { return (&fingerprints{}).of(&f) }
	moved := at("a.json", 90, `"a":     «[1, 2]», "b": 1`, diag.Finding{Rule: "field/type", Pointer: "/a"})
	renamed := base
	renamed.Path = "b.json"
	if name(moved) != name(base) {
		t.Error("moved lines change the fingerprint")
	}
	if name(renamed) == name(base) {
		t.Error("two files have the same fingerprint")
	}
	for what, change := range map[string]func(*diag.Finding){
		"rule":    func(f *diag.Finding) { f.Rule = "field/enum" },
		"pointer": func(f *diag.Finding) { f.Pointer = "/b" },
		"text":    func(f *diag.Finding) { f.Source.Text = []byte(`  "a": [1,  3]`) },
	} {
		t.Run(what, func(t *testing.T) {
			other := base
			change(&other)
			if name(other) == name(base) {
				t.Errorf("another %s has the same fingerprint", what)
			}
		})
	}
}

func TestGitLabFingerprintsAreUnique(t *testing.T) {
	t.Parallel()
	steps := append(archive("a.ndjson", 3), archive("b.ndjson", 3)...)
	for i := range 2 * (maxRemembered + 100) { // past the bound: each text stands twice
		steps = append(steps, found(at("c.ndjson", i+1, fmt.Sprintf("«%d»", i/2), diag.Finding{Rule: "r"})))
	}
	out := play(t, "gitlab", Options{}, steps, Summary{})
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`"fingerprint":"([0-9a-f]{32})"`).FindAllString(out, -1) {
		if seen[m] {
			t.Errorf("%s stands twice", m)
		}
		seen[m] = true
	}
	if len(seen) != 12+2*(maxRemembered+100) {
		t.Errorf("%d fingerprints", len(seen))
	}
}

func TestMarkdownIsBounded(t *testing.T) {
	t.Parallel()
	got := play(t, "markdown", Options{Rows: 5}, archive("a.ndjson", 50), Summary{Truncated: 7})
	if n := strings.Count(got, "\n| error |"); n != 5 {
		t.Errorf("%d rows", n)
	}
	if !strings.HasSuffix(got, "\n\nNot shown: 102 more findings.\n") {
		t.Errorf("end of\n%s", got)
	}
	if n := strings.Count(play(t, "markdown", Options{}, archive("a.ndjson", 80), Summary{}), "\n| error |"); n != defaultRows {
		t.Errorf("%d rows by default", n)
	}
}

// BenchmarkFormats prints files with one finding, on a line of a kilobyte.
func BenchmarkFormats(b *testing.B) {
	pad := strings.Repeat("x", 450)
	f := at("archive.ndjson", 12, `{"a":"`+pad+`","«kycstatus»":"approved","b":"`+pad+`"}`, diag.Finding{
		Rule: "field/case", Severity: diag.Error, Origin: diag.Origin{Path: "archive.ndjson", Line: 12}, Pointer: "/kycstatus", Event: "created",
		Message: "unknown field kycstatus: did you mean kycStatus?", Help: []string{"write kycStatus"},
		Fix: &diag.Fix{Description: "write kycStatus", Edits: []diag.Edit{{Offset: 1130, Length: 9, Text: "kycStatus"}}},
	})
	for _, format := range Formats() {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			w, err := New(format, io.Discard, Options{Meta: storyMeta(), FailOn: diag.Error})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := errors.Join(w.Finding(f), w.File(f.Path, 1)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "findings/s")
		})
	}
}
