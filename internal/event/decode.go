package event

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

const triggerName = "webhook_trigger"

// Decoder decodes one payload after another and reuses its memory. It is not
// safe for concurrent use: give each goroutine its own.
type Decoder struct {
	// Keep, if not nil, tells by its canonical name whether an event is wanted.
	Keep func(name string) bool

	lang  string
	plans map[*catalog.Event]*plan
	loose *plan

	doc     jsonscan.Document
	event   Event
	retry   Retry
	reject  Reject
	path    []byte
	text    []byte
	kept    []byte // texts of the event, until settle makes strings of them
	keeping []keeping
	when    int // rank of the time taken so far
}

// keeping is a text among Decoder.kept and where it goes.
type keeping struct {
	dst        *string
	start, end int
}

// NewDecoder returns a Decoder whose texts are in lang, "en" or "ko".
func NewDecoder(lang string) *Decoder {
	return &Decoder{lang: lang, plans: map[*catalog.Event]*plan{}}
}

// Decode reads one payload. The error is an *Error: the bytes are not JSON, or
// not a webhook payload. Both are nil for an event that Keep does not want.
// payload must not change while the event is in use.
func (d *Decoder) Decode(payload []byte) (*Event, error) {
	d.event = Event{Notes: d.event.Notes[:0], Doc: &d.doc}
	d.retry, d.reject, d.when = Retry{}, Reject{Comments: d.reject.Comments[:0], Codes: d.reject.Codes[:0]}, 0
	d.doc.Parse(payload)
	if err := d.readable(); err != nil {
		return nil, err
	}
	trigger, err := d.trigger()
	if err != nil {
		return nil, err
	}
	if d.event.Encrypted {
		return &d.event, nil
	}
	d.event.Trigger = trigger
	p := d.planFor(trigger)
	if d.Keep != nil && !d.Keep(d.event.Name()) {
		return nil, nil
	}
	d.path = d.path[:0]
	d.walk(p, 0, true)
	d.settle()
	d.conclude(p)
	return &d.event, nil
}

// readable tells faults that a reader can live with, which become notes, from
// those that end the reading.
func (d *Decoder) readable() error {
	for _, f := range d.doc.Faults {
		switch f.Code {
		case jsonscan.DuplicateKey, jsonscan.UTF8, jsonscan.BOM:
			d.event.note(f.Code.String(), f.Message)
		default:
			return faultError(&f)
		}
	}
	if !d.doc.RequireObject() && len(d.doc.Faults) > 0 {
		return faultError(&d.doc.Faults[len(d.doc.Faults)-1])
	}
	return nil
}

func faultError(f *jsonscan.Fault) *Error {
	e := &Error{Rule: f.Code.String(), Message: f.Message, Offset: f.Offset, Length: f.Length}
	if f.Code != jsonscan.NotObject {
		e.Message = "not JSON: " + f.Message
	}
	if f.Repair != nil {
		e.Hint = f.Repair.Description
	} else if len(f.Help) > 0 {
		e.Hint = f.Help[0]
	}
	return e
}

// trigger finds the event's name, or recognises an envelope.
func (d *Decoder) trigger() (string, error) {
	i, ok := d.doc.Get(0, triggerName)
	if !ok {
		form, data := seal.FormOf(&d.doc)
		if form == seal.Sealed {
			d.event.Encrypted = true
			d.event.Summary = sealedSummary().In(d.lang)
			d.event.note("envelope/no-key", "the body is encrypted; it opens with the project's API key")
			return "", nil
		}
		e := d.missing(0, "no webhook payload: the object has no "+triggerName)
		e.Length, e.Hint = 1, d.missingHint()
		if form == seal.Encoded {
			e = d.missing(data, e.Message)
			e.Hint = seal.EncodedHint
		}
		return "", e
	}
	if kind := d.doc.Nodes[i].Kind; kind != jsonscan.String {
		return "", d.missing(i, fmt.Sprintf("%s is %s, expected the event's name as a string", triggerName, article(kind)))
	}
	if trigger := d.eventName(i); trigger != "" {
		return trigger, nil
	}
	return "", d.missing(i, triggerName+" is empty, expected the event's name")
}

// missing says that node i gives no event's name.
func (d *Decoder) missing(i int, message string) *Error {
	n := d.doc.Nodes[i]
	return &Error{Rule: "event/missing", Message: message, Offset: n.Start, Length: n.End - n.Start}
}

