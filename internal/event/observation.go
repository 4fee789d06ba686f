package event

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
)

// MaxObservations bounds the observations of one payload.
const MaxObservations = 1000

// Repair is the edit that removes the cause of an observation.
type Repair uint8

// The repairs.
const (
	NoRepair Repair = iota
	Rename          // the member is to be called Right
	Rewrite         // the value is to be the text Right
	Unquote         // the value is to be the number in its quotes
	Quote           // the value is to be in quotes
)

// Observation is one oddity of a payload: a message of the catalogue, and what
// its arguments are about. It holds no text of its own and is valid as long as
// the document that was read.
type Observation struct {
	Message     catalog.MessageID
	OnName      bool // it is about the name of the member Node
	Repair      Repair
	Found, Want catalog.PhraseID
	Node        int
	Object      *Object        // the object of the catalogue that Node is in, nil outside the catalogue
	Field       *catalog.Field // that it is about, nil for a member outside the catalogue
	Right       string         // what should stand there
	Near        []string       // what may have been meant
	Container   string         // what the payload was found in, in words
}

// Span returns the bytes of the payload that the observation is about. Of an
// object or an array it is only the opening bracket.
func (o *Observation) Span(doc *jsonscan.Document) (start, end int) {
	if o.OnName {
		return doc.NameSpan(o.Node)
	}
	start, end = doc.Span(o.Node)
	if kind := doc.Nodes[o.Node].Kind; kind == jsonscan.Object || kind == jsonscan.Array {
		end = start + 1
	}
	return start, end
}

// Edit is what the observation's repair does to the payload; ok is false where
// it has none.
func (o *Observation) Edit(doc *jsonscan.Document) (e jsonscan.Edit, ok bool) {
	start, end := doc.Span(o.Node)
	raw := string(doc.Raw(o.Node))
	var text string
	switch o.Repair {
	case Rename:
		start, end = doc.NameSpan(o.Node)
		text = `"` + o.Right + `"`
	case Rewrite:
		text = `"` + o.Right + `"`
	case Unquote:
		text = raw[1 : len(raw)-1]
	case Quote:
		text = `"` + raw + `"`
	default:
		return e, false
	}
	return jsonscan.Edit{Offset: start, Length: end - start, Text: text}, true
}

// AppendText appends a template of the observation's message, with the
// arguments filled in.
func (o *Observation) AppendText(dst []byte, doc *jsonscan.Document, text catalog.Text, lang string) []byte {
	return catalog.AppendFilled(dst, text.In(lang), func(dst []byte, name string) ([]byte, bool) {
		return o.AppendArgument(dst, doc, name, lang)
	})
}

// AppendArgument appends the argument of that name; ok is false where the
// observation has none.
func (o *Observation) AppendArgument(dst []byte, doc *jsonscan.Document, name, lang string) (out []byte, ok bool) {
	switch name {
	case "path":
		return o.appendPath(dst, doc), true
	case "name":
		switch {
		case o.OnName:
			return appendName(dst, doc, o.Node), true
		case o.Field != nil:
			return appendShort(dst, o.Field.Name), true
		}
		return appendChoice(dst, o.Near, lang), true
	case "value":
		return appendShort(dst, doc.Text(o.Node)), true
	case "right":
		if o.Message == catalog.MsgFieldUnknownElsewhere { // a path
			return append(dst, o.Right...), true
		}
		return jsonscan.AppendQuoted(dst, o.Right), true
	case "near":
		return appendChoice(dst, o.Near, lang), true
	case "list":
		return appendChoice(dst, o.Field.Enum, lang), true
	case "found":
		return append(dst, o.Found.In(lang)...), true
	case "want":
		if o.Want == 0 { // an event
			return jsonscan.AppendQuoted(dst, o.Right), true
		}
		return append(dst, o.Want.In(lang)...), true
	case "meaning":
		return append(dst, continued(o.Field.Meaning.In(lang), lang)...), true
	case "event":
		return append(dst, o.Object.Event.Name...), true
	case "trigger":
		return append(dst, catalog.TriggerName...), true
	case "container":
		return append(dst, o.Container...), true
	case "place":
		if o.Right == "" {
			return append(dst, catalog.PhraseThisValue.In(lang)...), true
		}
		return append(dst, o.Right...), true
	case "max":
		return strconv.AppendInt(dst, limit.Levels, 10), true
	case "events":
		return appendEvents(dst), true
	}
	return dst, false
}

// Unknown is the entry of the ledger whose assumption the observation puts in
// doubt, nil where there is none.
func (o *Observation) Unknown(doc *jsonscan.Document) *catalog.Unknown {
	event := ""
	if o.Object != nil {
		event = o.Object.Event.Name
	}
	return catalog.UnknownShownBy(o.Message, event, func() string {
		if o.Object == nil {
			return ""
		}
		return string(o.appendPath(nil, doc))
	})
}

// appendPath appends the path of the field; of a member outside the catalogue,
// that of its object and its name.
func (o *Observation) appendPath(dst []byte, doc *jsonscan.Document) []byte {
	if o.Field != nil {
		return append(dst, o.Field.Path...)
	}
	// The name without quotes, but with the escapes within.
	dst = append(dst, o.Object.path...)
	start := len(dst)
	dst = appendName(dst, doc, o.Node)
	n := copy(dst[start:], dst[start+1:len(dst)-1])
	return dst[:start+n]
}

// appendName appends the name of a member as appendShort does.
func appendName(dst []byte, doc *jsonscan.Document, i int) []byte {
	var room [longestName]byte
	return appendShort(dst, string(doc.AppendName(room[:0], i)))
}

func appendEvents(dst []byte) []byte {
	for i := range catalog.Events() {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(dst, catalog.Events()[i].Name...)
	}
	return dst
}
