package source

import (
	"bytes"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// longLine is the length from which on a line is taken apart value by value,
// so that a text without line breaks can have any length.
const longLine = 1 << 20

// record is a piece of a text: a line, or a value that goes over several lines.
type record struct {
	kind       recordKind
	start, end int
	value      bool // a whole value is in it, at its beginning or with the name of a webhook's member
}

type recordKind uint8

const (
	needMore  recordKind = iota // the text ends before the record does
	lineText                    // a line, or the rest of one: a payload, unless it is blank
	jsonValue                   // one payload
	passed                      // the rest of a line, of interest to nobody
	longText                    // a line over the limit
	longValue                   // a value over the limit
)

// splitRecords takes lines and values off data, which begins at s.line and
// s.column, and returns how many bytes are done with.
func (s *stream) splitRecords(c *Chunk, data []byte) (used int) {
	if s.descent.active {
		return s.splitDescent(c, data)
	}
	if !s.many {
		switch s.look(data) {
		case unknown:
			return 0
		case whole:
			return s.splitWhole(c, data)
		default:
		}
		s.many = true
		if s.kind.isText() {
			s.header, _ = s.encoding.Decode(headerOf(data))
		}
	}
	pos, run, breaks, full := 0, 0, 0, false // data[run:pos] is lines that are in no part yet
	var r record
	for n := 0; pos < len(data); n++ {
		if full = n == s.opts.most; full {
			break
		}
		if r = s.record(data, pos); r.kind == lineText {
			if pos = r.end; data[pos-1] == '\n' {
				breaks++
			}
			continue
		}
		if r.kind == needMore {
			break
		}
		s.putLines(c, data, run, pos, breaks)
		s.advance(data[pos:r.start])
		switch r.kind {
		case longText, longValue:
			if s.flush(c, data); r.kind == longText || !s.descend(data, r) {
				s.overrun(r)
			}
			return r.start
		case jsonValue:
			c.spans = append(c.spans, span{r.start, r.end, s.line, s.column, -1, pos})
			s.begun = true
		case needMore, lineText, passed:
		}
		s.advance(data[r.start:r.end])
		pos, run, breaks = r.end, r.end, 0
	}
	s.putLines(c, data, run, pos, breaks)
	s.flush(c, data)
	if s.eof && !full {
		s.finish(c)
		return len(data)
	}
	return pos
}

// final says that data is all there is, and that all of it could be read.
func (s *stream) final() bool { return s.eof && s.fault == nil }

// look tells from the first records whether an input is one payload. A file
// that is JSON by its name is that, too, if none of its lines begins with a
// value: then the JSON checker says what is wrong with it.
func (s *stream) look(data []byte) shape {
	if s.kind == ndjson {
		return records
	}
	over := len(data) > s.opts.MaxPayload
	pos := skipSeparators(data, s.skipBOM())
	for first := true; pos < len(data); first = false {
		if !first && s.kind != jsonFile || pos > s.opts.whole {
			return records
		}
		r := s.record(data, pos)
		switch {
		case r.kind == needMore && !s.eof && !over:
			return unknown
		case r.kind == needMore, r.kind == longText, r.kind == longValue:
			return records
		}
		pos = skipSeparators(data, r.end)
		if r.value {
			if s.kind == jsonFile {
				pos = skipSeparators(data, skipComments(data, pos))
				if !s.eof && !over && isCommentStart(data[pos:]) {
					return unknown
				}
			}
			if pos < len(data) || !first {
				return records
			}
		}
	}
	switch {
	case over:
		return records
	case s.eof:
		return whole
	}
	return unknown
}

// skipBOM is where the text begins.
func (s *stream) skipBOM() int {
	if s.bom {
		return len(bom)
	}
	return 0
}

func skipSeparators(data []byte, pos int) int {
	return pos + len(data[pos:]) - len(bytes.TrimLeft(data[pos:], " \t\r\n,"))
}

// record is what begins at data[pos].
func (s *stream) record(data []byte, pos int) record {
	r := record{kind: lineText, start: pos, end: len(data)}
	open := !s.final() // the line may go on
	if n := bytes.IndexByte(data[pos:], '\n'); n >= 0 {
		r.end, open = pos+n+1, false
	}
	line := data[pos:r.end]
	fresh := s.column == 1
	if pos > 0 {
		fresh = data[pos-1] == '\n'
	}
	switch {
	case len(line) > s.longest() && len(bytes.TrimRight(line, "\r\n")) > s.longest():
		return s.odd(data, r, oddLine{fresh: fresh, open: open, long: true})
	case open:
		return record{}
	case s.kind == table && fresh && bytes.Count(line, []byte{'"'})%2 == 1:
		return s.row(data, r)
	case fresh && s.kind.isText() && isWrapped(line):
		return s.wrapped(data, r)
	case fresh && isPlain(line):
		if next := jsonscan.SkipSpace(data, r.end); next < len(data) && data[next] == '{' || next == len(data) && s.final() {
			r.value = true
			return r
		}
	case isSeparator(line):
		if !fresh {
			r.kind = passed
		}
		return r
	}
	if fresh && s.kind.isText() {
		if g := s.gathered(data, r); g.kind != lineText {
			return g
		}
	}
	return s.odd(data, r, oddLine{fresh: fresh})
}

func (s *stream) longest() int { return min(longLine, s.opts.MaxPayload) }

// isPlain says that a line looks like one object. Where an object follows in
// the next line it is one: nowhere in a value does } stand before {.
func isPlain(line []byte) bool {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r' || line[len(line)-1] == ' ') {
		line = line[:len(line)-1]
	}
	if len(line) == 0 || line[len(line)-1] != '}' {
		return false
	}
	return line[0] == '{' || line[jsonscan.SkipSpace(line, 0)] == '{'
}

