package unwrap

import (
	"github.com/argosctl/argosctl/internal/catalog"
)

// Missed says where a value names webhook_trigger although no webhook was found
// in it.
type Missed struct {
	Pointer    string // of the string or text that names it; "" for the value itself
	Start, End int    // its place in the payload's bytes
	Message    catalog.MessageID
}

// Missed is what the last In came upon, if it found nothing; ok is false where
// the value names no webhook_trigger that can be seen.
func (f *Finder) Missed() (m Missed, ok bool) {
	return f.missed, f.missed.Message != 0 && f.found == 0
}

// The reasons for not finding a webhook in a text that names one.
const (
	tooDeep    = catalog.MsgEventMissingDeep
	unreadable = catalog.MsgEventMissingUnreadable
	named      = catalog.MsgEventMissingNamed
)

// notice keeps the first place that may have been meant.
func (f *Finder) notice(why catalog.MessageID, k, start, end int) {
	if f.missed.Message != 0 || f.found > 0 {
		return
	}
	f.missed = Missed{Pointer: string(f.appendPointer(nil)), Message: why}
	f.missed.Start, f.missed.End = f.levels[k].text.Span(start, end)
}

// noticeName looks for the name in the value itself: as the text of a value, in
// a comment, or where it is broken.
func (f *Finder) noticeName() {
	at := indexName(f.p.Bytes)
	if f.missed.Message != 0 || at < 0 {
		return
	}
	doc, inner := &f.levels[0].doc, 0
	for i := range doc.Nodes {
		if n := &doc.Nodes[i]; n.Start <= at && at < n.End || n.KeyStart <= at && at < n.KeyEnd {
			inner = i
		}
	}
	f.missed = Missed{Pointer: doc.Pointer(inner), Message: named, Start: at, End: at + len(catalog.TriggerName)}
}
