package source

import (
	"bytes"
	"slices"
)

// progress is how far a value was looked at, so that no byte of it is read
// again when more of the text is there.
type progress struct {
	offset  int64 // of the value in the input
	size    int   // bytes of it that outline has read
	verdict verdict
	outline outline
	extent  extent
}

// follow reads the value at data[start] as far as it goes, and no byte twice
// however often it is called for the same one.
func (s *stream) follow(data []byte, start int) (n int, v verdict) {
	if s.progress == nil {
		s.progress = &progress{offset: -1}
	}
	p, at := s.progress, s.offset+int64(start)
	if _, isDead := slices.BinarySearch(s.dead, at); isDead && int64(len(data)) >= s.deadEnd-s.offset {
		if p.offset != at {
			*p = progress{offset: at, verdict: broken}
		}
		return int(s.deadEnd - at), broken
	}
	if p.offset != at || p.size == 0 {
		*p = progress{offset: at}
		p.outline.long = s.kind == jsonFile && s.notes < maxNotes
	}
	if len(data) < start+p.size { // it was looked at with more of the text
		return len(data) - start, unfinished
	}
	if p.verdict == unfinished {
		before := p.outline.notes
		n, p.verdict = p.outline.scan(data[start+p.size:])
		p.size += n
		s.steps += n
		s.notes += p.outline.notes - before
	}
	return p.size, p.verdict
}

// maxNotes is how much of block comments is read in an input: nothing tells of
// the next value whether it is within one.
const maxNotes = 64 << 10

// bury notes where values begin that break where that of p does: those that it
// is within there. Each would be followed all the way again.
func (s *stream) bury(p *progress) {
	if p.size == 0 {
		return // it was one of them
	}
	s.dead, s.deadEnd = make([]int64, 0, p.outline.depth), p.offset+int64(p.size)
	for _, at := range p.outline.opens[:p.outline.depth] {
		s.dead = append(s.dead, p.offset+int64(at))
	}
}

// extent is how far a broken value goes.
type extent struct {
	size     int // whole lines that were looked at, in bytes
	brackets scanner
	balanced bool
}

// broken is the record of a value at data[start] that breaks off behind its
// first line r: to where its brackets are closed, or to a line that is not
// indented and cannot be a part of it.
func (s *stream) broken(data []byte, r record, start int) record {
	e := &s.progress.extent
	if len(data) < start+e.size { // it was looked at with more of the text
		return record{}
	}
	for !e.balanced {
		at := start + e.size
		if at == len(data) {
			if !s.final() {
				return record{}
			}
			break
		}
		if e.size > 0 && !continues(data[at]) {
			break
		}
		end := len(data)
		if n := bytes.IndexByte(data[at:], '\n'); n >= 0 {
			end = at + n + 1
		} else if !s.final() {
			if end-start > s.opts.MaxPayload {
				break
			}
			return record{}
		}
		if end-start > s.opts.MaxPayload {
			break
		}
		_, e.balanced = e.brackets.scan(data[at:end])
		s.steps += end - at
		e.size = end - start
	}
	if start+e.size <= r.end {
		return r
	}
	end := start + len(bytes.TrimRight(data[start:start+e.size], "\r\n"))
	return record{kind: jsonValue, start: r.start + lead(data[r.start:start]), end: end}
}

// continues says that a line that begins with b may be inside of a value.
func continues(b byte) bool { return bytes.IndexByte([]byte(" \t\r\n}]\",:/#*"), b) >= 0 }
