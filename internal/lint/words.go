package lint

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// words are the texts of a finding.
type words struct {
	message string
	help    []string
	fix     string
}

// said remembers texts: what is odd in an archive is mostly the same in every
// payload.
type said map[saying]words

// saying is all that the texts of an observation depend on, as long as they do
// not show the value.
type saying struct {
	message     catalog.MessageID
	found, want catalog.PhraseID
	object      *event.Object
	field       *catalog.Field
	right, name string
}

// maxSaid bounds the texts that are remembered, and maxSaidName how long the
// names within may be.
const (
	maxSaid     = 512
	maxSaidName = 128
)

// words returns the texts of a finding about a node of doc, which is at pointer.
func (l *Linter) words(f *finding, doc *jsonscan.Document, pointer []byte) words {
	m := catalog.MessageByID(f.Message)
	if showsValue(f, m) {
		return l.newWords(f, m, doc, pointer)
	}
	var name []byte
	if f.OnName {
		n := &doc.Nodes[f.Node]
		if name = doc.Data[n.KeyStart:n.KeyEnd]; len(name) > maxSaidName {
			return l.newWords(f, m, doc, pointer)
		}
	}
	if w, ok := l.said[saying{f.Message, f.Found, f.Want, f.Object, f.Field, f.Right, string(name)}]; ok {
		return w
	}
	if l.said == nil || len(l.said) == maxSaid {
		l.said = said{}
	}
	w := l.newWords(f, m, doc, pointer)
	l.said[saying{f.Message, f.Found, f.Want, f.Object, f.Field, f.Right, string(name)}] = w
	return w
}

// showsValue reports whether a text of the finding depends on the value itself,
// its place or its opening.
func showsValue(f *finding, m *catalog.Message) bool {
	return strings.Contains(m.Text.En, "{value}") || f.Field == nil && !f.OnName
}

func (l *Linter) newWords(f *finding, m *catalog.Message, doc *jsonscan.Document, pointer []byte) (w words) {
	lang := l.config.lang()
	argument := func(dst []byte, name string) ([]byte, bool) {
		switch {
		case f.err != nil && name == "reason":
			return append(dst, say.Error(lang, f.err)...), true
		case f.err != nil && name == "hint":
			return append(dst, f.hint...), true
		case name == "path" && f.Field == nil && !f.OnName:
			return append(dst, pointer[bytes.LastIndexByte(pointer, '/')+1:]...), true
		}
		return f.AppendArgument(dst, doc, name, lang)
	}
	fill := func(text catalog.Text) string {
		literal := text.In(lang)
		if strings.IndexByte(literal, '{') < 0 {
			return literal
		}
		l.text = catalog.AppendFilled(l.text[:0], literal, argument)
		return string(l.text)
	}
	w.message, w.fix, w.help = fill(m.Text), fill(m.Fix), make([]string, len(m.Help))
	for i := range m.Help {
		w.help[i] = fill(m.Help[i])
	}
	if u := f.Unknown(doc); u != nil {
		w.help = append(w.help, catalog.Remark(u.ID).In(lang))
	}
	return w
}
