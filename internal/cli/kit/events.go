package kit

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
)

// EventNames are the names of all events.
func EventNames() []string {
	var names []string
	for _, e := range catalog.Events() {
		names = append(names, e.Name)
	}
	return names
}

// CanonicalEvent resolves an event's name or alias as the user wrote it.
func CanonicalEvent(name string) (*catalog.Event, error) {
	if e, _, ok := catalog.EventByName(name); ok {
		return e, nil
	}
	f := Usagef("unknown event %q", name)
	if near := catalog.Nearest(name, EventNames(), 3); len(near) > 0 {
		return nil, f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return nil, f.WithHint("'argosctl event list' shows all events")
}

// CompleteEvents completes one event name, or one of the given other words.
func CompleteEvents(others ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		var words []string
		if len(args) == 0 {
			words = append(words, others...)
			for _, e := range catalog.Events() {
				words = append(words, cobra.CompletionWithDesc(e.Name, e.Fires.En))
			}
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

// CompleteEvent completes the value of a flag that is an event.
func CompleteEvent(cmd *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	return CompleteEvents()(cmd, nil, text)
}

// CompleteVariants completes the variants of the event on the command line.
func CompleteVariants(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var words []string
	if len(args) > 0 {
		if e, _, ok := catalog.EventByName(args[0]); ok {
			for _, v := range e.Variants {
				words = append(words, cobra.CompletionWithDesc(v.Name, v.Doc.En))
			}
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// AllEvents is the NAME that stands for every event.
const AllEvents = "all"

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
