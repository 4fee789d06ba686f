package capture

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// decoded undoes the content encoding of a body, for looking into it and for
// archives of lines. A body that does not unpack, or to more than the body
// limit, stays as it is.
func (s *Server) decoded(d *Delivery) []byte {
	switch strings.ToLower(d.Encoding) {
	case "", "identity":
		return d.Body
	case "gzip", "x-gzip":
	default:
		d.note(catalog.NoticeListenEncoding)
		return d.Body
	}
	z, err := gzip.NewReader(bytes.NewReader(d.Body))
	if err != nil {
		d.note(catalog.NoticeListenNotGzip)
		return d.Body
	}
	text, err := io.ReadAll(io.LimitReader(z, s.opts.BodyLimit+1))
	switch {
	case err != nil:
		d.note(catalog.NoticeListenDamagedGzip)
		return d.Body
	case int64(len(text)) > s.opts.BodyLimit:
		d.note(catalog.NoticeListenLargeGzip)
		return d.Body
	}
	return text
}
