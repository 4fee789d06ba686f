package replay

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// JUnit writes test results as the XML that Jenkins, GitLab and most CI
// systems read: one suite, a case for each delivery or check. The cases go out
// as they come; the counts in the suite's head are filled in at the end.
type JUnit struct {
	to              io.WriterAt
	w               *bufio.Writer
	suite           string
	at              int64 // where the head of the suite stands
	room            int   // bytes kept free for it
	tests, failures int
	seconds         float64
}

// Case is one line of a JUnit report.
type Case struct {
	Class, Name string
	Took        time.Duration
	Failure     string // why it failed, empty where it passed
	Detail      string // more about the failure
}

// NewJUnit begins a report with one suite at the start of a file.
func NewJUnit(to interface {
	io.Writer
	io.WriterAt
}, suite string) *JUnit {
	j := &JUnit{to: to, w: bufio.NewWriter(to), suite: suite}
	start := xml.Header + "<testsuites>\n"
	j.at, j.room = int64(len(start)), len(j.head(1e15, 1e15, 1e12))
	_, _ = j.w.WriteString(start + strings.Repeat(" ", j.room) + ">\n")
	return j
}

// head is the start of the suite's tag; the spaces after it are free to stay.
func (j *JUnit) head(tests, failures int, seconds float64) string {
	return fmt.Sprintf(`  <testsuite name="%s" tests="%d" failures="%d" errors="0" skipped="0" time="%.3f"`,
		escaped(j.suite), tests, failures, seconds)
}

// Case adds one case. A write error shows at Close.
func (j *JUnit) Case(c Case) {
	j.tests++
	j.seconds += c.Took.Seconds()
	_, _ = fmt.Fprintf(j.w, `    <testcase classname="%s" name="%s" time="%.6f"`, escaped(c.Class), escaped(c.Name), c.Took.Seconds())
	if c.Failure == "" {
		_, _ = j.w.WriteString("/>\n")
		return
	}
	j.failures++
	_, _ = fmt.Fprintf(j.w, ">\n      <failure message=\"%s\">%s</failure>\n    </testcase>\n", escaped(c.Failure), escaped(c.Detail))
}

// Close ends the report. It does not close the file.
func (j *JUnit) Close() error {
	if _, err := j.w.WriteString("  </testsuite>\n</testsuites>\n"); err != nil {
		return err
	}
	if err := j.w.Flush(); err != nil {
		return err
	}
	_, err := j.to.WriteAt([]byte(j.head(j.tests, j.failures, j.seconds)), j.at)
	return err
}

// escaped makes text safe in an attribute or element; what XML cannot hold
// becomes U+FFFD.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}
