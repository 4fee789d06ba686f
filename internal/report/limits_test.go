package report

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
)

// piled is n findings of each severity, one of each after the other, the
// lightest first.
func piled(n int) []step {
	var steps []step
	for i := range n {
		for _, level := range []diag.Severity{diag.Info, diag.Warning, diag.Error} {
			steps = append(steps, found(at("a.ndjson", i+1, "«1»", diag.Finding{
				Rule: "field/type", Severity: level, Message: fmt.Sprintf("%v %d", level, i), Pointer: "/a",
			})))
		}
	}
	return steps
}

// levels cuts the severities out of a report, in order: "error×3 info×1".
func levels(list []string) string {
	var runs []string
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n] == list[0] {
			n++
		}
		runs = append(runs, fmt.Sprintf("%s×%d", list[0], n))
		list = list[n:]
	}
	return strings.Join(runs, " ")
}

func TestErrorsComeFirst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, format string
		findings     int // of each severity
		rows         int
		want, left   string
	}{
		{"github", "github", 3, 0, "error×3 warning×3 notice×3", ""},
		{"github, too many", "github", 12, 0, "error×10 warning×10 notice×10", "github: left out 2 of 12 errors, 2 of 12 warnings, 2 of 12 infos"},
		{"sarif", "sarif", 3, 0, "error×3 warning×3 note×3", ""},
		{"sarif, too many", "sarif", 9000, 0, "error×9000 warning×9000 note×7000", "sarif: left out 2,000 of 9,000 infos"},
		{"sarif, too many errors", "sarif", 25_001, 0, "error×25000", "sarif: left out 1 of 25,001 errors, 25,001 of 25,001 warnings, 25,001 of 25,001 infos"},
		{"markdown", "markdown", 3, 7, "error×3 warning×3 info×1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			left := ""
			opts := Options{Rows: c.rows, Cut: func(cut Cut) { left = cut.Format + ": " + cut.Message().String() }}
			out := play(t, c.format, opts, piled(c.findings), Summary{})
			var list []string
			for line := range strings.Lines(out) {
				for _, level := range []string{"error", "warning", "notice", "note", "info"} {
					if strings.HasPrefix(line, "::"+level+" ") || strings.Contains(line, `"level":"`+level+`","message":{"text":"`) &&
						strings.Contains(line, `"ruleId"`) || strings.HasPrefix(line, "| "+level+" ") {
						list = append(list, level)
					}
				}
			}
			if got := levels(list); got != c.want || left != c.left {
				t.Errorf("printed %q, want %q; left out %q, want %q", got, c.want, left, c.left)
			}
			if c.format == "sarif" && strings.Contains(out, "toolExecutionNotifications") != (c.left != "") {
				t.Errorf("the log says that something is missing: %v", c.left == "")
			}
		})
	}
}

// The first findings of a severity are kept, in their order.
func TestRankedKeepsTheFirst(t *testing.T) {
	t.Parallel()
	r := ranked{limit: 4}
	for i, level := range []diag.Severity{diag.Info, diag.Warning, diag.Info, diag.Warning, diag.Error, diag.Warning, diag.Error, diag.Info} {
		if r.wants(level) {
			r.add(level, fmt.Appendf(nil, "%v %d", level, i))
		}
	}
	var got []string
	for text := range r.each {
		got = append(got, string(text))
	}
	if want := []string{"error 4", "error 6", "warning 1", "warning 3"}; !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	if left := r.left(); left != (Counts{0, 3, 1, 0}) {
		t.Errorf("left out %v", left)
	}
}

func TestMarkdownFitsAComment(t *testing.T) {
	t.Parallel()
	var steps []step
	for i := range 90 {
		steps = append(steps, found(at("a.json", i+1, "«1»", diag.Finding{
			Rule: "field/type", Severity: diag.Error, Message: strings.Repeat("m", 1000),
		})))
	}
	out := play(t, "markdown", Options{}, steps, Summary{})
	rows := strings.Count(out, "\n| error |")
	if len(out) > 65_000 || rows < 50 || !strings.HasSuffix(out, fmt.Sprintf("\nNot shown: %d more findings.\n", 90-rows)) {
		t.Errorf("%d bytes, %d rows, ends with %q", len(out), rows, out[len(out)-60:])
	}
}

// TestHostedNames: the formats of code hosts name files as Options.Name does,
// everywhere; the others keep the path as it was given.
func TestHostedNames(t *testing.T) {
	t.Parallel()
	const given, name = "/srv/repo/x/a.ndjson", "x/a.ndjson"
	f := at(given, 3, `{"a": «1»}`, diag.Finding{
		Rule: "field/type", Severity: diag.Error, Message: "m", Origin: diag.Origin{Path: given, Line: 3},
		Fix: &diag.Fix{Description: "d", Edits: []diag.Edit{{Offset: 1, Length: 1}}},
	})
	opts := Options{FailOn: diag.Error, Name: func(path string) string { return strings.TrimPrefix(path, "/srv/repo/") }}
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			out := play(t, format, opts, []step{found(f), file(given, 4)}, Summary{})
			keeps := format == "text" || format == "json" || format == "ndjson"
			if strings.Contains(out, given) != keeps || !keeps && !strings.Contains(out, name) {
				t.Errorf("%s names the file otherwise:\n%s", format, out)
			}
		})
	}
}

func TestJUnitSaysWhere(t *testing.T) {
	t.Parallel()
	info := at("a.ndjson", 3, "«1»", diag.Finding{Rule: "r", Severity: diag.Info, Message: "m", Origin: diag.Origin{Path: "a.ndjson", Line: 3}})
	bad := at("a.ndjson", 5, "«1»", diag.Finding{Rule: "r", Severity: diag.Error, Message: "m", Origin: diag.Origin{Path: "a.ndjson", Line: 3}})
	warned := at("a.ndjson", 9, "«1»", diag.Finding{Rule: "r", Severity: diag.Warning, Message: "m", Origin: diag.Origin{Path: "a.ndjson", Line: 9}})
	var doc struct {
		Cases []struct {
			Name string `xml:"name,attr"`
			File string `xml:"file,attr"`
			Line int    `xml:"line,attr"`
		} `xml:"testsuite>testcase"`
	}
	out := play(t, "junit", Options{FailOn: diag.Error}, []step{found(info), found(bad), found(warned), file("a.ndjson", 4), file("b.json", 1)}, Summary{})
	if err := xml.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(doc.Cases)
	if want := "[{a.ndjson:3 a.ndjson 5} {a.ndjson:9 a.ndjson 9} {a.ndjson (clean payloads: 2) a.ndjson 1} {b.json b.json 1}]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
