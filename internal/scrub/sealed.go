package scrub

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/seal"
)

// mayBeSealed is a first look at a string called data.
func mayBeSealed(text []byte) bool {
	if len(text) < 22 {
		return false
	}
	for _, c := range text[:22] {
		if !layer.InBase64(c) && c != '=' {
			return false
		}
	}
	return true
}

// sealed reads the envelope that begins at start of level k, and returns what is
// behind it; ok is false where it is none.
func (s *Scrubber) sealed(k, start, end int) (next int, ok bool) {
	l := &s.levels[k]
	var doc jsonscan.Document
	stop := valueEnd(l.text[:end], start)
	if stop < 0 || s.Cipher.Open == nil || k == maxLevels {
		return 0, false
	}
	doc.Parse(l.text[start:stop])
	if doc.Fatal() != nil {
		return 0, false
	}
	form, data := seal.FormOf(&doc)
	if k > 0 || len(l.frames) > 1 {
		form, data = seal.FormWithin(&doc, 0)
	}
	if form != seal.Sealed {
		return 0, false
	}
	plain, err := s.Cipher.Open(seal.Ciphertext(&doc, data))
	if err != nil {
		if s.Closed != nil {
			s.Closed(s.offset(k, start), err)
		}
		return 0, false
	}
	inner := &s.levels[k+1]
	inner.reset(plain)
	inner.offset = start
	s.scan(k+1, 0, len(plain), personal.Group{})
	s.echo(k+1, s.people, 0, len(plain))
	if len(inner.edits) == 0 {
		return 0, false
	}
	s.unseal(k, start, &doc, data, inner.apply(nil))
	l.frames[len(l.frames)-1].value.Kind = ""
	return s.close(k, stop), true
}

// unseal puts what an envelope holds in its place, or seals it again.
func (s *Scrubber) unseal(k, start int, doc *jsonscan.Document, data int, plain []byte) {
	l := &s.levels[k]
	at := len(l.news)
	from, to := doc.Span(data)
	if s.Cipher.Seal != nil {
		l.news = append(append(append(l.news, '"'), s.Cipher.Seal(plain)...), '"')
		l.add(start+from, start+to, at)
		return
	}
	if !jsonscan.Valid(plain) {
		plain = jsonscan.AppendQuoted(nil, plain)
	}
	if doc.After(0) == doc.After(data) && data == 1 { // data is all there is
		from, to = 0, len(doc.Data)
	}
	mark, marked := doc.Get(0, catalog.AnswerEncrypted)
	clear := func() {
		at := len(l.news)
		from, to := doc.Span(mark)
		l.news = append(l.news, "false"...)
		l.add(start+from, start+to, at)
	}
	if marked && mark < data {
		clear()
	}
	at = len(l.news)
	l.news = append(l.news, plain...)
	l.add(start+from, start+to, at)
	if marked && mark > data {
		clear()
	}
}

// valueEnd is where the object that begins at text[i] ends, -1 where it does not.
func valueEnd(text []byte, i int) int {
	depth := 0
	for i < len(text) {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			if i = stringEnd(text, i+1); i < 0 {
				return -1
			}
		}
		i++
	}
	return -1
}