// oddLine is what is known of a line that is to be looked at closely.
type oddLine struct {
	fresh bool // it is a whole line, not the rest of one
	open  bool // it may go on behind the end of the data
	long  bool // it is taken apart value by value
}

// odd finds out how far the record goes that begins with the line r.
func (s *stream) odd(data []byte, r record, line oddLine) record {
	first := r.start + lead(data[r.start:r.end])
	from := first
	if s.kind == jsonFile && s.offset+int64(r.start) == 0 {
		from = pastComments(data, first)
		if from == first && !s.final() && len(data)-first <= s.opts.MaxPayload && isCommentStart(data[skipComments(data, first):]) {
			return record{}
		}
		if from-first > s.opts.MaxPayload {
			from = first
		}
	}
	alone := from // where a string may be all there is
	if line.long {
		alone = -1
	}
	inside := false // a whole value stands in the line before at
	until := r.end
	if from > first {
		until = max(r.end, from+1)
	}
	for at := from; at < until; {
		start := candidate(data[:until], at, alone, false)
		if start < 0 || start-r.start > s.opts.MaxPayload {
			break
		}
		n, v := s.follow(data, start)
		stop := start + n
		switch {
		case n > s.opts.MaxPayload:
			return record{kind: longValue, start: start, end: stop}
		case v == unfinished && !s.final():
			return record{}
		case v == complete && (stop > r.end || line.long && (start == from || names(data[start:stop]))):
			if !line.long && (inside || claims(data[r.start:start])) {
				r.end = start
				return r
			}
			if start == from {
				start = first // with the comments before it
			}
			return s.valueRecord(data, start, stop)
		case v == complete:
			r.value = r.value || start == from || names(data[start:stop])
			inside, at = true, stop
		case stop >= r.end && start == from && line.fresh:
			s.bury(s.progress)
			return s.broken(data, r, start)
		case stop >= r.end:
			s.bury(s.progress)
			at = stop
		default:
			at = max(start+1, stop)
		}
	}
	switch {
	case len(bytes.TrimRight(data[r.start:r.end], "\r\n")) > s.opts.MaxPayload:
		return record{kind: longText, start: r.start, end: r.end}
	case line.open:
		return record{}
	case !line.fresh && s.kind.isText() && !inside && !claims(data[r.start:r.end]):
		r.kind = passed
	}
	return r
}

// valueRecord is the record of a value, once enough of the text behind it is
// there to show it in its place.
func (s *stream) valueRecord(data []byte, start, end int) record {
	if rest := data[end:]; !s.eof && len(rest) <= contextBytes && bytes.IndexByte(rest, '\n') < 0 {
		return record{}
	}
	return record{kind: jsonValue, start: start, end: end, value: true}
}

// putLines makes a part of the lines data[start:end], which begin at the place
// of the stream and have so many line breaks.
func (s *stream) putLines(c *Chunk, data []byte, start, end, breaks int) {
	if start == end {
		return
	}
	s.flush(c, data)
	if !isSeparator(data[start:end]) {
		s.begun = true
		p := s.part(lines, data[start:end])
		p.offset, p.line, p.column = s.offset+int64(start), s.line, s.column
		c.parts = append(c.parts, p)
	}
	if data[end-1] == '\n' {
		s.line, s.column = s.line+breaks, 1
		return
	}
	s.advance(data[start:end])
}

// advance moves the place of the stream over text.
func (s *stream) advance(text []byte) {
	if s.line == 1 && s.column == 1 {
		text = bytes.TrimPrefix(text, bom)
	}
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		s.line += n
		s.column = 1
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	s.column += utf8.RuneCount(text)
}
