package source

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"
)

// headBytes is how long the header of a raw HTTP message may be.
const headBytes = 64 << 10

// httpHead is the header of a raw HTTP message, as far as it matters here.
type httpHead struct {
	size    int  // with the blank line behind it
	chunked bool // the body is in chunks
	encoded bool // the body is compressed
}

// findHead finds the header with which a text begins: a request or status line,
// or header fields, up to a blank line. maybe says that data is too short to
// tell.
func findHead(data []byte, eof bool) (h *httpHead, maybe bool) {
	h = new(httpHead)
	known := false // a field that only HTTP has, or a first line
	for n := 0; ; n++ {
		rest := data[h.size:]
		line, _, ended := bytes.Cut(rest[:min(len(rest), headBytes)], []byte{'\n'})
		if !ended {
			fits := h.size+len(rest) < headBytes && (n > 0 || mayBeHead(line))
			return nil, fits && !eof
		}
		h.size += len(line) + 1
		line = bytes.TrimSuffix(line, []byte{'\r'})
		switch name, value, isField := strings.Cut(string(line), ":"); {
		case len(line) == 0:
			if !known || n == 0 {
				return nil, false
			}
			return h, false
		case n == 0 && isFirstLine(string(line)):
			known = true
		case !isField || !isToken(name) || h.size > headBytes:
			return nil, false
		default:
			known = h.field(strings.ToLower(name), strings.ToLower(value)) || known
		}
	}
}

// field notes a header field and reports whether it is one of HTTP's own.
func (h *httpHead) field(name, value string) bool {
	switch name {
	case "transfer-encoding":
		h.chunked = strings.Contains(value, "chunked")
	case "content-encoding":
		h.encoded = strings.TrimSpace(value) != "identity"
	case "host", "content-type", "content-length":
	default:
		return false
	}
	return true
}

// mayBeHead reports whether a header may begin with line, which goes on.
func mayBeHead(line []byte) bool {
	name, _, isField := bytes.Cut(line, []byte{':'})
	word, _, isFirst := bytes.Cut(line, []byte{' '})
	return isField && isToken(string(name)) || isFirst && isFirstWord(string(word)) || isToken(string(line)) || bytes.HasPrefix(line, []byte("HTTP/"))
}

// isFirstLine knows "POST /hook HTTP/1.1" and "HTTP/1.1 200 OK".
func isFirstLine(line string) bool {
	words := strings.Fields(line)
	if len(words) < 2 {
		return false
	}
	last := words[len(words)-1]
	return strings.HasPrefix(words[0], "HTTP/") || len(words) == 3 && isFirstWord(words[0]) && strings.HasPrefix(last, "HTTP/")
}

func isFirstWord(word string) bool {
	return strings.HasPrefix(word, "HTTP/") || word != "" && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isToken reports whether s may be the name of a header field.
func isToken(s string) bool {
	for i := range len(s) {
		if !isWord(s[i]) {
			return false
		}
	}
	return s != ""
}

// takeHead passes over the header at the start of the input, if there is one,
// and readies what is behind it for reading. It returns how many bytes of data
// are done with; maybe says that more is needed to tell.
func (s *stream) takeHead(data []byte) (used int, maybe bool) {
	if len(data) == 0 || data[0]|0x20-'a' >= 26 { // as JSON does, and nearly all that is read
		s.headed = len(data) > 0 || s.eof
		return 0, !s.headed
	}
	h, maybe := findHead(data, s.eof)
	if maybe {
		return 0, true
	}
	s.headed = true
	if h == nil {
		return 0, false
	}
	s.many = true // the origin of the body is its line
	s.advance(data[:h.size])
	if !h.chunked && !h.encoded {
		return h.size, false
	}
	body := s.rest(bytes.Clone(data[h.size:]))
	if h.chunked {
		body = &chunks{from: bufio.NewReader(body)}
	}
	s.src, s.eof, s.unpacked, s.sniffed = body, false, false, false
	s.offset -= int64(len(data) - h.size) // they come again
	return len(data), false
}

// chunks reads a body in chunks, and what follows it as it stands. So it does
// from where the sizes are wrong, as in a file whose line breaks were changed.
type chunks struct {
	from *bufio.Reader
	left int64 // of this chunk
	over bool
	some bool // a chunk was read
}

// maxChunkLine is how long the line with the size of a chunk may be.
const maxChunkLine = 256

func (c *chunks) Read(p []byte) (int, error) {
	for c.left == 0 && !c.over {
		c.next()
	}
	if c.over {
		return c.from.Read(p)
	}
	n, err := c.from.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// next goes to the next chunk.
func (c *chunks) next() {
	ahead, _ := c.from.Peek(maxChunkLine)
	at := 0
	if c.some {
		at = len(ahead) - len(bytes.TrimPrefix(bytes.TrimPrefix(ahead, []byte{'\r'}), []byte{'\n'}))
	}
	line, _, ended := bytes.Cut(ahead[at:], []byte{'\n'})
	digits, _, _ := strings.Cut(strings.TrimSpace(string(line)), ";")
	size, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 62)
	if c.over = err != nil || !ended && size > 0 || c.some && at == 0; c.over {
		return
	}
	_, _ = c.from.Discard(min(len(ahead), at+len(line)+1)) // it was peeked at
	if c.left, c.some, c.over = int64(size), true, size == 0; c.over {
		if ahead, _ = c.from.Peek(len("\r\n.")); len(bytes.TrimSpace(ahead)) == 0 { // the end
			_, _ = c.from.Discard(len(ahead)) // the same
		}
	}
}
