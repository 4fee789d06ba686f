package event

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// wording is what the machine form of many events has in common, in one language
// and as JSON. It is made when it is first needed.
type wording struct {
	lang   string
	tree   *Tree
	heads  []*head // by the ID of the event's object
	sealed []piece // the summary of a payload that is sealed
	codes  map[*catalog.Code][]byte
	notes  Memo[[]byte]
}

// head is the beginning of the machine form of an event.
type head struct {
	json    []byte // as far as the summary, where the trigger is the event's name
	summary []piece
	actions [][]condition // of the event's Actions
}

func newWording(t *Tree, lang string) *wording {
	return &wording{
		lang: lang, tree: t, heads: make([]*head, t.Objects), sealed: []piece{textPiece(sealedSummary().In(lang))},
		codes: map[*catalog.Code][]byte{},
	}
}

func (w *wording) head(root *Object) *head {
	if w.heads[root.ID] == nil {
		w.heads[root.ID] = &head{
			json:    appendHead(nil, root.Event.Name, root.Event.Name, true),
			summary: w.tree.summary(root, root.Event.Summary.In(w.lang)),
			actions: conditions(root.Event),
		}
	}
	return w.heads[root.ID]
}

func appendHead(dst []byte, name, trigger string, known bool) []byte {
	dst = appendText(append(dst, `,"event":`...), name)
	dst = appendText(append(dst, `,"trigger":`...), trigger)
	dst = appendBool(append(dst, `,"known":`...), known)
	return append(dst, `,"summary":`...)
}

// code is what follows the attempts in the machine form of a retry. c is nil for
// a code outside the table.
func (w *wording) code(c *catalog.Code) []byte {
	text, ok := w.codes[c]
	if !ok {
		text = appendCode(nil, c, w.lang)
		w.codes[c] = text
	}
	return text
}

func appendCode(dst []byte, c *catalog.Code, lang string) []byte {
	dst = appendBool(append(dst, `,"known":`...), c != nil)
	author, ours := "", ""
	if c != nil {
		author, ours = string(c.DescriptionAuthor(lang)), string(catalog.ByArgosctl)
	} else {
		c = &catalog.Code{}
	}
	member := func(name, text string) { dst = appendText(append(dst, name...), text) }
	member(`,"description":`, c.Description.In(lang))
	member(`,"description_source":`, author)
	dst = appendStrings(append(dst, `,"flows":`...), c.Flows)
	member(`,"category":`, c.Category)
	member(`,"category_source":`, ours)
	dst = appendBool(append(dst, `,"retryable":`...), c.RetryHelps.Retryable())
	member(`,"retry_helps":`, string(c.RetryHelps))
	member(`,"retry_helps_source":`, ours)
	dst = jsonscan.AppendQuoted(append(dst, `,"guidance":{"user":`...), c.Guidance.User.In(lang))
	dst = jsonscan.AppendQuoted(append(dst, `,"integrator":`...), c.Guidance.Integrator.In(lang))
	member(`},"guidance_source":`, ours)
	return append(dst, '}')
}
