package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
)

const (
	defaultRows = 100
	maxTable    = 60_000 // bytes of all rows: a comment on GitHub takes 65,536 characters
)

// markdown prints a table for a pull request comment or a job summary, errors
// first. The verdict stands above it, so the rows, a bounded number, are held
// back.
type markdown struct {
	sink
	opts Options
	rows ranked
}

func newMarkdown(w io.Writer, opts Options) (Writer, error) {
	m := &markdown{sink: newSink(w), opts: opts, rows: ranked{limit: opts.Rows}}
	if m.rows.limit <= 0 {
		m.rows.limit = defaultRows
	}
	return m, nil
}

func (m *markdown) Finding(f diag.Finding) error {
	if !m.rows.wants(f.Severity) {
		return nil
	}
	message := markdownText(f.Message)
	for _, help := range advice(&f) {
		message += "<br>" + markdownText(help)
	}
	place := markdownCode(string(appendPlace(nil, &f)))
	m.line = fmt.Appendf(m.line[:0], "| %s | %s | %s | %s |\n", f.Severity, place, message, m.rule(f.Rule))
	m.rows.add(f.Severity, m.line)
	return nil
}

// rule names a rule, with a link where its page is known.
func (m *markdown) rule(id string) string {
	for _, r := range m.opts.Meta.Rules {
		if r.ID == id && r.URL != "" {
			return fmt.Sprintf("[%s](<%s>)", markdownCode(id), r.URL)
		}
	}
	return markdownCode(id)
}

func (m *markdown) Close(s Summary) error {
	var rows strings.Builder
	more := m.rows.found.Total() + s.Truncated
	for row := range m.rows.each {
		if rows.Len()+len(row) > maxTable {
			break
		}
		rows.Write(row)
		more--
	}
	text := "**" + s.In(m.opts.Lang) + "**\n"
	if rows.Len() > 0 {
		head := say.In(m.opts.Lang, "| Severity | Where | Finding | Rule |")
		text += "\n" + head + "\n| --- | --- | --- | --- |\n" + rows.String()
	}
	if more > 0 {
		text += "\n" + say.Textf("Not shown: %s.", moreFindings(more)).In(m.opts.Lang) + "\n"
	}
	return m.end(text)
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

func moreFindings(n int) say.Counted { return say.Count(n, "%s more finding", "%s more findings") }
