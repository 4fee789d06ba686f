package lint

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/personal"
)

// text judges what does not belong into a fixture: a text that was pasted from
// documentation, or that looks like a real person's.
func (c *check) text(i int, text []byte, m *event.Member) {
	at := bytes.IndexByte(text, '@') >= 0
	if c.l.fast.nobody(text, at) {
		return
	}
	hint := c.hint(i, m)
	if c.l.fast.harmless(text, hint, at) {
		return
	}
	message := catalog.MsgFixturePlaceholder
	if !event.IsPlaceholder(text) {
		message = messageOf(personal.Of(text, hint))
	}
	c.add(finding{Observation: event.Observation{Message: message, Node: i}})
}

// hint is what the name of node i says of people's data. m is its place in the
// catalogue, if it has one.
func (c *check) hint(i int, m *event.Member) personal.Hint {
	switch {
	case m != nil:
		return m.Hint
	case c.doc.Nodes[i].KeyEnd > 0:
		return c.l.hints.of(c.doc, i)
	}
	return 0
}

// messageOf is what to say of a person, 0 where there is nobody.
func messageOf(p personal.Person) catalog.MessageID {
	return [...]catalog.MessageID{
		personal.Nobody: 0, personal.Email: catalog.MsgFixturePersonalDataEmail, personal.Phone: catalog.MsgFixturePersonalDataPhone,
		personal.Resident: catalog.MsgFixturePersonalDataResident, personal.SSN: catalog.MsgFixturePersonalDataSSN,
		personal.Citizen: catalog.MsgFixturePersonalDataCitizen, personal.IP: catalog.MsgFixturePersonalDataIP, personal.Image: catalog.MsgFixturePersonalDataImage,
	}[p]
}

// start is what a text may be, by the byte that it starts with.
type start uint8

const (
	plainStart    start = iota // neither of the others
	templateStart              // a placeholder
	numberStart                // a number of a person
	anyStart                   // anything else that is about a person
)

func newStarts() (set [256]start) {
	for kind, bytes := range map[start]string{templateStart: "{<$sY", numberStart: "0123456789+(", anyStart: " hH"} {
		for i := range len(bytes) {
			set[bytes[i]] = kind
		}
	}
	return set
}
