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
	createdAt
	screening
	_     // what the screening came to in its second member
	facts // how many there are
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
	case catalog.RoleCreatedAt:
		return createdAt
	case catalog.RoleScreening:
		return screening + fact(f.Rank-1)
	default:
		return noFact
	}
}

// teller gathers what the values of a payload tell of its event: of most facts,
// which value it is.
type teller struct {
	event  Event
	told   [facts]int32 // the node that tells a fact, 0 for none
	retry  Retry
	reject Reject

	reader *Reader // of the payload
	doc    *jsonscan.Document
	sure   uint32 // facts that a member told at its documented place: no stray one changes them
	when   int    // rank of the time taken so far
	text   []byte
}

func (t *teller) reset(doc *jsonscan.Document) {
	t.event = Event{Doc: doc, told: &t.told, text: t.event.text}
	t.told, t.retry = [facts]int32{}, Retry{}
	t.reject = Reject{Comments: t.reject.Comments[:0], Codes: t.reject.Codes[:0]}
	t.doc, t.sure, t.when = doc, 0, 0
}

// take stores what node i says as the value of m, which is at its documented
// place or astray. Objects and null say nothing.
func (t *teller) take(m *Member, i int, astray bool) {
	if astray && t.sure>>m.fact&1 == 1 {
		return
	}
	kind := t.doc.Nodes[i].Kind
	list := m.fact == rejectComment || m.fact == rejectReason
	if kind == jsonscan.Null || kind == jsonscan.Object || kind == jsonscan.Array && !list {
		return
	}
	if !astray {
		t.atHome(m.fact)
	}
	switch m.fact {
	case status:
		t.takeStatus(m, i)
	case rejectComment:
		t.reject.Comments = t.appendTexts(t.reject.Comments, i)
	case rejectReason:
		t.reject.Codes = t.appendTexts(t.reject.Codes, i)
	case occurredAt:
		t.takeTime(m, i)
	default:
		t.told[m.fact] = int32(i)
	}
}

// tell is take for a string at its documented place that tells a single fact.
func (t *teller) tell(told fact, i int) {
	t.told[told] = int32(i)
	t.sure |= 1 << told
}

// single reports whether the last value that tells the fact is all there is to it.
func (f fact) single() bool {
	return f != status && f != rejectComment && f != rejectReason && f != occurredAt
}

// atHome drops what stray members told of a fact that is about to be taken from
// its documented place.
func (t *teller) atHome(told fact) {
	switch first := t.sure>>told&1 == 0; {
	case told == rejectComment:
		t.reject.Comments = t.reject.Comments[:0]
	case told == rejectReason:
		t.reject.Codes = t.reject.Codes[:0]
	case told == occurredAt && first:
		t.told[occurredAt], t.when = 0, 0
	}
	t.sure |= 1 << told
}

// takeStatus takes one of the statuses, also in a spelling that m tolerates.
func (t *teller) takeStatus(m *Member, i int) {
	if t.doc.Nodes[i].Kind != jsonscan.String {
		return
	}
	text := t.reader.textOf(i)
	if name := t.reader.tree.status(text); name != "" {
		t.event.Status = name
	} else if right, _ := m.right(text); right != "" {
		t.event.Status = right
	}
}

// takeTime takes the best time, of several equally good ones the last.
func (t *teller) takeTime(m *Member, i int) {
	if t.doc.Nodes[i].Kind != jsonscan.String || t.when != 0 && m.rank > t.when {
		return
	}
	if JudgeTime(t.reader.textOf(i)) != NotTime {
		t.told[occurredAt], t.when = int32(i), m.rank
	}
}

// appendTexts reads a string, or the texts of an array: webhooks send one
// reason, API items send lists.
func (t *teller) appendTexts(list []string, i int) []string {
	if t.doc.Nodes[i].Kind != jsonscan.Array {
		return append(list, t.doc.Text(i))
	}
	for c := range t.doc.Children(i) {
		switch t.doc.Nodes[c].Kind {
		case jsonscan.Null, jsonscan.Object, jsonscan.Array:
		default:
			list = append(list, t.doc.Text(c))
		}
	}
	return list
}

// settle concludes from all that was taken.
func (t *teller) settle() {
	if t.retry.Code = t.event.textOf(retryReason); t.retry.Code != "" {
		t.event.Retry = &t.retry
		t.retry.Info, _ = catalog.RetryCodes().Find(t.retry.Code)
		t.countAttempts()
	}
	if len(t.reject.Comments)+len(t.reject.Codes) > 0 {
		t.event.Reject = &t.reject
	}
}

// countAttempts reads a count, also one in quotes.
func (t *teller) countAttempts() {
	node := int(t.told[attempts])
	if node == 0 {
		return
	}
	t.text = t.doc.AppendText(t.text[:0], node)
	if end, ok := jsonscan.ScanNumber(t.text, 0); !ok || end != len(t.text) {
		return
	}
	if n, odd := count(t.text); odd == 0 {
		t.retry.Attempts, t.retry.HasAttempts = n, true
	}
}
