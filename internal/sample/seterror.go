package sample

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// SetError says that a set cannot be read.
type SetError struct{ Text, Reason string }

func (e *SetError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *SetError) In(lang string) string {
	return say.Textf("%s: %s", quoted(e.Text), say.Word(e.Reason)).In(lang)
}

// UnknownFieldError says that a path is no field of the event, or, where Event
// is empty, of any event in question.
type UnknownFieldError struct {
	Path, Event string
	Near        []string // fields it may have meant, best first
}

func (e *UnknownFieldError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *UnknownFieldError) In(lang string) string {
	if e.Event == "" {
		return say.Textf("no event has a field %s", quoted(e.Path)).In(lang)
	}
	return say.Textf("event %s has no field %s", e.Event, quoted(e.Path)).In(lang)
}

// ValueError says that a value is not of its field's type, or not JSON.
type ValueError struct {
	Path, Value string
	Want        []catalog.Type
	JSON        bool // the value was to be any JSON
}

func (e *ValueError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *ValueError) In(lang string) string {
	if e.JSON {
		return say.Textf("%s: %s is not JSON", e.Path, quoted(e.Value)).In(lang)
	}
	want := make([]string, len(e.Want))
	for i, t := range e.Want {
		want[i] = string(t)
	}
	return say.Textf("%s: %s is not of type %s", e.Path, quoted(e.Value), strings.Join(want, "|")).In(lang)
}

// ConflictError says that a path does not fit into a payload.
type ConflictError struct{ Path, Reason string }

func (e *ConflictError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *ConflictError) In(lang string) string {
	return say.Textf("%s: %s", e.Path, say.Word(e.Reason)).In(lang)
}
