package scrub

import (
	"bytes"
	"errors"
	"io"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
)

// Sizes of the blocks that a long text is cut into.
const (
	blockSize = 256 << 10
	wideBlock = 2 << 20 // from here on an array may be cut between its elements
	maxBlock  = limit.Payload

	lookBehind = 16 // bytes before and behind a line break that tell whether a text can be cut there
	lookAhead  = 24
)

// errTooLong says that a value is longer than a block may be.
var errTooLong = errors.New("a value is too long")

// cutter cuts a text into blocks that can be read one by one: at line breaks
// where no value goes on, or between the elements of an array.
type cutter struct {
	from  io.Reader
	carry []byte
	eof   bool
	limit int64 // bytes of the text after which a block ends as soon as it can; -1 for none
	taken int64
}

// next reads the next block into buf's memory; io.EOF says that there is none.
func (c *cutter) next(buf []byte) ([]byte, error) {
	buf = append(buf[:0], c.carry...)
	c.carry = c.carry[:0]
	for size := blockSize; ; size *= 2 {
		if cap(buf) < size {
			buf = append(make([]byte, 0, size+size/8), buf...)
		}
		for !c.eof && len(buf) < size {
			n, err := c.from.Read(buf[len(buf):size])
			buf = buf[:len(buf)+n]
			c.eof = err != nil
		}
		if c.limit >= 0 && c.taken+int64(len(buf)) > c.limit {
			if end := nextCut(buf, int(max(0, c.limit-c.taken))); end >= 0 {
				c.eof, c.from = true, bytes.NewReader(nil)
				buf = buf[:end]
			}
		}
		switch {
		case c.eof && len(buf) == 0:
			return buf, io.EOF
		case c.eof:
			return buf, nil
		}
		if end := lastCut(buf); end > 0 {
			return c.take(buf, end), nil
		}
		if size >= wideBlock {
			if end := elementCut(buf); end > 0 {
				return c.take(buf, end), nil
			}
		}
		if size >= maxBlock {
			return buf, errTooLong
		}
	}
}

func (c *cutter) take(buf []byte, end int) []byte {
	c.carry = append(c.carry[:0], buf[end:]...)
	c.taken += int64(end)
	return buf[:end]
}

// lastCut is behind the last line break of a text at which it can be cut, 0
// where there is none.
func lastCut(text []byte) int {
	for end := len(text) - 1; end > 0; {
		n := bytes.LastIndexByte(text[:end], '\n')
		if n < 0 {
			return 0
		}
		if isCut(text, n+1) {
			return n + 1
		}
		end = n
	}
	return 0
}

// nextCut is the first place from offset from on at which a text can be cut, -1
// where there is none.
func nextCut(text []byte, from int) int {
	for i := max(0, from-1); i < len(text); {
		n := bytes.IndexByte(text[i:], '\n')
		if n < 0 {
			return -1
		}
		if i += n + 1; isCut(text, i) {
			return i
		}
	}
	return -1
}

// isCut reports whether no value goes on over the line break before text[i]: an
// object ends there and another begins, or the line begins as no JSON does.
func isCut(text []byte, i int) bool {
	if i >= len(text) {
		return false
	}
	switch c := text[i]; {
	case c == '{':
		before := bytes.TrimRight(text[max(0, i-lookBehind):i], " \t\r\n")
		return len(before) > 0 && before[len(before)-1] == '}'
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		if len(text)-i < len("false") {
			return false
		}
		_, kind := jsonscan.ScanLiteral(text, i)
		return kind == jsonscan.Invalid
	case c-'0' < 10:
		n := countDigits(text[i:])
		return n >= 2 && i+n < len(text) && bytes.IndexByte([]byte("-/:T"), text[i+n]) >= 0
	}
	return false
}

// elementCut is behind the last comma of a text that an element follows which is
// an object, in the outermost array that has one in its second half; 0 where none
// has.
func elementCut(text []byte) int {
	const deepest = 16
	var last [deepest]int
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth = max(0, depth-1)
		case '"':
			end := stringEnd(text, i+1)
			if end < 0 {
				i = len(text)
				break
			}
			i = end
		case ',':
			if next := jsonscan.SkipSpace(text, i+1); next < len(text) && text[next] == '{' && depth < deepest {
				last[depth] = i + 1
			}
		}
	}
	for _, at := range last {
		if at > len(text)/2 {
			return at
		}
	}
	return 0
}
