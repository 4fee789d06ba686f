package scrub

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// Nearly all texts are JSON as programs write it, and nearly all values of it are
// nobody's. quick reads those; token, which reads everything, makes the same of
// them, but takes its time.

// quick goes on in the innermost container as long as nothing needs a closer
// look, and returns where token is to.
func (s *Scrubber) quick(k, i, end int) int {
	l := &s.levels[k]
	text := l.text[:end]
	if s.Limited {
		return i
	}
	for len(l.frames) > 0 {
		if i = skipBlank(text, i); i >= end {
			return i
		}
		f := &l.frames[len(l.frames)-1]
		switch text[i] {
		case '"':
			next := -1
			if !f.array {
				next = s.member(k, i, end)
			}
			if next < 0 {
				return i
			}
			i = next
		case ',':
			f.index++
			f.value = f.group
			i++
		case '}', ']':
			i = s.close(k, i+1)
		case '{', '[':
			if !f.array || mayBeBytes(text, i) {
				return i
			}
			s.open(k, i, f.value, false)
			i++
		default:
			return i
		}
	}
	return i
}

// skipBlank skips blanks, and line breaks behind which no other value can begin.
func skipBlank(text []byte, i int) int {
	for i < len(text) && text[i] <= ' ' {
		switch text[i] {
		case ' ', '\t', '\r':
		case '\n':
			if i+1 == len(text) || !isInside[text[i+1]] {
				return i
			}
		default:
			return i
		}
		i++
	}
	return i
}

// isInside tells the bytes at the start of a line in which a value goes on. It is
// never written to.
var isInside = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '"': true, '}': true, ']': true}

// member reads a member of an object with its value, or up to the bracket that
// opens that. It returns -1 where nothing was done.
func (s *Scrubber) member(k, i, end int) int {
	l := &s.levels[k]
	text := l.text[:end]
	f := &l.frames[len(l.frames)-1]
	name := s.expected(text[i+1:])
	if name == nil {
		stop := jsonscan.PlainEnd(text, i+1)
		if stop+1 >= end || text[stop] != '"' || text[stop+1] != ':' {
			return -1
		}
		name = s.known(text[i+1 : stop])
		s.before.next = name
	}
	s.before = name
	if i += len(name.raw) + len(`"":`); i < end && text[i] == ' ' {
		i++
	}
	if name.special || i == end || len(f.called) > 0 {
		return -1
	}
	group, itself := name.in(&f.group)
	if itself != "" {
		return -1
	}
	switch c := text[i]; {
	case c == '"':
		return s.value(k, i+1, end, name, group)
	case mayBeBytes(text, i):
	case c == '{', c == '[':
		f.take(name, group)
		s.open(k, i, f.value, false)
		return i + 1
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		if n, kind := jsonscan.ScanLiteral(text, i); kind != jsonscan.Invalid && n < end && isDelimiter[text[n]] {
			f.take(name, group)
			return n
		}
	case c-'0' < 10:
		f.take(name, group)
		return s.scalar(k, i, end)
	}
	return -1
}

// expected is the member's name that followed the one before the last time, where
// text begins with it, its quote and a colon.
func (s *Scrubber) expected(text []byte) *knownName {
	name := s.before.next
	if name == nil {
		return nil
	}
	n := len(name.raw)
	if len(text) < n+2 || text[n] != '"' || text[n+1] != ':' || !bytes.Equal(text[:n], name.raw) {
		return nil
	}
	return name
}

// value reads the text of a string that is a member's value, and its quote. It
// returns -1 where nothing was done.
func (s *Scrubber) value(k, i, end int, name *knownName, group *personal.Group) int {
	l := &s.levels[k]
	text := l.text[:end]
	stop, signs := glance(text, i)
	if stop < end && text[stop] >= 0x80 {
		var escaped bool
		if stop, escaped = scanString(text, stop); escaped || stop < 0 {
			return -1
		}
		signs = true
	}
	if stop >= end || text[stop] != '"' {
		return -1
	}
	if next := jsonscan.SkipSpace(text, stop+1); next < end && text[next] == ':' {
		return -1
	}
	l.frames[len(l.frames)-1].take(name, group)
	switch {
	case group.Kind != "":
		s.plain(k, i, stop, *group)
	case signs || mayHoldNumber(text[i:stop]):
		s.detect(k, i, stop, group.Hint)
	}
	return stop + 1
}

// mayHoldNumber reports whether a text may hold somebody's number, an address with
// [at], the word passport, or something packed.
func mayHoldNumber(text []byte) bool {
	if len(text) >= shortestPacked || bytes.IndexByte(text, '(') >= 0 || bytes.IndexByte(text, '[') >= 0 ||
		len(text) > len("passport ") && bytes.IndexByte(text, ' ') >= 0 && namesPassport(text) {
		return true
	}
	for i := shortestNumber - 1; i < len(text); i += shortestNumber {
		from, to := i, i
		for from > 0 && looks[text[from-1]]&ofNumber != 0 {
			from--
		}
		for to < len(text) && looks[text[to]]&ofNumber != 0 {
			to++
		}
		if to-from >= shortestNumber {
			return true
		}
	}
	return false
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// glance returns where from i on a text has a quote, a backslash, a control
// character or what is not ASCII, and whether it may have one of @:%=& before that.
func glance(text []byte, i int) (end int, signs bool) {
	var found uint64
	for len(text)-i >= 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		// The lowest hit is exact: a borrow starts at a byte that is a hit itself.
		stop := (((x ^ 0x02*ones) - 0x21*ones) | ((x ^ '\\'*ones) - ones) | x) & highs
		sign := (((x ^ '@'*ones) - ones) | ((x ^ ':'*ones) - ones) | ((x ^ '%'*ones) - ones) | ((x ^ '='*ones) - ones) | ((x ^ '&'*ones) - ones)) & highs
		if stop != 0 {
			found |= sign & (stop&-stop - 1)
			return i + bits.TrailingZeros64(stop)>>3, found != 0
		}
		found |= sign
		i += 8
	}
	return jsonscan.PlainEnd(text, i), true
}

// isSpecial tells the names whose values depend on what stands around them.
func isSpecial(name []byte) bool {
	switch string(name) {
	case "name", "key", "data", "value":
		return true
	}
	return false
}
