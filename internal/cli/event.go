package cli

import (
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
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

// completeEvents completes one event name, or one of the given other words.
func completeEvents(others ...string) cobra.CompletionFunc {
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
