package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
)

// How far the other lines of a wrapped text hang.
const (
	summaryHang = 2
	messageHang = 4
)

// words puts findings into words.
type words struct {
	style   Style
	lang    string
	width   int // of the terminal; 0: nothing is wrapped
	inert   bool
	excerpt excerpt
	alike   folding
}

// word is a part of a line that looks the same all through.
type word struct {
	text  string
	style func(string) string
}

// tell appends the lines of one finding, and a blank one; see Tell.
func (w *words) tell(b []byte, f *diag.Finding) []byte {
	switch {
	case w.alike.total == nil && f == nil:
		return b
	case w.alike.total == nil:
	case f == nil:
		return w.folded(b)
	default:
		if f.Origin != w.alike.origin {
			b = w.folded(b)
			w.alike.origin = f.Origin
		}
		if w.alike.fold(f) {
			return b
		}
	}
	return append(w.appendFinding(b, f), '\n')
}

// appendFinding appends the lines of one finding.
func (w *words) appendFinding(b []byte, f *diag.Finding) []byte {
	b = append(w.appendHead(b, f), '\n')
	if len(f.Source.Text) > 0 {
		b = w.appendExcerpt(b, f)
	}
	for _, text := range advice(f) {
		help := say.In(w.lang, "help:")
		if w.width > 0 {
			b = w.appendWrapped(b, columns([]byte(help))+1, word{help, w.style.Help}, word{text: plain.Text(text)})
		} else {
			b = append(append(append(b, styled(w.style.Help, help)...), ' '), plain.Text(text)...)
		}
		b = append(b, '\n')
	}
	return b
}

// appendHead appends "path:line:col: severity: message [rule]".
func (w *words) appendHead(b []byte, f *diag.Finding) []byte {
	severity, mark := SeverityWord(f.Severity, w.lang), w.style.severity(f.Severity)
	if w.width > 0 {
		return w.appendWrapped(b, messageHang, word{text: string(appendPlace(nil, f)) + ":"}, word{severity + ":", mark},
			word{text: plain.Text(f.Message)}, word{"[" + f.Rule + "]", w.style.Rule})
	}
	b = append(appendPlace(b, f), ": "...)
	b = append(append(b, styled(mark, severity)...), ": "...)
	b = append(append(b, plain.Text(f.Message)...), ' ')
	return append(b, styled(w.style.Rule, "["+f.Rule+"]")...)
}

// SeverityWord is what a severity is called.
func SeverityWord(level diag.Severity, lang string) string {
	switch level {
	case diag.Error:
		return say.Word("error").In(lang)
	case diag.Warning:
		return say.Word("warning").In(lang)
	case diag.Info:
		return say.Word("info").In(lang)
	default:
		return say.Word("off").In(lang)
	}
}

// appendWrapped appends parts with a blank between them. On a terminal it begins a
// new line, set in by hang, at the blank before what does not fit.
func (w *words) appendWrapped(b []byte, hang int, parts ...word) []byte {
	used := 0
	for i, part := range parts {
		for j, text := range breakable(part.text) {
			room := columns([]byte(text))
			switch {
			case i == 0 && j == 0:
			case w.width > 0 && used > hang && used+1+room > w.width:
				b, used = append(append(b, '\n'), strings.Repeat(" ", hang)...), hang
			default:
				b, used = append(b, ' '), used+1
			}
			for w.width > 0 && used+room > w.width { // a word that is wider than a line
				head := text[:cutAt(text, w.width-used)]
				b, used = append(append(append(b, styled(part.style, head)...), '\n'), strings.Repeat(" ", hang)...), hang
				text = text[len(head):]
				room = columns([]byte(text))
			}
			b, used = append(b, styled(part.style, text)...), used+room
		}
	}
	return b
}

// breakable cuts text at the blanks at which a line may end: not behind a number,
// which stays with its unit.
func breakable(text string) []string {
	pieces := strings.Split(text, " ")
	whole := pieces[:1]
	for _, piece := range pieces[1:] {
		if last := &whole[len(whole)-1]; *last != "" && strings.Trim(*last, "0123456789,.") == "" {
			*last += " " + piece
		} else {
			whole = append(whole, piece)
		}
	}
	return whole
}

func (w *words) appendExcerpt(b []byte, f *diag.Finding) []byte {
	e := &w.excerpt
	width := defaultWidth
	if w.width > 0 {
		width = max(1, w.width-2*columns([]byte(ellipsis)))
	}
	src := f.Source
	if mark := len("\ufeff"); f.Line == 1 && bytes.HasPrefix(src.Text, []byte("\ufeff")) { // it takes no column
		src.Text, src.Start, src.End = src.Text[mark:], src.Start-mark, src.End-mark
	}
	e.set(src, f.Column, width)
	line := e.line
	if w.inert {
		line = plain.Disarm(line, utf8.RuneError) // which takes as much room, so that the carets stand right
	}
	b = append(append(b, line...), '\n')
	b = append(b, e.carets[:e.span]...)
	if caret := w.style.severity(f.Severity); caret == nil {
		b = append(b, e.carets[e.span:]...)
	} else {
		b = append(b, caret(string(e.carets[e.span:]))...)
	}
	return append(b, '\n')
}
