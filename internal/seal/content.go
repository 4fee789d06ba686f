package seal

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// The fifth step: what the opened bytes are.

// accept judges opened bytes: their kind, or the step that refuses them.
func accept(plain []byte, opts Options) (content Content, refused Step) {
	if !utf8.Valid(plain) {
		return ContentText, StepUTF8
	}
	if opts.unjudged {
		return ContentText, ""
	}
	if content = contentOf(plain); content == ContentText && !opts.AnyText {
		return content, StepContent
	}
	return content, ""
}

// Content is the kind of an opened text.
type Content string

// The kinds. The vendor does not say whether a return URL's encrypted
// parameter holds JSON or a query string: both are taken.
const (
	ContentJSON  Content = "json"  // a JSON object
	ContentQuery Content = "query" // name=value pairs joined by &
	ContentText  Content = "text"  // anything else that is UTF-8
)

// contentOf tells the kind of a text that is UTF-8.
func contentOf(text []byte) Content {
	if trimmed := bytes.TrimLeft(text, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '{' {
		if json.Valid(text) {
			return ContentJSON
		}
		return ContentText
	}
	if isQuery(text) {
		return ContentQuery
	}
	return ContentText
}

// isQuery reports whether text reads as name=value&name=value: printable, no
// empty name, at least one value. A name without a value is a flag.
func isQuery(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("?"))
	if !printable(text) || !bytes.Contains(text, []byte("=")) {
		return false
	}
	for pair := range bytes.SplitSeq(text, []byte("&")) {
		name, _, _ := bytes.Cut(pair, []byte("="))
		if len(pair) > 0 && (len(name) == 0 || bytes.ContainsAny(name, ` "{}<>`)) {
			return false
		}
	}
	return true
}

func printable(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

// legible reports whether data looks like text that may be cut off at its
// end: UTF-8 without control characters but white space.
func legible(data []byte) bool {
	_, strange := legibility(data)
	return strange == 0
}

// legibility is how many bytes of data are legible up to the first that is not,
// and how many are not.
func legibility(data []byte) (start, strange int) {
	start = -1
	for i := 0; i < len(data); {
		r, size := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data[i:])
		}
		if r == utf8.RuneError && size == 1 && !utf8.FullRune(data[i:]) {
			break
		}
		if r == utf8.RuneError && size == 1 || r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			if strange++; start < 0 {
				start = i
			}
		}
		i += size
	}
	if start < 0 {
		start = len(data)
	}
	return start, strange
}
