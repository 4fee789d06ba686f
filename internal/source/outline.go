package source

import "github.com/argosctl/argosctl/internal/jsonscan"

// outline follows the structure of one JSON object, array or string to its
// end. It tells JSON from a text that merely has brackets in it, such as
// "[2026-04-14] {x=1}", and is lenient where that does not matter: it takes
// comments, any word for a scalar, commas before a closing bracket, and a
// missing comma before a member's name. Whoever reads the value judges it.
//
// It reads every byte once and may be fed in pieces.
type outline struct {
	want  state
	token token
	depth int
	opens [maxOutline]int32    // where the levels begin, from the start of the value
	array [maxOutline / 8]byte // one bit a level: is it an array
	size  int                  // bytes of the value that were read before this piece
	long  bool                 // a block comment may go over several lines
	notes int                  // bytes of block comments
	inKey bool
	star  bool // in a block comment, behind a *
	esc   bool // in a string, behind a backslash
}

// maxOutline is how many levels are followed. More are not read as JSON.
const maxOutline = jsonscan.MaxDepth

// state is what the grammar asks for next.
type state uint8

const (
	wantValue state = iota
	wantValueOrEnd
	wantKeyOrEnd
	wantColon
	wantCommaOrEnd
)

// token is what is being read across pieces.
type token uint8

const (
	noToken token = iota
	inString
	inWord
	atSlash
	inLineComment
	inBlockComment
)

// verdict is how far an outline has come.
type verdict uint8

const (
	unfinished verdict = iota // the text ends within the value
	complete
	broken
)

// scan reads on in p. It returns how many bytes of p belong to the value, or
// are before the one at which it breaks.
func (o *outline) scan(p []byte) (n int, v verdict) {
	defer func() { o.size += n }()
	for n < len(p) {
		if o.token != noToken {
			var ok bool
			if n, ok = o.resume(p, n); !ok {
				return n, broken
			}
			if o.token == noToken && o.depth == 0 {
				return n, complete
			}
			continue
		}
		switch c := p[n]; {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
		case c == '/':
			o.token = atSlash
		case c == '#':
			o.token = inLineComment
		case !o.step(c, n):
			return n, broken
		case o.token == inWord:
			continue // c is its first byte
		case o.depth == 0 && o.token == noToken:
			return n + 1, complete
		}
		n++
	}
	return n, unfinished
}

// step takes the byte at n, which begins a token; false where the grammar has no place
// for it.
func (o *outline) step(c byte, n int) bool {
	switch o.want {
	case wantColon:
		o.want = wantValue
		return c == ':'
	case wantCommaOrEnd:
		switch {
		case c == ',' && o.isArray():
			o.want = wantValueOrEnd
			return true
		case c == ',':
			o.want = wantKeyOrEnd
			return true
		case c == '"' && !o.isArray():
			o.token, o.inKey = inString, true
			return true
		}
		return o.closes(c)
	case wantKeyOrEnd:
		if c == '"' {
			o.token, o.inKey = inString, true
			return true
		}
		return o.closes(c)
	case wantValueOrEnd:
		if c == ']' {
			return o.closes(c)
		}
	case wantValue:
	}
	switch {
	case c == '{' || c == '[':
		return o.open(c, n)
	case c == '"':
		o.token, o.inKey = inString, false
		return true
	case isWord(c):
		o.token = inWord
		return true
	}
	return false
}

func (o *outline) open(c byte, n int) bool {
	if o.depth == maxOutline {
		return false
	}
	o.opens[o.depth] = int32(o.size + n)
	bit := byte(1) << (o.depth % 8)
	if c == '[' {
		o.array[o.depth/8] |= bit
		o.want = wantValueOrEnd
	} else {
		o.array[o.depth/8] &^= bit
		o.want = wantKeyOrEnd
	}
	o.depth++
	return true
}

func (o *outline) closes(c byte) bool {
	if c != '}' && c != ']' || (c == ']') != o.isArray() {
		return false
	}
	o.depth--
	o.want = wantCommaOrEnd
	return true
}

func (o *outline) isArray() bool {
	at := o.depth - 1
	return at >= 0 && o.array[at/8]&(1<<(at%8)) != 0
}

// resume reads on in a token and returns where it ends or the text does; ok is
// false where it breaks.
func (o *outline) resume(p []byte, n int) (end int, ok bool) {
	switch o.token {
	case inString:
		return o.text(p, n)
	case inWord:
		for n < len(p) && isWord(p[n]) {
			n++
		}
		if n < len(p) {
			o.token, o.want = noToken, wantCommaOrEnd
		}
	case atSlash:
		switch p[n] {
		case '/':
			o.token = inLineComment
		case '*':
			o.token, o.star = inBlockComment, false
		default:
			return n, false
		}
		n++
	case inLineComment:
		for ; n < len(p); n++ {
			if p[n] == '\n' {
				o.token = noToken
				break
			}
		}
	case inBlockComment:
		for ; n < len(p) && o.token != noToken; n++ {
			if p[n] == '\n' && !o.long {
				return n, false
			}
			if o.star && p[n] == '/' {
				o.token = noToken
			}
			o.star = p[n] == '*'
			o.notes++
		}
	case noToken:
	}
	return n, true
}

// text reads on in a string. JSON allows no line break in one, and a lost
// quote must not swallow the lines that follow.
func (o *outline) text(p []byte, n int) (end int, ok bool) {
	for ; n < len(p); n++ {
		switch c := p[n]; {
		case c == '\n':
			return n, false
		case o.esc:
			o.esc = false
		case c == '\\':
			o.esc = true
		case c == '"':
			o.token, o.want = noToken, wantCommaOrEnd
			if o.inKey {
				o.want = wantColon
			}
			return n + 1, true
		}
	}
	return n, true
}

// isWord reports whether c may be in a number or a literal, or what people
// write for one.
func isWord(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26 || c == '-' || c == '+' || c == '.' || c == '_'
}
