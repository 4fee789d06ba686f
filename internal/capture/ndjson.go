package capture

import (
	"bytes"
	"io"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// sampleSize is how much of either end of a file is looked at, in bytes. It
// holds the longest line that the default limit of a body lets through.
const sampleSize = DefaultBodyLimit + 64<<10

// NotArchiveError says that a file is no archive, so that nothing may be
// appended to it. It was not changed.
type NotArchiveError struct{ Path string }

// Error implements error.
func (e *NotArchiveError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *NotArchiveError) In(lang string) string {
	return say.Textf("%s is not NDJSON: its lines are not JSON objects", e.Path).In(lang)
}

// isArchive judges by both ends of a file whether it holds JSON objects, one a
// line. An archive may hold bodies that are no JSON, so that half of the lines
// must be objects.
func isArchive(f io.ReaderAt, size int64) (bool, error) {
	head, err := readAt(f, 0, min(size, sampleSize))
	if err != nil {
		return false, err
	}
	var c census
	if size == int64(len(head)) {
		c.add(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), true)
		return c.holds(), nil
	}
	c.add(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), false)
	headHolds := c.holds()
	tail, err := readAt(f, size-sampleSize, sampleSize)
	if err != nil {
		return false, err
	}
	_, tail, found := bytes.Cut(tail, []byte{'\n'})
	if !found { // the end of one long line
		return headHolds, nil
	}
	c = census{}
	c.add(tail, true)
	return headHolds && (c.lines == 0 || c.holds()), nil
}

func readAt(f io.ReaderAt, at, n int64) ([]byte, error) {
	text := make([]byte, n)
	_, err := io.ReadFull(io.NewSectionReader(f, at, n), text)
	return text, err
}

// census counts lines and the JSON objects among them.
type census struct{ lines, objects int }

// holds is true also where there is nothing but blank lines.
func (c *census) holds() bool { return 2*c.objects >= c.lines }

// add counts the lines of text. What follows the last line break is whole, or
// torn, where the text reaches the file's end; else it is cut off here, and
// only counts where there is no other line.
func (c *census) add(text []byte, atEnd bool) {
	for line := range bytes.Lines(text) {
		whole := line[len(line)-1] == '\n'
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0:
		case whole:
			c.count(line[0] == '{' && jsonscan.Valid(line))
		case atEnd || c.lines == 0:
			c.count(startsObject(line))
		}
	}
}

func (c *census) count(object bool) {
	c.lines++
	if object {
		c.objects++
	}
}

// longestEscape is what a cut inside a string may leave unfinished, in bytes.
const longestEscape = len(`\u0000`)

// startsObject reports whether text is a JSON object, or the beginning of one:
// nothing is wrong with it before its end.
func startsObject(text []byte) bool {
	if text[0] != '{' || jsonscan.Valid(text) {
		return text[0] == '{'
	}
	var doc jsonscan.Document
	doc.Parse(text)
	for _, fault := range doc.Faults {
		switch fault.Code {
		case jsonscan.DuplicateKey:
		case jsonscan.Syntax, jsonscan.UTF8:
			return fault.Offset >= len(text)-longestEscape
		default:
			return false
		}
	}
	return true
}
