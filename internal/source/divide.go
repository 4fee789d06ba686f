package source

import (
	"bytes"
	"io"
	"math"
	"runtime"
	"sync"
)

const (
	shardBlock = 32 << 10 // of unpacked text, whose payloads a shard has or has not
	syncWindow = 64 << 10 // where a line is looked for that a shard can begin at
	syncLimit  = 4 << 20  // and how far back at most
	countPiece = 1 << 20  // one read when lines are counted
)

// division is how a stream finds the part of its input that a shard has.
type division struct {
	stretch
	start, end int64 // of the part, in bytes of the text; packed: MaxInt64 until it is known
	jumped     bool
	fixed      bool // start and end stay as they are
	late       *lateLines
}

// divide readies a stream for a part of its input.
func (s *stream) divide() {
	if c := s.in.mine; c != nil {
		s.division = &division{stretch: *c, start: max(0, c.from), end: c.to}
	}
}

// trim takes off c, from its part first on, what is not the shard's.
func (s *stream) trim(c *Chunk, first int) {
	d := s.division
	if d == nil {
		return
	}
	kept := c.parts[:first]
	for i := first; i < len(c.parts); i++ {
		if p := c.parts[i]; s.trimPart(c, &p) {
			p.late = d.late
			kept = append(kept, p)
		}
	}
	clear(c.parts[len(kept):])
	c.parts = kept
	if !s.done && s.offset >= d.end {
		s.done = true
	}
}

// trimPart leaves in p what is the shard's; false where that is nothing.
func (s *stream) trimPart(c *Chunk, p *part) bool {
	d := s.division
	switch {
	case p.err != nil:
		at := p.err.Offset
		if p.err == s.fault && at == 0 {
			at = s.offset
		}
		return d.has(at)
	case p.shape == lines:
		return d.trimLines(p)
	case p.shape == array, p.shape == values:
		for p.spans < p.end && p.offset+int64(c.spans[p.spans].start) < d.start {
			p.spans++
		}
		for p.spans < p.end && p.offset+int64(c.spans[p.end-1].start) >= d.end {
			p.end--
		}
		return p.spans < p.end
	}
	return d.has(p.offset)
}

func (d *division) has(offset int64) bool { return offset >= d.start && offset < d.end }

// trimLines leaves the lines that begin in the shard.
func (d *division) trimLines(p *part) bool {
	if n := lineAt(p.data, d.end-p.offset); n < len(p.data) {
		p.data = p.data[:n]
	}
	if n := lineAt(p.data, d.start-p.offset); n > 0 {
		p.line += bytes.Count(p.data[:n], []byte{'\n'})
		p.column = 1
		p.data, p.offset = p.data[n:], p.offset+int64(n)
	}
	return len(p.data) > 0
}

// lineAt is where the first line begins that does so at offset or behind it. The
// start of text counts as that of a line.
func lineAt(text []byte, offset int64) int {
	switch {
	case offset <= 0:
		return 0
	case offset > int64(len(text)):
		return len(text)
	}
	n := bytes.IndexByte(text[offset-1:], '\n')
	if n < 0 {
		return len(text)
	}
	return int(offset) + n
}

// undivided leaves all of the input to the shard in which it begins.
func (s *stream) undivided() {
	if d := s.division; d != nil {
		d.fixed, d.jumped, d.start, d.end = true, true, 0, math.MaxInt64
		if d.from > 0 {
			d.start = math.MaxInt64
		}
	}
}

// blocks reads an unpacked text in blocks of the same size, and finds out where
// the part of the shard begins and ends in it: with the first block that needed
// so much of the file. at says how much was needed so far. The sizes of reads must
// not matter: they differ from shard to shard.
type blocks struct {
	d      *division
	src    io.Reader
	at     func() int64
	buf    []byte
	rest   []byte // of buf
	offset int64  // of the text, behind buf
	err    error
}

// inBlocks has a divided stream find its part in src, whose place in the file at
// tells.
func (s *stream) inBlocks(src io.Reader, at func() int64) io.Reader {
	d := s.division
	if d == nil {
		return src
	}
	d.jumped = true // it cannot be
	d.start, d.end = math.MaxInt64, math.MaxInt64
	if d.from <= 0 {
		d.start = 0
	}
	return &blocks{d: d, src: src, at: at, buf: make([]byte, shardBlock)}
}

