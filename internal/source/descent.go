package source

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// descent is a value over the limit that is being taken apart: a capture or an
// export in one piece. What it holds is handed on value by value, each with its
// JSON Pointer, so that memory does not grow with the value. A webhook is not
// taken apart: over the limit it is refused.
type descent struct {
	active bool
	root   *overrun // what it is if nothing in it can be handed on
	pieces int      // that were handed on, or are refused
	levels []step   // the containers that are open, outermost first
	want   state
}

// step is a container that is open, and the place in it.
type step struct {
	array   bool
	webhook bool // it turned out to be one
	index   int
	name    string
}

// descend begins to take the value at data[r.start] apart. It reports false for
// what is to be passed over as a whole.
func (s *stream) descend(data []byte, r record) bool {
	head := data[r.start:]
	if head[0] != '{' && head[0] != '[' || isWebhook(head[:min(len(head), s.opts.MaxPayload)]) {
		return false
	}
	s.overrun(r)
	s.descent, s.over = descent{active: true, root: s.over}, nil
	return true
}

// isWebhook reports whether text begins with an object that has the member that
// every webhook carries, as far as its members are whole.
func isWebhook(text []byte) bool {
	if text[0] != '{' || !names(text) {
		return false
	}
	for at := jsonscan.SkipSpace(text, 1); at < len(text) && text[at] == '"'; {
		end, _, ok := jsonscan.ScanString(text, at)
		if ok && catalog.SameName(string(text[at+1:end-1]), catalog.TriggerName) {
			return true
		}
		if at = jsonscan.SkipSpace(text, end); !ok || at == len(text) || text[at] != ':' {
			return false
		}
		at = jsonscan.SkipSpace(text, at+1)
		end, v := valueEnd(text, at)
		if at = jsonscan.SkipSpace(text, end); v != complete || at == len(text) || text[at] != ',' {
			return false
		}
		at = jsonscan.SkipSpace(text, at+1)
	}
	return false
}

// valueEnd is where the value at text[at] ends.
func valueEnd(text []byte, at int) (end int, v verdict) {
	if at < len(text) && isWord(text[at]) {
		for at < len(text) && isWord(text[at]) {
			at++
		}
		return at, complete
	}
	var o outline
	n, v := o.scan(text[at:])
	return at + n, v
}

// splitDescent takes values off the one that is being taken apart.
func (s *stream) splitDescent(c *Chunk, data []byte) (used int) {
	for used < len(data) && used < s.opts.chunk && len(c.parts) < s.opts.most && s.over == nil {
		at := jsonscan.SkipSpace(data, used)
		s.advance(data[used:at])
		used = at
		if at == len(data) {
			break
		}
		if len(s.descent.levels) == 0 {
			s.open(data[at] == '[')
			at++
		} else if at = s.token(c, data, at); at < 0 {
			break
		}
		s.advance(data[used:at])
		used = at
		if len(s.descent.levels) == 0 {
			s.ascend(c, data, used)
			return used
		}
	}
	if s.final() && used == len(data) && s.over == nil {
		s.breakOff(c, used, say.Textf("the end of the file"))
	}
	return used
}

// ascend ends the descent at an offset of the data. A value of which nothing was
// handed on is over the limit, and no more.
func (s *stream) ascend(c *Chunk, data []byte, at int) {
	d := s.descent
	if s.descent = (descent{}); d.pieces == 0 {
		d.root.size, d.root.last = s.offset+int64(at)-d.root.offset, data[at-1]
		s.passed(c, d.root, data[at:])
	}
}

// open opens a container.
func (s *stream) open(isArray bool) {
	s.descent.levels = append(s.descent.levels, step{array: isArray})
	s.descent.want = wantKeyOrEnd
	if isArray {
		s.descent.want = wantValueOrEnd
	}
}

// token takes the token or the value at data[at] and returns where it ends, -1
// where more of the text is needed.
func (s *stream) token(c *Chunk, data []byte, at int) int {
	d := &s.descent
	top := &d.levels[len(d.levels)-1]
	b := data[at]
	switch {
	case b == '}' && !top.array && (d.want == wantKeyOrEnd || d.want == wantCommaOrEnd),
		b == ']' && top.array && (d.want == wantValueOrEnd || d.want == wantCommaOrEnd):
		d.levels = d.levels[:len(d.levels)-1]
		d.want = wantCommaOrEnd
		return at + 1
	case d.want == wantCommaOrEnd && b == ',':
		top.index++
		d.want = wantKeyOrEnd
		if top.array {
			d.want = wantValueOrEnd
		}
		return at + 1
	case d.want == wantColon && b == ':':
		d.want = wantValue
		return at + 1
	case d.want == wantKeyOrEnd && b == '"':
		return s.key(c, data, at)
	case d.want == wantValue || d.want == wantValueOrEnd:
		return s.member(c, data, at)
	}
	return s.breakOff(c, at, found(b))
}

