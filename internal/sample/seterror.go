package sample

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// SetError says that a set cannot be read.
type SetError struct{ Text, Reason string }

func (e *SetError) Error() string { return quoted(e.Text) + ": " + e.Reason }

// UnknownFieldError says that a path is no field of the event, or, where Event
// is empty, of any event in question.
type UnknownFieldError struct {
	Path, Event string
	Near        []string // fields it may have meant, best first
}

func (e *UnknownFieldError) Error() string {
	if e.Event == "" {
		return "no event has a field " + quoted(e.Path)
	}
	return "event " + e.Event + " has no field " + quoted(e.Path)
}

// ValueError says that a value is not of its field's type, or not JSON.
type ValueError struct {
	Path, Value string
	Want        []catalog.Type
	JSON        bool // the value was to be any JSON
}

func (e *ValueError) Error() string {
	if e.JSON {
		return e.Path + ": " + quoted(e.Value) + " is not JSON"
	}
	want := make([]string, len(e.Want))
	for i, t := range e.Want {
		want[i] = string(t)
	}
	return e.Path + ": " + quoted(e.Value) + " is not of type " + strings.Join(want, " or ")
}

// ConflictError says that a path does not fit into a payload.
type ConflictError struct{ Path, Reason string }

func (e *ConflictError) Error() string { return e.Path + ": " + e.Reason }
