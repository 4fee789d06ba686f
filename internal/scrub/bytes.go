package scrub

import (
	"bytes"
	"strconv"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// numbers reads an array of the bytes of JSON, as of a Buffer of Node.js, which begins at
// i of level k, and writes it back the same way. It returns where the array ends; i where
// there is none.
func (s *Scrubber) numbers(k, i, end int) int {
	l := &s.levels[k]
	text := l.text[:end]
	first := text[jsonscan.SkipSpace(text, i+1):]
	if text[i] != '[' || k == maxLevels || !bytes.HasPrefix(first, []byte("123")) && !bytes.HasPrefix(first, []byte("91")) {
		return i
	}
	raw, stop := bytesOf(text, i)
	if len(raw) < shortestPacked {
		return i
	}
	next := &s.levels[k+1]
	next.reset(raw)
	next.offset = i
	s.scan(k+1, 0, len(raw), personal.Group{})
	s.echo(k+1, s.people, 0, len(raw))
	if len(next.edits) > 0 && !s.outside(k) {
		between := ","
		if bytes.Contains(text[i:min(i+8, stop)], []byte(", ")) {
			between = ", "
		}
		at := len(l.news)
		for n, b := range next.apply(nil) {
			if l.news = append(l.news, between...); n == 0 {
				l.news = append(l.news[:at], '[')
			}
			l.news = strconv.AppendUint(l.news, uint64(b), 10)
		}
		l.news = append(l.news, ']')
		l.add(i, stop, at)
	}
	return stop
}

// bytesOf are the bytes that an array at text[i] holds as numbers, and where it ends; none
// where it holds anything else.
func bytesOf(text []byte, i int) (raw []byte, end int) {
	for {
		i = jsonscan.SkipSpace(text, i+1)
		n := countDigits(text[i:])
		b, err := strconv.ParseUint(string(text[i:i+min(n, 4)]), 10, 8)
		if err != nil {
			return nil, i
		}
		raw = append(raw, byte(b))
		if i = jsonscan.SkipSpace(text, i+n); i == len(text) || text[i] != ',' && text[i] != ']' {
			return nil, i
		}
		if text[i] == ']' {
			return raw, i + 1
		}
	}
}