func (b *blocks) Read(p []byte) (int, error) {
	if len(b.rest) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		b.mark()
		var n int
		n, b.err = readFull(b.src, b.buf)
		b.rest = b.buf[:n]
		b.offset += int64(n)
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	if n == 0 && len(p) > 0 {
		return 0, b.err
	}
	return n, nil
}

// mark notes where the part of the shard begins and ends.
func (b *blocks) mark() {
	at := b.at()
	if b.offset == 0 {
		at = 0
	}
	if b.d.fixed {
		return
	}
	if at >= b.d.from {
		b.d.start = min(b.d.start, b.offset)
	}
	if at >= b.d.to {
		b.d.end = min(b.d.end, b.offset)
	}
}

// readFull fills p unless reading ends.
func readFull(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var more int
		more, err = r.Read(p[n:])
		n += more
	}
	return n, err
}

// full is a reader whose reads are full, but for the last one, and counted.
type full struct {
	io.Reader
	n int64
}

func (f *full) Read(p []byte) (int, error) {
	n, err := readFull(f.Reader, p)
	f.n += int64(n)
	return n, err
}

// jump goes on near the start of the shard's part where that is far ahead, and
// where it is certain that a payload begins.
func (s *stream) jump() {
	d := s.division
	if d == nil || d.jumped || s.shape != records || !s.many || s.over != nil || s.kind == table || s.notes > 0 {
		return
	}
	d.jumped = true
	file, ok := s.raw.(io.ReaderAt)
	seeker, ok2 := s.raw.(io.Seeker)
	if !ok || !ok2 {
		return
	}
	to := syncPoint(file, s.offset+int64(len(s.carry)), d.from)
	if to == 0 {
		return
	}
	lines, late, err := 0, (*lateLines)(nil), error(nil)
	if s.opts.LateLines {
		late = s.countLate(s.offset, to)
	} else {
		lines, err = countLines(file, s.offset, to)
	}
	if err == nil {
		_, err = seeker.Seek(to, io.SeekStart)
	}
	if err != nil {
		return // reading on from here meets the error as well
	}
	d.late = late
	s.line, s.column, s.offset = s.line+lines, 1, to
	s.carry, s.progress, s.begun = s.carry[:0], nil, true
}

// syncPoint is the last place before or at limit, and behind from, at which a line
// begins that is certainly a payload of its own; 0 where none is near. Two lines
// that are an object each tell it: nowhere in a value does a } stand before a {.
func syncPoint(file io.ReaderAt, from, limit int64) int64 {
	for size := int64(syncWindow); size <= syncLimit; size *= 4 {
		begin := max(from, limit-size)
		if begin >= limit {
			return 0
		}
		text := make([]byte, limit-begin+1)
		n, _ := file.ReadAt(text, begin)
		text = text[:n]
		for end := len(text); ; {
			end = bytes.LastIndexByte(text[:end], '\n')
			if end < 0 {
				break
			}
			line := text[bytes.LastIndexByte(text[:end], '\n')+1 : end]
			whole := len(line) < end // its beginning is in text
			if whole && end+1 < len(text) && text[end+1] == '{' && len(line) > 0 && line[0] == '{' && isPlain(line) {
				return begin + int64(end) + 1
			}
		}
		if begin == from {
			return 0
		}
	}
	return 0
}

// countLines counts the line breaks of a part of a file, on all processors: nothing else
// can be done meanwhile.
func countLines(file io.ReaderAt, from, to int64) (lines int, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	jobs := int(min(int64(runtime.GOMAXPROCS(0)), (to-from)/countPiece+1))
	for job := range jobs {
		all.Go(func() {
			buf := make([]byte, countPiece)
			n := 0
			for at := from + int64(job)*countPiece; at < to; at += int64(jobs) * countPiece {
				piece := buf[:min(countPiece, to-at)]
				if _, failed := file.ReadAt(piece, at); failed != nil {
					mu.Lock()
					err = failed
					mu.Unlock()
					return
				}
				n += bytes.Count(piece, []byte{'\n'})
			}
			mu.Lock()
			lines += n
			mu.Unlock()
		})
	}
	all.Wait()
	return lines, err
}
