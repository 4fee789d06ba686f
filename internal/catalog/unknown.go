package catalog

import (
	"slices"
	"strings"
)

// Known is a fact about running an integration that belongs to no event, code
// or parameter: the sender's address, the daily report.
type Known struct {
	ID     string   // "daily-report"
	Names  []string // further words under which it is found, English and Korean
	Text   Text     // what the source says
	Advice Text     // our own, empty where there is none
	Fact
}

// Unknown is a question that no public page settles. What argosctl assumes of
// it stands in one place, so that a wrong assumption is one edit.
type Unknown struct {
	ID        string   // stable: "ciphertext-encoding"
	Group     string   // id of an UnknownGroup
	Names     []string // further words under which it is found
	Question  Text
	Assumed   Text
	AssumedIn string   // "internal/seal.candidates", or "FILE#TEXT" of a data file; empty where argosctl does not use the fact
	Open      bool     // the assumption rules nothing out: what is not known yet is news, no contradiction
	Signs     []Sign   // the messages that show that a payload is not as assumed
	Unseen    Text     // why argosctl cannot see that; empty where it can
	Settle    Text     // how a real account settles it
	Commands  []string // the command lines for that, in their order
	Trail     Text     // the page on which what is publicly known ends
}

// Sign is a message about a payload that shows that an assumption does not hold.
type Sign struct {
	Message string   // its id; all the variants of it count, too
	Exact   bool     // its variants do not count
	Events  []string // only in these events; empty for any
	Fields  []string // only of these fields: paths, or names of members anywhere; empty for any
}

// UnknownGroup is a chapter of the ledger of unknowns.
type UnknownGroup struct {
	ID   string
	Name Text
}

// Ledger is all that nobody outside knows, and how it is spoken of.
type Ledger struct {
	Contradicted Text   // remark on something that is not as assumed, with {id}
	News         Text   // remark on something that no page documents, with {id}
	Report       Text   // how to report it
	Session      []Text // the steps of a session that settles most of it
	Groups       []UnknownGroup
	Unknowns     []Unknown
}

// Rules are the ids of the rules that find what contradicts the assumption.
func (u *Unknown) Rules() []string {
	var ids []string
	for _, s := range u.Signs {
		id, _, _ := strings.Cut(s.Message, ".")
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Facts returns what is known about running an integration.
func Facts() []Known { return facts }

// Unknowns returns the ledger of what no public page settles.
func Unknowns() Ledger { return ledger }

// UnknownByID returns the entry with that id, nil where there is none. The ids
// are constants: UnknownCiphertextEncoding.
func UnknownByID(id string) *Unknown {
	for i := range ledger.Unknowns {
		if ledger.Unknowns[i].ID == id {
			return &ledger.Unknowns[i]
		}
	}
	return nil
}

// Remark returns what to say of something that is not as the assumption with
// that id, or that is news to it: which one, and how to report it without the
// data.
func Remark(id string) Text {
	text := ledger.Contradicted
	if u := UnknownByID(id); u != nil && u.Open {
		text = ledger.News
	}
	with := func(text string) string { return string(AppendMessage(nil, text, Arg{"id", id})) }
	return Text{En: with(text.En), Ko: with(text.Ko)}
}

// UnknownShownBy returns the entry whose assumption a message about a payload of
// event puts in doubt, nil where there is none. path yields the path that the
// message is about, and is called only where that matters. Of several entries
// the one with the narrowest sign counts.
func UnknownShownBy(message MessageID, event string, path func() string) *Unknown {
	id := message.String()
	var best *Unknown
	narrowest := -1
	for i := range ledger.Unknowns {
		for _, s := range ledger.Unknowns[i].Signs {
			if n := s.narrowness(); n > narrowest && s.shows(id, event, path) {
				best, narrowest = &ledger.Unknowns[i], n
			}
		}
	}
	return best
}

func (s *Sign) narrowness() int { return 2*min(1, len(s.Fields)) + min(1, len(s.Events)) }

func (s *Sign) shows(message, event string, path func() string) bool {
	rest, ok := strings.CutPrefix(message, s.Message)
	if !ok || rest != "" && (s.Exact || rest[0] != '.') || len(s.Events) > 0 && !slices.Contains(s.Events, event) {
		return false
	}
	if len(s.Fields) == 0 {
		return true
	}
	whole := path()
	name := whole[strings.LastIndexByte(whole, '.')+1:]
	return slices.ContainsFunc(s.Fields, func(f string) bool { return f == whole || SameName(f, name) })
}
