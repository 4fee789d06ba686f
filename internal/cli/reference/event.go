package reference

import (
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// NewEventCmd is `event`.
func NewEventCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "event [NAME]",
		Short: "List, show and sample webhook events",
		Long: `List the webhook events, show one with its fields, invent payloads of it, and
print its JSON Schema. With a NAME alone the event is shown.`,
		Example: `  argosctl event approved
  argosctl event list`,
		GroupID: kit.GroupReference,
		Args:    cobra.ArbitraryArgs,
	}
	show := newEventShowCmd(f)
	cmd.RunE = kit.Shortly(func(text string) bool { _, err := kit.CanonicalEvent(text); return err == nil }, kit.Checked(show))
	cmd.Annotations, cmd.ValidArgsFunction = show.Annotations, show.ValidArgsFunction
	cmd.AddCommand(
		newEventListCmd(f),
		show,
		newEventSampleCmd(f),
		newEventSchemaCmd(f),
	)
	return cmd
}