// eventName is the text of node i; the catalogue's own string where it is the
// name of an event, which is nearly always.
func (d *Decoder) eventName(i int) string {
	raw := d.doc.Raw(i)
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		if len(raw) == len(e.Name)+2 && string(raw[1:len(raw)-1]) == e.Name {
			return e.Name
		}
	}
	return d.doc.Text(i)
}

func sealedSummary() catalog.Text {
	return catalog.Text{
		En: "This webhook body is encrypted; the project's API key opens it.",
		Ko: "암호화된 웹훅 본문입니다. 프로젝트의 API 키로 복호화할 수 있습니다.",
	}
}

// missingHint looks for what the object may be instead.
func (d *Decoder) missingHint() string {
	for i := range d.doc.Children(0) {
		name := d.doc.Name(i)
		switch {
		case catalog.SameName(name, triggerName):
			return fmt.Sprintf("%q is spelled %q", name, triggerName)
		case name == "Items":
			return "this looks like an answer of the submission API, not a webhook"
		}
	}
	return "every webhook of the service carries " + triggerName
}

func (d *Decoder) planFor(trigger string) *plan {
	info, alias, ok := catalog.EventByName(trigger)
	if !ok {
		message := fmt.Sprintf("%q is not in the catalogue of events", trigger)
		if near := catalog.Nearest(trigger, eventNames(), 1); len(near) > 0 {
			message += "; did you mean " + near[0] + "?"
		}
		d.event.note("event/unknown", message)
		if d.loose == nil {
			d.loose = newLoosePlan()
		}
		return d.loose
	}
	if alias {
		d.event.note("event/alias", fmt.Sprintf("%q stands for %q, the name that the service sends", trigger, info.Name))
	}
	d.event.Info = info
	p := d.plans[info]
	if p == nil {
		p = newPlan(info, d.lang)
		d.plans[info] = p
	}
	return p
}

func eventNames() []string {
	var names []string
	for _, e := range catalog.Events() {
		names = append(names, e.Name)
	}
	return names
}

// conclude sets what follows from all the fields together.
func (d *Decoder) conclude(p *plan) {
	e := &d.event
	if p.info == nil {
		e.Summary = fmt.Sprintf(unknownSummary().In(d.lang), e.Trigger, orUnknown(e.SubmissionID))
		return
	}
	e.Summary = d.summary(p.pieces)
	if e.Status == "" {
		e.Status = p.info.Status
	}
	if d.retry.Code != "" {
		e.Retry = &d.retry
		codes := catalog.RetryCodes()
		var exact bool
		if d.retry.Info, exact = codes.Find(d.retry.Code); d.retry.Info == nil {
			message := fmt.Sprintf("retry code %q is not in the table", d.retry.Code)
			if near := codes.Nearest(d.retry.Code, 3); len(near) > 0 {
				message += "; nearest: " + strings.Join(near, ", ")
			}
			e.note("retrycode/unknown", message)
		} else if !exact {
			e.note("retrycode/spelling", fmt.Sprintf("retry code %q is spelled %q", d.retry.Code, d.retry.Info.Code))
		}
	}
	if len(d.reject.Comments)+len(d.reject.Codes) > 0 {
		e.Reject = &d.reject
	}
	for _, code := range d.reject.Codes {
		d.checkRejectCode(code)
	}
}

// checkRejectCode notes a code outside the table, of which not every row is
// known. A reviewer's free text may come without any code.
func (d *Decoder) checkRejectCode(code string) {
	info, exact := catalog.RejectCodes().Find(code)
	switch {
	case exact || code == "":
	case info != nil:
		d.event.note("rejectcode/unknown", fmt.Sprintf("reject code %q is spelled %q", code, info.Code))
	default:
		d.event.note("rejectcode/unknown", fmt.Sprintf("reject code %q is not one of the known codes", code))
	}
}

func unknownSummary() catalog.Text {
	return catalog.Text{
		En: "Event %q, which is not in the catalogue, about submission %s.",
		Ko: "카탈로그에 없는 이벤트 %q입니다(제출 건 %s).",
	}
}

func orUnknown(text string) string {
	if text == "" {
		return "?"
	}
	return text
}
