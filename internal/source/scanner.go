package source

import "bytes"

// scanner finds the end of one JSON value by the balance of its brackets
// outside strings. It may be fed in pieces and checks nothing else: that is
// for those who read the value. A line break ends a string, since JSON allows
// none there and a lost quote must not swallow the rest of the file.
type scanner struct {
	depth    int
	inString bool
	escaped  bool
	bare     bool // in a number, a literal or junk
}

// scan reads on in p. It returns how many bytes belong to the value, and
// whether it ends there.
func (v *scanner) scan(p []byte) (n int, done bool) {
	for i := 0; i < len(p); i++ {
		if v.inString {
			i += v.scanString(p[i:])
			if !v.inString && v.depth == 0 {
				return i, true
			}
			i--
			continue
		}
		switch p[i] {
		case '"':
			if v.bare {
				return i, true
			}
			v.inString = true
		case '{', '[':
			if v.bare {
				return i, true
			}
			v.depth++
		case '}', ']':
			if v.bare {
				return i, true
			}
			if v.depth--; v.depth <= 0 {
				return i + 1, true
			}
		case ' ', '\t', '\r', '\n', ',':
			if v.bare {
				return i, true
			}
		default:
			v.bare = v.depth == 0
		}
	}
	return len(p), false
}

// scanString reads on in a string and returns how many bytes belong to it.
func (v *scanner) scanString(p []byte) int {
	for i := 0; i < len(p); i++ {
		switch {
		case v.escaped:
			v.escaped = false
		case p[i] == '\\':
			v.escaped = true
		case p[i] == '"':
			v.inString = false
			return i + 1
		case p[i] == '\n':
			v.inString = false
			return i
		}
	}
	return len(p)
}

// isObject says that p is one object by its brackets, and nothing behind it.
func isObject(p []byte) bool {
	p = trimSpace(p)
	if len(p) == 0 || p[0] != '{' {
		return false
	}
	var v scanner
	n, done := v.scan(p)
	return done && n == len(p)
}

func trimSpace(p []byte) []byte { return bytes.Trim(p, " \t\r\n") }
