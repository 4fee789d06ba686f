package lint

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

const (
	sourceBefore = 160 // bytes of a line that are shown before the span
	sourceAfter  = 240 // and from its start on
)

// place turns offsets of a payload, in rising order, into lines and columns.
type place struct {
	p            source.Payload
	valid        bool // it is known to be UTF-8
	offset       int  // of which line and column are known
	line, column int
}

func newPlace(p source.Payload) *place {
	pl := &place{p: p, line: p.Line, column: p.Column}
	if bytes.HasPrefix(p.Bytes, []byte("\xef\xbb\xbf")) {
		pl.column-- // the mark takes no column
	}
	return pl
}

// at returns the place of an offset that is not before the last one.
func (pl *place) at(offset int) (line, column int) {
	if offset > pl.offset {
		pl.line, pl.column = pl.end(offset)
		pl.offset = offset
	}
	if pl.offset == 0 {
		return pl.line, max(pl.column, 1)
	}
	return pl.line, pl.column
}

// end returns the place of an offset that is not before the last one, and
// stays where it is.
func (pl *place) end(offset int) (line, column int) {
	text := pl.p.Bytes[pl.offset:offset]
	lines, last := 0, -1
	for i := 0; i < len(text); i++ {
		n := lineBreak(text[i:])
		if n < 0 {
			break
		}
		if i += n; text[i] == '\r' && pl.byteAt(pl.offset+i+1) == '\n' {
			if i++; i == len(text) {
				break // between CR and LF: still on the old line
			}
		}
		lines, last = lines+1, i
	}
	if lines == 0 {
		return pl.line, max(1, pl.column+pl.characters(text))
	}
	return pl.line + lines, 1 + pl.characters(text[last+1:])
}

// characters is utf8.RuneCount, faster for text that is known to be UTF-8: it
// has as many characters as bytes that do not go on with one.
func (pl *place) characters(text []byte) (n int) {
	for pl.valid && len(text) >= 8 {
		x := binary.LittleEndian.Uint64(text)
		n += 8 - bits.OnesCount64(x&^(x<<1)&highs)
		text = text[8:]
	}
	for pl.valid && len(text) > 0 && !utf8.RuneStart(text[0]) {
		text = text[1:] // the rest of a character that is counted
	}
	return n + utf8.RuneCount(text)
}

func (pl *place) byteAt(i int) byte {
	if i < len(pl.p.Bytes) {
		return pl.p.Bytes[i]
	}
	return 0
}

// source copies the line that holds the start of a span, or the part of a very
// long line around it.
func (pl *place) source(start, end int) diag.SourceLine {
	data := pl.p.Bytes
	from := 1 + bytes.LastIndexAny(data[max(0, start-sourceBefore):start], "\r\n") + max(0, start-sourceBefore)
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
	text := slices.Concat(before, data[from:to], after)
	shift := len(before) - from
	return diag.SourceLine{
		Text: string(text), Start: start + shift, End: min(end, to) + shift,
		CutOff: cut || len(before) >= sourceBefore-4 || len(after) >= sourceBefore-4,
	}
}

// lineBreak returns the offset of the first CR or LF, -1 where there is none.
func lineBreak(text []byte) int {
	n := bytes.IndexByte(text, '\n')
	if n >= 0 {
		text = text[:n]
	}
	if m := bytes.IndexByte(text, '\r'); m >= 0 {
		return m
	}
	return n
}

func lineLength(data []byte) int {
	if n := lineBreak(data[:min(len(data), sourceAfter+1)]); n >= 0 {
		return n
	}
	return min(len(data), sourceAfter+1)
}
