package jsonscan

import "io"

// AppendIndent appends raw with each member and element on a line of its own,
// as json.Indent lays it out: every line but the first begins with prefix and
// one indent for each level. Every literal keeps its bytes. It reads nothing
// but tokens: text that is not valid JSON comes out in some layout, with the
// same tokens.
func AppendIndent(dst, raw []byte, prefix, indent string) []byte {
	dst, _ = WriteIndent(nil, dst, raw, prefix, indent)
	return dst
}

// indentHeld is about how many bytes WriteIndent holds.
const indentHeld = 64 << 10

// WriteIndent is AppendIndent for a text whose layout may be much longer than the
// text: what is appended goes to w, but for the last bytes, which are returned.
func WriteIndent(w io.Writer, dst, raw []byte, prefix, indent string) (rest []byte, err error) {
	level, breaks := 0, make([]byte, 0, 128)
	breaks = append(append(breaks, '\n'), prefix...) // what begins a line of this level
	for i := SkipSpace(raw, 0); i < len(raw); i = SkipSpace(raw, i) {
		if w != nil && len(dst) >= indentHeld {
			if _, err := w.Write(dst); err != nil {
				return nil, err
			}
			dst = dst[:0]
		}
		switch c := raw[i]; c {
		case '{', '[':
			dst = append(dst, c)
			if i = SkipSpace(raw, i+1); i < len(raw) && raw[i] == c+2 { // the closing one: nothing within
				dst, i = append(dst, c+2), i+1
				continue
			}
			level++
			breaks = append(breaks, indent...)
			dst = append(dst, breaks...)
		case '}', ']':
			if level > 0 {
				level--
				breaks = breaks[:len(breaks)-len(indent)]
			}
			dst = append(append(dst, breaks...), c)
			i++
		case ',':
			dst = append(append(dst, c), breaks...)
			i++
		case ':':
			dst = append(dst, c, ' ')
			i++
		default:
			end := tokenEnd(raw, i)
			dst, i = append(dst, raw[i:end]...), end
		}
	}
	return dst, nil
}

// tokenEnd returns the offset after the string, number or literal at raw[i].
func tokenEnd(raw []byte, i int) int {
	if raw[i] == '"' {
		return stringEnd(raw, i)
	}
	for i++; i < len(raw); i++ {
		switch raw[i] {
		case ',', ':', '{', '}', '[', ']', '"', ' ', '\n', '\r', '\t':
			return i
		}
	}
	return i
}
