package replay

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/sample"
)

// Every built-in scenario is one consistent life: the same submission, times
// that go on, attempts that grow, nothing that a reader would stumble over.
func TestBuiltInScenarios(t *testing.T) {
	t.Parallel()
	decoder := event.NewDecoder("en")
	for _, s := range Scenarios() {
		if s.Summary.En == "" || s.Summary.Ko == "" || len(s.Steps) < 2 || s.Steps[0].Event != "created" {
			t.Errorf("%s: %+v", s.Name, s)
		}
		got, errs := list(Play{Scenario: s, Seed: 5, Count: 3}.Feed(t.Context()), 0)
		if len(errs) > 0 || len(got) != 3*len(s.Steps) {
			t.Fatalf("%s: %d deliveries, %v", s.Name, len(got), errs)
		}
		var id, user, last string
		attempts := int64(0)
		for i, d := range got {
			e, err := decoder.Decode(d.Body)
			if err != nil || len(e.Notes()) > 0 || e.Info.Name != s.Steps[i%len(s.Steps)].Event || d.Event != e.Info.Name {
				t.Fatalf("%s: %v, %+v", d.Body, err, e)
			}
			if d.Origin != fmt.Sprintf("scenario:%s#%d", s.Name, i%len(s.Steps)) {
				t.Errorf("origin %s", d.Origin)
			}
			if e.Info.Name == "created" {
				if d.SubmissionID == id {
					t.Errorf("%s: two submissions called %s", s.Name, id)
				}
				id, user, last, attempts = d.SubmissionID, e.UserID(), "", 0
			}
			if e.OccurredAt() != "" && e.OccurredAt() <= last {
				t.Errorf("%s: %s comes at %s, after %s", s.Name, d.Event, e.OccurredAt(), last)
			}
			last = max(last, e.OccurredAt())
			if d.Event == "token_expired" {
				continue
			}
			if d.SubmissionID != id || e.UserID() != "" && e.UserID() != user {
				t.Errorf("%s: %s is of %s and %s, not %s and %s", s.Name, d.Event, d.SubmissionID, e.UserID(), id, user)
			}
			if e.Retry != nil {
				if attempts++; e.Retry.Attempts != attempts || e.Retry.Info == nil {
					t.Errorf("%s: %+v, want %d attempts", s.Name, e.Retry, attempts)
				}
			}
		}
	}
}

func TestScenarioLookup(t *testing.T) {
	t.Parallel()
	if s, ok := ScenarioByName("aml-hit"); !ok || s.Line() != "created, approved, aml, aml_monitor" || len(s.Events()) != 4 {
		t.Errorf("%+v", s)
	}
	if s, ok := ScenarioByName("rejected-too-many-retry"); !ok || len(s.Events()) != 3 || !strings.HasSuffix(s.Line(), "retry, retry/too-many, rejected/too-many-retry") {
		t.Errorf("%+v", s)
	}
	if _, ok := ScenarioByName("nope"); ok {
		t.Error("found")
	}
	defer func() {
		if recover() == nil {
			t.Error("a scenario that is not there was read")
		}
	}()
	builtIn("nope")
}

