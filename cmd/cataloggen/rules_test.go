package main

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestRulesEqualTheData(t *testing.T) {
	t.Parallel()
	var file ruleFile
	if err := readFile(filepath.Join(catalogDir, "data", "rules.yaml"), &file); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(file.Rules, catalog.Rules()); diff != "" {
		t.Error(diff)
	}
	next := catalog.MessageID(1)
	for _, r := range file.Rules {
		for _, m := range r.Messages {
			if next.String() != m.ID || next.Rule().ID != r.ID {
				t.Errorf("message %d is %s of %s, want %s", next, next, next.Rule().ID, m.ID)
			}
			next++
		}
	}
}

func TestConstants(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"field/type":                  "MsgFieldType",
		"field/type.quoted-number":    "MsgFieldTypeQuotedNumber",
		"json/utf8.encoding":          "MsgJSONUTF8Encoding",
		"field/unknown.return-url":    "MsgFieldUnknownReturnURL",
		"fixture/personal-data.ssn":   "MsgFixturePersonalDataSSN",
		"envelope/undecryptable.hint": "MsgEnvelopeUndecryptableHint",
	} {
		t.Run(id, func(t *testing.T) {
			if got := constant("Msg", id); got != want {
				t.Errorf("%s is %s, want %s", id, got, want)
			}
		})
	}
}

func TestFaultyRules(t *testing.T) {
	t.Parallel()
	rule := func(id string, messages ...string) catalog.Rule {
		r := catalog.Rule{ID: id}
		for _, m := range messages {
			r.Messages = append(r.Messages, catalog.Message{ID: m})
		}
		return r
	}
	for _, c := range []struct {
		name, want string
		file       ruleFile
	}{
		{"good", "", ruleFile{Rules: []catalog.Rule{rule("a/b", "a/b", "a/b.c-d")}}},
		{"no message", `rule "a/b" has no message`, ruleFile{Rules: []catalog.Rule{rule("a/b")}}},
		{"of another rule", `message "a/c" is not of rule "a/b"`, ruleFile{Rules: []catalog.Rule{rule("a/b", "a/c")}}},
		{"of a longer rule", `message "a/bc" is not of rule "a/b"`, ruleFile{Rules: []catalog.Rule{rule("a/b", "a/bc")}}},
		{"no variant", `message "a/b." is not of rule "a/b"`, ruleFile{Rules: []catalog.Rule{rule("a/b", "a/b.")}}},
		{"same constant", `"a/b.c-d" and "a/b.c.d" are both MsgABCD`, ruleFile{Rules: []catalog.Rule{rule("a/b", "a/b.c-d", "a/b.c.d")}}},
		{"same phrase", `"or" and "or" are both PhraseOr`, ruleFile{Phrases: []catalog.Phrase{{ID: "or"}, {ID: "or"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.file.check()
			if c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}
