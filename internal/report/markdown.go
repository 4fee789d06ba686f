package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

const defaultRows = 100

// markdown prints a table for a pull request comment or a job summary. The
// verdict stands above it, so the rows, a bounded number, are held back.
type markdown struct {
	sink
	meta  Meta
	limit int
	rows  []string
	count int
}

func newMarkdown(w io.Writer, opts Options) (Writer, error) {
	m := &markdown{sink: newSink(w), meta: opts.Meta, limit: opts.Rows}
	if m.limit <= 0 {
		m.limit = defaultRows
	}
	return m, nil
}

func (m *markdown) Finding(f diag.Finding) error {
	if m.count++; m.count > m.limit {
		return nil
	}
	message := markdownText(f.Message)
	for _, help := range advice(&f) {
		message += "<br>" + markdownText(help)
	}
	place := markdownCode(string(appendPlace(nil, &f)))
	m.rows = append(m.rows, fmt.Sprintf("| %s | %s | %s | %s |\n", f.Severity, place, message, m.rule(f.Rule)))
	return nil
}

// rule names a rule, with a link where its page is known.
func (m *markdown) rule(id string) string {
	for _, r := range m.meta.Rules {
		if r.ID == id && r.URL != "" {
			return fmt.Sprintf("[%s](<%s>)", markdownCode(id), r.URL)
		}
	}
	return markdownCode(id)
}

func (m *markdown) Close(s Summary) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", s)
	if len(m.rows) > 0 {
		b.WriteString("\n| Severity | Where | Finding | Rule |\n| --- | --- | --- | --- |\n")
		b.WriteString(strings.Join(m.rows, ""))
	}
	if more := m.count - len(m.rows) + s.Truncated; more > 0 {
		fmt.Fprintf(&b, "\n%d more findings are not shown.\n", more)
	}
	return m.end(b.String())
}

// markdownText escapes text so that it shows as it is: no mark-up, no HTML, no
// cell border, and nobody mentioned by name.
func markdownText(text string) string {
	var b strings.Builder
	for _, r := range plain.Text(text) {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '@':
			b.WriteString("@<!-- -->")
		case strings.ContainsRune("\\`*_[]{}#|~!$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// markdownCode puts text into a code span: its fence is longer than any run of
// backticks inside, and a table's borders are escaped.
func markdownCode(text string) string {
	text = plain.Text(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if fence != "`" {
		text = " " + text + " "
	}
	return fence + strings.ReplaceAll(text, "|", `\|`) + fence
}
