package source

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
)

// undoing is how a line of a text is read that is written in another way; ok is
// false where it is not written so.
type undoing func(line []byte) (text []byte, ok bool)

// gathering follows a value through lines that are written in another way, and reads
// no byte twice however often it is asked with more of the text.
type gathering struct {
	offset  int64 // of its first line in the input
	size    int   // bytes of the lines that were read
	undo    undoing
	verdict verdict
	outline outline
}

// follow reads on in data, which begins where the gathering does. A last line without
// a line break counts only where data is final.
func (g *gathering) follow(data []byte, final bool) verdict {
	for g.verdict == unfinished && g.size < len(data) {
		stop := lineEnd(data, g.size)
		if data[stop-1] != '\n' && !final {
			break
		}
		text, ok := g.undo(data[g.size:stop])
		if !ok {
			g.verdict = broken
			break
		}
		if _, g.verdict = g.outline.scan(text); g.verdict != broken {
			g.size = stop
		}
	}
	return g.verdict
}

// lineEnd is the end of the line at an offset, with its line break.
func lineEnd(data []byte, at int) int {
	if n := bytes.IndexByte(data[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(data)
}

// prefixOf is what stands before the brace or bracket that a line ends with: the
// name of a container, a time, the > of a quoted mail. It is nil where there is
// nothing but white space, or the line ends with something else.
func prefixOf(line []byte) []byte {
	line = bytes.TrimRight(line, " \t\r\n")
	if len(line) == 0 || line[len(line)-1] != '{' && line[len(line)-1] != '[' {
		return nil
	}
	if line = line[:len(line)-1]; len(trimSpace(line)) == 0 {
		return nil
	}
	return line
}

// past undoes a prefix: lines begin like it, with any digits for its digits.
func past(prefix []byte) undoing {
	return func(line []byte) (text []byte, ok bool) {
		at := 0
		for i := 0; i < len(prefix); {
			switch n := numberEnd(prefix[i:]); {
			case n > 0 && numberEnd(line[at:]) > 0:
				i, at = i+n, at+numberEnd(line[at:])
			case at < len(line) && line[at] == prefix[i]:
				i, at = i+1, at+1
			default:
				return nil, false
			}
		}
		return line[at:], true
	}
}

// numberEnd is how many digits text begins with.
func numberEnd(text []byte) (n int) {
	for n < len(text) && text[n]-'0' < 10 {
		n++
	}
	return n
}

func readEntities(line []byte) (text []byte, ok bool) {
	return layer.AppendEntities(nil, line), true
}

// Unprefixed hands to part the lines of the first value in a text that goes over
// several lines, each with the same before it, without that. It reports whether there
// is such a value.
func Unprefixed(text []byte, part func(start, end int)) bool {
	for at := 0; at < len(text); {
		stop := lineEnd(text, at)
		g := gatherPrefixed(text[at:], text[at:stop])
		if g.verdict == complete {
			g.lines(text, at, part)
			return true
		}
		at = max(stop, at+g.size)
	}
	return false
}

// Prefixed is Unprefixed for a value that begins in the first line of a text, and may
// be cut off. It returns where its lines end, 0 where there are no several.
func Prefixed(text []byte, part func(start, end int)) (end int) {
	first := lineEnd(text, 0)
	g := gatherPrefixed(text, text[:first])
	if g.size <= first {
		return 0
	}
	g.lines(text, 0, part)
	return g.size
}

// gatherPrefixed follows the value that begins at the end of the first line of a
// text. No byte of it is read where none begins there.
func gatherPrefixed(text, first []byte) *gathering {
	g := &gathering{verdict: broken}
	if prefix := prefixOf(first); prefix != nil {
		g = &gathering{undo: past(prefix)}
		g.follow(text, true)
	}
	return g
}

// lines hands to part the lines that a gathering followed from text[at] on, without
// what stands before them.
func (g *gathering) lines(text []byte, at int, part func(start, end int)) {
	for end := at + g.size; at < end; {
		stop := lineEnd(text, at)
		line, _ := g.undo(text[at:stop])
		part(stop-len(line), stop)
		at = stop
	}
}

// gathered is the record of a value that begins in the line r and goes over several
// lines that are written in another way: with the same before each of them, or as
// entities. It is r where there is none.
func (s *stream) gathered(data []byte, r record) record {
	from := s.offset + int64(r.start)
	if from < s.ungathered {
		return r // within one that broke
	}
	g := s.gathering
	if g == nil || g.offset != from {
		prefix := prefixOf(data[r.start:r.end])
		if prefix == nil {
			return r
		}
		g = &gathering{offset: from, undo: past(bytes.Clone(prefix))}
		if next := jsonscan.SkipSpace(data, r.end); next < len(data) && data[next] == '&' {
			g.undo, g.size = readEntities, len(prefix)
		}
		s.gathering = g
	}
	text := data[r.start:]
	if len(text) < g.size { // it was looked at with more of the text
		return record{}
	}
	before := g.size
	v := g.follow(text, s.final())
	s.steps += g.size - before
	switch {
	case v == complete && g.size <= s.opts.MaxPayload:
		return s.valueRecord(data, r.start+lead(text), r.start+len(bytes.TrimRight(text[:g.size], "\r\n")))
	case v == unfinished && !s.final() && len(text) <= s.opts.MaxPayload:
		return record{}
	}
	s.ungathered = from + int64(g.size)
	return r
}
