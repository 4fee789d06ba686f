package jsonscan

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// space skips white space and what people take for it: comments, and space
// characters that JSON does not know.
func (r *reader) space() {
	for !r.stopped() {
		r.i = SkipSpace(r.Data, r.i)
		rest := r.Data[r.i:]
		if len(rest) == 0 || rest[0] > ' ' && rest[0] < 0x7f && rest[0] != '/' && rest[0] != '#' {
			return
		}
		switch {
		case bytes.HasPrefix(rest, []byte("//")), bytes.HasPrefix(rest, []byte("#")):
			r.comment(lineLength(rest), true)
		case bytes.HasPrefix(rest, []byte("/*")):
			if end := bytes.Index(rest[2:], []byte("*/")); end >= 0 {
				r.comment(end+4, true)
			} else {
				r.comment(len(rest), false)
			}
		default:
			if !r.oddSpace(rest) {
				return
			}
		}
	}
}

func lineLength(data []byte) int {
	if end := bytes.IndexAny(data, "\r\n"); end >= 0 {
		return end
	}
	return len(data)
}

func (r *reader) comment(length int, closed bool) {
	if !closed {
		r.syntax(r.i, 2, nil, catalog.MsgJSONSyntaxOpenComment, Words{})
	} else {
		r.report(Fault{Code: Syntax, Offset: r.i, Length: length, Say: catalog.MsgJSONSyntaxComment, Comment: true})
	}
	r.i += length
}

// oddSpace reports a run of one character that looks like nothing but is no
// JSON white space.
func (r *reader) oddSpace(rest []byte) bool {
	c, size := utf8.DecodeRune(rest)
	if c == utf8.RuneError || !(unicode.IsSpace(c) || unicode.In(c, unicode.Z, unicode.Cf, unicode.Cc)) {
		return false
	}
	length := size
	for bytes.HasPrefix(rest[length:], rest[:size]) {
		length += size
	}
	switch {
	case c == 0:
		r.syntax(r.i, length, nil, catalog.MsgJSONSyntaxNul, Words{})
	case unicode.IsSpace(c) || unicode.Is(unicode.Z, c):
		r.syntax(r.i, length, replace(r.i, length, " "), catalog.MsgJSONSyntaxSpace, Words{Found: literal(fmt.Sprintf("U+%04X", c))})
	default:
		r.syntax(r.i, length, replace(r.i, length, " "), catalog.MsgJSONSyntaxInvisible, Words{Found: literal(fmt.Sprintf("U+%04X", c))})
	}
	r.i += length
	return true
}
