package lint

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

// CheckFault hands emit the finding that stands for a file, or the rest of
// one, that was read and is no JSON: an empty one, or a large array with a
// fault between its elements.
func (l *Linter) CheckFault(e *source.Error, emit func(*diag.Finding)) {
	const rule = "json/syntax"
	s := l.severity(rule, l.rules[rule].Default)
	if s == diag.Off {
		return
	}
	f := &diag.Finding{
		Rule: rule, Severity: s, Message: e.Message(), Path: e.Origin.Path, Offset: e.Offset,
		Line: max(1, e.Line), Column: max(1, e.Column),
	}
	f.EndLine, f.EndColumn = f.Line, f.Column
	if e.Hint != "" {
		f.Help = []string{e.Hint}
	}
	emit(f)
}
