package event

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// AppendJSON appends the compact machine form of e, which `decode -o json`
// prints. origin is the JSON text of its first member.
func (e *Event) AppendJSON(dst, origin []byte) []byte {
	dst = append(append(dst, `{"origin":`...), origin...)
	if e.head != nil && e.Trigger == e.Info.Name {
		dst = append(dst, e.head.json...)
	} else {
		dst = appendHead(dst, e.Name(), e.Trigger, e.Info != nil)
	}
	dst = e.appendSummary(dst)
	dst = e.appendFact(append(dst, `,"summary_source":"`+string(catalog.ByArgosctl)+`","submission_id":`...), submissionID)
	dst = e.appendFact(append(dst, `,"user_id":`...), userID)
	dst = e.appendFact(append(dst, `,"email":`...), emailAddress)
	dst = appendText(append(dst, `,"status":`...), e.Status)
	dst = e.appendTime(append(dst, `,"occurred_at":`...))
	dst = appendBool(append(dst, `,"encrypted":`...), e.Encrypted)
	dst = e.appendRetry(append(dst, `,"retry":`...))
	dst = e.Reject.appendJSON(append(dst, `,"reject":`...))
	for i, name := range [...]string{`,"custom_fields":{"cf1":`, `,"cf2":`, `,"cf3":`} {
		if dst = append(dst, name...); e.told[customField+fact(i)] > 0 {
			dst = e.appendString(dst, int(e.told[customField+fact(i)]))
		} else {
			dst = append(dst, "null"...)
		}
	}
	dst = e.appendNotes(append(dst, `},"notes":[`...))
	dst = append(dst, `],"payload":`...)
	return append(e.Doc.AppendCompact(dst, 0), '}')
}

func (e *Event) appendNotes(dst []byte) []byte {
	first := len(dst)
	next := func() []byte {
		if len(dst) > first {
			return append(dst, ',')
		}
		return dst
	}
	for _, n := range e.outerNotes() {
		dst = appendNote(next(), n)
	}
	for i := range e.Observations {
		o := &e.Observations[i]
		dst = append(next(), e.wording.notes.Of(o, e.Doc, func() []byte { return appendNote(nil, o.note(e.Doc, e.wording.lang)) })...)
	}
	return dst
}

func appendNote(dst []byte, n diag.Note) []byte {
	dst = jsonscan.AppendQuoted(append(dst, `{"rule":`...), n.Rule)
	dst = jsonscan.AppendQuoted(append(dst, `,"message":`...), n.Message)
	if n.Help != "" {
		dst = jsonscan.AppendQuoted(append(dst, `,"help":`...), n.Help)
	}
	return append(dst, '}')
}

// appendFact appends what the payload tells of a fact, null where it is silent or
// tells an empty text.
func (e *Event) appendFact(dst []byte, f fact) []byte {
	node := e.told[f]
	if node == 0 {
		return append(dst, "null"...)
	}
	start := len(dst)
	if dst = e.appendString(dst, int(node)); len(dst) == start+len(`""`) {
		dst = append(dst[:start], "null"...)
	}
	return dst
}

// appendTime appends the time of the event.
func (e *Event) appendTime(dst []byte) []byte {
	node := e.told[occurredAt]
	if node == 0 {
		return append(dst, "null"...)
	}
	e.text = e.Doc.AppendText(e.text[:0], int(node))
	dst, _ = appendUTC(append(dst, '"'), e.text)
	return append(dst, '"')
}

// appendString appends the text of node i as a JSON string: the string that it
// is, where it has no escapes to be undone, or some that no text can hold.
func (e *Event) appendString(dst []byte, i int) []byte {
	n := &e.Doc.Nodes[i]
	if n.Kind == jsonscan.String && (!n.Escaped && len(e.Doc.Faults) == 0 || e.isHalved(n)) {
		return append(dst, e.Doc.Raw(i)...)
	}
	e.text = e.Doc.AppendText(e.text[:0], i)
	return jsonscan.AppendQuoted(dst, e.text)
}

// isHalved reports whether a string has lone surrogates, and no other fault.
func (e *Event) isHalved(n *jsonscan.Node) bool {
	halved := false
	for i := range e.Doc.Faults {
		switch f := &e.Doc.Faults[i]; {
		case e.Replaced: // the places of faults are those of another text
			return false
		case f.Offset < int(n.Start) || f.Offset > int(n.End):
		case !isHalf(f):
			return false
		default:
			halved = true
		}
	}
	return halved
}

func isHalf(f *jsonscan.Fault) bool { return f.Say == catalog.MsgJSONUTF8Surrogate }

func appendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

// appendText appends a string, or null for an empty one.
func appendText(dst []byte, text string) []byte {
	if text == "" {
		return append(dst, "null"...)
	}
	return jsonscan.AppendQuoted(dst, text)
}

func (e *Event) appendRetry(dst []byte) []byte {
	r := e.Retry
	if r == nil {
		return append(dst, "null"...)
	}
	dst = jsonscan.AppendQuoted(append(dst, `{"code":`...), r.Code)
	dst = append(dst, `,"attempts":`...)
	if r.HasAttempts {
		dst = strconv.AppendInt(dst, r.Attempts, 10)
	} else {
		dst = append(dst, "null"...)
	}
	return append(dst, e.wording.code(r.Info)...)
}

func (r *Reject) appendJSON(dst []byte) []byte {
	if r == nil {
		return append(dst, "null"...)
	}
	dst = appendStrings(append(dst, `{"comments":`...), r.Comments)
	return append(appendStrings(append(dst, `,"codes":`...), r.Codes), '}')
}

func appendStrings(dst []byte, texts []string) []byte {
	dst = append(dst, '[')
	for i, text := range texts {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = jsonscan.AppendQuoted(dst, text)
	}
	return append(dst, ']')
}
