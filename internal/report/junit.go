package report

import (
	"io"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/junit"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
)

// maxSuiteCases bounds the failing cases listed for one file: its suite has to
// be held back until they are counted.
const maxSuiteCases = 10_000

// junitWriter prints a suite for each file, in it the cases of its payloads.
// Findings that fail a case stand together in its one failure element, because
// Jenkins shows only the first; the others go to system-out.
type junitWriter struct {
	sink
	cases cases
	words words // renders findings inside the elements

	suite            junit.Suite
	held             []byte // the cases of suite
	failures, hidden int
}

func newJUnit(w io.Writer, opts Options) (Writer, error) {
	j := &junitWriter{sink: newSink(w), words: words{lang: opts.Lang, inert: opts.Inert}, suite: junit.Suite{Readable: true}}
	j.cases = cases{failOn: opts.FailOn, emit: j.add, done: j.endSuite}
	_, err := j.WriteString(junit.Header + `<testsuites name="argosctl validate">` + "\n")
	return j, err
}

func (j *junitWriter) Finding(f diag.Finding) error { return j.cases.Finding(f) }

func (j *junitWriter) File(path string, payloads int) error { return j.cases.File(path, payloads) }

func (j *junitWriter) Close(Summary) error {
	if err := j.cases.Close(); err != nil {
		return err
	}
	return j.end("</testsuites>\n")
}

// add renders a case into the suite that is held back.
func (j *junitWriter) add(c *testCase) error {
	if c.failed {
		if j.failures++; j.failures > maxSuiteCases {
			j.hidden++
			return nil
		}
	}
	to := junit.Case{Class: "argosctl.validate", Name: plain.Text(c.name), File: plain.Text(c.path), Line: 1}
	switch {
	case c.skipped:
		to.Skipped = "the file holds no payload"
	case len(c.findings) > 0:
		j.addFindings(c, &to)
	}
	j.held = j.suite.AppendCase(j.held, &to)
	return nil
}

// addFindings gives a case its failure and its output.
func (j *junitWriter) addFindings(c *testCase, to *junit.Case) {
	var failing, other []byte
	var first *diag.Finding
	for i := range c.findings {
		f := &c.findings[i]
		if !c.failed || f.Severity < j.cases.failOn {
			other = j.words.appendFinding(other, f)
			continue
		}
		if first == nil {
			first = f
		}
		failing = j.words.appendFinding(failing, f)
	}
	if c.more > 0 {
		other = append(append(other, say.Textf("not listed: %s", moreFindings(c.more)).In(j.words.lang)...), '\n')
	}
	if c.failed && first == nil {
		first = &c.findings[0]
	}
	if to.Line = c.findings[0].Line; first != nil {
		to.Line = first.Line
		to.Failure = &junit.Failure{Type: first.Rule, Message: plain.Text(first.Message), Text: string(failing)}
	}
	to.Line = max(1, to.Line)
	to.Output = string(other)
}

// endSuite writes the suite of a file now that its counts are known.
func (j *junitWriter) endSuite(path string) error {
	if j.hidden > 0 {
		j.held = j.suite.AppendCase(j.held, &junit.Case{
			Class: "argosctl.validate", Name: plain.Text(path) + " (more)", File: plain.Text(path), Line: 1,
			Failure: &junit.Failure{Type: "more", Message: say.Textf("not listed: %s", say.Count(j.hidden, "%s more payload with findings", "%s more payloads with findings")).In(j.words.lang)},
		})
	}
	j.suite.Name = plain.Text(path)
	_, _ = j.Write(append(j.suite.AppendHead(nil), ">\n"...))
	_, _ = j.Write(j.held)
	_, err := j.WriteString("  </testsuite>\n")
	j.held, j.suite, j.failures, j.hidden = j.held[:0], junit.Suite{Readable: true}, 0, 0
	return err
}
