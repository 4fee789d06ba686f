package event

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// fact is what a member tells of an event, whatever it is called: the
// catalogue's role.
type fact uint8

const (
	noFact fact = iota
	submissionID
	userID
	emailAddress
	status
	retryReason
	attempts
	rejectComment
	rejectReason
	customField
	_ // the second custom field
	_ // the third
	occurredAt
)

func factOf(f *catalog.Field) fact {
	switch f.Role {
	case catalog.RoleSubmissionID:
		return submissionID
	case catalog.RoleUserID:
		return userID
	case catalog.RoleEmail:
		return emailAddress
	case catalog.RoleStatus:
		return status
	case catalog.RoleRetryCode:
		return retryReason
	case catalog.RoleAttempts:
		return attempts
	case catalog.RoleRejectComment:
		return rejectComment
	case catalog.RoleRejectCode:
		return rejectReason
	case catalog.RoleCustomField:
		return customField + fact(f.Rank-1)
	case catalog.RoleOccurredAt:
		return occurredAt
	default:
		return noFact
	}
}

// facts gathers what the values of a payload tell of its event.
type facts struct {
	event  Event
	retry  Retry
	reject Reject

	tree  *Tree
	doc   *jsonscan.Document
	sure  uint32 // facts that a member told at its documented place: no stray one changes them
	when  int    // rank of the time taken so far
	texts texts
	text  []byte
}

func (f *facts) reset(doc *jsonscan.Document) {
	f.event = Event{Doc: doc}
	f.retry, f.reject = Retry{}, Reject{Comments: f.reject.Comments[:0], Codes: f.reject.Codes[:0]}
	f.doc, f.sure, f.when = doc, 0, 0
}

// take stores what node i says as the value of m, which is at its documented
// place or astray. text is that of a scalar. Objects and null say nothing.
func (f *facts) take(m *Member, i int, text []byte, astray bool) {
	if m.fact == noFact || astray && f.sure>>m.fact&1 == 1 {
		return
	}
	kind := f.doc.Nodes[i].Kind
	list := m.fact == rejectComment || m.fact == rejectReason
	if kind == jsonscan.Null || kind == jsonscan.Object || kind == jsonscan.Array && !list {
		return
	}
	if !astray {
		f.atHome(m.fact)
	}
	switch e := &f.event; m.fact {
	case submissionID:
		e.SubmissionID = f.texts.keep(text)
	case userID:
		e.UserID = f.texts.keep(text)
	case emailAddress:
		e.Email = f.texts.keep(text)
	case status:
		f.takeStatus(m, text)
	case retryReason:
		f.retry.Code = f.texts.keep(text)
	case attempts:
		f.takeAttempts(text)
	case rejectComment:
		f.reject.Comments = f.appendTexts(f.reject.Comments, i, text)
	case rejectReason:
		f.reject.Codes = f.appendTexts(f.reject.Codes, i, text)
	case occurredAt:
		f.takeTime(m, kind, text)
	default:
		e.CustomFields[m.fact-customField] = Custom{f.texts.keep(text), true}
	}
}

// atHome drops what stray members told of a fact that is about to be taken from
// its documented place.
func (f *facts) atHome(told fact) {
	switch first := f.sure>>told&1 == 0; {
	case told == rejectComment:
		f.reject.Comments = f.reject.Comments[:0]
	case told == rejectReason:
		f.reject.Codes = f.reject.Codes[:0]
	case told == occurredAt && first:
		f.event.OccurredAt, f.when = "", 0
	}
	f.sure |= 1 << told
}

// settle concludes from all that was taken.
func (f *facts) settle() {
	if f.retry.Code != "" {
		f.event.Retry = &f.retry
		f.retry.Info, _ = catalog.RetryCodes().Find(f.retry.Code)
	}
	if len(f.reject.Comments)+len(f.reject.Codes) > 0 {
		f.event.Reject = &f.reject
	}
}

// takeStatus takes one of the statuses, also in a spelling that m tolerates.
func (f *facts) takeStatus(m *Member, text []byte) {
	if name := f.tree.status(text); name != "" {
		f.event.Status = name
	} else if right, _ := m.right(text); right != "" {
		f.event.Status = right
	}
}

// takeTime takes the best time, of several equally good ones the last.
func (f *facts) takeTime(m *Member, kind jsonscan.Kind, text []byte) {
	if kind != jsonscan.String || f.when != 0 && m.rank > f.when {
		return
	}
	var form TimeForm
	if f.text, form = appendUTC(f.text[:0], text); form == NotTime {
		return
	}
	f.event.OccurredAt = f.texts.keep(f.text)
	f.when = m.rank
}

// takeAttempts takes a count, also one in quotes.
func (f *facts) takeAttempts(text []byte) {
	f.retry.Attempts, f.retry.HasAttempts = 0, false
	if end, ok := jsonscan.ScanNumber(text, 0); !ok || end != len(text) {
		return
	}
	if n, odd := count(text); odd == 0 {
		f.retry.Attempts, f.retry.HasAttempts = n, true
	}
}

// appendTexts reads a string, or the texts of an array: webhooks send one
// reason, API items send lists.
func (f *facts) appendTexts(list []string, i int, text []byte) []string {
	if f.doc.Nodes[i].Kind != jsonscan.Array {
		return append(list, f.texts.keep(text))
	}
	for c := range f.doc.Children(i) {
		switch f.doc.Nodes[c].Kind {
		case jsonscan.Null, jsonscan.Object, jsonscan.Array:
		default:
			list = append(list, f.doc.Text(c))
		}
	}
	return list
}

// texts keeps texts together: an archive has a dozen small ones in every
// payload. A text stays as it is when others are added.
type texts struct{ b strings.Builder }

// textsSize is how many bytes are allocated at once.
const textsSize = 16 << 10

func (t *texts) keep(text []byte) string {
	if t.b.Cap()-t.b.Len() < len(text) {
		t.b.Reset()
		t.b.Grow(max(len(text), textsSize))
	}
	start := t.b.Len()
	t.b.Write(text)
	return t.b.String()[start:]
}
