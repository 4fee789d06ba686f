package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lazy"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
)

// Packing is a way in which files are compressed or put together.
type Packing struct {
	Name    string // as messages name it
	Command string // unpacks a file, whose path follows, to standard output

	magics []string
	open   func(*unpackers, *bufio.Reader) (unpacker, error) // nil for one that is not read
}

// Unpacks is the command line that unpacks the file at path, or standard input.
func (p *Packing) Unpacks(path string) string {
	switch {
	case path == Stdin && p.Name == "zip":
		return "funzip"
	case strings.ContainsAny(path, " \t\"'()&;*?!$`<>|\\"):
		path = "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return p.Command + " " + path
}

// packings are known by how a file begins.
var packings = lazy.Value[[]Packing]{Make: func() []Packing {
	return []Packing{
		{"gzip", "gzip -dc", []string{"\x1f\x8b"}, openGzip},
		{"zstd", "zstd -dc", []string{"\x28\xb5\x2f\xfd"}, openZstd},
		{"bzip2", "bzip2 -dc", bzip2Magics(), openBzip2},
		{"zip", "unzip -p", []string{"PK\x03\x04", "PK\x05\x06"}, nil},
		{"xz", "xz -dc", []string{"\xfd7zXZ\x00"}, nil},
		{"7z", "7z x -so", []string{"7z\xbc\xaf\x27\x1c"}, nil},
	}
}}

// magicStarts are the first bytes of all of them.
const magicStarts = "\x1f\x28BP\xfd7"

// bzip2Magics are the starts of a file with a block, and of an empty one.
func bzip2Magics() (all []string) {
	for level := '1'; level <= '9'; level++ {
		all = append(all, "BZh"+string(level)+"1AY&SY", "BZh"+string(level)+"\x17\x72\x45\x38\x50\x90")
	}
	return all
}

// MagicBytes is how many bytes of a file tell every packing.
const MagicBytes = 10

// PackingOf tells how a file is packed that begins with head, or nil. maybe says
// that head is too short to tell.
func PackingOf(head []byte) (p *Packing, maybe bool) {
	if len(head) > 0 && strings.IndexByte(magicStarts, head[0]) < 0 {
		return nil, false
	}
	all := packings.Get()
	for i := range all {
		for _, magic := range all[i].magics {
			if n := min(len(head), len(magic)); n > 0 && string(head[:n]) == magic[:n] {
				if n == len(magic) {
					return &all[i], false
				}
				maybe = true
			}
		}
	}
	return nil, maybe || len(head) == 0
}

// unpacker is a decompressor of one input.
type unpacker interface {
	io.Reader
	giveBack(*unpackers)
}

// unpackers lends decompressors, which are costly to make.
type unpackers struct{ gzips, zstds sync.Pool }

// gzipReader reads members of gzip one after the other, and the zero bytes that
// tapes and block devices leave behind them.
type gzipReader struct {
	*gzip.Reader
	from *bufio.Reader
}

func openGzip(u *unpackers, r *bufio.Reader) (unpacker, error) {
	z, ok := u.gzips.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	if err := z.Reset(r); err != nil {
		return nil, err
	}
	z.Multistream(false)
	return gzipReader{z, r}, nil
}

func (g gzipReader) Read(p []byte) (n int, err error) {
	for n == 0 && err == nil && len(p) > 0 {
		if n, err = g.Reader.Read(p); !errors.Is(err, io.EOF) {
			continue
		}
		if err = g.next(); err == nil {
			g.Multistream(false)
		}
	}
	return n, err
}

// next goes to the next member. The error is io.EOF where there is none.
func (g gzipReader) next() error {
	for padding := false; ; padding = true {
		b, err := g.from.ReadByte()
		switch {
		case err != nil:
			return err
		case b == 0:
			continue
		case padding && b != 0x1f:
			return gzip.ErrHeader
		}
		if err := g.from.UnreadByte(); err != nil {
			return err
		}
		return g.Reset(g.from)
	}
}

func (g gzipReader) giveBack(u *unpackers) { u.gzips.Put(g.Reader) }

type zstdReader struct{ *zstd.Decoder }

func openZstd(u *unpackers, r *bufio.Reader) (unpacker, error) {
	if d, ok := u.zstds.Get().(*zstd.Decoder); ok {
		return zstdReader{d}, d.Reset(r)
	}
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(limit.Window))
	return zstdReader{d}, err
}

