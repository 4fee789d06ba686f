package unwrap

import (
	"bytes"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/source"
)

// shortest is the least that a text needs to hold a webhook or an envelope, in
// whatever coding.
const shortest = 20

// str looks into the string at node i of level k.
func (f *Finder) str(k, i int) {
	l := &f.levels[k]
	start, end := l.doc.Span(i)
	if end-start < shortest+2 && f.At == nil || k == 0 && end > f.whole {
		return
	}
	start, end = l.base+start+1, l.base+end-1
	body := l.text.Bytes[start:end]
	f.steps += len(body)
	kind := looksLike(body)
	if kind == nothing && l.doc.Nodes[i].Escaped { // slashes and plus signs may be
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
	openText                   // there is a brace in it, in some spelling, or it begins as JSON
	packedText                 // Base64
)

// looksLike is a first look at a text, escapes included. It reads it at most
// twice, at the speed of memory.
func looksLike(body []byte) likeness {
	start := bytes.TrimLeft(body[:min(len(body), shortest)], " \t\r\n\\")
	switch {
	case bytes.IndexByte(body, '{') >= 0, hasEscapedBrace(body), len(start) > 0 && (start[0] == '[' || start[0] == '"'):
		return openText
	case isPacked(body):
		return packedText
	case holdsPacked(body), isDataURL(body), digits(body, 0) >= 0:
		return openText
	}
	return nothing
}

// hasEscapedBrace looks for a brace or a bracket as a form or a careful writer of
// JSON spells it.
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
			case sign == '%' && len(rest) > 1 && (rest[0] == '7' || rest[0] == '5') && rest[1]|0x20 == 'b',
				sign == '%' && len(rest) > 3 && string(rest[:2]) == "25",
				sign == '\\' && len(rest) > 4 && (string(rest[:4]) == "u007" || string(rest[:4]) == "u005") && rest[4]|0x20 == 'b':
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
	case (c == '{' || c == '[' || c == '"') && f.json(k, start):
		return
	case isPacked(text[start:]):
		if k == MaxLevels {
			f.notice(tooDeep, k, 0, len(text))
		} else {
			f.unpack(k, 0, len(text), text)
		}
	case isDataURL(text[start:]):
		f.dataURL(k, start)
	case isForm(text[start:]):
		f.form(k, start, len(text))
	case f.unprefixed(k):
	default:
		f.embedded(k)
	}
	if f.found > found || f.done {
		return
	}
	if f.At != nil && f.depth() == len(f.At.parts) {
		f.give(&l.text, 0, len(text), 0)
		return
	}
	if at := indexName(text); at >= 0 {
		why := unreadable
		if k == 0 && isPrefixed(text[:at]) {
			why = prefixed
		}
		f.notice(why, k, at, at+len(catalog.TriggerName))
	}
}

// isPrefixed reports whether what stands before a member's name on its line is none
// of JSON, which began on another line.
func isPrefixed(before []byte) bool {
	before = bytes.TrimRight(before, `"`)
	return !bytes.ContainsAny(before, `{[%\"`) && len(bytes.TrimSpace(before)) > 0
}

// lead is how many bytes of a text are a byte order mark and white space.
func lead(text []byte) int {
	start := 0
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		start = len("\ufeff")
	}
	return jsonscan.SkipSpace(text, start)
}

// json looks into a text that is JSON, which begins at start; false where it is
// none.
func (f *Finder) json(k, start int) bool {
	text := bytes.TrimRight(f.levels[k].text.Bytes, " \t\r\n")
	if last := text[len(text)-1]; last != text[start] && last != text[start]+2 {
		return false
	}
	if !f.parse(k, start, len(text)) {
		return jsonscan.MayExceed(text) && f.apart(k, start)
	}
	if !f.isValue(k) {
		return false
	}
	f.value(k, 0)
	return true
}

// parse reads the value at start up to end of a level's text. Duplicate names
// and bytes that are no characters are borne, but for a text that is code rather
// than a webhook.
func (f *Finder) parse(k, start, end int) bool {
	l := &f.levels[k]
	text := l.text.Bytes[start:end]
	l.base = start
	f.steps += len(text)
	if l.doc.ParseStrict(text) {
		return true
	}
	if !mayName(text) && utf8.Valid(text) {
		return false
	}
	return l.doc.Parse(text) || l.doc.Fatal() == nil
}

// isValue reports whether a level's document is a value that can hold another.
func (f *Finder) isValue(k int) bool {
	kind := f.levels[k].doc.Nodes[0].Kind
	return kind == jsonscan.Object || kind == jsonscan.Array || kind == jsonscan.String
}

// embedded looks into the JSON values that stand in a text among other things:
// behind a timestamp, in a dump of a request, a few in a row.
func (f *Finder) embedded(k int) {
	text := f.levels[k].text.Bytes
	f.steps += len(text)
	source.Pieces(text, func(start, end int) bool {
		switch {
		case end-start < shortest && f.At == nil:
		case f.parse(k, start, end) && f.isValue(k):
			f.value(k, 0)
		default:
			f.encoded(k, start, end)
		}
		return !f.done
	})
}

// mayName reports whether a text may name the trigger, in whatever spelling.
func mayName(text []byte) bool {
	for _, part := range []string{"igger", "IGGER", `\u`} {
		if bytes.Contains(text, []byte(part)) {
			return true
		}
	}
	return false
}

// indexName is where a text names the member that every webhook carries, -1
// where it does not.
func indexName(text []byte) int { return bytes.Index(text, []byte(catalog.TriggerName)) }
