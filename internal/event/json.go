package event

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
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
	e.eachNote(func(n diag.Note) {
		if len(dst) > first {
			dst = append(dst, ',')
		}
		dst = jsonscan.AppendQuoted(append(dst, `{"rule":`...), n.Rule)
		dst = jsonscan.AppendQuoted(append(dst, `,"message":`...), n.Message)
		if n.Help != "" {
			dst = jsonscan.AppendQuoted(append(dst, `,"help":`...), n.Help)
		}
		dst = append(dst, '}')
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
