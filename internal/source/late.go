package source

import (
	"io"
	"sync"
	"sync/atomic"
)

// lateLines counts the lines before the part of a shard, once somebody asks. Whoever
// finds nothing in an archive needs no line numbers, and to count the lines of all
// that is before takes as long as a tenth of checking it.
type lateLines struct {
	once  sync.Once
	known atomic.Bool
	n     int
	count func() int
}

func (l *lateLines) get() int {
	l.once.Do(func() {
		l.n = l.count()
		l.known.Store(true)
	})
	return l.n
}

// countLate is the lines between two places of the input at path, which is opened
// anew: the stream may have come to its end.
func (s *stream) countLate(from, to int64) *lateLines {
	in := s.in
	return &lateLines{count: func() int {
		var file io.ReaderAt
		if in.data == nil {
			opened, err := openRegular(in.dir.Path(in.Path))
			if err != nil {
				return 0 // it has just been removed
			}
			defer func() { _ = opened.Close() }() // it was only read
			file = opened.(io.ReaderAt)
		} else {
			file = s.raw.(io.ReaderAt)
		}
		lines, _ := countLines(file, from, to)
		return lines
	}}
}

// Settle gives the payloads of c their line numbers where Options.LateLines left
// them open, and reports whether that changed any: then those who looked at the
// payloads have to do so again. Where they found nothing, needed is false, and as
// a rule there is nothing to do.
func (c *Chunk) Settle(needed bool) (changed bool) {
	for i := range c.parts {
		p := &c.parts[i]
		if p.late == nil || !needed && p.passed == 0 && !p.late.known.Load() {
			continue
		}
		n := p.late.get()
		p.late = nil
		changed = true
		p.line += n
		for i := p.spans; i < p.end; i++ {
			c.spans[i].line += n
		}
		if p.err != nil && p.err.Line > 0 {
			p.err.Line += n
			p.err.Origin.Line += n
		}
		if p.first.Line > 0 {
			p.first.Line += n
		}
		if p.data != nil { // it is going to be handed out again
			p.tally = tally{}
		}
	}
	return changed
}
