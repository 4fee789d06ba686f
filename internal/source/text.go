package source

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

// Text is an input as it stands, unpacked and in UTF-8 where it is in UTF-16. It
// is for those who write back what they read: nothing is left out.
type Text struct {
	s    *stream
	head []byte // read already
}

// OpenText opens an input, and begins to read it into the memory of buf. Close it.
func OpenText(in Input, opts Options, buf []byte) (*Text, *diag.Problem) {
	if in.Err != nil {
		return nil, in.Err
	}
	opts = opts.withDefaults()
	mine := in.mine
	in.mine = nil // a shard is the caller's
	s, fault := open(in, &opts, new(unpackers))
	if fault != nil {
		return nil, fault
	}
	s.in.mine = mine
	if cap(buf) < firstSize {
		buf = make([]byte, 0, firstSize)
	}
	c := &Chunk{buf: buf[:0]}
	for !s.sniffed && !s.eof {
		s.fill(c, 0)
	}
	if s.eof && !s.sniffed {
		s.fill(c, 0)
	}
	return &Text{s: s, head: c.buf}, nil
}

// Take is what has been read already, in the memory that OpenText was given. Reading
// goes on behind it.
func (t *Text) Take() []byte {
	head := t.head
	t.head = nil
	return head
}

// Read reads the text. The error at its end is io.EOF, also where the input
// breaks off: Fault says so.
func (t *Text) Read(p []byte) (int, error) {
	if len(t.head) > 0 {
		n := copy(p, t.head)
		t.head = t.head[n:]
		return n, nil
	}
	if t.s.eof {
		return 0, io.EOF
	}
	n, err := t.s.src.Read(p)
	t.s.offset += int64(n)
	if err != nil {
		t.s.eof = true
		t.s.blame(err, 0)
		err = io.EOF
	}
	return n, err
}

// Fault is why reading ended, nil where all was read.
func (t *Text) Fault() *diag.Problem { return t.s.fault }

// Close gives back the file.
func (t *Text) Close() { t.s.close() }

// Packing is how the file is packed, nil where it is not.
func (t *Text) Packing() *Packing { return t.s.packing }

// Wide is the encoding of a file in UTF-16, and whether it begins with a byte
// order mark; NoEncoding for other files.
func (t *Text) Wide() (e Encoding, marked bool) {
	if t.s.encoding.isWide() {
		return t.s.encoding, t.s.marked
	}
	return NoEncoding, false
}

// Header is the first line of the text, as far as it has been read: the names of
// the columns, if it is a table such as CSV. Ask before reading.
func (t *Text) Header() []byte {
	line, _, _ := bytes.Cut(t.head[:min(len(t.head), maxHeader)], []byte{'\n'})
	if line = bytes.TrimRight(line, "\r"); len(line) == 0 || line[0] == '{' || line[0] == '[' {
		return nil
	}
	line, _ = t.s.encoding.Decode(line)
	return bytes.Clone(line)
}

// maxHeader is how long the names of columns may be.
const maxHeader = 4 << 10

// GoTo goes to an offset of a file that is neither packed nor in UTF-16; false
// where that cannot be done.
func (t *Text) GoTo(offset int64) bool {
	seeker, ok := t.s.raw.(io.Seeker)
	if !ok || t.s.packing != nil || t.s.encoding.isWide() {
		return false
	}
	if _, err := seeker.Seek(offset, io.SeekStart); err != nil {
		return false
	}
	t.head, t.s.offset, t.s.eof, t.s.src = nil, offset, false, counted{t.s}
	return true
}

// Stretch is the part of the file that a shard has, in bytes: what begins from
// from on and before to. ok is false where all of it is read.
func (in *Input) Stretch() (from, to int64, ok bool) {
	if in.mine == nil {
		return 0, 0, false
	}
	return in.mine.from, in.mine.to, true
}

// Size is how long the input is on disk; -1 for standard input, a pipe or a
// device.
func (in *Input) Size() int64 {
	if in.Err != nil || in.stdin || in.endless {
		return -1
	}
	return in.size()
}

// Decode is a text in e as UTF-8, and whether it had been something else.
func (e Encoding) Decode(text []byte) (decoded []byte, changed bool) {
	if e.isWide() || e == UTF8 {
		return text, false
	}
	return e.decode(text)
}

// Encode is a text in UTF-8 as e; the error is about a character that e has not.
func (e Encoding) Encode(text []byte) ([]byte, error) {
	if c := e.encoder(); c != nil {
		return c.Bytes(text)
	}
	return text, nil
}

// encoder encodes e, nil for UTF-8.
func (e Encoding) encoder() *encoding.Encoder {
	switch e {
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()
	case EUCKR:
		return korean.EUCKR.NewEncoder()
	case Windows1252:
		return charmap.Windows1252.NewEncoder()
	default:
		return nil
	}
}

// NewWriter returns what writes text as it was read by OpenText: packed, and in
// UTF-16. Close it. The error says that files are not packed so.
func NewWriter(w io.Writer, packing *Packing, wide Encoding, marked bool) (io.WriteCloser, error) {
	out := &writer{Writer: w}
	if packing != nil {
		switch packing.Name {
		case "gzip":
			z := gzip.NewWriter(w)
			out.Writer, out.closers = z, append(out.closers, z)
		case "zstd":
			z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
			if err != nil {
				return nil, err
			}
			out.Writer, out.closers = z, append(out.closers, z)
		default:
			return nil, say.Errorf("%s is read, but not written", say.Word(packing.Name))
		}
	}
	if wide != NoEncoding {
		if marked {
			mark, _ := wide.Encode([]byte("\ufeff")) // it has one
			if _, err := out.Write(mark); err != nil {
				return nil, err
			}
		}
		t := transform.NewWriter(out.Writer, wide.encoder())
		out.Writer, out.closers = t, append(out.closers, t)
	}
	return out, nil
}

// writer closes what it writes through, innermost first.
type writer struct {
	io.Writer
	closers []io.Closer
}

// Close implements io.Closer.
func (w *writer) Close() (err error) {
	for _, c := range slices.Backward(w.closers) {
		err = errors.Join(err, c.Close())
	}
	return err
}
