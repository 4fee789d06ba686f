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
	dst = jsonscan.AppendQuoted(append(dst, `,"summary":`...), e.Summary)
	dst = appendText(append(dst, `,"submission_id":`...), e.SubmissionID)
	dst = appendText(append(dst, `,"user_id":`...), e.UserID)
	dst = appendText(append(dst, `,"email":`...), e.Email)
	dst = appendText(append(dst, `,"status":`...), e.Status)
	dst = appendText(append(dst, `,"occurred_at":`...), e.OccurredAt)
	dst = strconv.AppendBool(append(dst, `,"encrypted":`...), e.Encrypted)
	dst = e.Retry.appendJSON(append(dst, `,"retry":`...), lang)
	dst = e.Reject.appendJSON(append(dst, `,"reject":`...))
	dst = append(dst, `,"custom_fields":{`...)
	for i, cf := range e.CustomFields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `"cf`...)
		dst = append(dst, byte('1'+i))
		dst = append(dst, `":`...)
		if cf.Set {
			dst = jsonscan.AppendQuoted(dst, cf.Value)
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
	info := r.Info
	if info == nil {
		info = &catalog.Code{}
	}
	dst = strconv.AppendBool(append(dst, `,"known":`...), r.Info != nil)
	dst = appendText(append(dst, `,"description":`...), info.Description.In(lang))
	dst = appendStrings(append(dst, `,"flows":`...), info.Flows)
	dst = appendText(append(dst, `,"category":`...), info.Category)
	dst = strconv.AppendBool(append(dst, `,"retryable":`...), info.Retryable)
	dst = jsonscan.AppendQuoted(append(dst, `,"guidance":{"user":`...), info.Guidance.User.In(lang))
	dst = jsonscan.AppendQuoted(append(dst, `,"integrator":`...), info.Guidance.Integrator.In(lang))
	return append(dst, `}}`...)
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
