package cli

import (
	"github.com/spf13/cobra"
)

// newEventCmd is `event`.
func newEventCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "event",
		Short:   "List, show and sample webhook events",
		GroupID: groupReference,
		Args:    cobra.ArbitraryArgs,
		RunE:    needSubcommand,
	}
	cmd.AddCommand(
		newEventListCmd(f),
		newEventShowCmd(f),
		newEventSampleCmd(f),
		newEventSchemaCmd(f),
	)
	return cmd
}
