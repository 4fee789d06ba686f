package unwrap

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// Missed says where a value names webhook_trigger, or holds an answer of the API,
// although no webhook was found there.
type Missed struct {
	Pointer    string // of the string or text that names it; "" for the value itself
	Start, End int    // its place in the payload's bytes
	Message    catalog.MessageID
	Lost       bool // a webhook is meant there, which is cut off or broken
}

// Missed says more of the payload that was last yielded as holding no webhook; ok
// is false where nothing in it seems to be meant.
func (f *Finder) Missed() (m Missed, ok bool) {
	m = f.missed
	m.Lost = f.lost
	return m, m.Message != 0 && (f.found == 0 || f.lost)
}

// The reasons for not finding a webhook in a text that names one.
const (
	tooDeep    = catalog.MsgEventMissingDeep
	unreadable = catalog.MsgEventMissingUnreadable
	prefixed   = catalog.MsgEventMissingPrefixed
	named      = catalog.MsgEventMissingNamed
)

// notice keeps the first place that may have been meant: where a webhook is lost,
// and where there is none, any place that names one.
func (f *Finder) notice(why catalog.MessageID, k, start, end int) {
	if f.lost {
		return
	}
	switch text := f.levels[k].text.Bytes; why {
	case tooDeep:
		f.lost = source.HasMember(text[start:end])
	case unreadable, prefixed:
		f.lost = source.HasMember(text)
	default:
	}
	if !f.lost && (f.missed.Message != 0 || f.found > 0) {
		return
	}
	f.missed = Missed{Pointer: string(f.appendPointer(nil)), Message: why}
	f.missed.Start, f.missed.End = f.levels[k].text.Span(start, end)
}

// answer notices an object that is an answer of the API.
func (f *Finder) answer(k, i int) {
	if f.Want != nil || !seal.IsAnswer(&f.levels[k].doc, i) {
		return
	}
	why := catalog.MsgEventMissingAnswer
	if len(f.frames) == 0 {
		why = catalog.MsgEventMissingItems
	}
	start, _ := f.levels[k].span(i)
	f.notice(why, k, start, start+1)
}

// conclude ends the search in one value, and returns how many payloads it
// yielded. Where it found nothing, the value itself may name the trigger: as the
// text of a value, in a comment, or where it is broken.
func (f *Finder) conclude() int {
	switch {
	case f.done:
		return f.found
	case f.found > 0 && f.lost:
		return f.found + f.report(f.p)
	case f.found > 0:
		return f.found
	}
	at := indexName(f.p.Bytes)
	switch {
	case f.At != nil:
		f.missed = Missed{Pointer: f.At.text, Message: catalog.MsgEventMissingAt}
	case f.missed.Message == 0 && at >= 0:
		f.missed = Missed{Pointer: f.pointerAt(at), Message: named, Start: at, End: at + len(catalog.TriggerName)}
	}
	return f.report(f.p)
}

// pointerAt is the pointer of the innermost value that holds an offset.
func (f *Finder) pointerAt(at int) string {
	doc, inner := &f.levels[0].doc, 0
	for i := range doc.Nodes {
		start, end := doc.Span(i)
		name, nameEnd := doc.NameSpan(i)
		if start <= at && at < end || name <= at && at < nameEnd {
			inner = i
		}
	}
	return doc.Pointer(inner)
}
