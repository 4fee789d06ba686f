package timeline

import (
	"slices"
	"strconv"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Life is what happened to one submission.
type Life struct {
	Submission  string
	Users       []string // that its events name, in their order
	Outcome     string   // a value of timeline.outcome
	Retries     int      // retry events
	RetryCodes  []string // each once, in their order
	RejectCodes []string // of the same
	Started     Stamp    // when it was created, else the first time that is known of it
	Decided     Stamp    // when the event happened that decided
	Took        time.Duration
	HasTook     bool
	Act         string  // who has to act, a value of timeline.act
	Events      []Entry // in their order
	Findings    []Finding
	Linked      []string // other submissions of its users, the first to begin first, at most MaxLinked
	LinkedCount int      // how many there are
	Counts      string   // which of these and itself counts, empty where there are no others

	last    Stamp  // the latest time of any event
	created int    // the event that created it, -1 for none
	line    string // see Line, of a life in brief
	actBy   int    // the event that says who has to act, -1 for none
	status  string
	deleted bool
}

// MaxLinked bounds the submissions of one user that a life names: of a hundred
// thousand, each would name all others.
const MaxLinked = 100

// live concludes what the entries of a submission, in their order, come to.
func live(entries []Entry, asOf time.Time) Life {
	l := Life{Submission: entries[0].Submission, Events: entries, Act: catalog.ActNobody, created: -1, actBy: -1}
	var t teller
	for i := range entries {
		e := &entries[i]
		if at, _ := e.At(); at.known && (!l.last.known || l.last.Before(at)) {
			l.last = at
		}
		if e.User != "" && !slices.Contains(l.Users, e.User) && len(l.Users) < MaxLinked {
			l.Users = append(l.Users, e.User)
		}
		if e.Duplicate {
			l.find(catalog.MsgSequenceDuplicate, i, catalog.Arg{Name: "before", Value: entries[e.original].Origin.String()})
			continue
		}
		t.tell(&l, i)
	}
	l.conclude(asOf)
	return l
}

// conclude says what follows from all events together.
func (l *Life) conclude(asOf time.Time) {
	switch {
	case l.deleted:
		l.Outcome = catalog.LifeDeleted
	case l.status == "":
		l.Outcome = catalog.LifeUnknown
	default:
		l.Outcome = l.status
	}
	l.start()
	if !l.deleted && !catalog.IsFinal(l.status) && l.last.known && asOf.Sub(l.last.Time()) > patience {
		l.find(catalog.MsgSequenceNoDecision, len(l.Events)-1, catalog.Arg{Name: "since", Value: l.last.String()})
	}
}

// patience is how long a submission without a decision may be silent.
const patience = 7 * 24 * time.Hour

// start says when the life began and how long it took to the decision.
func (l *Life) start() {
	if l.created >= 0 {
		l.Started, _ = l.Events[l.created].At()
	}
	for _, told := range []func(*Entry) Stamp{
		func(e *Entry) Stamp { return e.Created },
		func(e *Entry) Stamp { at, _ := e.At(); return at },
	} {
		if !l.Started.known {
			l.Started = earliest(l.Events, told)
		}
	}
	if !l.Decided.known || !l.Started.known || l.Started == l.Decided && !l.FromCreation() {
		return // nothing is known of the time before the decision
	}
	l.Took = l.Decided.Since(l.Started)
	if begun, ended, ok := l.captured(); ok {
		l.Took = ended.Since(begun)
	}
	l.HasTook = l.Took >= 0
}

// FromCreation reports whether the life began when it was created: otherwise the
// archive does not say when that was.
func (l *Life) FromCreation() bool {
	if l.created >= 0 {
		if at, _ := l.Events[l.created].At(); at.known {
			return true
		}
	}
	return slices.ContainsFunc(l.Events, func(e Entry) bool { return e.Created.known && e.Created == l.Started })
}

func earliest(entries []Entry, at func(*Entry) Stamp) (first Stamp) {
	for i := range entries {
		if s := at(&entries[i]); s.Before(first) {
			first = s
		}
	}
	return first
}

// sameClock is how far the clocks of the service and of the receiver may be apart,
// deliveries included, for times of both to be compared.
const sameClock = 10 * time.Minute

// captured are the times of capture of the creation and of the decision, where the
// clocks are too far apart to take one time from each.
func (l *Life) captured() (begun, ended Stamp, ok bool) {
	if l.created < 0 || l.Events[l.created].Own.known {
		return begun, ended, false
	}
	begun = l.Events[l.created].Capture
	for i := range l.Events {
		e := &l.Events[i]
		if e.Own == l.Decided && e.Capture.known && !e.Duplicate {
			ended = e.Capture
			late := ended.Since(e.Own)
			return begun, ended, begun.known && (late < -time.Minute || late > sameClock)
		}
	}
	return begun, ended, false
}

// teller takes the events of a life one after the other.
type teller struct {
	seen     bool   // an event before
	attempts int64  // the highest so far
	counted  bool   // there is one
	decided  string // the event that told the status, where that is final
	deleted  string // the event that deleted it
}

// tell takes event i into l.
func (t *teller) tell(l *Life, i int) {
	e := &l.Events[i]
	stage := e.stage()
	switch {
	case t.deleted != "":
		l.find(catalog.MsgSequenceAfterDelete, i, catalog.Arg{Name: "before", Value: t.deleted})
	case stage == catalog.StageCreate && t.seen && l.created < 0:
		l.find(catalog.MsgSequenceBeforeCreated, 0)
	}
	if t.seen = true; stage == catalog.StageCreate && l.created < 0 {
		l.created = i
	}
	t.codes(l, i)
	if t.deleted == "" {
		was := l.status
		t.status(l, i)
		l.act(i, was)
	}
	if stage == catalog.StageDelete {
		l.deleted, t.deleted = true, e.Name
	}
}

// codes takes the codes and the count of an event.
func (t *teller) codes(l *Life, i int) {
	e := &l.Events[i]
	if e.stage() == catalog.StageRetry {
		l.Retries++
	}
	if e.RetryCode != "" && !slices.Contains(l.RetryCodes, e.RetryCode) && len(l.RetryCodes) < MaxLinked {
		l.RetryCodes = append(l.RetryCodes, e.RetryCode)
	}
	for _, code := range e.RejectCodes {
		if !slices.Contains(l.RejectCodes, code) && len(l.RejectCodes) < MaxLinked {
			l.RejectCodes = append(l.RejectCodes, code)
		}
	}
	if e.Attempts < 0 {
		return
	}
	if t.counted && e.Attempts <= t.attempts {
		l.find(catalog.MsgSequenceAttempts, i,
			catalog.Arg{Name: "count", Value: strconv.FormatInt(e.Attempts, 10)}, catalog.Arg{Name: "before", Value: strconv.FormatInt(t.attempts, 10)})
	}
	t.attempts, t.counted = max(t.attempts, e.Attempts), true
}

// status takes what an event says of the submission's status. A decision is only
// taken back by another one, or by an administrator.
func (t *teller) status(l *Life, i int) {
	e := &l.Events[i]
	status, stage := e.Status, e.stage()
	final, was := e.status.final, l.status
	switch {
	case status == "" || stage == catalog.StageDelete:
		return
	case t.decided != "" && !final && stage != catalog.StageChange:
		switch stage {
		case catalog.StageReview:
			l.find(catalog.MsgSequenceSubmitAfterDecision, i, catalog.Arg{Name: "before", Value: t.decided})
		case catalog.StageCreate: // the rule before-created is about that
		default:
			l.find(catalog.MsgSequenceStatusChange, i, catalog.Arg{Name: "status", Value: status}, catalog.Arg{Name: "before", Value: was})
		}
		return
	case t.decided != "" && status != was && stage != catalog.StageChange:
		l.find(catalog.MsgSequenceStatusChange, i, catalog.Arg{Name: "status", Value: status}, catalog.Arg{Name: "before", Value: was})
	case was == catalog.StatusPending && status == catalog.StatusIncomplete:
		return // it came late: what waits for a reviewer is complete
	}
	l.status = status
	switch {
	case !final:
		t.decided, l.Decided = "", Stamp{}
	case status != was:
		t.decided = e.Name
		if l.Decided, _ = e.At(); stage == "" { // told by the way
			l.Decided = Stamp{}
		}
	case !l.Decided.known && stage == catalog.StageDecide:
		l.Decided, _ = e.At()
	}
}

// act says who has to act after event i, before which the status was another.
func (l *Life) act(i int, was string) {
	e := &l.Events[i]
	switch stage := e.stage(); {
	case e.act != "":
		l.Act = e.act
	case e.Status == "" || e.Status != l.status || stage == "": // it tells nothing, or nothing that holds
		return
	case stage == catalog.StageChange && e.Status == was: // other data
		return
	case e.RetryCode != "" && endsAttempts(e.RetryCode):
		l.Act = catalog.ActNobody
	default:
		l.Act = e.status.act
	}
	l.actBy = i
}

// endsAttempts reports whether nobody may try again after a retry code.
func endsAttempts(code string) bool {
	c, _ := catalog.RetryCodes().Find(code)
	return c != nil && c.EndsAttempts
}
