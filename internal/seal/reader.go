package seal

import (
	"errors"
	"io"
)

// chunk is how many bytes a stream works on at a time: a multiple of the
// block size, of 3 and of 4, and small enough for the processor's cache.
const chunk = 48 << 10

// Reader opens a ciphertext as it comes, in constant memory.
type Reader struct {
	key   Key
	src   io.Reader
	buf   []byte // ciphertext; its first block may be held back from the chunk before
	held  int    // 0 or blockSize
	ready []byte // opened and not yet read
	err   error  // what comes after ready
}

// NewReader returns a reader of the opened bytes of the ciphertext r, which
// is in enc; Detect looks at the first bytes, and takes for Binary what is
// neither Base64 nor hex. White space in a text is skipped. The last block is
// held back until the end, where its padding is checked; what was read before
// is only then known to be whole. Neither UTF-8 nor the content is checked.
// Errors are those of r, ErrNoKey, or an *OpenError.
func NewReader(key Key, r io.Reader, enc Encoding) *Reader {
	if key.Empty() {
		return &Reader{err: ErrNoKey}
	}
	return &Reader{key: key, src: bytesOf(r, enc), buf: make([]byte, chunk+blockSize)}
}

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.ready) == 0 && r.err == nil && len(p) > 0 {
		r.fill()
	}
	n := copy(p, r.ready)
	r.ready = r.ready[n:]
	if n > 0 || len(p) == 0 {
		return n, nil
	}
	return 0, r.err
}

// WriteTo implements io.WriterTo: io.Copy needs no buffer of its own.
func (r *Reader) WriteTo(w io.Writer) (total int64, err error) {
	for {
		n, err := w.Write(r.ready)
		total += int64(n)
		r.ready = r.ready[n:]
		if err != nil {
			return total, err
		}
		if r.err != nil {
			if errors.Is(r.err, io.EOF) {
				return total, nil
			}
			return total, r.err
		}
		r.fill()
	}
}

// fill opens the next chunk but for its last block.
func (r *Reader) fill() {
	copy(r.buf[:r.held], r.buf[len(r.buf)-blockSize:])
	n, err := io.ReadFull(r.src, r.buf[r.held:])
	n += r.held
	switch {
	case err == nil:
		r.held = blockSize
		r.ready = r.buf[:n-blockSize]
		decryptBlocks(r.key.block, r.ready)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		r.ready, r.err = r.last(r.buf[:n])
	default:
		r.err = err
	}
}

// last opens what is left at the end of the stream.
func (r *Reader) last(buf []byte) ([]byte, error) {
	if failed := checkLength(len(buf), string(buf), Binary); failed != nil {
		return nil, r.key.diagnose(failed)
	}
	plain, ok := openBlocks(r.key.block, buf)
	if !ok {
		return nil, r.key.diagnose(badPadding(string(buf), Binary))
	}
	return plain, io.EOF
}
