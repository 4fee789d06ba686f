package source

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// The widths that programs wrap Base64 at: base64 and MIME at 76, PEM and openssl
// at 64. Others are read as well, if they are whole groups of four.
const narrowest = 60

// isWrapped says that a line may be the first of several of Base64 that hold JSON
// or gzip.
func isWrapped(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	return len(line) >= narrowest && len(line)%4 == 0 && opensValue(line) && isBase64(line)
}

// GoesOn reports whether Base64 goes on from a line of it, of whole groups of four, in
// the line below it: a value may close and another one open.
func GoesOn(line, next []byte) bool { return !closesValue(line) || !opensValue(next) }

// opensValue reports whether Base64 begins as that of a brace, a bracket or gzip.
func opensValue(text []byte) bool {
	return len(text) > 1 && (text[0] == 'e' || text[0] == 'W') && strings.IndexByte("wxyz0123456789+/-_", text[1]) >= 0 ||
		bytes.HasPrefix(text, []byte("H4sI"))
}

// closesValue reports whether a line of Base64 is the end of a brace or a bracket,
// or of the data.
func closesValue(line []byte) bool {
	var tail [3]byte
	n, err := base64.StdEncoding.Decode(tail[:], line[len(line)-4:])
	return n < 3 || err == nil && (tail[2] == '}' || tail[2] == ']')
}

func isBase64(text []byte) bool {
	for _, c := range text {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("+/-_=", c) >= 0:
		default:
			return false
		}
	}
	return true
}

// wrapped is the record of Base64 that begins with the line r and goes on in the
// lines below it, all of the same length but the last, which may be shorter. Where
// one value closes and another opens, there are two records; what is larger than a
// payload may be is cut.
func (s *stream) wrapped(data []byte, r record) record {
	line := bytes.TrimRight(data[r.start:r.end], "\r\n")
	width, end := len(line), r.start+len(line)
	for at := r.end; len(line) == width && at-r.start <= s.opts.MaxPayload-width; {
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			if n = len(data) - at; n <= width+1 && !s.final() {
				return record{}
			}
		}
		next := bytes.TrimRight(data[at:at+n], "\r")
		if len(next) == 0 || len(next) > width || !isBase64(next) || !GoesOn(line, next) {
			break
		}
		line, end = next, at+len(next)
		at = min(at+n+1, len(data))
	}
	if end <= r.end {
		return r
	}
	return s.valueRecord(data, r.start, end)
}
