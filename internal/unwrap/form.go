package unwrap

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/seal"
)

// isForm reports whether a text is the fields of a form, name=value&name=value,
// or a text that is percent-encoded as a whole.
func isForm(text []byte) bool {
	text = bytes.TrimRight(text, "\r\n")
	if bytes.ContainsAny(text, " \t\r\n\"{}<>") {
		return false
	}
	name, _, ok := bytes.Cut(text, []byte("="))
	return ok && len(name) > 0 || isEncodedBrace(text)
}

func isEncodedBrace(text []byte) bool {
	return len(text) > 2 && text[0] == '%' && (text[1] == '7' || text[1] == '5') && text[2]|0x20 == 'b'
}

// holdsPacked reports whether a text is a form with a field that is Base64.
func holdsPacked(text []byte) bool {
	for from := 0; ; {
		n := bytes.IndexByte(text[from:], '=')
		if n < 0 || len(text)-from-n < shortest {
			return false
		}
		if from += n + 1; seal.Readable(text[from:]) {
			return isForm(text)
		}
	}
}

// form looks into the fields of the form at start up to stop of a level's text.
func (f *Finder) form(k, start, stop int) {
	l := &f.levels[k]
	text := l.text.Bytes
	if k == MaxLevels {
		f.notice(tooDeep, k, start, stop)
		return
	}
	for start < stop && !f.done {
		end := stop
		if n := bytes.IndexAny(text[start:stop], "&\r\n"); n >= 0 {
			end = start + n
		}
		name, value, ok := bytes.Cut(text[start:end], []byte("="))
		switch {
		case isEncodedBrace(text[start:end]):
			f.field(k, layer.Form, start, end)
		case ok && len(value) >= shortest:
			var field layer.Text
			field.Decode(&l.text, layer.Form, start, start+len(name), nil)
			f.within(catalog.PhraseForm, string(field.Bytes), func() { f.field(k, layer.Form, start+len(name)+1, end) })
		}
		start = end + 1
	}
}

// field looks into a field's value, which stands at start up to end of a level's
// text.
func (f *Finder) field(k int, coding layer.Coding, start, end int) {
	if f.At != nil && len(f.frames) > 0 && !f.onTheWay() {
		return
	}
	next := &f.levels[k+1]
	next.bytes = next.text.Decode(&f.levels[k].text, coding, start, end, next.bytes)
	if looksLike(next.text.Bytes) != nothing || f.At != nil {
		f.text(k + 1)
	}
}
