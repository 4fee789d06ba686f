// Package junit writes test results as the XML that Jenkins, GitLab and most CI
// systems read. It knows suites and cases, and nothing of what they report.
package junit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Header begins a document; <testsuites> follows.
const Header = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// Case is one line of a report. It passed where it has no Failure.
type Case struct {
	Class, Name string
	File        string // what was tested; empty: no file
	Line        int    // in File, from 1; 0: unknown
	Took        time.Duration
	Skipped     string // why nothing was tested; empty where something was
	Failure     *Failure
	Output      string // more to read, whatever the outcome
}

// Failure says why a case failed.
type Failure struct {
	Type    string // may be empty
	Message string // one line
	Text    string // the details
}

// Suite counts cases and writes them. The zero value is a suite without a name.
type Suite struct {
	Name     string
	Timed    bool // cases and suite say how long they took
	Readable bool // texts keep their line breaks, tabs and quotes, which only attributes have to escape

	tests, failures, skipped int
	took                     time.Duration
}

// AppendCase counts a case and appends its element.
func (s *Suite) AppendCase(dst []byte, c *Case) []byte {
	s.tests++
	s.took += c.Took
	dst = attribute(append(dst, "    <testcase"...), "classname", c.Class)
	dst = attribute(dst, "name", c.Name)
	if c.File != "" {
		dst = attribute(dst, "file", c.File)
	}
	if c.Line > 0 {
		dst = attribute(dst, "line", strconv.Itoa(c.Line))
	}
	if s.Timed {
		dst = attribute(dst, "time", fmt.Sprintf("%.6f", c.Took.Seconds()))
	}
	if c.Skipped == "" && c.Failure == nil && c.Output == "" {
		return append(dst, "/>\n"...)
	}
	dst = append(dst, ">\n"...)
	if c.Skipped != "" {
		s.skipped++
		dst = append(attribute(append(dst, "      <skipped"...), "message", c.Skipped), "/>\n"...)
	}
	if c.Failure != nil {
		s.failures++
		dst = s.appendFailure(dst, c.Failure)
	}
	if c.Output != "" {
		dst = append(s.text(append(dst, "      <system-out>"...), c.Output), "</system-out>\n"...)
	}
	return append(dst, "    </testcase>\n"...)
}

func (s *Suite) appendFailure(dst []byte, f *Failure) []byte {
	dst = append(dst, "      <failure"...)
	if f.Type != "" {
		dst = attribute(dst, "type", f.Type)
	}
	dst = attribute(dst, "message", f.Message)
	return append(s.text(append(dst, '>'), f.Text), "</failure>\n"...)
}

// AppendHead appends the start of the suite's tag without its >, with the
// counts of the cases so far.
func (s *Suite) AppendHead(dst []byte) []byte {
	dst = attribute(append(dst, "  <testsuite"...), "name", s.Name)
	for _, count := range []struct {
		name string
		n    int
	}{{"tests", s.tests}, {"failures", s.failures}, {"errors", 0}, {"skipped", s.skipped}} {
		dst = attribute(dst, count.name, strconv.Itoa(count.n))
	}
	if s.Timed {
		dst = attribute(dst, "time", fmt.Sprintf("%.3f", s.took.Seconds()))
	}
	return dst
}

func attribute(dst []byte, name, value string) []byte {
	dst = append(append(append(dst, ' '), name...), `="`...)
	return append(escape(dst, value), '"')
}

func (s *Suite) text(dst []byte, text string) []byte {
	if !s.Readable {
		return escape(dst, text)
	}
	plain := strings.NewReplacer("&#xA;", "\n", "&#x9;", "\t", "&#34;", `"`, "&#39;", "'")
	return append(dst, plain.Replace(string(escape(nil, text)))...)
}

// escape makes text safe in an attribute or element; what XML cannot hold
// becomes U+FFFD.
func escape(dst []byte, text string) []byte {
	last := 0
	for i := 0; i < len(text); {
		r, width := utf8.DecodeRuneInString(text[i:])
		if written := escaped(r, width); written != "" {
			dst = append(append(dst, text[last:i]...), written...)
			last = i + width
		}
		i += width
	}
	return append(dst, text[last:]...)
}

// escaped is what stands for a character of so many bytes; empty: it stands for
// itself.
func escaped(r rune, width int) string {
	switch r {
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '\t':
		return "&#x9;"
	case '\n':
		return "&#xA;"
	case '\r':
		return "&#xD;"
	}
	if r < ' ' || r == '\ufffe' || r == '\uffff' || r == utf8.RuneError && width == 1 {
		return "\ufffd"
	}
	return ""
}
