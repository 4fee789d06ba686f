package catalog

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// templates yields every template of the rules, with a name for failures.
func templates() iter.Seq2[string, Text] {
	return func(yield func(string, Text) bool) {
		for _, r := range Rules() {
			for _, m := range r.Messages {
				if !yield(m.ID, m.Text) || m.Fix != (Text{}) && !yield(m.ID+" fix", m.Fix) {
					return
				}
				for _, help := range m.Help {
					if !yield(m.ID+" help", help) {
						return
					}
				}
			}
		}
	}
}

// No translation is missing, and none loses or invents an argument.
func TestMessagesInBothLanguages(t *testing.T) {
	t.Parallel()
	for name, text := range templates() {
		if text.En == "" || text.Ko == "" {
			t.Errorf("%s: a language is missing: %+v", name, text)
		}
		en, ko := arguments(text.En), arguments(text.Ko)
		if !slices.Equal(en, ko) {
			t.Errorf("%s: %q has %q, %q has %q", name, text.En, en, text.Ko, ko)
		}
	}
	for _, r := range Rules() {
		for _, text := range []Text{r.Short, r.Doc} {
			if text.En == "" || text.Ko == "" || len(arguments(text.Ko))+len(arguments(text.En)) > 0 && text != r.Doc {
				t.Errorf("%s: %+v", r.ID, text)
			}
		}
	}
	for i, p := range phrases {
		if id := PhraseID(i + 1); p.Text.En == "" || p.Text.Ko == "" || id.In("ko") != p.Text.Ko || id.In("en") != p.Text.En {
			t.Errorf("phrase %s: %+v", p.ID, p.Text)
		}
	}
}

func arguments(text string) []string {
	names := slices.Sorted(Arguments(text))
	return slices.Compact(names)
}

// A Korean particle changes with the sound before it, so none may follow an
// argument; and texts avoid the forms that spell out both particles.
func TestKoreanParticles(t *testing.T) {
	t.Parallel()
	particle := regexp.MustCompile(`\}["']?(은|는|이|가|을|를|와|과|로|으로|의|에|도|만|나|라)|와\(과\)|을\(를\)|은\(는\)|이\(가\)`)
	for name, text := range templates() {
		if found := particle.FindString(text.Ko); found != "" {
			t.Errorf("%s: %q in %q", name, found, text.Ko)
		}
	}
}

// The arguments that messages may have: a new name is a decision.
func TestArgumentNames(t *testing.T) {
	t.Parallel()
	known := strings.Fields(`value right name near list found want what path event events trigger meaning line column max reason hint place container submission status count since before`)
	for name, text := range templates() {
		for arg := range Arguments(text.En) {
			if !slices.Contains(known, arg) {
				t.Errorf("%s: unknown argument {%s}", name, arg)
			}
		}
	}
}

func TestRuleTable(t *testing.T) {
	t.Parallel()
	severities := []Severity{"error", "warning", "info", "off"}
	scopes := map[string]Scope{"json": ScopeText, "envelope": ScopeEnvelope, "fixture": ScopeFixture, "source": ScopeSource, "sequence": ScopeSequence}
	for _, r := range Rules() {
		group, _, _ := strings.Cut(r.ID, "/")
		scope, ok := scopes[group]
		if !ok {
			scope = ScopePayload
		}
		if r.Scope != scope || !slices.Contains(severities, r.Severity) || r.Bad == "" || r.Good == "" {
			t.Errorf("%s: scope %q, severity %q, bad %q, good %q", r.ID, r.Scope, r.Severity, r.Bad, r.Good)
		}
		if found := RuleByID(r.ID); found == nil || found.ID != r.ID {
			t.Errorf("RuleByID(%q) = %v", r.ID, found)
		}
		for _, m := range r.Messages {
			if m.Severity == r.Severity || m.Severity != "" && !slices.Contains(severities, m.Severity) {
				t.Errorf("%s: severity %q of a rule with %q", m.ID, m.Severity, r.Severity)
			}
		}
	}
	if r := RuleByID("field/nothing"); r != nil {
		t.Errorf("RuleByID of no rule is %s", r.ID)
	}
}

func TestMessageByID(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		id       MessageID
		name     string
		rule     string
		severity Severity
	}{
		{MsgJSONSyntax, "json/syntax", "json/syntax", "error"},
		{MsgFieldTypeNull, "field/type.null", "field/type", "error"},
		{MsgFieldMissing, "field/missing", "field/missing", "error"},
		{MsgFieldMissingExpected, "field/missing.expected", "field/missing", "warning"},
		{MsgFieldEnumOpen, "field/enum.open", "field/enum", "warning"},
		{MsgFieldFormatOddTime, "field/format.odd-time", "field/format", "info"},
		{MsgRetrycodeUnknown, "retrycode/unknown", "retrycode/unknown", "warning"},
		{MsgRejectcodeUnknown, "rejectcode/unknown", "rejectcode/unknown", "warning"},
		{MsgRetrycodeSpelling, "retrycode/spelling", "retrycode/spelling", "error"},
		{MsgRejectcodeSpelling, "rejectcode/spelling", "rejectcode/spelling", "error"},
		{MsgFixturePersonalDataImage, "fixture/personal-data.image", "fixture/personal-data", "warning"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := MessageByID(c.id)
			if m == nil || m.ID != c.name || c.id.String() != c.name || c.id.Rule().ID != c.rule || c.id.Severity() != c.severity {
				t.Errorf("message %v, id %s, rule %v, severity %q", m, c.id, c.id.Rule(), c.id.Severity())
			}
		})
	}
	for _, none := range []MessageID{0, 255} {
		if MessageByID(none) != nil || none.Rule() != nil || none.String() != "" || none.Severity() != "" {
			t.Errorf("message %d exists", none)
		}
	}
	if PhraseID(0).In("en") != "" || PhraseID(255).In("en") != "" {
		t.Error("a phrase that does not exist has a text")
	}
}
