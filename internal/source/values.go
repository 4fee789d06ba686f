package source

import (
	"bytes"
	"iter"
	"slices"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Values looks closely at what stands in p: the JSON values of a line with
// something before or behind them, and what is no JSON but may hold a webhook
// in its text. It is the careful road, for a payload that could not be read as
// it stands; a plain one never needs it.
//
// Each value has its own place. Where p is one value, or so broken that nothing
// in it can be told apart, Values gives p itself. A piece with Text set holds no
// value of its own: a form, a row of CSV, JSON that is escaped or broken.
func (p Payload) Values() iter.Seq[Payload] {
	return func(yield func(Payload) bool) {
		cursor := jsonscan.NewCursor(p.Bytes, p.Line, p.Column)
		cut(p.Bytes, p.IsLoose(), func(part piece) bool {
			q := p
			q.Text = part.text
			if part.same {
				return yield(q)
			}
			q.Bytes = p.Bytes[part.start:part.end]
			q.Offset += int64(part.start)
			q.Line, q.Column = cursor.At(part.start)
			if q.Origin.Index < 0 && (!part.alone || q.Origin.Line > 0) {
				q.Origin.Line, q.Single = q.Line, false
			}
			q.Before, q.After = around(p, part.start, part.end)
			return yield(q)
		})
	}
}

// around is what stands beside a piece of p on its lines.
func around(p Payload, start, end int) (left, right []byte) {
	left, right = before(p.Bytes[:start]), after(p.Bytes[end:])
	if len(left) == start {
		left = before(append(bytes.Clone(p.Before), left...))
	}
	if len(right) == len(p.Bytes)-end {
		right = after(append(bytes.Clone(right), p.After...))
	}
	return left, right
}

// Skippable reports whether it is no fault if p holds no webhook: it is from a
// text, such as a log, and says nowhere that it is one.
func (p Payload) Skippable() bool { return !p.only && p.IsLoose() && !claims(p.Bytes) }

// Skip counts p as skipped: it holds no webhook, and neither does any of its
// Values, and all of them are Skippable. What the count is for is in Skipped.
func (p Payload) Skip() {
	switch {
	case p.part == nil || p.only:
	case p.part.inside != "": // it is no line of a text
		p.Pass()
	default:
		p.part.skip(p)
	}
}

// piece is a part of a payload.
type piece struct {
	start, end int
	text       bool // it is no value
	alone      bool // there is no other piece
	same       bool // it is all of the payload, but for space around it
}

// lead is how many bytes of text are a byte order mark and white space.
func lead(text []byte) int {
	start := 0
	if bytes.HasPrefix(text, bom) {
		start = len(bom)
	}
	return jsonscan.SkipSpace(text, start)
}

// pastComments is behind the comments that stand at the start of a value, or
// start itself where no value follows.
func pastComments(text []byte, start int) int {
	at := skipComments(text, start)
	if at < len(text) && (text[at] == '{' || text[at] == '[') {
		return at
	}
	return start
}

// skipComments is behind the comments and white space at text[at].
func skipComments(text []byte, at int) int {
	for {
		at = jsonscan.SkipSpace(text, at)
		length := -1
		switch rest := text[at:]; {
		case bytes.HasPrefix(rest, []byte("#")), bytes.HasPrefix(rest, []byte("//")):
			if length = bytes.IndexByte(rest, '\n'); length < 0 {
				length = len(rest)
			}
		case bytes.HasPrefix(rest, []byte("/*")):
			if length = bytes.Index(rest[2:], []byte("*/")); length >= 0 {
				length += 4
			}
		}
		if length < 0 {
			return at
		}
		at += length
	}
}

// isCommentStart says that text begins a comment that does not end in it, as
// far as skipComments tells.
func isCommentStart(text []byte) bool {
	return bytes.HasPrefix(text, []byte("/*")) || string(text) == "/"
}

// cutter tells the values of a text apart.
type cutter struct {
	text  []byte
	loose bool
	yield func(piece) bool

	named  bool // the text names webhook_trigger
	first  int  // where a value may begin
	open   int  // behind the last value
	count  int  // pieces so far
	held   piece
	broken int // where a value begins that names webhook_trigger, and breaks behind it; 0 for none
	steps  int // bytes that were looked at for a value
}

// cut tells the values of a text apart and hands them to yield until it
// returns false. Where the text names webhook_trigger, only the values that do
// so count, and what is between them is a piece if it claims to be a webhook.
// In a loose text all else is passed over; in a strict one only what stands
// before the first value is. It returns how many bytes it read.
func cut(text []byte, loose bool, yield func(piece) bool) (steps int) {
	c := cutter{text: text, loose: loose, yield: yield, named: names(text), first: lead(text)}
	if !loose {
		c.first = pastComments(text, c.first)
	}
	if c.isCuttable() && !c.each(c.value) {
		return c.steps
	}
	c.end()
	return c.steps
}

// each hands where every value is to do, and returns false where do does.
func (c *cutter) each(do func(start, end int) bool) bool {
	scalars := true
	for at := c.first; ; {
		start := candidate(c.text, at, c.first, scalars)
		if start < 0 {
			return true
		}
		o := outline{long: !c.loose}
		n, v := o.scan(c.text[start:])
		c.steps += n
		if v == unfinished && scalars && candidate(c.text, start, -1, false) != start {
			at, scalars = start, false // it is no array that begins with a number
			continue
		}
		if at = max(start+1, start+n); v == complete && !do(start, at) {
			return false
		}
		switch {
		case v == complete || !c.loose:
		case claims(c.text[start : start+n]):
			c.broken = start
		case !c.named && opensCoded(c.text[start:]):
			c.broken = start
			return true
		}
	}
}

// opensCoded reports whether an object begins with a quote that is escaped, or written
// as in XML. What looks like a value inside is a part of it.
func opensCoded(text []byte) bool {
	next := jsonscan.SkipSpace(text, 1)
	return next < len(text) && (text[next] == '\\' || text[next] == '&')
}

// isCuttable reports whether values are looked for: in a strict text only where
// they tell more than the JSON checker does about all of it.
func (c *cutter) isCuttable() bool {
	switch {
	case c.loose:
		return true
	case c.first < len(c.text) && c.text[c.first] == '[':
		var o outline
		n, v := o.scan(c.text[c.first:])
		c.steps += n
		return v == complete // else it is an array that lacks something
	}
	return c.named || c.isTidy()
}

// isTidy reports whether nothing but what separates values stands behind the
// first one.
func (c *cutter) isTidy() bool {
	open := -1
	tidy := c.each(func(start, end int) bool {
		ok := open < 0 || isSeparator(c.text[open:start])
		open = end
		return ok
	})
	return tidy && (open < 0 || isSeparator(c.text[open:]))
}

// value takes a value. The first one is held until it is known whether it is
// the only one.
func (c *cutter) value(start, end int) bool {
	if c.named && !names(c.text[start:end]) {
		return true
	}
	gap := c.text[c.open:start]
	fault := claims(gap) || !c.loose && c.count > 0 && !isSeparator(gap)
	if c.count == 1 && !c.yield(c.held) || fault && !c.yield(piece{start: c.open, end: start, text: true}) {
		return false
	}
	c.held, c.open = piece{start: start, end: end}, end
	if c.count++; fault && c.count == 1 {
		c.count = 2
	}
	return c.count == 1 || c.yield(c.held)
}

// end takes what stands behind the last value.
func (c *cutter) end() {
	rest := c.text[c.open:]
	fault := !isSeparator(rest) && (!c.loose || claims(rest))
	behind := piece{start: c.open, end: len(c.text), text: true}
	if c.broken == 0 && c.loose && claims(rest) {
		c.broken = scriptObject(c.text)
	}
	if c.broken > 0 && c.broken >= c.open {
		behind.start, behind.text = c.broken, false
	}
	switch {
	case c.count == 0 && !behind.text && c.broken > c.first:
		behind.alone = true
		c.yield(behind)
	case c.count == 0, c.count == 1 && fault && !claims(rest):
		// A value and what should not be there: the JSON checker says what.
		isJSON := c.first < len(c.text) && (c.text[c.first] == '{' || c.text[c.first] == '[' && !c.isBracket())
		c.yield(piece{end: len(c.text), same: true, text: !isJSON})
	case c.count == 1:
		c.held.alone = !fault
		c.held.same = !fault && c.held.start <= c.first && len(trimSpace(rest)) == 0
		if c.yield(c.held) && fault {
			c.yield(behind)
		}
	case fault:
		c.yield(behind)
	}
}

// scriptObject is where the object begins whose member webhook_trigger is, where its
// names are written as in JavaScript or Python; 0 where that is not so.
func scriptObject(text []byte) int {
	open := 0
	for at := bytes.Index(text, trigger); at > 0; {
		if at = bytes.LastIndexAny(text[:at], "{}"); at < 0 {
			break
		}
		switch {
		case text[at] == '}':
			open++
			continue
		case open > 0:
			open--
			continue
		}
		name := text[jsonscan.SkipSpace(text, at+1)]
		if name == '\'' || name|0x20-'a' < 26 {
			return at
		}
		break
	}
	return 0
}

// isBracket reports whether a line begins with a bracket rather than an array: with
// a date, a level, the name of a thread.
func (c *cutter) isBracket() bool {
	return c.loose && candidate(c.text, c.first, -1, false) != c.first
}

// candidate returns where from at on a JSON value may begin, or -1: an object,
// an array of something else than words, or, at the first character, a string
// that is all there is. With scalars, an array may also begin with a number or a
// literal, as a date in brackets does.
func candidate(text []byte, at, first int, scalars bool) int {
	if at == first && at < len(text) && text[at] == '"' && isString(text[at:]) {
		return at
	}
	for ; at < len(text); at++ {
		n := bytes.IndexAny(text[at:], "{[")
		if n < 0 {
			break
		}
		at += n
		if text[at] == '{' {
			return at
		}
		near := text[:min(len(text), at+maxGap)]
		next := jsonscan.SkipSpace(near, at+1)
		if next == len(text) || next < len(near) && (bytes.IndexByte([]byte(`{["]`), text[next]) >= 0 || scalars && isScalar(text[next:])) {
			return at
		}
	}
	return -1
}

// isScalar reports whether text begins as a number or a literal of JSON does.
func isScalar(text []byte) bool {
	return text[0] == '-' || text[0]-'0' < 10 || slices.ContainsFunc([]string{"true", "false", "null"}, func(literal string) bool {
		return len(text) >= len(literal) && string(text[:len(literal)]) == literal
	})
}

// maxGap is how much white space there may be behind the [ of an array in a text.
const maxGap = 64

// isString says that text is one JSON string, and nothing behind it.
func isString(text []byte) bool {
	var o outline
	n, v := o.scan(text)
	return v == complete && isSeparator(text[n:])
}

// isSeparator says that text may stand between values in a row.
func isSeparator(text []byte) bool { return len(bytes.Trim(text, " \t\r\n,")) == 0 }
