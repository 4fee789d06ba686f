package report

import (
	"cmp"
	"slices"

	"github.com/argosctl/argosctl/internal/diag"
)

// RuleCount counts the findings of a rule that have the same severity.
type RuleCount struct {
	Rule     string
	Severity diag.Severity
	Findings int
	Fixable  int    // of Findings: --fix repairs them
	First    string // the place of the first one: "path", or "path:line:column"
}

// Tally counts findings by their rules. The zero Tally is empty.
type Tally []RuleCount

// Of returns the count of a rule at a severity; fresh says that it has no finding
// yet. It is good until the next call.
func (t *Tally) Of(rule string, level diag.Severity) (c *RuleCount, fresh bool) {
	for i := range *t {
		if c := &(*t)[i]; c.Severity == level && c.Rule == rule {
			return c, false
		}
	}
	*t = append(*t, RuleCount{Rule: rule, Severity: level})
	return &(*t)[len(*t)-1], true
}

// sorted is the tally with what weighs most first.
func (t Tally) sorted() Tally {
	s := slices.Clone(t)
	slices.SortStableFunc(s, func(a, b RuleCount) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Rule, b.Rule))
	})
	return s
}

// fixable is how many findings --fix repairs.
func (t Tally) fixable() int {
	n := 0
	for i := range t {
		n += t[i].Fixable
	}
	return n
}

// hides reports whether findings that --fix repairs may hide others that it repairs as
// well: the fields of a text that is no JSON are judged once it is.
func (t Tally) hides() bool {
	return slices.ContainsFunc(t, func(c RuleCount) bool { return c.Fixable > 0 && c.Rule == "json/syntax" })
}
