package kit

import (
	"errors"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
)

// CanonicalEvent resolves an event's name or alias as the user wrote it.
func CanonicalEvent(name string) (*catalog.Event, error) {
	if e, _, ok := catalog.EventByName(name); ok {
		return e, nil
	}
	f := Usagef("unknown event %q", name)
	near := catalog.EventsByWord(name)
	if len(near) == 0 {
		near = catalog.Nearest(name, catalog.EventNames(), 3)
	}
	if len(near) > 0 {
		return nil, f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return nil, f.WithHint("'argosctl event list' shows all events")
}

// Events resolves the values of a flag that takes events, also with commas between
// them.
func Events(texts []string) ([]string, error) {
	var names []string
	for _, text := range texts {
		for name := range strings.SplitSeq(text, ",") {
			e, err := CanonicalEvent(strings.TrimSpace(name))
			if err != nil {
				return nil, err
			}
			names = append(names, e.Name)
		}
	}
	return names, nil
}

// AllEvents is the NAME that stands for every event.
const AllEvents = "all"

// DoubtSet warns of a value that looks like a misspelled one of those documented.
func (f *Factory) DoubtSet(name, value, near string) {
	f.Warn("--set %s: %q is not a documented value: did you mean %s?", name, value, near)
}

// DoubtSets is DoubtSet for the values that --set gives to fields of events.
func (f *Factory) DoubtSets(events []*catalog.Event, sets []string) {
	for _, d := range sample.Doubts(events, sets) {
		f.DoubtSet(d.Path, d.Value, d.Near)
	}
}

// SetFailure turns the errors of package sample into usage errors with hints.
func SetFailure(err error) error {
	var (
		field    *sample.UnknownFieldError
		value    *sample.ValueError
		text     *sample.SetError
		conflict *sample.ConflictError
		variant  *sample.UnknownVariantError
	)
	switch {
	case errors.As(err, &field) && len(field.Near) > 0:
		return Fail(Usage, err).WithHint("did you mean %s? --set-new sets any path", strings.Join(field.Near, ", "))
	case errors.As(err, &field):
		return Fail(Usage, err).WithHint("--set-new sets any path")
	case errors.As(err, &value) && !value.JSON:
		return Fail(Usage, err).WithHint("%s:=JSON puts any JSON there", value.Path)
	case errors.As(err, &value), errors.As(err, &text), errors.As(err, &conflict), errors.As(err, &variant):
		return Fail(Usage, err)
	}
	return err
}
