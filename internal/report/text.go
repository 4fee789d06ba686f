package report

import (
	"io"
	"strconv"
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
)

// text prints findings for people:
//
//	path:line:col: severity: message [rule]
//	the source line
//	    ^~~~ under the span
//	help: what to do
//
// with a blank line after each; a table of rules where there are many, and the
// summary as the last lines. On a terminal, messages wrap; elsewhere each is one
// line, however long.
type text struct {
	sink
	words
	table TableFunc
}

// manyFindings is how many findings ask for no table of their rules.
const manyFindings = 20

func newText(w io.Writer, opts Options) (Writer, error) {
	report := &text{newSink(w), words{style: opts.Style, lang: opts.Lang, width: opts.Width, inert: opts.Inert}, opts.Table}
	if opts.Fold {
		report.alike.total = new(atomic.Int64)
	}
	return report, nil
}

func (t *text) Finding(f diag.Finding) error { return t.put(t.tell(t.line, &f)) }

// File tells what was folded of the last payload.
func (t *text) File(string, int) error { return t.put(t.tell(t.line, nil)) }

// Teller implements Parted.
func (t *text) Teller() Tell {
	w := t.words
	w.excerpt, w.alike.kinds = excerpt{}, nil
	return w.tell
}

func (t *text) Close(s Summary) error {
	if err := t.File("", 0); err != nil {
		return err
	}
	findings := s.Findings()
	if findings > manyFindings && t.table != nil {
		if err := t.table(t.sink, s.Rules.sorted()); err != nil {
			return err
		}
		_ = t.WriteByte('\n') // the end returns the error
	}
	line := s.In(t.lang)
	switch fixable := s.Rules.fixable(); {
	case fixable > 0 && s.Rules.hides():
		line = say.Textf("%s; --fix repairs at least %s", say.Word(line), say.Number(fixable)).In(t.lang)
	case fixable > 0:
		line = say.Textf("%s; --fix repairs %s", say.Word(line), say.Number(fixable)).In(t.lang)
	}
	end := append(t.appendWrapped(nil, summaryHang, word{text: line}), '\n')
	hidden := s.Truncated
	if hidden == 0 && t.alike.total != nil {
		hidden = int(t.alike.total.Load())
	}
	if hidden > 0 {
		line = say.Textf("printed %s of %s; --max-findings 0 prints all",
			say.Number(findings-hidden), say.Count(findings, "%s finding", "%s findings")).In(t.lang)
		end = append(t.appendWrapped(end, summaryHang, word{text: line}), '\n')
	}
	return t.end(string(end))
}

// Place is where a finding stands: "path:line:col", or the path alone where it is
// about a whole file.
func Place(path string, line, column int) string {
	return string(appendPlace(nil, &diag.Finding{Path: path, Line: line, Column: column}))
}

// appendPlace appends "path:line:col", or the path alone where a finding is
// about a whole file.
func appendPlace(b []byte, f *diag.Finding) []byte {
	b = append(b, plain.Text(f.Path)...)
	if f.Line > 0 {
		b = strconv.AppendInt(append(b, ':'), int64(f.Line), 10)
		b = strconv.AppendInt(append(b, ':'), int64(f.Column), 10)
	}
	return b
}

// advice is what to tell the reader to do: the help of the finding, else what
// its fix would do.
func advice(f *diag.Finding) []string {
	if len(f.Help) == 0 && f.Fix != nil && f.Fix.Description != "" {
		return []string{f.Fix.Description}
	}
	return f.Help
}

func (s *Style) severity(level diag.Severity) func(string) string {
	switch level {
	case diag.Error:
		return s.Error
	case diag.Warning:
		return s.Warning
	default:
		return s.Info
	}
}

func styled(style func(string) string, text string) string {
	if style == nil {
		return text
	}
	return style(text)
}
