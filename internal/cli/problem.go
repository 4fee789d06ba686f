package cli

import (
	"fmt"

	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// problem is what went wrong with one input, to be reported in its place.
type problem struct {
	category category
	message  string
	hint     string
}

// sourceProblem reports an input that could not be read.
func sourceProblem(e *source.Error) *problem {
	message := e.Error()
	if e.Line > 0 {
		message = fmt.Sprintf("%s:%d:%d: %s", e.Origin.Path, e.Line, e.Column, e.Message())
	}
	return &problem{catInput, message, e.Hint}
}

// complain reports p and adds it to the outcome.
func (f *Factory) complain(p *problem, outcome *tally) {
	outcome.add(p.category)
	f.report(term.Clean(p.message), term.Clean(p.hint))
}
