package report

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
)

const (
	defaultWidth = 120
	ellipsis     = "…"
	tabPicture   = '␉'
)

// excerpt is a source line ready to print and the carets under its span.
// Tabs before the span stand in both lines, so that any tab width lines up.
type excerpt struct {
	line   []byte
	carets []byte
	span   int // where in carets the first caret stands
}

// set lays out src on at most width columns (tabs counted as one). column is
// the finding's column, from 1: it tells whether src was cut before it came.
func (e *excerpt) set(src diag.SourceLine, column, width int) {
	start := min(max(src.Start, 0), len(src.Text))
	end := min(max(src.End, start), len(src.Text))
	lo, hi := window(src.Text, start, width)
	end = max(start, min(end, hi))

	e.line, e.carets = e.line[:0], e.carets[:0]
	if lo > 0 || src.CutOff && column-1 > utf8.RuneCount(src.Text[:start]) {
		e.line = append(e.line, ellipsis...)
		e.carets = append(e.carets, ' ')
	}
	e.lead(src.Text[lo:start])

	from := len(e.line)
	e.line = appendVisible(e.line, src.Text[start:end], tabPicture)
	e.span = len(e.carets)
	e.carets = append(e.carets, '^')
	e.carets = appendRow(e.carets, '~', columns(e.line[from:])-1)
	e.line = appendVisible(e.line, src.Text[end:hi], '\t')
	if hi < len(src.Text) || src.CutOff {
		e.line = append(e.line, ellipsis...)
	}
}

// lead appends what stands before the span, and blanks below it.
func (e *excerpt) lead(text []byte) {
	if isPlain(text) {
		e.line = append(e.line, text...)
		e.carets = appendRow(e.carets, ' ', len(text))
		return
	}
	from := len(e.line)
	e.line = appendVisible(e.line, text, '\t')
	e.carets = appendBlank(e.carets, e.line[from:])
}

// window picks the bytes of a line to show around the one at start. No
// character takes more columns than bytes (but tabs), so that width bytes fit
// width columns. A third of them may stand before the span.
func window(text []byte, start, width int) (lo, hi int) {
	if len(text) <= width {
		return 0, len(text)
	}
	lo = max(0, min(start-width/3, len(text)-width))
	hi = min(len(text), lo+width)
	for lo > 0 && lo < start && !utf8.RuneStart(text[lo]) {
		lo++
	}
	for hi < len(text) && hi > start+1 && !utf8.RuneStart(text[hi]) {
		hi--
	}
	return lo, hi
}

// appendBlank appends spaces as wide as text, and its tabs.
func appendBlank(dst, text []byte) []byte {
	for {
		piece, rest, tab := bytes.Cut(text, []byte{'\t'})
		dst = appendRow(dst, ' ', columns(piece))
		if !tab {
			return dst
		}
		dst, text = append(dst, '\t'), rest
	}
}

// appendRow appends n times c; nothing where n is negative.
func appendRow(dst []byte, c byte, n int) []byte {
	n = max(0, n)
	dst = slices.Grow(dst, n)
	row := dst[len(dst) : len(dst)+n]
	for i := range row {
		row[i] = c
	}
	return dst[:len(dst)+n]
}
