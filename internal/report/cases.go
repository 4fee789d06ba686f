package report

import (
	"fmt"

	"github.com/argosctl/argosctl/internal/diag"
)

// testCase is one line of a test report: a payload with findings, the other
// payloads of its file, or a file.
type testCase struct {
	path     string
	name     string // the payload's origin
	findings []diag.Finding
	more     int // findings of the same payload that are not listed
	failed   bool
	skipped  bool // nothing was there to check
}

// maxCaseFindings bounds what is kept of one payload.
const maxCaseFindings = 100

// cases turns the stream of findings into test cases: one for each payload
// that has findings, and one for the clean ones of its file together, so that
// a report does not grow with a clean archive.
type cases struct {
	failOn diag.Severity
	emit   func(*testCase) error
	done   func(path string) error // called after the last case of a file

	open   testCase // collects the findings of one payload
	faulty int      // payloads with findings in this file so far
}

// Finding adds a finding to the case of its payload.
func (c *cases) Finding(f diag.Finding) error {
	name := f.Path
	if f.Origin != (diag.Origin{}) {
		name = f.Origin.String()
	}
	if err := c.turn(f.Path, name); err != nil {
		return err
	}
	c.open.path, c.open.name = f.Path, name
	c.open.failed = c.open.failed || c.failOn != diag.Off && f.Severity >= c.failOn
	if len(c.open.findings) == maxCaseFindings {
		c.open.more++
		return nil
	}
	c.open.findings = append(c.open.findings, f)
	return nil
}

// turn ends the open case, and its file, where the next finding is of another.
func (c *cases) turn(path, name string) error {
	switch {
	case len(c.open.findings) == 0 || c.open.path == path && c.open.name == name:
		return nil
	case c.open.path != path:
		return c.File(c.open.path, 0)
	default:
		return c.flush()
	}
}

func (c *cases) flush() error {
	if len(c.open.findings) == 0 {
		return nil
	}
	c.faulty++
	open := c.open
	c.open = testCase{findings: open.findings[:0]}
	return c.emit(&open)
}

// File emits the case of the payloads without findings and ends the file.
func (c *cases) File(path string, payloads int) error {
	if len(c.open.findings) > 0 && c.open.path != path {
		if err := c.File(c.open.path, 0); err != nil {
			return err
		}
	}
	if err := c.flush(); err != nil {
		return err
	}
	if rest := c.rest(path, payloads); rest != nil {
		if err := c.emit(rest); err != nil {
			return err
		}
	}
	c.faulty = 0
	return c.done(path)
}

// rest is the case of the clean payloads of a file, nil where there are none.
func (c *cases) rest(path string, payloads int) *testCase {
	clean := payloads - c.faulty
	switch {
	case c.faulty == 0:
		return &testCase{path: path, name: path, skipped: payloads == 0}
	case clean > 0:
		return &testCase{path: path, name: fmt.Sprintf("%s (clean payloads: %d)", path, clean)}
	default:
		return nil
	}
}

// Close ends the file whose end was never told, as after an interruption.
func (c *cases) Close() error {
	if len(c.open.findings) == 0 {
		return nil
	}
	return c.File(c.open.path, 0)
}
