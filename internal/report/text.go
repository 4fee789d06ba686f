package report

import (
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

// text prints findings for people:
//
//	path:line:col: severity: message [rule]
//	the source line
//	    ^~~~ under the span
//	help: what to do
//
// with a blank line after each, and the summary as the last line.
type text struct {
	sink
	words
}

func newText(w io.Writer, opts Options) (Writer, error) {
	t := &text{newSink(w), words{style: opts.Style, width: opts.Width, inert: opts.Inert}}
	if t.width <= 0 {
		t.width = defaultWidth
	}
	return t, nil
}

func (t *text) Finding(f diag.Finding) error { return t.put(t.tell(t.line, &f)) }

// Teller implements Parted.
func (t *text) Teller() Tell {
	w := words{style: t.style, width: t.width, inert: t.inert}
	return w.tell
}

func (t *text) Close(s Summary) error {
	if s.Truncated > 0 {
		return t.end(fmt.Sprintf("%d more findings are not shown\n%s\n", s.Truncated, s))
	}
	return t.end(s.String() + "\n")
}

// words puts findings into words.
type words struct {
	style   Style
	width   int
	inert   bool
	excerpt excerpt
}

// tell appends the lines of one finding, and a blank one.
func (w *words) tell(b []byte, f *diag.Finding) []byte { return append(w.appendFinding(b, f), '\n') }

// appendFinding appends the lines of one finding.
func (w *words) appendFinding(b []byte, f *diag.Finding) []byte {
	b = appendPlace(b, f)
	b = append(b, ": "...)
	b = append(b, styled(w.style.severity(f.Severity), f.Severity.String())...)
	b = append(b, ": "...)
	b = append(b, plain.Text(f.Message)...)
	b = append(b, ' ')
	b = append(b, styled(w.style.Rule, "["+f.Rule+"]")...)
	b = append(b, '\n')
	if len(f.Source.Text) > 0 {
		b = w.appendExcerpt(b, f)
	}
	for _, help := range advice(f) {
		b = append(b, styled(w.style.Help, "help:")...)
		b = append(b, ' ')
		b = append(b, plain.Text(help)...)
		b = append(b, '\n')
	}
	return b
}

func (w *words) appendExcerpt(b []byte, f *diag.Finding) []byte {
	e := &w.excerpt
	e.set(f.Source, f.Column, w.width)
	line := e.line
	if w.inert {
		line = plain.Disarm(line, utf8.RuneError) // which takes as much room, so that the carets stand right
	}
	b = append(append(b, line...), '\n')
	b = append(b, e.carets[:e.span]...)
	if w.style.Caret == nil {
		b = append(b, e.carets[e.span:]...)
	} else {
		b = append(b, w.style.Caret(string(e.carets[e.span:]))...)
	}
	return append(b, '\n')
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
