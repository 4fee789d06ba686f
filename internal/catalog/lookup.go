package catalog

import "slices"

//go:generate go run ../../cmd/cataloggen -dir .

// Events returns every event, in the order of a submission's life.
func Events() []Event { return events }

// EventNames returns the names of all events.
func EventNames() []string {
	var names []string
	for i := range events {
		names = append(names, events[i].Name)
	}
	return names
}

// EventByName finds an event by its trigger as sent: the exact name first,
// then the aliases (alias is then true). Case counts, because the service
// compares no other way; use Nearest for hints.
func EventByName(trigger string) (e *Event, alias, ok bool) {
	for i := range events {
		if events[i].Name == trigger {
			return &events[i], false, true
		}
	}
	for i := range events {
		for _, a := range events[i].Aliases {
			if a == trigger {
				return &events[i], true, true
			}
		}
	}
	return nil, false, false
}

// EventsByWord returns the names of the events that people call word, which may be the
// text of a trigger as well.
func EventsByWord(word string) []string {
	var names []string
	for i := range events {
		if slices.ContainsFunc(events[i].Words, func(w string) bool { return SameName(w, word) }) {
			names = append(names, events[i].Name)
		}
	}
	return names
}

// EventOf returns the first event of a stage with that status (empty for any),
// nil where there is none.
func EventOf(stage Stage, status string) *Event {
	for i := range events {
		if e := &events[i]; e.Stage == stage && (status == "" || e.Status == status) {
			return e
		}
	}
	return nil
}

// Lives returns the courses that invented submissions take.
func Lives() []Life { return lives }

// RetryCodes returns the retry codes that "Create and Retry" documents; the
// vendor does not call them complete.
func RetryCodes() Table { return retryCodes }

// RejectCodes returns the known reject codes ("Reject codes and comments");
// the list is not known to be complete.
func RejectCodes() Table { return rejectCodes }

// ErrorCodes returns the known error codes of the return URL and of error
// pages ("Error codes and pages", notices); the list is not complete.
func ErrorCodes() Table { return errorCodes }

// Params returns the return URL's parameters ("Integration information").
func Params() []Param { return params }

// ExampleParams returns the vendor's example of a return URL: the parameters
// with their values, in its order.
func ExampleParams() []Assign { return exampleParams }

// PersonalNames returns the names of members that hold personal data, beside
// the events' fields. Where several fit a name, the first one holds.
func PersonalNames() []PersonalNaming { return personalNames }

// Outcomes returns what a return URL can mean for the integrator's service.
func Outcomes() []Outcome { return outcomes }

// AllValues returns the values of all enumerations.
func AllValues() []Value { return values }

// Values returns the values of the enumeration called enum, none where there
// is no such enumeration.
func Values(enum string) []Value {
	var out []Value
	for _, v := range values {
		if v.Enum == enum {
			out = append(out, v)
		}
	}
	return out
}

// ValueNames returns the values of the enumeration called enum as they are written.
func ValueNames(enum string) []string {
	var names []string
	for _, v := range Values(enum) {
		names = append(names, v.Value)
	}
	return names
}

// ValueOf returns the value of the enumeration called enum, nil where it has none
// of that text.
func ValueOf(enum, text string) *Value {
	for i := range values {
		if v := &values[i]; v.Enum == enum && v.Value == text {
			return v
		}
	}
	return nil
}

// IsFinal reports whether only a change by an administrator takes a
// submission's status back.
func IsFinal(status string) bool {
	v := ValueOf(StatusEnum, status)
	return v != nil && v.Final
}

// ActOf returns who has to act where a value of an enumeration holds, "" where
// that tells nothing.
func ActOf(enum, value string) string {
	if v := ValueOf(enum, value); v != nil {
		return v.Act
	}
	return ""
}

// Sources returns the documents that facts are from.
func Sources() []Source { return sources }

// SourceByID returns the document with that id, nil where there is none.
func SourceByID(id string) *Source {
	for i := range sources {
		if sources[i].ID == id {
			return &sources[i]
		}
	}
	return nil
}
