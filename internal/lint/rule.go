package lint

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
)

// Rule is a rule of the catalogue with its severity as findings have it.
type Rule struct {
	*catalog.Rule
	Default diag.Severity // without configuration; a rare finding may have its own
}

// Rules returns all rules, in the order in which they are listed everywhere.
func Rules() []Rule {
	all := catalog.Rules()
	rules := make([]Rule, len(all))
	for i := range all {
		rules[i] = ruleOf(&all[i])
	}
	return rules
}

func ruleOf(r *catalog.Rule) Rule {
	severity, _ := diag.ParseSeverity(string(r.Severity))
	return Rule{r, severity}
}

// RuleByID returns the rule with that id; ok is false where there is none.
func RuleByID(id string) (r Rule, ok bool) {
	found := catalog.RuleByID(id)
	if found == nil {
		return Rule{}, false
	}
	return ruleOf(found), true
}

// RuleIDs are the ids of all rules, in the order of Rules.
func RuleIDs() []string {
	var ids []string
	for _, r := range catalog.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}
