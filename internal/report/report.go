// Package report prints findings: text for people, and the formats that CI
// systems, code hosts and scripts read.
//
// It turns diag.Finding values into bytes on a writer that it is handed, in
// the order in which they come, and keeps no more of them than a format forces
// it to. It judges nothing, reads no file, and knows neither a terminal nor a
// flag: colours are handed in as functions, the time as a value.
package report

import (
	"cmp"
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

// Tell appends the text of a finding. It is for one goroutine. After the last finding
// of a payload it is called with nil, for what it held back.
type Tell func(dst []byte, f *diag.Finding) []byte

// Parted is a Writer in whose format each finding is a text of its own: several
// goroutines may put findings into words while it prints.
type Parted interface {
	Writer
	// Teller returns a Tell for a goroutine.
	Teller() Tell
	// Room takes n more findings and returns how many of them it prints, which are
	// the first ones.
	Room(n int) int
	// Told prints what Tells appended, of one finding or several.
	Told(texts []byte) error
}

// Summary counts a whole run. Errors, Warnings, Infos and Rules count every finding,
// also the Truncated ones, which a report with a limit did not print.
type Summary struct {
	Files, Payloads         int
	Errors, Warnings, Infos int
	Rules                   Tally
	Truncated               int // findings that are not printed; a report adds those that it leaves out itself
	Unreadable              int // inputs and payloads that could not be read
}

// Count counts a finding of a severity.
func (s *Summary) Count(level diag.Severity) {
	switch level {
	case diag.Error:
		s.Errors++
	case diag.Warning:
		s.Warnings++
	default:
		s.Infos++
	}
}

// Findings is how many there were.
func (s *Summary) Findings() int { return s.Errors + s.Warnings + s.Infos }

// Add adds the counts of another part of the run.
func (s *Summary) Add(t Summary) {
	s.Files += t.Files
	s.Payloads += t.Payloads
	s.Errors += t.Errors
	s.Warnings += t.Warnings
	s.Infos += t.Infos
	s.Truncated += t.Truncated
	s.Unreadable += t.Unreadable
}

// Shard is which part of a whole run this one is: the Part-th of Of. The zero
// Shard is a whole run.
type Shard struct{ Part, Of int }

// Counts are numbers of findings by their severity.
type Counts [diag.Error + 1]int

// Cut is what a report left out because its consumer takes no more.
type Cut struct {
	Format string // one of Formats
	Left   Counts
	Found  Counts
}

// In is what sums a run up: "1 file, 2 payloads: 0 errors, 1 warning".
func (s *Summary) In(lang string) string {
	return say.Textf("%s, %s: %s, %s",
		say.Count(s.Files, "%s file", "%s files"), say.Count(s.Payloads, "%s payload", "%s payloads"),
		counted(diag.Error, s.Errors), counted(diag.Warning, s.Warnings)).In(lang)
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
	Error, Warning, Info, Rule, Help func(string) string // the carets under a span are as the severity
}

// Options are the settings of a report.
type Options struct {
	Meta   Meta
	FailOn diag.Severity       // findings from here on fail a test case; Off: none do
	Style  Style               // of the text format
	Inert  bool                // source lines go to the log of a CI job: they must hold no command of its runner
	Lang   string              // of argosctl's own words: "en", which is the default, or "ko"
	Width  int                 // columns of the terminal that text goes to; 0: it goes to none, and no message is wrapped
	Fold   bool                // text tells the first of findings alike in a payload, and counts the others
	Max    int                 // findings that are printed, all of them being counted; 0: all
	Table  TableFunc           // prints the table at the end of text; nil: there is none
	Rows   int                 // findings a Markdown table lists; 0 means 100
	Shard  Shard               // of a part, JSON also tells what a merged report needs
	Name   func(string) string // what a code host calls the file at a path; nil: the path, cleaned
	Cut    func(Cut)           // is told what a report leaves out, when it is closed; may be nil
}

// TableFunc prints the rules of a run to w, as a table.
type TableFunc func(w io.Writer, rules Tally) error

// format pairs a format's name with its constructor.
type format struct {
	name   string
	open   func(io.Writer, Options) (Writer, error)
	hosted bool // it names files as a code host does
}

// formats lists the formats in the order of the documentation.
func formats() []format {
	return []format{
		{"text", newText, false},
		{"json", newJSON, false},
		{"ndjson", newNDJSON, false},
		{"github", newGitHub, true},
		{"junit", newJUnit, true},
		{"sarif", newSARIF, true},
		{"tap", newTAP, true},
		{"gitlab", newGitLab, true},
		{"markdown", newMarkdown, true},
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
		if f.name != name {
			continue
		}
		opts.Lang = cmp.Or(opts.Lang, say.English)
		report, err := f.open(w, opts)
		if err != nil {
			return nil, err
		}
		if f.hosted {
			report = hosted{report, opts.name}
		}
		return limit(report, opts.Max), nil
	}
	return nil, say.Errorf("unknown report format %q: expected one of %s", name, strings.Join(Formats(), ", "))
}

// Multi hands everything to each of writers in turn. Every one of them gets
// each call even where another fails; the first error is returned. A single
// writer is returned itself.
func Multi(writers ...Writer) Writer {
	if len(writers) == 1 {
		return writers[0]
	}
	return multi(writers)
}

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
