package event

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// AppendJSON appends the compact machine form of e, which `decode -o json`
// prints. origin is the JSON text of its first member.
func (e *Event) AppendJSON(dst, origin []byte, lang string) []byte {
	dst = append(append(dst, `{"origin":`...), origin...)
	dst = appendText(append(dst, `,"event":`...), e.Name())
	dst = appendText(append(dst, `,"trigger":`...), e.Trigger)
	dst = strconv.AppendBool(append(dst, `,"known":`...), e.Info != nil)
	dst = e.appendSummary(append(dst, `,"summary":`...))
	dst = e.appendFact(append(dst, `,"submission_id":`...), submissionID)
	dst = e.appendFact(append(dst, `,"user_id":`...), userID)
	dst = e.appendFact(append(dst, `,"email":`...), emailAddress)
	dst = appendText(append(dst, `,"status":`...), e.Status)
	dst = e.appendTime(append(dst, `,"occurred_at":`...))
	dst = strconv.AppendBool(append(dst, `,"encrypted":`...), e.Encrypted)
	dst = e.Retry.appendJSON(append(dst, `,"retry":`...), lang)
	dst = e.Reject.appendJSON(append(dst, `,"reject":`...))
	dst = append(dst, `,"custom_fields":{`...)
	for i, name := range [...]string{`"cf1":`, `,"cf2":`, `,"cf3":`} {
		dst = append(dst, name...)
		if node := e.told[customField+fact(i)]; node > 0 {
			dst = e.appendString(dst, int(node))
		} else {
			dst = append(dst, "null"...)
		}
	}
	dst = append(dst, `},"notes":[`...)
	first := len(dst)
	e.eachNote(func(rule string, message []byte) {
		if len(dst) > first {
			dst = append(dst, ',')
		}
		dst = jsonscan.AppendQuoted(append(dst, `{"rule":`...), rule)
		dst = append(jsonscan.AppendQuoted(append(dst, `,"message":`...), string(message)), '}')
	})
	dst = append(dst, `],"payload":`...)
	return append(e.Doc.AppendCompact(dst, 0), '}')
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
// is, where it has no escapes to be undone.
func (e *Event) appendString(dst []byte, i int) []byte {
	n := &e.Doc.Nodes[i]
	if n.Kind == jsonscan.String && !n.Escaped && len(e.Doc.Faults) == 0 {
		return append(dst, e.Doc.Raw(i)...)
	}
	e.text = e.Doc.AppendText(e.text[:0], i)
	return jsonscan.AppendQuoted(dst, string(e.text))
}

// appendText appends a string, or null for an empty one.
func appendText(dst []byte, text string) []byte {
	if text == "" {
		return append(dst, "null"...)
	}
	return jsonscan.AppendQuoted(dst, text)
}

func (r *Retry) appendJSON(dst []byte, lang string) []byte {
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
	dst = strconv.AppendBool(append(dst, `,"known":`...), r.Info != nil)
	info, ours := r.Info, string(catalog.ByArgosctl)
	if info == nil {
		info, ours = &catalog.Code{}, ""
	}
	member := func(name, text string) { dst = appendText(append(dst, name...), text) }
	member(`,"description":`, info.Description.In(lang))
	member(`,"description_source":`, r.author(lang))
	dst = appendStrings(append(dst, `,"flows":`...), info.Flows)
	member(`,"category":`, info.Category)
	member(`,"category_source":`, ours)
	dst = strconv.AppendBool(append(dst, `,"retryable":`...), info.RetryHelps.Retryable())
	member(`,"retry_helps":`, string(info.RetryHelps))
	member(`,"retry_helps_source":`, ours)
	dst = jsonscan.AppendQuoted(append(dst, `,"guidance":{"user":`...), info.Guidance.User.In(lang))
	dst = jsonscan.AppendQuoted(append(dst, `,"integrator":`...), info.Guidance.Integrator.In(lang))
	member(`},"guidance_source":`, ours)
	return append(dst, '}')
}

// author says who wrote the description, nobody where the code is not listed.
func (r *Retry) author(lang string) string {
	if r.Info == nil {
		return ""
	}
	return string(r.Info.DescriptionAuthor(lang))
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