// key takes a member's name.
func (s *stream) key(c *Chunk, data []byte, at int) int {
	d := &s.descent
	end, _, ok := jsonscan.ScanString(data, at)
	if !ok {
		if end == len(data) && !s.final() && end-at <= s.opts.MaxPayload {
			return -1
		}
		return s.breakOff(c, at, say.Textf("a broken name"))
	}
	top := &d.levels[len(d.levels)-1]
	top.name = string(jsonscan.AppendUnquoted(nil, data[at:end]))
	if catalog.SameName(top.name, catalog.TriggerName) {
		top.webhook = true
		d.pieces++
		s.begun = true
		c.fail(tooLarge(s.origin(len(d.levels)-1), s.offset+int64(at), 0, jsonscan.Position{Line: s.line, Column: s.column}, s.opts.MaxPayload))
	}
	d.want = wantColon
	return end
}

// member takes the value at data[at], or opens it where it is long.
func (s *stream) member(c *Chunk, data []byte, at int) int {
	d, b := &s.descent, data[at]
	if isWord(b) {
		end, _ := valueEnd(data, at)
		if end == len(data) && !s.final() {
			return -1
		}
		d.want = wantCommaOrEnd
		return end
	}
	if b != '"' && b != '{' && b != '[' {
		return s.breakOff(c, at, found(b))
	}
	n, v := s.follow(data, at)
	end := at + n
	switch {
	case b != '"' && n > s.longest() && !isWebhook(data[at:at+s.longest()]):
		s.open(b == '[')
		return at + 1
	case n > s.opts.MaxPayload:
		s.over = &overrun{
			offset: s.offset + int64(at), at: jsonscan.Position{Line: s.line, Column: s.column},
			origin: s.origin(len(d.levels)), end: new(valueEnding),
		}
		d.want = wantCommaOrEnd
		return at
	case v == broken:
		return s.breakOff(c, at, say.Textf("a broken value"))
	case v == complete:
		if !s.eof && len(data)-end <= contextBytes {
			return -1
		}
		s.put(c, data, at, end)
		d.want = wantCommaOrEnd
		return end
	case s.final():
		return s.breakOff(c, at, say.Textf("the end of the file"))
	}
	return -1
}

// put hands on a value, unless it is a part of a webhook.
func (s *stream) put(c *Chunk, data []byte, at, end int) {
	const shortest = 20 // of what can hold a webhook, in any coding
	if end-at < shortest {
		return
	}
	for i := range s.descent.levels {
		if s.descent.levels[i].webhook {
			return
		}
	}
	s.descent.pieces++
	s.begun = true
	p := s.part(values, data)
	o := s.origin(len(s.descent.levels))
	p.inside, p.line, p.loose, p.named = o.Inside, o.Line, true, true
	p.spans = len(c.spans)
	c.spans = append(c.spans, span{at, end, s.line, s.column, -1, at})
	p.end = len(c.spans)
	c.parts = append(c.parts, p)
}

// origin is the origin of what stands at the place in the first n open
// containers.
func (s *stream) origin(n int) Origin {
	o := s.descent.root.origin
	var pointer []byte
	for _, step := range s.descent.levels[:n] {
		if step.array {
			pointer = strconv.AppendInt(append(pointer, '/'), int64(step.index), 10)
		} else {
			pointer = jsonscan.AppendPointer(pointer, step.name)
		}
	}
	o.Inside = string(pointer)
	return o
}

// breakOff ends the descent where the value breaks, at an offset of the data, and
// passes over the rest of its line. It returns -1.
func (s *stream) breakOff(c *Chunk, at int, found say.Message) int {
	d := s.descent
	s.over = &overrun{end: lineEnding{}, quiet: true}
	if d.pieces == 0 {
		s.over = d.root
		s.over.size, s.over.end = s.offset+int64(at)-d.root.offset, &valueEnding{broken: true}
	} else {
		c.fail(&diag.Problem{
			Rule: ruleSyntax, Origin: d.root.origin, Offset: s.offset + int64(at), Line: s.line, Column: s.column,
			Message: say.Textf("the value is broken at %s: expected %s, found %s", orRoot(s.origin(len(d.levels)).Inside), d.want.word(), found),
			Hint:    say.Textf("what could be told apart was read"),
		})
	}
	s.descent = descent{}
	return -1
}

func orRoot(pointer string) say.Word {
	if pointer == "" {
		return "its start"
	}
	return say.Word(pointer)
}

// word names it in a message.
func (w state) word() say.Word {
	return [...]say.Word{"a value", "a value or ]", "a name or }", "a colon", "a comma or a closing bracket"}[w]
}
