package jsonscan

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
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
		r.syntax(r.i, 2, nil, "comment is not closed: \"*/\" is missing", "JSON has no comments")
	} else {
		r.report(Fault{Code: Syntax, Offset: r.i, Length: length, Message: "JSON has no comments", Comment: true,
			Help: []string{"move what it says elsewhere: a repair never removes a comment"}})
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
		r.syntax(r.i, length, nil, "NUL bytes between tokens", "the file is damaged, or no text")
	case unicode.IsSpace(c) || unicode.Is(unicode.Z, c):
		r.syntax(r.i, length, replace("put a plain space", r.i, length, " "),
			fmt.Sprintf("space character U+%04X is not JSON white space", c))
	default:
		r.syntax(r.i, length, replace("remove it", r.i, length, " "),
			fmt.Sprintf("invisible character U+%04X between tokens", c))
	}
	r.i += length
	return true
}
