package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

// maxSuiteCases bounds the failing cases listed for one file: its suite has to
// be held back until they are counted.
const maxSuiteCases = 10_000

// junit prints the XML that Jenkins, GitLab and most CI systems read: a suite
// for each file, in it the cases of its payloads. Findings that fail a case
// stand together in its one failure element, because Jenkins shows only the
// first; the others go to system-out.
type junit struct {
	sink
	cases cases
	text  text // renders findings inside the elements
	plain *strings.Replacer

	suite           bytes.Buffer
	tests, failures int
	skipped, hidden int
}

func newJUnit(w io.Writer, opts Options) (Writer, error) {
	j := &junit{sink: newSink(w), text: text{width: defaultWidth, inert: opts.Inert}}
	j.plain = strings.NewReplacer("&#xA;", "\n", "&#x9;", "\t", "&#34;", `"`, "&#39;", "'")
	j.cases = cases{failOn: opts.FailOn, emit: j.add, done: j.endSuite}
	_, err := j.WriteString(xml.Header + `<testsuites name="argosctl validate">` + "\n")
	return j, err
}

func (j *junit) Finding(f diag.Finding) error { return j.cases.Finding(f) }

func (j *junit) File(path string, payloads int) error { return j.cases.File(path, payloads) }

func (j *junit) Close(Summary) error {
	if err := j.cases.Close(); err != nil {
		return err
	}
	return j.end("</testsuites>\n")
}

// add renders a case into the suite that is held back.
func (j *junit) add(c *testCase) error {
	if c.failed {
		if j.failures++; j.failures > maxSuiteCases {
			j.hidden++
			return nil
		}
	}
	j.tests++
	element(&j.suite, "    <testcase", "classname", "argosctl.validate", "name", plain.Text(c.name))
	switch {
	case c.skipped:
		j.skipped++
		element(&j.suite, ">\n      <skipped", "message", "the file holds no payload")
		j.suite.WriteString("/>\n    </testcase>\n")
	case len(c.findings) == 0:
		j.suite.WriteString("/>\n")
	default:
		j.suite.WriteString(">\n")
		j.addFindings(c)
		j.suite.WriteString("    </testcase>\n")
	}
	return nil
}

// addFindings writes the failure and the system-out of a case.
func (j *junit) addFindings(c *testCase) {
	var failing, other []byte
	var first *diag.Finding
	for i := range c.findings {
		f := &c.findings[i]
		if !c.failed || f.Severity < j.cases.failOn {
			other = j.text.appendFinding(other, f)
			continue
		}
		if first == nil {
			first = f
		}
		failing = j.text.appendFinding(failing, f)
	}
	if c.more > 0 {
		other = fmt.Appendf(other, "%d more findings are not listed\n", c.more)
	}
	if c.failed && first == nil {
		first = &c.findings[0]
	}
	if first != nil {
		element(&j.suite, "      <failure", "type", first.Rule, "message", plain.Text(first.Message))
		j.content(failing, "failure")
	}
	if len(other) > 0 {
		j.suite.WriteString("      <system-out")
		j.content(other, "system-out")
	}
}

// endSuite writes the suite of a file now that its counts are known.
func (j *junit) endSuite(path string) error {
	if j.hidden > 0 {
		j.tests++
		j.failures = maxSuiteCases + 1
		more := fmt.Sprintf("%d more payloads with findings are not listed", j.hidden)
		element(&j.suite, "    <testcase", "classname", "argosctl.validate", "name", plain.Text(path)+" (more)")
		element(&j.suite, ">\n      <failure", "type", "more", "message", more)
		j.suite.WriteString("/>\n    </testcase>\n")
	}
	count := func(n int) string { return fmt.Sprint(n) }
	element(j, "  <testsuite", "name", plain.Text(path), "tests", count(j.tests),
		"failures", count(j.failures), "errors", "0", "skipped", count(j.skipped))
	_, _ = j.WriteString(">\n")
	_, _ = j.suite.WriteTo(j)
	_, err := j.WriteString("  </testsuite>\n")
	j.suite.Reset()
	j.tests, j.failures, j.skipped, j.hidden = 0, 0, 0, 0
	return err
}

// element writes the start of a tag and its attributes, given in pairs.
// Characters that XML cannot hold are replaced. Errors stay with the writer.
func element(w io.Writer, start string, attributes ...string) {
	_, _ = io.WriteString(w, start)
	for i := 0; i < len(attributes); i += 2 {
		_, _ = io.WriteString(w, " "+attributes[i]+`="`)
		_ = xml.EscapeText(w, []byte(attributes[i+1]))
		_, _ = io.WriteString(w, `"`)
	}
}

// content closes an open tag around text, and leaves line breaks, tabs and
// quotes readable, which only attributes have to escape.
func (j *junit) content(text []byte, name string) {
	var b strings.Builder
	_ = xml.EscapeText(&b, text)
	j.suite.WriteByte('>')
	_, _ = j.plain.WriteString(&j.suite, b.String())
	j.suite.WriteString("</" + name + ">\n")
}
