package seal

import "encoding/base64"

// Lenient reads Base64 in either alphabet, with or without padding and line
// breaks, and reuses its memory. The zero value is ready.
type Lenient struct{ flat []byte }

// Append appends what text is Base64 of, as far as it is.
func (l *Lenient) Append(dst, text []byte) []byte {
	flat := l.flat[:0]
	for _, c := range text {
		switch c {
		case '=', '\r', '\n', ' ':
		case '-':
			flat = append(flat, '+')
		case '_':
			flat = append(flat, '/')
		default:
			flat = append(flat, c)
		}
	}
	l.flat = flat
	if len(flat)%4 == 1 {
		flat = flat[:len(flat)-1]
	}
	size := base64.RawStdEncoding.DecodedLen(len(flat))
	if cap(dst)-len(dst) < size {
		dst = append(make([]byte, 0, len(dst)+size), dst...)
	}
	n, _ := base64.RawStdEncoding.Decode(dst[len(dst):len(dst)+size], flat)
	return dst[:len(dst)+n]
}
