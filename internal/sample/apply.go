package sample

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Apply returns payload with the sets applied in order and every other byte as
// it was. A member that is not there is added at the end of its object, an
// element at the end of its array. It fails with *ConflictError where a path
// leads through something else, or payload is not JSON.
func Apply(payload []byte, sets ...Set) ([]byte, error) {
	for i := range sets {
		var err error
		if payload, err = sets[i].apply(payload); err != nil {
			return nil, err
		}
	}
	return payload, nil
}

// apply returns a changed copy of payload.
func (s *Set) apply(payload []byte) ([]byte, error) {
	c := cursor{data: payload}
	c.space()
	for i, seg := range s.path {
		open, end, what := byte('{'), byte('}'), "object"
		if seg.name == "" {
			open, end, what = '[', ']', "array"
		}
		if c.peek() != open {
			return nil, s.conflict(i, "the payload has no "+what+" there")
		}
		found, empty := c.enter(seg, end)
		if c.broken {
			return nil, s.conflict(i, "the payload is not JSON")
		}
		if found {
			continue
		}
		added, ok := s.build(i, empty, c.count)
		if !ok {
			return nil, s.conflict(i+1, "the array has no element before this one")
		}
		return splice(payload, c.pos, c.pos, added), nil
	}
	start := c.pos
	c.skip()
	if c.broken {
		return nil, s.conflict(len(s.path), "the payload is not JSON")
	}
	return splice(payload, start, c.pos, s.raw), nil
}

// build makes the text that adds the path from segment i on to an object or
// array that has count elements. New arrays begin at index 0.
func (s *Set) build(i int, empty bool, count int) ([]byte, bool) {
	var added []byte
	if !empty {
		added = append(added, ',')
	}
	if s.path[i].name != "" {
		added = append(appendText(added, s.path[i].name), ':')
	} else if s.path[i].index != count {
		return nil, false
	}
	var closing []byte
	for _, seg := range s.path[i+1:] {
		if seg.name == "" {
			if seg.index != 0 {
				return nil, false
			}
			added, closing = append(added, '['), append(closing, ']')
			continue
		}
		added, closing = append(appendText(append(added, '{'), seg.name), ':'), append(closing, '}')
	}
	added = append(added, s.raw...)
	for j := len(closing) - 1; j >= 0; j-- {
		added = append(added, closing[j])
	}
	return added, true
}

func (s *Set) conflict(n int, reason string) error {
	var path []byte
	for i, seg := range s.path[:min(n, len(s.path))] {
		switch {
		case seg.name == "":
			path = append(strconv.AppendInt(append(path, '['), int64(seg.index), 10), ']')
		case i > 0:
			path = append(append(path, '.'), seg.name...)
		default:
			path = append(path, seg.name...)
		}
	}
	if len(path) == 0 {
		path = append(path, "the payload"...)
	}
	return &ConflictError{Path: string(path), Reason: reason}
}

func splice(data []byte, from, to int, insert []byte) []byte {
	out := make([]byte, 0, len(data)+len(insert))
	out = append(append(out, data[:from]...), insert...)
	return append(out, data[to:]...)
}

// cursor finds its way through JSON text without judging it.
type cursor struct {
	data   []byte
	pos    int
	count  int // elements seen by the last enter
	broken bool
}

func (c *cursor) peek() byte {
	if c.pos >= len(c.data) {
		return 0
	}
	return c.data[c.pos]
}

func (c *cursor) space() {
	for c.pos < len(c.data) && (c.data[c.pos] == ' ' || c.data[c.pos] == '\n' || c.data[c.pos] == '\r' || c.data[c.pos] == '\t') {
		c.pos++
	}
}

// enter goes from the opening bracket to the value of seg; where there is
// none, to where it would be added, and empty says that nothing is before it.
func (c *cursor) enter(seg segment, end byte) (found, empty bool) {
	c.pos++
	c.count = 0
	last := c.pos
	for c.space(); c.peek() != end; c.space() {
		if end == '}' {
			name := c.name()
			if c.broken || seg.name == name {
				return !c.broken, false
			}
		} else if c.count == seg.index {
			return true, false
		}
		c.skip()
		c.count++
		last = c.pos
		c.space()
		if c.peek() == ',' {
			c.pos++
		} else if c.peek() != end {
			c.broken = true
		}
		if c.broken {
			return false, false
		}
	}
	c.pos = last
	return false, c.count == 0
}

// name reads a member's name and the colon.
func (c *cursor) name() string {
	start := c.pos
	if c.peek() != '"' {
		c.broken = true
		return ""
	}
	c.skip()
	raw := c.data[start:c.pos]
	c.space()
	if c.broken || c.peek() != ':' {
		c.broken = true
		return ""
	}
	c.pos++
	c.space()
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var text string
	c.broken = json.Unmarshal(raw, &text) != nil
	return text
}

// skip goes past one value.
func (c *cursor) skip() {
	start, depth := c.pos, 0
	for c.pos < len(c.data) {
		switch b := c.data[c.pos]; b {
		case '"':
			c.text()
			if depth == 0 {
				return
			}
			continue
		case '{', '[':
			depth++
		case '}', ']', ',', ' ', '\t', '\r', '\n', ':':
			if depth == 0 {
				c.broken = c.broken || c.pos == start
				return
			}
			if b == '}' || b == ']' {
				if depth--; depth == 0 {
					c.pos++
					return
				}
			}
		}
		c.pos++
	}
	c.broken = c.broken || depth > 0 || c.pos == start
}

// text goes past a string.
func (c *cursor) text() {
	for c.pos++; c.pos < len(c.data); c.pos++ {
		switch c.data[c.pos] {
		case '\\':
			c.pos++
		case '"':
			c.pos++
			return
		}
	}
	c.pos, c.broken = len(c.data), true
}
