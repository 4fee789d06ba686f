package view

import (
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/source"
)

// PayloadCSVHead is the first line of the payloads as CSV: the flat members of
// the record, under their names in JSON.
const PayloadCSVHead = "path,line,index,inside,event,trigger,known,summary,submission_id,user_id,email,status,occurred_at,encrypted," +
	"retry_code,attempts,reject_codes,reject_comments,cf1,cf2,cf3,payload\n"

// AppendPayloadCSV appends the line of one payload. What the payload does not
// say is an empty cell; lists are joined by ";".
func (d *Decoder) AppendPayloadCSV(dst []byte, e *event.Event, origin source.Origin) []byte {
	dst = d.text(dst, origin.Path)
	if dst = append(dst, ','); origin.Line > 0 {
		dst = strconv.AppendInt(dst, int64(origin.Line), 10)
	}
	if dst = append(dst, ','); origin.Line == 0 && origin.Index >= 0 && origin.Inside == "" {
		dst = strconv.AppendInt(dst, int64(origin.Index), 10)
	}
	dst = d.text(append(dst, ','), origin.Inside)
	for _, text := range []string{e.Name(), e.Trigger} {
		dst = d.text(append(dst, ','), text)
	}
	dst = strconv.AppendBool(append(dst, ','), e.Info != nil)
	for _, text := range []string{e.Summary(), e.SubmissionID(), e.UserID(), e.Email(), e.Status, e.OccurredAt()} {
		dst = d.text(append(dst, ','), text)
	}
	dst = strconv.AppendBool(append(dst, ','), e.Encrypted)
	dst = d.reasons(dst, e)
	for n := range 3 {
		value, _ := e.CustomField(n + 1)
		dst = d.text(append(dst, ','), value)
	}
	d.cell = e.Doc.AppendCompact(d.cell[:0], 0)
	return append(kit.AppendCSV(append(dst, ','), d.cell), '\n')
}

// reasons appends the cells of the codes and the comments.
func (d *Decoder) reasons(dst []byte, e *event.Event) []byte {
	if dst = append(dst, ','); e.Retry != nil {
		dst = d.text(dst, e.Retry.Code)
	}
	if dst = append(dst, ','); e.Retry != nil && e.Retry.HasAttempts {
		dst = strconv.AppendInt(dst, e.Retry.Attempts, 10)
	}
	codes, comments := "", ""
	if e.Reject != nil {
		codes, comments = strings.Join(e.Reject.Codes, ";"), strings.Join(e.Reject.Comments, ";")
	}
	return d.text(append(d.text(append(dst, ','), codes), ','), comments)
}

func (d *Decoder) text(dst []byte, text string) []byte {
	d.cell = append(d.cell[:0], text...)
	return kit.AppendCSV(dst, d.cell)
}
