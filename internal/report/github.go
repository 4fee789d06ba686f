package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

// maxAnnotations is how many annotations of a type GitHub shows of a step.
const maxAnnotations = 10

// github prints workflow commands, which GitHub Actions shows as annotations
// on the lines of a pull request: those of errors first, since a job has a
// limit, too.
type github struct {
	sink
	opts     Options
	levels   [len(Counts{})]ranked
	data     *strings.Replacer // escapes a message
	property *strings.Replacer // escapes a property, where colons and commas have a meaning
}

func newGitHub(w io.Writer, opts Options) (Writer, error) {
	g := &github{
		sink:     newSink(w),
		opts:     opts,
		data:     strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A"),
		property: strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C"),
	}
	for level := range g.levels {
		g.levels[level].limit = maxAnnotations
	}
	return g, nil
}

func (g *github) Finding(f diag.Finding) error {
	if !g.levels[f.Severity].wants(f.Severity) {
		return nil
	}
	b := append(g.line[:0], "::"...)
	b = append(b, githubCommand(f.Severity)...)
	b = append(b, " file="...)
	b = append(b, plain.Text(g.property.Replace(f.Path))...)
	b = appendSpan(b, &f)
	b = append(b, ",title="...)
	b = append(b, g.property.Replace(f.Rule)...)
	b = append(b, "::"...)
	b = append(b, g.data.Replace(plain.Text(f.Message))...)
	for _, help := range advice(&f) {
		b = append(b, "%0Ahelp: "...)
		b = append(b, g.data.Replace(plain.Text(help))...)
	}
	g.line = append(b, '\n')
	g.levels[f.Severity].add(f.Severity, g.line)
	return nil
}

func (g *github) Close(Summary) error {
	cut := Cut{Format: "github"}
	for level := len(g.levels) - 1; level >= 0; level-- {
		r := &g.levels[level]
		for text := range r.each {
			_, _ = g.Write(text) // Flush returns the error
		}
		cut.Found[level], cut.Left[level] = r.found[level], r.left()[level]
	}
	g.opts.tell(cut)
	return g.Flush()
}

func githubCommand(level diag.Severity) string {
	switch level {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	default:
		return "notice"
	}
}

// appendSpan appends where a finding stands; nothing for one about a whole
// file. The service takes no columns for a span of several lines.
func appendSpan(b []byte, f *diag.Finding) []byte {
	if f.Line < 1 {
		return b
	}
	b = appendProperty(b, "line", f.Line)
	if f.EndLine > f.Line {
		return appendProperty(b, "endLine", f.EndLine)
	}
	b = appendProperty(b, "col", f.Column)
	b = appendProperty(b, "endLine", f.Line)
	return appendProperty(b, "endColumn", max(f.Column, f.EndColumn))
}

func appendProperty(b []byte, name string, value int) []byte {
	b = append(append(append(b, ','), name...), '=')
	return strconv.AppendInt(b, int64(value), 10)
}
