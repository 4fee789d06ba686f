package seal

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
)

// Writer seals what is written to it, in constant memory. Close it: the
// padding comes last.
type Writer struct {
	key  Key
	enc  Encoding
	dst  io.Writer
	buf  []byte // text that is not yet sealed
	room []byte // for the encoded form of a chunk
	err  error
}

// NewWriter returns a writer that seals into w, written in enc without line
// breaks; Detect writes Base64. Closing it does not close w. Errors are those
// of w, or ErrNoKey.
func NewWriter(key Key, w io.Writer, enc Encoding) *Writer {
	s := &Writer{key: key, enc: enc, dst: w, buf: make([]byte, 0, chunk+blockSize)}
	if key.Empty() {
		s.err = ErrNoKey
	}
	s.room = make([]byte, 0, max(hex.EncodedLen(cap(s.buf)), base64.StdEncoding.EncodedLen(cap(s.buf))))
	return s
}

// Write implements io.Writer.
func (s *Writer) Write(p []byte) (n int, err error) {
	for len(p) > 0 && s.err == nil {
		took := min(len(p), chunk-len(s.buf))
		s.buf = append(s.buf, p[:took]...)
		n, p = n+took, p[took:]
		if len(s.buf) == chunk {
			s.flush()
		}
	}
	return n, s.err
}

// Close seals the rest with its padding. Closing again does nothing.
func (s *Writer) Close() error {
	if s.err != nil {
		if errors.Is(s.err, io.ErrClosedPipe) {
			return nil
		}
		return s.err
	}
	s.buf = appendPadding(s.buf, len(s.buf))
	s.flush()
	if s.err != nil {
		return s.err
	}
	s.err = io.ErrClosedPipe // what a later Write is told
	return nil
}

// flush seals and writes the buffer, which is whole blocks.
func (s *Writer) flush() {
	encryptBlocks(s.key.block, s.buf)
	_, s.err = s.dst.Write(s.enc.appendEncode(s.room[:0], s.buf))
	s.buf = s.buf[:0]
}
