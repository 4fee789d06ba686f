package scrub

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// What is nearly JSON, as people write it and JavaScript prints it, has names without
// quotes and texts in single ones.

// word reads a word, text[i:stop] of level k: a name without quotes, or a value.
func (s *Scrubber) word(k, i, stop, end int) int {
	text := s.levels[k].text[:end]
	f := &s.levels[k].frames[len(s.levels[k].frames)-1]
	isValue, next := follows(text, i, f.array), jsonscan.SkipSpace(text, stop)
	if all := i + wordsEnd(text[i:]); isValue && f.value.Kind != "" && all > i {
		s.plain(k, i, all, f.value)
		return all
	}
	if sign := signAt(text[next:]); !isValue && sign > 0 {
		s.name(k, i, stop)
		return next + sign
	}
	s.loose(k, i, stop, f.value.Hint)
	return stop
}

// wordsEnd is how long a value without quotes is: to the end of the member or the
// line, or to what would have to be escaped.
func wordsEnd(text []byte) int {
	end := bytes.IndexFunc(text, func(r rune) bool { return r < ' ' || strings.ContainsRune(`,}]"\\`, r) })
	if end < 0 {
		end = len(text)
	}
	return len(bytes.TrimRight(text[:end], " "))
}

// follows reports whether a value may begin at text[i], and no name.
func follows(text []byte, i int, array bool) bool {
	before := bytes.TrimRight(text[:i], " \t\r\n")
	return array || len(before) > 0 && before[len(before)-1] == ':' || bytes.HasSuffix(before, []byte("=>"))
}

// signAt is the size of the sign behind a name that a text begins with: a colon, or
// the arrow of Ruby. It is 0 where there is none.
func signAt(text []byte) int {
	switch {
	case len(text) > 0 && text[0] == ':':
		return 1
	case bytes.HasPrefix(text, []byte("=>")):
		return 2
	}
	return 0
}

// singly reads the text in single quotes at i of level k: a member's name or a value.
// It returns -1 where there is none.
func (s *Scrubber) singly(k, i, end int) int {
	text := s.levels[k].text[:end]
	f := &s.levels[k].frames[len(s.levels[k].frames)-1]
	stop := i + 1
	for stop < end && text[stop] != '\'' && text[stop] != '\n' {
		if text[stop] == '\\' {
			stop++
		}
		stop++
	}
	if stop >= end || text[stop] != '\'' {
		return -1
	}
	next := jsonscan.SkipSpace(text, stop+1)
	isValue := follows(text, i, f.array)
	switch {
	case !isValue && signAt(text[next:]) > 0:
		s.name(k, i+1, stop)
		return next + signAt(text[next:])
	case isValue && bytes.Contains(text[i:stop], []byte(`\'`)): // which JSON does not have
		s.plain(k, i+1, stop, f.value)
		return stop + 1
	case isValue && (next == end || bytes.IndexByte([]byte(",}]/#"), text[next]) >= 0 || bytes.IndexByte(text[stop:next], '\n') >= 0):
		s.str(k, i+1, stop, f.value)
		return stop + 1
	}
	return -1
}
