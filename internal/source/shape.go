package source

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// shape is how the payloads lie in an input.
type shape uint8

const (
	unknown shape = iota // more bytes are needed to tell
	empty                // nothing but white space
	whole                // one value, or something that is no JSON at all
	lines                // NDJSON
	array                // the elements of one array
)

var bom = []byte("\xef\xbb\xbf")

// detect tells the shape from the first bytes, and from the name where that
// says NDJSON. eof says that data is all there is. Over limit bytes it makes
// up its mind.
func detect(data []byte, isLines, eof bool, limit int) shape {
	sure := eof || len(data) > limit
	if len(data) < len(bom) && !sure {
		return unknown
	}
	text := bytes.TrimPrefix(data, bom)
	if isUTF16(data) {
		return whole
	}
	text = text[jsonscan.SkipSpace(text, 0):]
	switch {
	case len(text) == 0 && eof:
		return empty
	case len(text) == 0 && !sure:
		return unknown
	case isLines:
		return lines
	case len(text) > 0 && text[0] == '[':
		return array
	case len(text) > 0 && text[0] == '{':
		return detectObjects(text, eof, limit)
	default:
		return whole
	}
}

// detectObjects tells one object from an object a line: there is more after
// the first line, and that line is an object, or at least looks like one (an
// archive may well be broken in its first line) and so does the next.
func detectObjects(text []byte, eof bool, limit int) shape {
	first, rest, broken := bytes.Cut(text, []byte{'\n'})
	blank := jsonscan.SkipSpace(rest, 0)
	rest = rest[blank:]
	switch {
	case !broken && !eof && len(first) > limit:
		return lines
	case !eof && len(rest) == 0 && blank <= limit:
		return unknown
	case len(rest) == 0:
		return whole
	case len(first) > limit, isObject(first):
		return lines
	}
	first = trimSpace(first)
	if len(first) > 1 && first[len(first)-1] == '}' && rest[0] == '{' {
		return lines
	}
	return whole
}

// isUTF16 knows UTF-16 by its byte order mark, or by the zero byte beside the
// first character. Such a file is no JSON; it is not taken apart.
func isUTF16(data []byte) bool {
	if len(data) < 2 {
		return false
	}
	a, b := data[0], data[1]
	return a == 0xff && b == 0xfe || a == 0xfe && b == 0xff || a == 0 || b == 0
}
