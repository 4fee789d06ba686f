package reference

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/schema"
)

type eventSchemaOptions struct {
	f    *kit.Factory
	name string // empty with --all
}

func newEventSchemaCmd(f *kit.Factory) *cobra.Command {
	opts := &eventSchemaOptions{f: f}
	all := false
	cmd := &cobra.Command{
		Use:         "schema NAME|--all",
		Annotations: kit.About{Schema: "event-schema", Takes: catalog.EventNames(), Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "Print the JSON Schema of an event",
		Long: `Print the JSON Schema (draft 2020-12) of an event's payload, or with --all one
schema for any event. It refuses what 'validate' calls an error of a field or
of the event, and tolerates the rest, unknown members too.`,
		Example: `  argosctl event schema approved > approved.schema.json
  argosctl event schema --all`,
		Args: func(cmd *cobra.Command, args []string) error {
			if all {
				return kit.NoArgs(cmd, args)
			}
			return kit.OneArg("event")(cmd, args)
		},
		ValidArgsFunction: kit.CompleteEvents(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !all {
				opts.name = args[0]
			}
			return runEventSchema(cmd.Context(), opts)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "one schema for any event")
	return cmd
}

func runEventSchema(_ context.Context, opts *eventSchemaOptions) error {
	f := opts.f
	format, err := f.Format()
	if err != nil {
		return err
	}
	if format == kit.Table {
		format = kit.JSON
	}
	text := schema.All()
	if opts.name != "" {
		e, err := knownEvent(opts.name)
		if err != nil {
			return err
		}
		text, _ = schema.Event(e.Name)
	}
	return f.PutText(format, bytes.TrimSpace(text))
}