func TestParseScenario(t *testing.T) {
	t.Parallel()
	s, err := ParseScenario("own.yaml", []byte(`{"name":"own","summary":"mine","steps":[{"event":"submitted","set":{"userid":007,"cf":{"a":[1.50,true,null,"x"]}}},
		{"event":"retry","variant":"too-many","after":"1h30m","set":{"attempts":3,"retryCode":null}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	got, errs := list(Play{Scenario: s}.Feed(t.Context()), 0)
	if len(errs) > 0 || s.Summary.En != "mine" || got[0].Event != "submit" {
		t.Fatalf("%v, %+v", errs, s)
	}
	for i, want := range []string{`"userid":"007"`, `"attempts":3`} {
		if !bytes.Contains(got[i].Body, []byte(want)) {
			t.Errorf("no %s in %s", want, got[i].Body)
		}
	}
	for _, want := range []string{`"cf":{"a":[1.50,true,null,"x"]}`} {
		if !bytes.Contains(got[0].Body, []byte(want)) {
			t.Errorf("no %s in %s", want, got[0].Body)
		}
	}
	if !bytes.Contains(got[1].Body, []byte(`"retryCode":null`)) {
		t.Errorf("%s", got[1].Body)
	}
	sets, err := sample.ParseOverrides([]*catalog.Event{s.Events()[0]}, []string{"userid=8"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, _ = list(Play{Scenario: s, Overrides: sets}.Feed(t.Context()), 1)
	if !bytes.Contains(got[0].Body, []byte(`"userid":"8"`)) {
		t.Errorf("%s", got[0].Body)
	}
}

func TestScenarioFaults(t *testing.T) {
	t.Parallel()
	const head = "name: x\nsteps:\n"
	for text, want := range map[string]string{
		"":                                    "f: empty: expected name, summary and steps",
		"# nothing\n":                         "f: empty: expected name, summary and steps",
		"\xff":                                "f: not UTF-8",
		"a: [":                                "f:1:1: not YAML: did not find expected node content",
		"\ta: 1":                              "f: not YAML: found character that cannot start any token",
		"- a":                                 "f:1:1: scenario: expected a mapping of name, summary, steps",
		"name: x\nstep: []\n":                 `f:2:1: unknown key "step" (did you mean steps?)`,
		"name: x\nzzz: []\n":                  `f:2:1: unknown key "zzz" (expected name, summary, steps)`,
		"name: x\nname: y\n":                  "f:2:1: name stands here twice",
		"name: x\n":                           "f:1:1: the scenario has no steps",
		"steps: [{event: retry}]":             "f:1:1: the scenario has no name",
		"name: [x]":                           "f:1:7: name: expected text",
		"name: null":                          "f:1:7: name: expected text",
		"name: x\nsummary: {de: y}":           `f:2:11: unknown key "de" (expected en, ko)`,
		"name: x\nsummary: {en: []}":          "f:2:15: en: expected text",
		"name: x\nsummary: {ko: []}":          "f:2:15: ko: expected text",
		"name: x\nsummary: null":              "f:2:10: summary: expected text",
		"name: x\nsteps: 1":                   "f:2:8: steps: expected a list of at most 1000 steps",
		"name: &a x\nsummary: *a":             "f:2:10: aliases are not read here",
		head + "- retry":                      "f:3:3: step: expected a mapping of event, variant, after, set",
		head + "- after: 1s":                  "f:3:3: the step has no event",
		head + "- event: 7":                   `f:3:10: unknown event "7" (expected one of`,
		head + "- event: []":                  "f:3:10: event: expected text",
		head + "- event: retri":               `f:3:10: unknown event "retri" (did you mean retry?)`,
		head + "- {event: retry, evnt: x}":    `f:3:18: unknown key "evnt" (did you mean event?)`,
		head + "- {event: retry, after: 1}":   "f:3:25: after: expected a duration like 90s, 5m or 24h (24h is a day)",
		head + "- {event: retry, after: -1s}": "f:3:25: after: expected a duration",
		head + "- {event: retry, after: 99999999h}":                "f:3:25: after: expected a duration",
		head + "- {event: retry, variant: []}":                     "f:3:27: variant: expected text",
		head + "- {event: retry, variant: too-meny}":               `f:3:27: event retry has no variant "too-meny" (did you mean too-many?)`,
		head + "- {event: retry, set: 1}":                          "f:3:23: set: expected a mapping",
		head + "- {event: retry, set: {attempt: 1}}":               `f:3:33: set: event retry has no field "attempt" (did you mean attempts`,
		head + "- {event: retry, set: {zzzzzzz: 1}}":               `f:3:33: set: event retry has no field "zzzzzzz" ('argosctl event show retry'`,
		head + "- {event: retry, set: {attempts: x}}":              `f:3:34: set: attempts: "x" is not of type integer`,
		head + "- {event: retry, set: {cf: [*a]}}":                 "f: not YAML: unknown anchor 'a' referenced",
		head + "- {event: &e retry, set: {cf: [*e]}}":              "f:3:32: aliases are not read here",
		head + "- {event: retry, set: {cf: {a: .inf}}}":            "f:3:32: .inf is not a JSON number",
		head + "- {event: retry, set: {cf: {a: [0x1F]}}}":          "f:3:33: 0x1F is not a JSON number",
		head + "- {event: retry, set: {cf: " + deep(40) + "}}":     "the value is too deep",
		"name: " + strings.Repeat("x", MaxScenarioSize):            "f: larger than 1048576 bytes: no scenario",
		head + strings.Repeat("- event: retry\n", maxSteps+1):      "f:3:1: steps: expected a list of at most 1000 steps",
		head + "- {event: retry, set: {attempts: 1, attempts: 2}}": "f:3:37: attempts stands here twice",
	} {
		t.Run(want, func(t *testing.T) {
			_, err := ParseScenario("f", []byte(text))
			var bad *diag.Problem
			if !errors.As(err, &bad) {
				t.Errorf("%.60q: %v", text, err)
				return
			}
			got := bad.Error()
			if !bad.Hint.Empty() {
				got += " (" + bad.Hint.String() + ")"
			}
			if !strings.Contains(got, want) {
				t.Errorf("%.60q:\n got %s\nwant %s", text, got, want)
			}
		})
	}
}

func deep(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// FuzzParseScenario: whatever the file holds, the outcome is an error with a
// message, or a scenario that plays.
func FuzzParseScenario(f *testing.F) {
	for _, s := range Scenarios() {
		f.Add(s.Source)
	}
	f.Add([]byte("name: x\nsteps: [{event: retry, set: {cf: {a: [1, {b: ~}]}, attempts: 0o7}}]"))
	f.Add([]byte("name: &a [*a]\nsteps: *a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseScenario("f", data)
		if err != nil {
			if bad := new(diag.Problem); !errors.As(err, &bad) || bad.Message.Empty() {
				t.Fatalf("%v", err)
			}
			return
		}
		got, errs := list(Play{Scenario: s}.Feed(t.Context()), 0)
		if len(got)+len(errs) != len(s.Steps) {
			t.Fatalf("%d deliveries and %v of %d steps", len(got), errs, len(s.Steps))
		}
	})
}
