package capture

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// isGzip reports whether a content encoding is gzip, by either of its names.
func isGzip(encoding string) bool {
	return strings.EqualFold(encoding, "gzip") || strings.EqualFold(encoding, "x-gzip")
}

// decoded undoes the content encoding of a body, for looking into it and for
// archives of lines. A body that does not unpack, or to more than the body
// limit, stays as it is.
func (s *Server) decoded(d *Delivery) []byte {
	switch {
	case d.Encoding == "", strings.EqualFold(d.Encoding, "identity"):
		return d.Body
	case !isGzip(d.Encoding):
		d.note(say.Textf("the body has a content encoding that is not undone; expected none or gzip"))
		return d.Body
	}
	z, err := gzip.NewReader(bytes.NewReader(d.Body))
	if err != nil {
		d.note(say.Textf("the body is marked as gzip and is not"))
		return d.Body
	}
	text, err := io.ReadAll(io.LimitReader(z, s.opts.BodyLimit+1))
	switch {
	case err != nil:
		d.note(say.Textf("the gzip body is damaged"))
		return d.Body
	case int64(len(text)) > s.opts.BodyLimit:
		d.note(say.Textf("the gzip body unpacks to more than the body limit"))
		return d.Body
	}
	return text
}
