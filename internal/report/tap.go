package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

// tap prints TAP version 13, which prove takes: a test point for each case, its
// findings as a YAML diagnostic, the plan at the end.
type tap struct {
	sink
	cases  cases
	count  int
	escape *strings.Replacer // what would end a description or start a directive
}

func newTAP(w io.Writer, opts Options) (Writer, error) {
	t := &tap{sink: newSink(w), escape: strings.NewReplacer(`\`, `\\`, `#`, `\#`)}
	t.cases = cases{failOn: opts.FailOn, emit: t.add, done: func(string) error { return nil }}
	_, err := t.WriteString("TAP version 13\n")
	return t, err
}

func (t *tap) Finding(f diag.Finding) error { return t.cases.Finding(f) }

func (t *tap) File(path string, payloads int) error { return t.cases.File(path, payloads) }

func (t *tap) Close(Summary) error {
	if err := t.cases.Close(); err != nil {
		return err
	}
	plan := fmt.Sprintf("1..%d", t.count)
	if t.count == 0 {
		plan += " # SKIP no file was checked"
	}
	return t.end(plan + "\n")
}

func (t *tap) add(c *testCase) error {
	t.count++
	b := t.line
	if c.failed {
		b = append(b, "not "...)
	}
	b = fmt.Appendf(b, "ok %d - %s", t.count, t.escape.Replace(plain.Text(c.name)))
	if c.skipped {
		b = append(b, " # SKIP the file holds no payload"...)
	}
	b = append(b, '\n')
	if len(c.findings) > 0 {
		b = appendDiagnostic(b, c)
	}
	return t.put(b)
}

// appendDiagnostic appends the YAML block of a case, which ends at a line of
// dots. Every text is double-quoted, so that none is taken for syntax.
func appendDiagnostic(b []byte, c *testCase) []byte {
	b = append(b, "  ---\n  findings:\n"...)
	for i := range c.findings {
		f := &c.findings[i]
		b = fmt.Appendf(b, "    - rule: %s\n      severity: %s\n      message: %s\n",
			yamlString(f.Rule), f.Severity, yamlString(f.Message))
		b = fmt.Appendf(b, "      path: %s\n      line: %d\n      column: %d\n      pointer: %s\n",
			yamlString(f.Path), f.Line, f.Column, yamlString(f.Pointer))
		if help := advice(f); len(help) > 0 {
			b = append(b, "      help:\n"...)
			for _, text := range help {
				b = fmt.Appendf(b, "        - %s\n", yamlString(text))
			}
		}
	}
	if c.more > 0 {
		b = fmt.Appendf(b, "  more: %d\n", c.more)
	}
	return append(b, "  ...\n"...)
}

// yamlString quotes text. Go's escapes are all escapes of YAML too, but \x,
// which there is a character and not a byte: invalid bytes are replaced first.
func yamlString(text string) string {
	return strconv.Quote(strings.ToValidUTF8(text, "\ufffd"))
}
