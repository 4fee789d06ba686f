package lint

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// words are the texts of a finding.
type words struct {
	message string
	help    []string
	fix     string
}

// words returns the texts of a finding about a node of doc, which is at pointer.
func (l *Linter) words(f *finding, doc *jsonscan.Document, pointer []byte) words {
	return l.said.Of(&f.Observation, doc, func() words { return l.newWords(f, doc, pointer) })
}

func (l *Linter) newWords(f *finding, doc *jsonscan.Document, pointer []byte) (w words) {
	m, lang := catalog.MessageByID(f.Message), l.config.lang()
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
