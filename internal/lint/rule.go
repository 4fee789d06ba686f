package lint

import "github.com/argosctl/argosctl/internal/diag"

// Rule is one thing that is judged. Its id is stable: users put it into
// configurations.
type Rule struct {
	ID      string
	Default diag.Severity // without configuration; a rare finding may have its own
	Short   string        // what it finds, as a sentence without its full stop
	Doc     string        // Markdown: why it matters and what to do
	Bad     string        // a payload in which it finds something, and no other rule does
	Good    string        // the same payload, repaired
}

// Rules returns all rules, in the order in which they are listed everywhere.
func Rules() []Rule {
	return append(append(jsonRules(), payloadRules()...), fieldRules()...)
}

// RuleByID returns the rule with that id; ok is false where there is none.
func RuleByID(id string) (r Rule, ok bool) {
	for _, r := range Rules() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

func ruleIDs() []string {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}
