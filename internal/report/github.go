package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

// github prints workflow commands, which GitHub Actions shows as annotations
// on the lines of a pull request.
type github struct {
	sink
	data     *strings.Replacer // escapes a message
	property *strings.Replacer // escapes a property, where colons and commas have a meaning
}

func newGitHub(w io.Writer, _ Options) (Writer, error) {
	return &github{
		sink:     newSink(w),
		data:     strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A"),
		property: strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C"),
	}, nil
}

func (g *github) Finding(f diag.Finding) error {
	b := append(g.line, "::"...)
	b = append(b, githubCommand(f.Severity)...)
	b = append(b, " file="...)
	b = append(b, plain.Text(g.property.Replace(hostPath(f.Path)))...)
	b = appendSpan(b, &f)
	b = append(b, ",title="...)
	b = append(b, g.property.Replace(f.Rule)...)
	b = append(b, "::"...)
	b = append(b, g.data.Replace(plain.Text(f.Message))...)
	for _, help := range advice(&f) {
		b = append(b, "%0Ahelp: "...)
		b = append(b, g.data.Replace(plain.Text(help))...)
	}
	return g.put(append(b, '\n'))
}

func (g *github) Close(Summary) error { return g.Flush() }

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
