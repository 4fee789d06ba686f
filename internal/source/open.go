package source

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/argosctl/argosctl/internal/diag"
)

// open readies an input for reading.
func open(in Input, opts *Options, pool *unpackers) (*stream, *diag.Problem) {
	s := &stream{in: in, opts: opts, pool: pool, kind: namingOf(in.Path), line: 1, column: 1}
	switch {
	case in.data != nil:
		s.raw = bytes.NewReader(in.data)
	case !in.stdin:
		openFile := openRegular
		if in.endless {
			openFile = openBlocking
		}
		file, err := openFile(in.dir.Path(in.Path))
		if err != nil {
			return nil, fileProblem(in.dir, in.Path, err)
		}
		s.raw, s.file = file, file
	case opts.Stdin != nil:
		s.raw = opts.Stdin
	default:
		s.raw = bytes.NewReader(nil)
	}
	if opts.Progress != nil {
		opts.Progress.files.Add(1)
	}
	s.src = counted{s}
	s.divide()
	return s, nil
}

// openBlocking opens a pipe or device, for which one may have to wait.
func openBlocking(path string) (io.ReadCloser, error) { return os.Open(path) }

// close gives back the file and the decompressor. Standard input stays open.
func (s *stream) close() {
	if s.file != nil {
		_ = s.file.Close() // it was only read
	}
	if s.unpacker != nil {
		s.unpacker.giveBack(s.pool)
		s.unpacker = nil
	}
}

// counted reads what lies on disk, counts it, and tells errors of reading from
// those of decompressing.
type counted struct{ *stream }

func (r counted) Read(p []byte) (int, error) {
	n, err := r.raw.Read(p)
	if r.opts.Progress != nil {
		r.opts.Progress.bytes.Add(int64(n))
	}
	if err != nil && err != io.EOF {
		r.fault = fileProblem(r.in.dir, r.in.Path, err)
	}
	return n, err
}

// fill reads into the free room of c's buffer until it is full or the input
// ends. Where whoever writes may take long, it returns with what has come.
// The bytes of this input start at from.
func (s *stream) fill(c *Chunk, from int) {
	had := len(c.buf)
	for idle := 0; !s.eof && len(c.buf) < cap(c.buf) && idle < 100; idle++ {
		n, err := s.src.Read(c.buf[len(c.buf):cap(c.buf)])
		c.buf = c.buf[:len(c.buf)+n]
		if n > 0 {
			idle = 0
		}
		if err != nil {
			s.eof = true
			s.blame(err, int64(len(c.buf)-from))
		}
		if !s.sniffed && s.sniff(c.buf[from:]) {
			c.buf = c.buf[:from]
			continue
		}
		if n > 0 && s.in.endless && s.sniffed && s.eager(len(c.buf)) && isWorthALook(c.buf, had, n) {
			return
		}
	}
}

// eager says that lines can be handed on as they come. The other shapes are
// not looked at again for every few bytes.
func (s *stream) eager(have int) bool {
	return s.shape == records && (s.many || s.kind.isText()) || s.shape == unknown && have < s.opts.chunk
}

// isWorthALook says that a text with n bytes more may hold more records than when it
// had so many. A long line is not looked at again for every few bytes, but once it is
// an eighth longer, or ends.
func isWorthALook(text []byte, had, n int) bool {
	return len(text) < longLine || len(text)-had >= len(text)/8 || bytes.IndexByte(text[len(text)-n:], '\n') >= 0
}

// blame keeps why reading ended, unless all was read. have is how much of the
// buffer is this input's.
func (s *stream) blame(err error, have int64) {
	switch {
	case errors.Is(err, io.EOF) || s.fault != nil:
	case s.packing != nil:
		s.breakPacked(err, have)
	default:
		s.fault = fileProblem(s.in.dir, s.in.Path, err)
	}
}
