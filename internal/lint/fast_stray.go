package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// texts reads an array whose elements are as the value of m itself: the lists
// of reasons that older payloads have.
func (f *fast) texts(m *event.Member, i int) int {
	data := f.data
	if i = jsonscan.SkipSpace(data, i); i < len(data) && data[i] == ']' {
		return i + 1
	}
	for i < len(data) && data[i] == '"' {
		if i = f.text(m, i+1); i < 0 {
			return -1
		}
		if i = jsonscan.SkipSpace(data, i); i >= len(data) {
			return -1
		}
		switch data[i] {
		case ']':
			return i + 1
		case ',':
			i = jsonscan.SkipSpace(data, i+1)
		default:
			return -1
		}
	}
	return -1
}

const (
	strayMembers = 12 // of an object that nothing is known of
	strayDepth   = 8
)

// stray reads the members of an object of which nothing is documented, and its
// closing brace: a few, of different names, with texts that cannot be about
// anybody whatever they are called.
func (f *fast) stray(i, depth int) int {
	data := f.data
	var names [strayMembers][]byte
	for n := 0; ; n++ {
		if i = jsonscan.SkipSpace(data, i); n == 0 && i < len(data) && data[i] == '}' {
			return i + 1
		}
		if n == strayMembers || i >= len(data) || data[i] != '"' {
			return -1
		}
		end := jsonscan.PlainEnd(data, i+1)
		if end >= len(data) || data[end] != '"' {
			return -1
		}
		names[n] = data[i+1 : end]
		for _, before := range names[:n] {
			if bytes.Equal(before, names[n]) {
				return -1
			}
		}
		if i = jsonscan.SkipSpace(data, end+1); i >= len(data) || data[i] != ':' {
			return -1
		}
		if i = f.strayValue(jsonscan.SkipSpace(data, i+1), depth); i < 0 {
			return -1
		}
		if i = jsonscan.SkipSpace(data, i); i >= len(data) {
			return -1
		}
		if data[i] == '}' {
			return i + 1
		}
		if data[i] != ',' {
			return -1
		}
		i++
	}
}

func (f *fast) strayValue(i, depth int) int {
	if i >= len(f.data) {
		return -1
	}
	switch f.data[i] {
	case '{':
		if depth < strayDepth {
			return f.stray(i+1, depth+1)
		}
	case '"':
		end := jsonscan.PlainEnd(f.data, i+1)
		if end >= len(f.data) || f.data[end] != '"' {
			return -1
		}
		text := f.data[i+1 : end]
		if len(text) == 0 || f.starts[text[0]] == plainStart && text[len(text)-1] != ' ' && bytes.IndexByte(text, '@') < 0 {
			return end + 1
		}
	}
	return -1
}
