package event

import (
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

	tree    *Tree
	doc     *jsonscan.Document
	sure    uint32 // facts that a member told at its documented place: no stray one changes them
	when    int    // rank of the time taken so far
	kept    []byte // texts of the event, until settle makes strings of them
	keeping []keeping
	text    []byte
}

// keeping is a text among facts.kept and where it goes.
type keeping struct {
	dst        *string
	start, end int
}

func (f *facts) reset(doc *jsonscan.Document) {
	f.event = Event{Doc: doc}
	f.retry, f.reject = Retry{}, Reject{Comments: f.reject.Comments[:0], Codes: f.reject.Codes[:0]}
	f.doc, f.sure, f.when = doc, 0, 0
	f.kept, f.keeping = f.kept[:0], f.keeping[:0]
}

// take stores what node i says as the value of m, which is at its documented
// place or astray. Objects and null say nothing.
func (f *facts) take(m *Member, i int, astray bool) {
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
		f.keep(&e.SubmissionID, i)
	case userID:
		f.keep(&e.UserID, i)
	case emailAddress:
		f.keep(&e.Email, i)
	case status:
		f.takeStatus(m, i)
	case retryReason:
		f.keep(&f.retry.Code, i)
	case attempts:
		f.takeAttempts(i)
	case rejectComment:
		f.reject.Comments = f.appendTexts(f.reject.Comments, i)
	case rejectReason:
		f.reject.Codes = f.appendTexts(f.reject.Codes, i)
	case occurredAt:
		f.takeTime(m, i)
	default:
		cf := &e.CustomFields[m.fact-customField]
		cf.Set = true
		f.keep(&cf.Value, i)
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

// keep has settle put the text of node i into dst.
func (f *facts) keep(dst *string, i int) {
	start := len(f.kept)
	f.kept = f.doc.AppendText(f.kept, i)
	f.keeping = append(f.keeping, keeping{dst, start, len(f.kept)})
}

// settle hands out the texts that were kept, as parts of one string: one
// allocation for all that an event holds.
func (f *facts) settle() {
	all := string(f.kept)
	for _, k := range f.keeping {
		*k.dst = all[k.start:k.end]
	}
	if f.retry.Code != "" {
		f.event.Retry = &f.retry
		f.retry.Info, _ = catalog.RetryCodes().Find(f.retry.Code)
	}
	if len(f.reject.Comments)+len(f.reject.Codes) > 0 {
		f.event.Reject = &f.reject
	}
}

// takeStatus takes one of the statuses, also in a spelling that m tolerates.
func (f *facts) takeStatus(m *Member, i int) {
	f.text = f.doc.AppendText(f.text[:0], i)
	if name := f.tree.status(f.text); name != "" {
		f.event.Status = name
	} else if right, _ := m.right(f.text); right != "" {
		f.event.Status = right
	}
}

// takeTime takes the best time, of several equally good ones the last.
func (f *facts) takeTime(m *Member, i int) {
	if f.doc.Nodes[i].Kind != jsonscan.String || f.when != 0 && m.rank > f.when {
		return
	}
	f.text = f.doc.AppendText(f.text[:0], i)
	start := len(f.kept)
	var form TimeForm
	if f.kept, form = appendUTC(f.kept, f.text); form == NotTime {
		return
	}
	f.keeping = append(f.keeping, keeping{&f.event.OccurredAt, start, len(f.kept)})
	f.when = m.rank
}

// takeAttempts takes a count, also one in quotes.
func (f *facts) takeAttempts(i int) {
	f.text = f.doc.AppendText(f.text[:0], i)
	f.retry.Attempts, f.retry.HasAttempts = 0, false
	if end, ok := jsonscan.ScanNumber(f.text, 0); !ok || end != len(f.text) {
		return
	}
	if n, odd := count(f.text); odd == 0 {
		f.retry.Attempts, f.retry.HasAttempts = n, true
	}
}

// appendTexts reads a string, or the texts of an array: webhooks send one
// reason, API items send lists.
func (f *facts) appendTexts(list []string, i int) []string {
	if f.doc.Nodes[i].Kind != jsonscan.Array {
		return append(list, f.doc.Text(i))
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
