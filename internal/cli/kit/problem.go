package kit

import (
	"fmt"

	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// Problem is what went wrong with one input, to be reported in its place.
type Problem struct {
	Category Category
	Message  string
	Hint     string
}

// SourceProblem reports an input that could not be read.
func SourceProblem(e *source.Error) *Problem {
	message := e.Error()
	if e.Line > 0 {
		message = fmt.Sprintf("%s:%d:%d: %s", e.Origin.Path, e.Line, e.Column, e.Message())
	}
	return &Problem{Input, message, e.Hint}
}

// Complain reports p and adds it to the outcome.
func (f *Factory) Complain(p *Problem, outcome *Tally) {
	outcome.Add(p.Category)
	f.Report(term.Clean(p.Message), term.Clean(p.Hint))
}
