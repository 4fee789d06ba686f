package unwrap

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"

	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/seal"
)

// packing is the memory for taking Base64 and gzip apart.
type packing struct {
	text   []byte // of a string with escapes
	base64 seal.Lenient
	reader *gzip.Reader
}

// isPacked reports whether a text is Base64, in either alphabet and with or
// without padding, of something that may hold a webhook: of a text or of gzip.
// Keys, hashes and images end at the first bytes.
func isPacked(text []byte) bool {
	if text = bytes.TrimRight(text, " \r\n"); len(text) < shortest || !seal.Readable(text) {
		return false
	}
	for _, c := range text {
		if !layer.InBase64(c) && c != '=' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte("\x1f\x8b\x08")) }

// unpack looks into what is Base64 in packed, which stands at start up to end of
// level k. Of Base64 that is cut off or damaged, the part before that is read.
func (f *Finder) unpack(k, start, end int, packed []byte) {
	next := &f.levels[k+1]
	f.hidden(k, start, end, f.packed.base64.Append(next.bytes[:0], packed))
}

// hidden looks into the bytes of a text, or of gzip, that came out of what stands at
// start up to end of level k.
func (f *Finder) hidden(k, start, end int, text []byte) {
	next := &f.levels[k+1]
	if next.bytes = text; isGzip(text) {
		next.bytes = f.inflate(text)
	}
	next.text.Hide(&f.levels[k].text, start, end, next.bytes)
	if looksLike(next.bytes) != nothing || f.At != nil {
		f.text(k + 1)
	}
}

// inflate is what data holds, which is gzip, as far as that can be read and
// within the limit of what comes out of one value.
func (f *Finder) inflate(data []byte) []byte {
	var err error
	if f.packed.reader == nil {
		f.packed.reader, err = gzip.NewReader(bytes.NewReader(data))
	} else {
		err = f.packed.reader.Reset(bytes.NewReader(data))
	}
	if err != nil {
		return nil
	}
	var out bytes.Buffer
	_, _ = io.Copy(&out, io.LimitReader(f.packed.reader, int64(limit.Unpacked-f.unpacked)))
	f.unpacked += out.Len()
	f.steps += out.Len()
	return out.Bytes()
}
