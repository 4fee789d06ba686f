package report

import (
	"bytes"
	"flag"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// at makes a finding on the part of line that is marked «like this».
func at(path string, line int, marked string, f diag.Finding) diag.Finding {
	before, rest, ok := strings.Cut(marked, "«")
	span, after, closed := strings.Cut(rest, "»")
	if !ok || !closed {
		panic("no «span» in " + marked)
	}
	f.Path, f.Line, f.EndLine = path, line, line
	f.Column = utf8.RuneCountInString(before) + 1
	f.EndColumn = f.Column + utf8.RuneCountInString(span)
	f.Offset = int64(100*(line-1) + len(before))
	f.Length = len(span)
	f.Source = diag.SourceLine{Text: []byte(before + span + after), Start: len(before), End: len(before + span)}
	return f
}

// step is a finding, or the end of a file.
type step struct {
	finding  diag.Finding
	path     string
	payloads int
}

func found(f diag.Finding) step { return step{finding: f} }

func file(path string, payloads int) step { return step{path: path, payloads: payloads} }

// story is the one list of findings that every golden file prints.
func story() []step {
	retry, hangul, archive, list := "testdata/retry.json", "fixtures/한국어 파일.json", "archive.ndjson", "list.json"
	long := `{"webhook_trigger":"created","user_id":"` + strings.Repeat("u", 90) + `","«kycstatus»":"approved","submission_id":"` +
		strings.Repeat("s", 60) + `"}`
	return []step{
		file("clean.json", 1),
		found(at(retry, 4, "\t\"ipAddress\": \"203.0.113.7\"«»", diag.Finding{
			Rule: "json/syntax", Severity: diag.Error,
			Message: `missing comma: expected "," or "}" after a member, found a string`,
			Help:    []string{`insert "," after "203.0.113.7"`},
			Fix:     &diag.Fix{Description: "insert the missing comma", Edits: []diag.Edit{{Offset: 328, Text: ","}}},
		})),
		found(at(retry, 9, "\t\"submission_id\": «\"{submission_id}\"»,", diag.Finding{
			Rule: "fixture/placeholder", Severity: diag.Warning, Pointer: "/submission_id", Event: "retry",
			Message: "a template text stands where a value belongs",
			Help:    []string{"paste a real payload", "or draw one: argosctl event sample retry"},
		})),
		file(retry, 1),
		found(at(hangul, 3, "  \"이름\":\t\"홍길동\", «\"attempts\"»: \"1\",", diag.Finding{
			Rule: "field/type", Severity: diag.Error, Pointer: "/attempts", Event: "retry",
			Message: `expected an integer, found the string "1"`,
			Fix: &diag.Fix{Description: "write the number without quotes", Edits: []diag.Edit{
				{Offset: 240, Length: 1}, {Offset: 242, Length: 1}}},
		})),
		found(at(hangul, 4, "  \"e\u0301tat\": «\"홍\x1b[31m길동\"»", diag.Finding{
			Rule: "field/empty", Severity: diag.Info, Pointer: "/e\u0301tat", Message: "a control character\x07 in a name",
		})),
		file(hangul, 1),
		found(at(archive, 12, long, diag.Finding{
			Rule: "field/case", Severity: diag.Error, Origin: diag.Origin{Path: archive, Line: 12}, Pointer: "/kycstatus", Event: "created",
			Message: "unknown field kycstatus: did you mean kycStatus?", Help: []string{"write kycStatus | 50 % done, `now` <b>@team</b>"},
			Fix: &diag.Fix{Description: "write kycStatus", Edits: []diag.Edit{{Offset: 1130, Length: 9, Text: "kycStatus"}}},
		})),
		found(at(archive, 40, `{"userid":"a",«"userid"»:"b"}`, diag.Finding{
			Rule: "json/duplicate-key", Severity: diag.Error, Origin: diag.Origin{Path: archive, Line: 40}, Pointer: "/userid",
			Message: `duplicate key "userid", first on line 40, column 2`,
		})),
		file(archive, 100),
		found(at(list, 2, `  {"webhook_trigger": «"aml-ongoing"»},`, diag.Finding{
			Rule: "event/alias", Severity: diag.Warning, Origin: diag.Origin{Path: list}, Message: "aml-ongoing is an alias of ongoing_aml",
		})),
		file(list, 2),
		found(diag.Finding{Rule: "json/not-object", Severity: diag.Error, Path: "-", Message: "expected an object, found nothing"}),
		file("-", 0),
		file("empty.ndjson", 0),
	}
}

func storySummary() Summary {
	return Summary{Files: 7, Payloads: 105, Errors: 5, Warnings: 2, Infos: 1, Truncated: 3}
}

func storyMeta() Meta {
	page := "https://example.com/rules#"
	return Meta{
		Tool: "argosctl", Version: "1.2.3", URL: "https://example.com/argosctl",
		Now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Rules: []RuleInfo{
			{"json/syntax", diag.Error, "The text is not JSON.", "The text is **not JSON**.", page + "json-syntax"},
			{"json/duplicate-key", diag.Error, "A key stands twice.", "", ""},
			{"json/not-object", diag.Error, "A payload is an object.", "", ""},
			{"field/type", diag.Error, "A value is of another type.", "", ""},
			{"field/case", diag.Error, "A name is written in another case.", "", ""},
			{"field/empty", diag.Info, "A value is empty.", "", ""},
			{"event/alias", diag.Warning, "An event goes by another name.", "", ""},
			{"fixture/placeholder", diag.Warning, "A template text was left.", "", ""},
			{"sequence/order", diag.Off, "Events come out of order.", "", ""},
		},
	}
}

// play prints steps in a format.
func play(t testing.TB, format string, opts Options, steps []step, s Summary) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(format, &b, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		if step.path != "" {
			err = w.File(step.path, step.payloads)
		} else {
			err = w.Finding(step.finding)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	testkit.Golden(t, *update, filepath.Join("testdata", name), got)
}
