package reference

import (
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// NewEventCmd is `event`.
func NewEventCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "event",
		Short:   "List, show and sample webhook events",
		GroupID: kit.GroupReference,
		Args:    cobra.ArbitraryArgs,
		RunE:    kit.NeedSubcommand,
	}
	cmd.AddCommand(
		newEventListCmd(f),
		newEventShowCmd(f),
		newEventSampleCmd(f),
		newEventSchemaCmd(f),
	)
	return cmd
}
