package cli

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/schema"
)

type eventSchemaOptions struct {
	f    *Factory
	name string // empty with --all
}

func newEventSchemaCmd(f *Factory) *cobra.Command {
	opts := &eventSchemaOptions{f: f}
	all := false
	cmd := &cobra.Command{
		Use:   "schema NAME|--all",
		Short: "Print the JSON Schema of an event",
		Long: `Print the JSON Schema (draft 2020-12) of an event's payload, or with --all one
schema for any event. It refuses what 'validate' calls an error of a field or
of the event, and tolerates the rest, unknown members too.`,
		Example: `  argosctl event schema approved > approved.schema.json
  argosctl event schema --all`,
		Args: func(cmd *cobra.Command, args []string) error {
			if all {
				return noArgs(cmd, args)
			}
			return oneArg("event")(cmd, args)
		},
		ValidArgsFunction: completeEvents(),
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
	format, err := f.format()
	if err != nil {
		return err
	}
	if format == formatTable {
		format = formatJSON
	}
	text := schema.All()
	if opts.name != "" {
		e, err := knownEvent(opts.name)
		if err != nil {
			return err
		}
		text, _ = schema.Event(e.Name)
	}
	return f.putText(format, bytes.TrimSpace(text))
}
