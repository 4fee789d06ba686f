package event

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Next says whether anyone has to act after the event and who, for what its payload
// says. It is empty for an event outside the catalogue.
func (e *Event) Next() catalog.Text {
	if e.Info == nil {
		return catalog.Text{}
	}
	return e.Info.ActionAt(e.NextAt())
}

// NextAt is the number of that text among the event's Actions, from 1; 0 is its Action.
func (e *Event) NextAt() int {
	if e.head == nil {
		return 0
	}
	return 1 + slices.IndexFunc(e.head.actions, func(when []condition) bool {
		return len(when) == 0 || e.meets(when)
	})
}

// meets reports whether one of the fields has its value, and none another one.
func (e *Event) meets(when []condition) bool {
	met := false
	for _, c := range when {
		switch has, is := e.holds(c); {
		case is:
			met = true
		case has:
			return false
		}
	}
	return met
}

// condition is a value of a payload that decides who has to act.
type condition struct {
	fact  fact   // that the value tells, noFact where only its place counts
	path  string // of it
	list  bool   // any element of the array at path will do
	value string
}

func conditions(info *catalog.Event) (actions [][]condition) {
	for _, a := range info.Actions {
		var when []condition
		for _, at := range a.When {
			c := condition{value: at.Value}
			if f := info.Field(at.Path); f != nil {
				c.fact = factOf(f)
			}
			c.path, c.list = strings.CutSuffix(at.Path, "[]")
			when = append(when, c)
		}
		actions = append(actions, when)
	}
	return actions
}

// holds reports whether the payload has a value at the place of c, and whether it is
// that of c. A code counts in every spelling that is recognised.
func (e *Event) holds(c condition) (has, is bool) {
	if c.fact == retryReason && e.Retry != nil && e.Retry.Info != nil {
		return true, c.value == catalog.AnyCode || e.Retry.Info.Code == c.value
	}
	if c.fact != noFact {
		text := e.textOf(c.fact)
		return text != "", text == c.value
	}
	node, ok := e.Doc.At(0, c.path)
	if !ok || !c.list {
		return ok, ok && e.isText(node, c.value)
	}
	for i := range e.Doc.Children(node) {
		if e.isText(i, c.value) {
			return true, true
		}
	}
	return true, false
}

func (e *Event) isText(node int, text string) bool {
	return e.Doc.Nodes[node].Kind == jsonscan.String && e.Doc.Text(node) == text
}
