package report

import (
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
)

// gitlab prints the Code Quality report that GitLab shows in merge requests.
type gitlab struct {
	sink
	names fingerprints
	count int
}

func newGitLab(w io.Writer, _ Options) (Writer, error) {
	g := &gitlab{sink: newSink(w)}
	_, err := g.WriteString("[")
	return g, err
}

func (g *gitlab) Finding(f diag.Finding) error {
	b := append(comma(g.line, g.count), "\n  "...)
	g.count++
	message := strings.Join(append([]string{f.Message}, advice(&f)...), "; ")
	b = appendString(append(b, `{"description":`...), message)
	b = appendString(append(b, `,"check_name":`...), f.Rule)
	b = appendString(append(b, `,"fingerprint":`...), g.names.of(&f))
	b = appendString(append(b, `,"severity":`...), gitlabSeverity(f.Severity))
	b = appendString(append(b, `,"location":{"path":`...), f.Path)
	b = appendInt(append(b, `,"lines":{"begin":`...), max(1, f.Line))
	return g.put(append(b, "}}}"...))
}

func (g *gitlab) Close(Summary) error {
	if g.count == 0 {
		return g.end("]\n")
	}
	return g.end("\n]\n")
}

func gitlabSeverity(level diag.Severity) string {
	switch level {
	case diag.Error:
		return "major"
	case diag.Warning:
		return "minor"
	default:
		return "info"
	}
}
