package lint

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

func newLinter(t testing.TB, config Config) *Linter {
	t.Helper()
	l, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func payload(text string) source.Payload {
	return source.Payload{Origin: source.Origin{Path: "p.json", Index: -1}, Bytes: []byte(text), Line: 1, Column: 1, Single: true}
}

func check1(l *Linter, text string) []diag.Finding {
	var out []diag.Finding
	l.Check(payload(text), func(f *diag.Finding) { out = append(out, *f) })
	return out
}

// told is a finding in one line.
func told(f diag.Finding) string {
	return fmt.Sprintf("%d:%d-%d:%d %s %s %s: %s", f.Line, f.Column, f.EndLine, f.EndColumn, f.Severity, f.Rule, f.Pointer, f.Message)
}

func toldAll(fs []diag.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		b.WriteString(told(f) + "\n")
	}
	return b.String()
}

// Payloads, and beginnings of payloads.
const (
	complete        = `,"account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00.000Z"` // a delete event
	deletePayload   = `{"webhook_trigger":"delete","submission_id":"6xx28lo115832"` + complete + `}`
	retryPayload    = `{"webhook_trigger":"retry","submission_id":"6xx28lo115832","ipAddress":"203.0.113.24","kyc_result":{"status":"incomplete"},`
	rejectedPayload = `{"webhook_trigger":"rejected","submission_id":"6xx28lo115832","email":"user@example.com",` +
		`"kyc_result":{"status":"rejected","comment":"Rejected after a review","updated_at":"2026-04-14T02:31:00.000Z",`
)

// TestRuleExamples holds every rule to its own examples: the bad one has one
// finding, of the rule and its default severity; the good one has none.
func TestRuleExamples(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		if r.Scope == catalog.ScopeSequence { // of several payloads: timeline tests them
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			config := Config{}
			switch r.ID {
			case "envelope/undecryptable":
				config.Open = func([]byte) ([]byte, string, error) {
					return nil, "try another key", errors.New("the padding is wrong")
				}
			case "envelope/form":
				config.Open = openWith(t, invented)
			}
			level := r.Default
			if level == diag.Off { // a run has to ask for it
				level = diag.Info
				config.Severities = map[string]diag.Severity{r.ID: level}
			}
			l := newLinter(t, config)
			bad := check1(l, r.Bad)
			if len(bad) != 1 || bad[0].Rule != r.ID || bad[0].Severity != level {
				t.Errorf("bad example: %s", toldAll(bad))
			}
			for _, f := range bad {
				if len(f.Help) == 0 || f.Message == "" {
					t.Errorf("no help or message: %+v", f)
				}
				t.Logf("%s\n   help %q fix %+v", told(f), f.Help, f.Fix)
			}
			if good := check1(l, r.Good); len(good) != 0 {
				t.Errorf("good example: %s", toldAll(good))
			}
			if strings.HasSuffix(r.Short.En, ".") || strings.HasSuffix(r.Short.Ko, ".") || !strings.HasSuffix(r.Doc.En, ".") || !strings.HasSuffix(r.Doc.Ko, ".") {
				t.Errorf("texts: %q, %q", r.Short, r.Doc)
			}
		})
	}
}

// TestKorean: every rule speaks Korean, and fills in what it speaks of.
func TestKorean(t *testing.T) {
	t.Parallel()
	hangul := func(text string) bool {
		return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
	}
	for _, r := range Rules() {
		if r.Scope == catalog.ScopeSequence {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			config := Config{Lang: "ko"}
			switch r.ID {
			case "envelope/undecryptable":
				config.Open = func([]byte) ([]byte, string, error) { return nil, "", errors.New("the padding is wrong") }
			case "envelope/form":
				config.Open = openWith(t, invented)
			}
			if r.Default == diag.Off { // a run has to ask for it
				config.Severities = map[string]diag.Severity{r.ID: diag.Info}
			}
			english := check1(newLinter(t, Config{Open: config.Open, Severities: config.Severities}), r.Bad)
			found := check1(newLinter(t, config), r.Bad)
			for i, f := range found {
				texts := append([]string{f.Message}, f.Help...)
				if f.Fix != nil {
					texts = append(texts, f.Fix.Description)
				}
				for _, text := range texts {
					if !hangul(text) || strings.Contains(text, "{m") || strings.Contains(text, "{f") || strings.Contains(text, "{p") {
						t.Errorf("%q", text)
					}
				}
				f.Message, f.Help = english[i].Message, english[i].Help
				if f.Fix != nil {
					f.Fix.Description = english[i].Fix.Description
				}
				if diff := cmp.Diff(english[i], f); diff != "" {
					t.Errorf("in Korean more than the texts differ: %s", diff)
				}
			}
			if len(found) == 0 {
				t.Error("nothing found")
			}
		})
	}
}

// TestFixtures: the good fixtures have nothing but infos and the placeholders
// of the official samples.
func TestFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../testdata/webhooks/*.json")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	l := newLinter(t, Config{})
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(string(text), "[") {
			continue
		}
		for _, f := range check1(l, string(text)) {
			name := filepath.Base(file)
			switch {
			case f.Severity == diag.Info, strings.HasPrefix(name, "official-") && f.Rule == "fixture/placeholder":
			case name == "official-retry.json" && f.Rule == "json/syntax":
			case f.Rule == "envelope/no-key":
			default:
				t.Errorf("%s:%s", name, told(f))
			}
		}
	}
}

func TestOfficialRetry(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../testdata/webhooks/official-retry.json")
	if err != nil {
		t.Fatal(err)
	}
	l := newLinter(t, Config{})
	found := check1(l, string(text))
	if len(found) != 1 {
		t.Fatal(toldAll(found))
	}
	f := found[0]
	if f.Rule != "json/syntax" || f.Line != 15 || f.Column != 5 || !strings.Contains(f.Message, "missing comma") {
		t.Error(told(f))
	}
	if f.Fix == nil || len(f.Fix.Edits) != 1 || f.Fix.Edits[0].Text != "," || f.Fix.Edits[0].Length != 0 {
		t.Fatalf("fix: %+v", f.Fix)
	}
	fixed, n := ApplyFixes(text, 0, []*diag.Fix{f.Fix})
	if n != 1 || len(fixed) != len(text)+1 {
		t.Fatal(n, string(fixed))
	}
	after := check1(l, string(fixed))
	if len(after) != 8 {
		t.Error(toldAll(after))
	}
	for _, f := range after {
		if f.Rule != "fixture/placeholder" {
			t.Error(told(f))
		}
	}
}
