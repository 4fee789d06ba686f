package catalog

import "strings"

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
	Settle    Text     // how a real account settles it
	Commands  []string // the command lines for that, in their order
	Trail     Text     // the page on which what is publicly known ends
}

// UnknownGroup is a chapter of the ledger of unknowns.
type UnknownGroup struct {
	ID   string
	Name Text
}

// Ledger is all that nobody outside knows, and how it is spoken of.
type Ledger struct {
	Contradicted Text   // remark on something that is not as assumed, with {id}
	Report       Text   // how to report it
	Session      []Text // the steps of a session that settles most of it
	Groups       []UnknownGroup
	Unknowns     []Unknown
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

// Contradicts returns the remark that something contradicts the assumption
// with that id: which one, and how to report it without the data.
func Contradicts(id string) Text {
	with := strings.NewReplacer("{id}", id)
	return Text{En: with.Replace(ledger.Contradicted.En), Ko: with.Replace(ledger.Contradicted.Ko)}
}
