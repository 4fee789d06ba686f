package lint

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

const (
	sourceBefore = 160 // bytes of a line that are shown before the span
	sourceAfter  = 240 // and from its start on
)

// place turns offsets of a payload, in rising order, into lines and columns.
//
// The offsets are those of the text of the file that the payload stands in.
type place struct {
	p      *source.Payload
	text   []byte
	cursor jsonscan.Cursor
}

func newPlace(p *source.Payload) *place {
	return &place{p: p, text: p.Shown(), cursor: p.Cursor()}
}

// at returns the place of an offset that is not before the last one.
func (pl *place) at(offset int) (line, column int) { return pl.cursor.At(offset) }

// end returns the place of an offset that is not before the last one, and
// stays where it is.
func (pl *place) end(offset int) (line, column int) {
	ahead := pl.cursor
	return ahead.At(offset)
}

// source returns the line that holds the start of a span, or the part of a very
// long line around it.
func (pl *place) source(start, end int) diag.SourceLine {
	data := pl.text
	from := max(0, start-sourceBefore)
	from += 1 + jsonscan.LastBreak(data[from:start])
	to, before, after := start+lineLength(data[start:]), pl.p.Before, pl.p.After
	cut := false
	if lo := start - sourceBefore; from == lo && lo > 0 {
		for from < start && !utf8.RuneStart(data[from]) {
			from++
		}
		cut = true
	}
	if to > start+sourceAfter {
		for to = start + sourceAfter; to > start && !utf8.RuneStart(data[to]); {
			to--
		}
		cut = true
	}
	if from > 0 || len(before) == 0 {
		before = nil
	}
	if to < len(data) {
		after = nil
	}
	text := data[from:to]
	if len(before)+len(after) > 0 {
		text = slices.Concat(before, text, after)
	}
	shift := len(before) - from
	return diag.SourceLine{
		Text: text, Start: start + shift, End: min(end, to) + shift,
		CutOff: cut || len(before) >= sourceBefore-4 || len(after) >= sourceBefore-4,
	}
}

func lineLength(data []byte) int {
	data = data[:min(len(data), sourceAfter+1)]
	for _, c := range []byte("\n\r") {
		if n := bytes.IndexByte(data, c); n >= 0 {
			data = data[:n]
		}
	}
	return len(data)
}
