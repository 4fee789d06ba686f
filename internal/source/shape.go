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
	whole                // one payload, whatever it is
	records              // lines of text, and JSON values that go over several lines
	array                // the elements of one array
	lines                // of a part alone: each line is a payload
	values               // of a part alone: values that go over several lines
)

var bom = []byte("\xef\xbb\xbf")

const (
	binaryBytes = 512      // a zero byte in the first line, or in this much of it, is no text
	firstLine   = 64 << 10 // how much of the first line of an array is looked at
)

// detect tells the shape from the first bytes of an input, and from what its
// name says. eof says that data is all there is. It waits for no more than limit
// bytes of white space.
func detect(data []byte, kind naming, eof bool, limit int) shape {
	if len(data) < len(bom) && !eof {
		return unknown
	}
	text := bytes.TrimPrefix(data, bom)
	start := jsonscan.SkipSpace(text, 0)
	switch {
	case start == len(text) && eof:
		return empty
	case start > limit:
		return records
	case start == len(text):
		return unknown
	}
	text = text[start:]
	head, _, broken := bytes.Cut(text[:min(len(text), binaryBytes)], []byte{'\n'})
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		return whole
	case !broken && len(head) < binaryBytes && !eof:
		return unknown
	case kind != ndjson && text[0] == '[':
		return detectArray(text, kind == jsonFile, eof, limit)
	}
	return records
}

// detectArray tells an array from values in a row that begin with one, and
// from a log whose lines begin with a bracket.
func detectArray(text []byte, strict, eof bool, limit int) shape {
	next := jsonscan.SkipSpace(text, 1)
	switch {
	case next > limit:
		return array
	case next == len(text) && !eof:
		return unknown
	case !strict && (next == len(text) || bytes.IndexByte([]byte(`{["]`), text[next]) < 0):
		return records
	}
	head, _, ended := bytes.Cut(text[:min(len(text), firstLine)], []byte{'\n'})
	if !ended && len(head) < firstLine && !eof {
		return unknown
	}
	var o outline
	n, v := o.scan(head)
	switch {
	case v == broken && !strict:
		return records
	case v != complete:
		return array
	}
	behind := skipSeparators(text, n)
	switch {
	case behind-n > limit:
		return array
	case behind < len(text):
		return records
	case !eof:
		return unknown
	}
	return array
}
