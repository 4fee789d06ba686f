package unwrap

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
)

// shortest is the least that a text needs to hold a webhook or an envelope, in
// whatever coding.
const shortest = 20

// str looks into the string at node i of level k.
func (f *Finder) str(k, i int) {
	l := &f.levels[k]
	n := &l.doc.Nodes[i]
	start, end := l.base+n.Start+1, l.base+n.End-1
	if end-start < shortest && f.At == nil {
		return
	}
	body := l.text.Bytes[start:end]
	f.steps += len(body)
	kind := looksLike(body)
	if kind == nothing && n.Escaped { // slashes and plus signs may be
		f.packed.text = jsonscan.AppendUnescaped(f.packed.text[:0], body)
		body = f.packed.text
		kind = looksLike(body)
	}
	switch {
	case kind == nothing && f.At == nil:
	case k == MaxLevels:
		f.notice(tooDeep, k, start, end)
	case kind == packedText:
		f.unpack(k, start-1, end+1, body)
	default:
		next := &f.levels[k+1]
		next.bytes = next.text.Decode(&l.text, layer.Escaped, start, end, next.bytes)
		f.text(k + 1)
	}
}

// likeness is what the bytes of a text may be.
type likeness uint8

const (
	nothing    likeness = iota // nothing that could hold a webhook
	openText                   // there is a brace in it, in some spelling
	packedText                 // Base64
)

// looksLike is a first look at a text, escapes included. It reads it at most
// twice, at the speed of memory.
func looksLike(body []byte) likeness {
	switch {
	case bytes.IndexByte(body, '{') >= 0, hasEscapedBrace(body):
		return openText
	case isPacked(body):
		return packedText
	}
	return nothing
}

// hasEscapedBrace looks for a brace as a form or a careful writer of JSON spells
// it.
func hasEscapedBrace(body []byte) bool {
	for _, sign := range []byte{'%', '\\'} {
		for at := 0; ; {
			n := bytes.IndexByte(body[at:], sign)
			if n < 0 {
				break
			}
			at += n + 1
			rest := body[at:]
			switch {
			case sign == '%' && len(rest) > 1 && rest[0] == '7' && rest[1]|0x20 == 'b',
				sign == '%' && len(rest) > 3 && string(rest[:2]) == "25",
				sign == '\\' && len(rest) > 4 && rest[0] == 'u' && string(rest[1:4]) == "007" && rest[4]|0x20 == 'b':
				return true
			}
		}
	}
	return false
}

// text looks into the text of level k.
func (f *Finder) text(k int) {
	l := &f.levels[k]
	text := l.text.Bytes
	f.steps += len(text)
	start := lead(text)
	if start == len(text) {
		return
	}
	found := f.found
	switch c := text[start]; {
	case (c == '{' || c == '[' || c == '"') && f.whole(k):
		return
	case isPacked(text[start:]):
		if k == MaxLevels {
			f.notice(tooDeep, k, 0, len(text))
		} else {
			f.unpack(k, 0, len(text), text)
		}
	case isForm(text[start:]):
		f.form(k, start)
	default:
		f.embedded(k, start)
	}
	if f.found > found || f.done {
		return
	}
	if f.At != nil && f.depth() == len(f.At.parts) {
		f.give(&l.text, 0, len(text), "")
		return
	}
	if at := indexName(text); at >= 0 {
		f.notice(unreadable, k, at, at+len(catalog.TriggerName))
	}
}

// lead is how many bytes of a text are a byte order mark and white space.
func lead(text []byte) int {
	start := 0
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		start = len("\ufeff")
	}
	return jsonscan.SkipSpace(text, start)
}

// whole looks into a text that is JSON; false where it is none. Duplicate names
// and bytes that are no characters are borne where the text names the trigger.
func (f *Finder) whole(k int) bool {
	l := &f.levels[k]
	l.base = 0
	if end, ok := l.doc.ParsePrefix(l.text.Bytes); !ok || jsonscan.SkipSpace(l.text.Bytes, end) < len(l.text.Bytes) {
		if indexName(l.text.Bytes) < 0 {
			return false
		}
		f.steps += len(l.text.Bytes)
		if l.doc.Parse(l.text.Bytes); l.doc.Fatal() != nil {
			return false
		}
	}
	if l.doc.Nodes[0].Kind != jsonscan.Object && l.doc.Nodes[0].Kind != jsonscan.Array && l.doc.Nodes[0].Kind != jsonscan.String {
		return false
	}
	f.value(k, 0)
	return true
}

// embedded looks into the JSON values that stand in a text among other things:
// behind a timestamp, in a dump of a request, a few in a row. A value that
// begins and is none makes it look again from the next brace on, but only as
// often as keeps the whole in proportion to the text.
func (f *Finder) embedded(k, at int) {
	l := &f.levels[k]
	text := l.text.Bytes
	budget := 4*len(text) + 1<<10
	for !f.done && budget > 0 {
		n := bytes.IndexByte(text[at:], '{')
		if n < 0 {
			return
		}
		at += n
		budget--
		switch quoted := jsonscan.SkipSpace(text, at+1); {
		case quoted >= len(text):
			return
		case text[quoted] == '\\' && f.encoded(k, at, layer.Escaped):
			return
		case text[quoted] == '"' && isDoubled(text[quoted:]) && f.encoded(k, at, layer.Cell):
			return
		case text[quoted] != '"':
			at++
			continue
		}
		l.base = at
		end, ok := l.doc.ParsePrefix(text[at:])
		f.steps += end
		budget -= end
		if !ok {
			at++
			continue
		}
		f.value(k, 0)
		at += end
	}
}

// isDoubled reports whether a text that begins with a quote has its quotes
// doubled, as in a cell of CSV: {""name"": but not {"": 1}.
func isDoubled(text []byte) bool {
	if len(text) < 3 || text[1] != '"' {
		return false
	}
	next := jsonscan.SkipSpace(text, 2)
	return next < len(text) && text[next] != ':'
}

// encoded looks into the rest of a text, which is escaped once more than it
// should be. It reports whether that was possible.
func (f *Finder) encoded(k, at int, coding layer.Coding) bool {
	l := &f.levels[k]
	if k == MaxLevels {
		f.notice(tooDeep, k, at, len(l.text.Bytes))
		return true
	}
	next := &f.levels[k+1]
	next.bytes = next.text.Decode(&l.text, coding, at, len(l.text.Bytes), next.bytes)
	found := f.found
	f.embedded(k+1, 0)
	return f.found > found
}

// indexName is where a text names the member that every webhook carries, -1
// where it does not.
func indexName(text []byte) int { return bytes.Index(text, []byte(catalog.TriggerName)) }