func (z zstdReader) giveBack(u *unpackers) { u.zstds.Put(z.Decoder) }

type bzip2Reader struct{ io.Reader }

func openBzip2(_ *unpackers, r *bufio.Reader) (unpacker, error) {
	return bzip2Reader{bzip2.NewReader(r)}, nil
}

func (bzip2Reader) giveBack(*unpackers) {}

// sniff looks at the first bytes of an input, head, of which there may be more,
// and reports whether it is to be read in another way from its start on.
func (s *stream) sniff(head []byte) (again bool) {
	if !s.unpacked {
		p, maybe := PackingOf(head)
		if maybe && !s.eof {
			return false
		}
		s.unpacked = true
		switch {
		case p == nil:
		case p.open == nil:
			s.refuse(p)
			return true
		default:
			s.unpack(p, bytes.Clone(head))
			return true
		}
	}
	if len(head) < sniffed && !s.eof {
		return false
	}
	s.sniffed = true
	s.encoding = encodingOf(head, s.opts.Encoding)
	if s.encoding.isWide() {
		s.marked = head[0] >= 0xfe
		s.src, s.eof = s.widen(s.rest(bytes.Clone(head))), false
		return true
	}
	return false
}

// rest is the input from its start on, of which head has been read.
func (s *stream) rest(head []byte) io.Reader {
	if s.eof {
		return bytes.NewReader(head)
	}
	return io.MultiReader(bytes.NewReader(head), s.src)
}

// unpack goes on reading what head, the bytes so far, is the packed start of.
func (s *stream) unpack(p *Packing, head []byte) {
	file := &full{Reader: s.rest(head)}
	from := bufio.NewReaderSize(file, 64<<10)
	s.eof, s.fault, s.packing = false, nil, p
	z, err := p.open(s.pool, from)
	if err != nil {
		s.eof, s.sniffed = true, true
		s.src = bytes.NewReader(nil)
		s.breakPacked(err, 0)
		return
	}
	s.unpacker = z
	s.src = s.inBlocks(z, func() int64 { return file.n - int64(from.Buffered()) })
}

// widen reads an input in an encoding that is converted before it is taken apart.
// One that is packed as well is not divided.
func (s *stream) widen(from io.Reader) io.Reader {
	file := &full{Reader: from}
	text := s.encoding.Reader(file)
	if s.packing == nil {
		return s.inBlocks(text, func() int64 { return file.n })
	}
	s.undivided()
	return text
}

// refuse ends an input that is packed in a way that is not read.
func (s *stream) refuse(p *Packing) {
	s.eof, s.sniffed, s.packing = true, true, p
	s.src = bytes.NewReader(nil)
	message := say.Textf("this is a %s file", p.Name)
	if p.Name == "xz" {
		message = say.Textf("this is an %s file", p.Name)
	}
	s.fault = pathProblem(s.in.Path, message, say.Textf("unpack it first: %s", p.Unpacks(s.in.Path)))
}

func (s *stream) breakPacked(err error, have int64) {
	if s.fault != nil {
		return
	}
	offset := s.offset + have
	why := say.Textf("the %s data is damaged after %d decompressed bytes: %v", s.packing.Name, offset, err)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		why = say.Textf("the %s data breaks off after %d decompressed bytes: %v", s.packing.Name, offset, err)
	}
	s.fault = &diag.Problem{
		Origin: diag.Whole(s.in.Path), Offset: offset, Err: err,
		Message: why, Hint: say.Textf("what came before was read; fetch the file again"),
	}
}
