package scrub

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
)

// lengths corrects the Content-Length of the HTTP messages in the text of a level by as
// much as what is replaced changes the lengths of their bodies.
func (l *level) lengths() {
	if len(l.edits) == 0 {
		return
	}
	for _, name := range [...]string{"\nContent-Length:", "\ncontent-length:", "\nCONTENT-LENGTH:"} {
		for at := 0; ; {
			n := bytes.Index(l.text[at:], []byte(name))
			if n < 0 {
				break
			}
			at += n + len(name)
			l.length(at)
		}
	}
}

// length corrects the length of a body, which stands at text[at] in the header before it.
func (l *level) length(at int) {
	for at < len(l.text) && l.text[at] == ' ' {
		at++
	}
	end := at + countDigits(l.text[at:])
	size, err := strconv.Atoi(string(l.text[at:end]))
	body := bodyOf(l.text, end)
	if err != nil || body < 0 || size > len(l.text)-body {
		return
	}
	byStart := func(e edit, at int) int { return cmp.Compare(e.start, at) }
	from, _ := slices.BinarySearchFunc(l.edits, body, byStart)
	to, _ := slices.BinarySearchFunc(l.edits, body+size, byStart)
	grown := 0
	for _, e := range l.edits[from:to] {
		grown += (e.to - e.from) - (e.end - e.start)
	}
	i, isEdited := slices.BinarySearchFunc(l.edits, at, byStart)
	if grown == 0 || isEdited {
		return
	}
	put := len(l.news)
	l.news = strconv.AppendInt(l.news, int64(size+grown), 10)
	l.edits = slices.Insert(l.edits, i, edit{at, end, put, len(l.news)})
}

// bodyOf is where the body begins behind the field of a header that ends at text[i], -1
// where no header goes on there.
func bodyOf(text []byte, i int) int {
	const longest = 64 << 10
	text = text[:min(len(text), i+longest)]
	if len(bytes.TrimRight(text[i:i+lineEnd(text[i:])], " \r")) > 0 {
		return -1
	}
	for i += lineEnd(text[i:]) + 1; i < len(text); {
		line := bytes.TrimRight(text[i:i+lineEnd(text[i:])], "\r")
		i += lineEnd(text[i:]) + 1
		switch {
		case len(line) == 0:
			return i
		case bytes.IndexByte(line, ':') <= 0:
			return -1
		}
	}
	return -1
}
