// Package report prints findings: text for people, and the formats that CI
// systems, code hosts and scripts read.
//
// It turns diag.Finding values into bytes on a writer that it is handed, in
// the order in which they come, and keeps no more of them than a format forces
// it to. It judges nothing, reads no file, and knows neither a terminal nor a
// flag: colours are handed in as functions, the time as a value.
package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

// Writer prints the findings of one run. Its methods are called by one
// goroutine, in input order: the findings of a file, then File for it. A
// write error is returned by the call that met it, or by a later one.
type Writer interface {
	// Finding prints one finding, or keeps it until its file is done.
	Finding(diag.Finding) error
	// File says that a file is done and how many payloads it held.
	File(path string, payloads int) error
	// Close writes what is left and what sums the run up. It does not close
	// the underlying writer.
	Close(Summary) error
}

// Summary counts a whole run. Errors, Warnings and Infos count every finding,
// also the Truncated ones that were not handed to the Writer.
type Summary struct {
	Files, Payloads         int
	Errors, Warnings, Infos int
	Truncated               int
}

// String is the line that ends a text report.
func (s Summary) String() string {
	return fmt.Sprintf("%d files, %d payloads: %d errors, %d warnings", s.Files, s.Payloads, s.Errors, s.Warnings)
}

// Meta describes the tool and its rules to the formats that carry them.
type Meta struct {
	Tool, Version string
	URL           string // the tool's home page, may be empty
	Rules         []RuleInfo
	Now           time.Time // start of the run; the zero time is left out
}

// RuleInfo is what a report says of a rule.
type RuleInfo struct {
	ID       string
	Severity diag.Severity // by default
	Short    string        // one sentence
	Long     string        // Markdown
	URL      string        // may be empty
}

// Style marks up parts of the text format. A nil function leaves its part as
// it is; the zero Style is plain text.
type Style struct {
	Error, Warning, Info, Rule, Caret, Help func(string) string
}

// Options are the settings of a report.
type Options struct {
	Meta   Meta
	FailOn diag.Severity // findings from here on fail a test case; Off: none do
	Style  Style         // of the text format
	Inert  bool          // source lines go to the log of a CI job: they must hold no command of its runner
	Width  int           // columns a source line may take in text; 0 means 120
	Rows   int           // findings a Markdown table lists; 0 means 100
}

// format pairs a format's name with its constructor.
type format struct {
	name string
	open func(io.Writer, Options) (Writer, error)
}

// formats lists the formats in the order of the documentation.
func formats() []format {
	return []format{
		{"text", newText},
		{"json", newJSON},
		{"ndjson", newNDJSON},
		{"github", newGitHub},
		{"junit", newJUnit},
		{"sarif", newSARIF},
		{"tap", newTAP},
		{"gitlab", newGitLab},
		{"markdown", newMarkdown},
	}
}

// Formats lists the names that New knows.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// New opens a report in the named format on w. It fails on a name that is not
// one of Formats, and when the head of the report cannot be written.
func New(name string, w io.Writer, opts Options) (Writer, error) {
	for _, f := range formats() {
		if f.name == name {
			return f.open(w, opts)
		}
	}
	return nil, say.Errorf("unknown report format %q: expected one of %s", name, strings.Join(Formats(), ", "))
}

// Multi hands everything to each of writers in turn. Every one of them gets
// each call even where another fails; the first error is returned.
func Multi(writers ...Writer) Writer { return multi(writers) }

type multi []Writer

func (m multi) each(call func(Writer) error) error {
	var first error
	for _, w := range m {
		if err := call(w); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (m multi) Finding(f diag.Finding) error {
	return m.each(func(w Writer) error { return w.Finding(f) })
}

func (m multi) File(path string, payloads int) error {
	return m.each(func(w Writer) error { return w.File(path, payloads) })
}

func (m multi) Close(s Summary) error {
	return m.each(func(w Writer) error { return w.Close(s) })
}
