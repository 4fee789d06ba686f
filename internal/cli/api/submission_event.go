package api

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

type toEventOptions struct {
	kit.APIOptions
	id     string
	format string
}

func newToEventCmd(f *kit.Factory) *cobra.Command {
	opts := &toEventOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:   "to-event ID",
		Short: "Make the webhook of a submission's present state",
		Long: `Make the webhook payload that the service would have sent for a submission's
present state, to replay one that was missed. It holds personal data, unmasked.

stdout is the payload alone, one line by default; notes on stderr say that it
was made anew, and what the API does not know.`,
		Example: `  argosctl submission to-event 6xx28lo115832 > missed.json
  argosctl submission to-event 6xx28lo115832 | argosctl decode`,
		Args: kit.OneArg("submission id"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			opts.id = args[0]
			if err := submission.CheckID(opts.id); err != nil {
				return kit.APIFailure(err)
			}
			if opts.format, err = f.Format(); err != nil {
				return err
			}
			return runToEvent(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	return cmd
}

func runToEvent(ctx context.Context, opts *toEventOptions) error {
	f := opts.F
	client, err := opts.Client(ctx)
	if err != nil {
		return err
	}
	item, err := client.Get(ctx, opts.id, "")
	if err != nil {
		return kit.APIFailure(err)
	}
	webhook, err := submission.Reconstruct(item)
	if err != nil {
		return kit.APIFailure(err)
	}
	for _, note := range webhook.Notes {
		f.Note("note: %s", term.Clean(note))
	}
	format := opts.format
	if format == kit.Table {
		format = kit.NDJSON
	}
	return f.PutText(format, webhook.Payload)
}
