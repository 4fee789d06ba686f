package scrub

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
)

// openers are the characters that may stand before the first quote of an encoded text.
const openers = layer.White + "[{"

// isDoubled reports whether text begins with a quote that is doubled: ""name""
// but not "": 1.
func isDoubled(text []byte) bool {
	text = bytes.TrimLeft(text, openers)
	if !bytes.HasPrefix(text, []byte(`""`)) {
		return false
	}
	next := jsonscan.SkipSpace(text, 2)
	return next < len(text) && text[next] != ':'
}

// isEntities reports whether a text begins with a quote as XML and HTML write it, also
// one that is escaped.
func isEntities(text []byte) bool {
	return isQuoteEntity(bytes.TrimLeft(text, openers+"\\"))
}

// isQuoteEntity reports whether a text begins with a quote as XML and HTML write it,
// or write what is written so already: &amp;quot;.
func isQuoteEntity(text []byte) bool {
	const again = "amp;"
	if bytes.HasPrefix(text, []byte("&"+again)) {
		for text = text[1:]; bytes.HasPrefix(text, []byte(again)); {
			text = text[len(again):]
		}
		text = append([]byte{'&'}, text[:min(len(text), len("#x0022;"))]...)
	}
	return layer.IsQuoteEntity(text)
}

// holdsEntities reports whether JSON begins in a text whose quotes are entities.
func holdsEntities(text []byte) bool {
	if bytes.IndexByte(text, '&') < 0 {
		return false
	}
	for {
		n := bytes.IndexAny(text, "{[")
		if n < 0 {
			return false
		}
		if text = text[n+1:]; isEntities(text) {
			return true
		}
	}
}

// entitiesEnd is where the JSON value ends that a text begins with, whose quotes are
// entities: at the latest where no text of XML and no attribute goes on.
func entitiesEnd(text []byte) int {
	depth, inString := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '<', c == '"':
			return i
		case c == '&' && layer.IsQuoteEntity(text[i:]):
			inString = !inString
		case inString && c == '\\':
			i++
		case !inString && (c == '{' || c == '['):
			depth++
		case !inString && (c == '}' || c == ']'):
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// coded reads JSON whose quotes are escaped, doubled, in hexadecimal or entities, which
// begins at start of level k, to the end of its line, or of the value.
func (s *Scrubber) coded(k, start, end int, g personal.Group) int {
	l := &s.levels[k]
	coding := layer.Escaped
	stop := start + lineEnd(l.text[start:end])
	switch rest := l.text[start+1 : end]; {
	case isDoubled(rest):
		coding = layer.Cell
		stop = start + cellEnd(l.text[start:end])
	case layer.IsHexQuote(rest, openers):
		coding = layer.Hex
		if n := bytes.IndexByte(l.text[start:stop], '"'); n >= 0 {
			stop = start + n
		}
	case isEntities(rest):
		coding = layer.Entities
		stop = start + entitiesEnd(l.text[start:end])
	}
	if k == maxLevels {
		s.loose(k, start, stop, g.Hint)
		return stop
	}
	s.decode(k, start, stop, coding)
	s.inner(k, start, g)
	return stop
}

// cellEnd is where the quoted cell ends that a text is from.
func cellEnd(text []byte) int {
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			if i+1 == len(text) || text[i+1] != '"' {
				return i
			}
			i++
		}
	}
	return len(text)
}

// escapes finds what is percent-encoded in text[from:to] of level k: the value of
// a form's field, or a word.
func (s *Scrubber) escapes(k, from, to int) {
	l := &s.levels[k]
	text := l.text[from:to]
	for at := 0; ; {
		n := bytes.IndexByte(text[at:], '%')
		if n < 0 {
			return
		}
		n += at
		end := n + formEnd(text[n:])
		if n+2 < len(text) && isHex(text[n+1]) && isHex(text[n+2]) {
			start := at + bytes.LastIndexAny(text[at:n], formEnds+"=") + 1
			l.fresh = append(l.fresh, piece{start: from + start, end: from + end, coding: layer.Form})
			at = end
		} else {
			at = n + 1
		}
	}
}

// formEnds are the bytes that end the value of a form's field in any text.
const formEnds = " \t\r\n&\"'<>\\"

func formEnd(text []byte) int {
	if n := bytes.IndexAny(text, formEnds); n >= 0 {
		return n
	}
	return len(text)
}

func isHex(c byte) bool { return c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'f' }
