package lint

import "github.com/argosctl/argosctl/internal/diag"

// CheckFault hands emit the finding that stands for a file, or the rest of
// one, that was read and is no JSON: an empty one, or a large array with a
// fault between its elements.
func (l *Linter) CheckFault(p *diag.Problem, emit func(*diag.Finding)) {
	const rule = "json/syntax"
	s := l.severity(rule, l.rules[rule].Default)
	if s == diag.Off {
		return
	}
	f := &diag.Finding{
		Rule: rule, Severity: s, Message: p.Message.In(l.config.lang()), Path: p.Origin.Path, Origin: p.Origin, Offset: p.Offset,
		Line: max(1, p.Line), Column: max(1, p.Column),
	}
	f.EndLine, f.EndColumn = f.Line, f.Column
	if hint := p.Hint.In(l.config.lang()); hint != "" {
		f.Help = []string{hint}
	}
	emit(f)
}
