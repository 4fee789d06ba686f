package scrub

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/source"
)

// mayBeBytes reports whether an array whose bracket is text[i] begins with a number.
func mayBeBytes(text []byte, i int) bool {
	if text[i] != '[' {
		return false
	}
	i = jsonscan.SkipSpace(text, i+1)
	return i < len(text) && (text[i]-'0' < 10 || text[i] == '-')
}

// bytesEnd is where the numbers end of an array whose bracket is text[i], -1 where
// they are no bytes, or too few for a text.
func bytesEnd(text []byte, i int) int {
	for n := 0; ; n++ {
		i = jsonscan.SkipSpace(text, i+1)
		start := i
		if i < len(text) && text[i] == '-' {
			i++
		}
		digits, value := countDigits(text[i:min(len(text), i+len("2550"))]), 0
		for _, c := range text[i : i+digits] {
			value = 10*value + int(c-'0')
		}
		end := i + digits
		i = jsonscan.SkipSpace(text, end)
		switch {
		case digits == 0, value > 255, start < end-digits && value > 128, i == len(text):
			return -1
		case text[i] == ']' && n+1 >= shortestPacked:
			return end
		case text[i] != ',':
			return -1
		}
	}
}

// array reads the array whose bracket is text[start] of level k, if it is the bytes
// of a text or of gzip as numbers, as Node.js writes a Buffer and journald a field. It
// returns what is behind it, -1 where it is something else.
func (s *Scrubber) array(k, start, end int, g personal.Group) int {
	l := &s.levels[k]
	text := l.text[:end]
	if k == maxLevels || g.Kind != "" || !mayBeBytes(text, start) {
		return -1
	}
	stop := bytesEnd(text, start)
	if stop < 0 {
		return -1
	}
	from := jsonscan.SkipSpace(text, start+1)
	raw := s.decode(k, from, stop, layer.Numbers)
	switch {
	case isGzip(raw):
		if plain := s.hidden(k, start, raw); plain != nil {
			at := len(l.news)
			l.news = writingOf(layer.Numbers, text[from:stop]).numbers(l.news, plain, text[from:stop])
			l.add(from, stop, at)
		}
	case bytes.IndexByte(raw, '{') >= 0, utf8.Valid(raw):
		s.inner(k, start, g)
	default:
		return -1
	}
	return jsonscan.SkipSpace(text, stop) + 1
}

// prefixed reads the value whose bracket is text[start] of level k, which isPrefixed, if
// it goes over several lines with the same before each. It returns what is behind them,
// -1 where it does not.
func (s *Scrubber) prefixed(k, start, end int, g personal.Group) int {
	l := &s.levels[k]
	text := l.text[:end]
	if k == maxLevels {
		return -1
	}
	line := bytes.LastIndexByte(text[:start], '\n') + 1
	next := &s.levels[k+1]
	body, pieces := next.bytes[:0], []layer.Piece(nil)
	size := source.Prefixed(text[line:], func(from, to int) {
		pieces = append(pieces, layer.Piece{Text: len(body), Outer: line + from, Length: to - from})
		body = append(body, text[line+from:line+to]...)
	})
	if size == 0 {
		return -1
	}
	next.bytes = body
	l.outer.File(l.text, 1, 1)
	next.coding, next.coded = layer.Rebuilt, nil
	next.decoded.Rebuild(&l.outer, body, pieces)
	before := len(l.edits)
	s.inner(k, start, g)
	for i, p := range pieces[1:] {
		s.loose(k, pieces[i].Outer+pieces[i].Length, p.Outer, g.Hint)
	}
	slices.SortFunc(l.edits[before:], func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	return line + size
}
