package kit

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

// Problem is what went wrong with one input, to be reported in its place, and
// what that means for the exit code.
type Problem struct {
	Category Category
	*diag.Problem
}

// Unread is the Problem of an input that could not be read.
func Unread(p *diag.Problem) *Problem { return &Problem{Input, p} }

// Complain reports p and adds it to the outcome.
func (f *Factory) Complain(p *Problem, outcome *Tally) {
	outcome.Add(p.Category)
	hints := []say.Message{p.Hint}
	if p.Fixable {
		hints = append(hints, say.Textf("'argosctl validate --diff FILE' shows the repair, and --fix makes it"))
	}
	f.Report(p, hints...)
}
