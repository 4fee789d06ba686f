package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

const (
	strayMembers = 12 // of an object that nothing is known of
	strayDepth   = 8
)

// strays reads the members of an object of which nothing is documented, and its
// closing brace: a few, of different names.
func (f *fast) strays(i, depth int) int {
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
		if i = f.stray(jsonscan.SkipSpace(data, i+1), depth); i < 0 {
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

// stray reads a value of which nothing is documented: a text that cannot be
// about anybody whatever it is called, a number or a literal, or some of these.
func (f *fast) stray(i, depth int) int {
	if i >= len(f.data) {
		return -1
	}
	switch f.data[i] {
	case '{', '[':
		if depth == strayDepth {
			return -1
		}
		if f.data[i] == '{' {
			return f.strays(i+1, depth+1)
		}
		return f.elements(i+1, func(i int) int { return f.stray(i, depth+1) })
	case '"':
		end := jsonscan.PlainEnd(f.data, i+1)
		if end >= len(f.data) || f.data[end] != '"' {
			return -1
		}
		if text := f.data[i+1 : end]; len(text) > 0 && !f.nobody(text, bytes.IndexByte(text, '@') >= 0) {
			return -1
		}
		return end + 1
	default:
		return jsonscan.ScalarEnd(f.data, i)
	}
}
