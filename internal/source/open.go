package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/klauspost/compress/gzip"

	"github.com/argosctl/argosctl/internal/diag"
)

// gzips lends decompressors, which are costly to make.
type gzips struct{ idle sync.Pool }

func (g *gzips) open(r io.Reader) (*gzip.Reader, error) {
	if z, ok := g.idle.Get().(*gzip.Reader); ok {
		return z, z.Reset(r)
	}
	return gzip.NewReader(r)
}

// open readies an input for reading.
func open(in Input, opts *Options, pool *gzips) (*stream, *diag.Problem) {
	s := &stream{in: in, opts: opts, pool: pool, kind: namingOf(in.Path)}
	switch {
	case in.data != nil:
		s.raw = bytes.NewReader(in.data)
	case in.Path != Stdin:
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
	return s, nil
}

// openBlocking opens a pipe or device, for which one may have to wait.
func openBlocking(path string) (io.ReadCloser, error) { return os.Open(path) }

// close gives back the file and the decompressor. Standard input stays open.
func (s *stream) close() {
	if s.file != nil {
		_ = s.file.Close() // it was only read
	}
	if s.gz != nil {
		s.pool.idle.Put(s.gz)
		s.gz = nil
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
		if head := c.buf[from:]; !s.sniffed && (len(head) >= 2 || s.eof) {
			s.sniffed = true
			if len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b {
				s.unzip(bytes.Clone(head))
				c.buf = c.buf[:from]
				continue
			}
		}
		if n > 0 && s.in.endless && s.sniffed && s.eager(len(c.buf)) {
			return
		}
	}
}

// eager says that lines can be handed on as they come. The other shapes are
// not looked at again for every few bytes.
func (s *stream) eager(have int) bool {
	return s.shape == records && (s.many || s.kind.isText()) || s.shape == unknown && have < s.opts.chunk
}

// unzip goes on reading what head, the bytes so far, is the compressed start of.
func (s *stream) unzip(head []byte) {
	var from io.Reader = bytes.NewReader(head)
	if !s.eof {
		from = bufio.NewReaderSize(io.MultiReader(from, counted{s}), 64<<10)
	}
	s.eof, s.fault = false, nil
	z, err := s.pool.open(from)
	if err != nil {
		s.eof = true
		s.src = bytes.NewReader(nil)
		s.gz = nil
		s.breakGzip(err, 0)
		return
	}
	s.gz, s.src = z, z
}

// blame keeps why reading ended, unless all was read. have is how much of the
// buffer is this input's.
func (s *stream) blame(err error, have int64) {
	switch {
	case errors.Is(err, io.EOF) || s.fault != nil:
	case s.gz != nil:
		s.breakGzip(err, have)
	default:
		s.fault = fileProblem(s.in.dir, s.in.Path, err)
	}
}

func (s *stream) breakGzip(err error, have int64) {
	if s.fault != nil {
		return
	}
	offset := s.offset + have
	what := "is damaged"
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		what = "breaks off"
	}
	s.fault = &diag.Problem{
		Origin: diag.Whole(s.in.Path), Offset: offset, Err: err,
		Message: fmt.Sprintf("the gzip data %s after %d decompressed bytes: %v", what, offset, err),
		Hint:    "what came before was read; fetch the file again",
	}
}
