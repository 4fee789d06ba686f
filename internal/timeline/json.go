package timeline

import (
	"strconv"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

// Columns are the flat members of a life, as a table of it has them.
func Columns() []string {
	return []string{
		"submission_id", "user_ids", "outcome", "life", "retries", "retry_codes", "reject_codes",
		"started_at", "decided_at", "duration_s", "act", "linked", "counts",
	}
}

// AppendJSON appends the machine form of a life. Messages are in lang.
func (l *Life) AppendJSON(dst []byte, lang string) []byte {
	dst = jsonscan.AppendQuoted(append(dst, `{"submission_id":`...), l.Submission)
	dst = appendTexts(append(dst, `,"user_ids":`...), l.Users)
	dst = jsonscan.AppendQuoted(append(dst, `,"outcome":`...), l.Outcome)
	var room [256]byte
	dst = jsonscan.AppendQuoted(append(dst, `,"life":`...), l.appendLine(room[:0]))
	dst = strconv.AppendInt(append(dst, `,"retries":`...), int64(l.Retries), 10)
	dst = appendTexts(append(dst, `,"retry_codes":`...), l.RetryCodes)
	dst = appendTexts(append(dst, `,"reject_codes":`...), l.RejectCodes)
	dst = appendTime(append(dst, `,"started_at":`...), l.Started)
	dst = appendTime(append(dst, `,"decided_at":`...), l.Decided)
	if dst = append(dst, `,"duration_s":`...); l.HasTook {
		dst = strconv.AppendFloat(dst, l.Took.Round(time.Millisecond).Seconds(), 'f', -1, 64)
	} else {
		dst = append(dst, "null"...)
	}
	dst = jsonscan.AppendQuoted(append(dst, `,"act":`...), l.Act)
	dst = append(dst, `,"events":[`...)
	for i := range l.Events {
		dst = l.Events[i].appendJSON(comma(dst, i))
	}
	dst = appendTexts(append(dst, `],"linked":`...), l.Linked)
	dst = strconv.AppendInt(append(dst, `,"linked_count":`...), int64(l.LinkedCount), 10)
	dst = appendMissing(append(dst, `,"counts":`...), l.Counts)
	dst = append(dst, `,"findings":[`...)
	for i := range l.Findings {
		dst = l.appendFinding(comma(dst, i), &l.Findings[i], lang)
	}
	return append(dst, "]}"...)
}

func comma(dst []byte, i int) []byte {
	if i > 0 {
		return append(dst, ',')
	}
	return dst
}

func (e *Entry) appendJSON(dst []byte) []byte {
	at, source := e.At()
	dst = jsonscan.AppendQuoted(append(dst, `{"event":`...), e.Name)
	dst = appendTime(append(dst, `,"at":`...), at)
	dst = append(append(append(dst, `,"at_source":"`...), source...), '"')
	dst = e.appendOrigin(append(dst, `,"origin":`...))
	dst = appendMissing(append(dst, `,"status":`...), e.Status)
	dst = appendMissing(append(dst, `,"retry_code":`...), e.RetryCode)
	dst = appendTexts(append(dst, `,"reject_codes":`...), e.RejectCodes)
	dst = strconv.AppendBool(append(dst, `,"duplicate":`...), e.Duplicate)
	return append(dst, '}')
}

// appendOrigin appends where the event is from, as decode's records say it.
func (e *Entry) appendOrigin(dst []byte) []byte {
	return source.AppendOrigin(dst, &e.Origin, jsonscan.AppendQuoted(nil, e.Origin.Path))
}

func (l *Life) appendFinding(dst []byte, f *Finding, lang string) []byte {
	dst = jsonscan.AppendQuoted(append(dst, `{"rule":`...), f.Message.Rule().ID)
	dst = jsonscan.AppendQuoted(append(dst, `,"severity":`...), string(f.Message.Severity()))
	dst = jsonscan.AppendQuoted(append(dst, `,"message":`...), f.Text(lang))
	dst = jsonscan.AppendQuoted(append(dst, `,"help":`...), f.Help(lang))
	dst = l.Events[f.Event].appendOrigin(append(dst, `,"origin":`...))
	return append(dst, '}')
}

func appendTexts(dst []byte, texts []string) []byte {
	dst = append(dst, '[')
	for i, text := range texts {
		dst = jsonscan.AppendQuoted(comma(dst, i), text)
	}
	return append(dst, ']')
}

func appendTime(dst []byte, s Stamp) []byte {
	if !s.known {
		return append(dst, "null"...)
	}
	return append(s.Append(append(dst, '"')), '"')
}

// appendMissing appends a text, null for an empty one.
func appendMissing(dst []byte, text string) []byte {
	if text == "" {
		return append(dst, "null"...)
	}
	return jsonscan.AppendQuoted(dst, text)
}

// mostSteps is how many steps of a life its line has at most.
const mostSteps = 24

// Line is the life in one line: "created → retry×2 → approved". The same events in a
// row are one step; of many steps it has the first and the last ones.
func (l *Life) Line() string {
	if l.line != "" {
		return l.line
	}
	var room [256]byte
	return string(l.appendLine(room[:0]))
}

// appendLine appends the life in one line.
func (l *Life) appendLine(dst []byte) []byte {
	if l.line != "" {
		return append(dst, l.line...)
	}
	var room [mostSteps]step
	steps, left := l.appendSteps(room[:0])
	for i, s := range steps {
		if i > 0 {
			dst = append(dst, " → "...)
		}
		if left && i == mostSteps/2 {
			dst = append(dst, "… → "...)
		}
		if dst = append(dst, s.name...); s.n > 1 {
			dst = strconv.AppendInt(append(dst, "×"...), int64(s.n), 10)
		}
	}
	return dst
}

// step is n events with the same name, one after the other.
type step struct {
	name string
	n    int
}

// appendSteps appends the steps of the life to none; left tells that some in the middle
// are left out.
func (l *Life) appendSteps(steps []step) (all []step, left bool) {
	for i := range l.Events {
		e := &l.Events[i]
		if e.Duplicate {
			continue
		}
		if n := len(steps); n > 0 && steps[n-1].name == e.Name {
			steps[n-1].n++
			continue
		}
		if len(steps) == mostSteps {
			copy(steps[mostSteps/2:], steps[mostSteps/2+1:])
			steps, left = steps[:mostSteps-1], true
		}
		steps = append(steps, step{e.Name, 1})
	}
	return steps, left
}

// Next says what to do after the event by which somebody has to act, or nobody. It is
// empty where no event tells.
func (l *Life) Next() catalog.Text {
	if l.actBy < 0 || l.Events[l.actBy].Info == nil {
		return catalog.Text{}
	}
	e := &l.Events[l.actBy]
	return e.Info.ActionAt(e.next)
}
