package api

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

type toEventOptions struct {
	kit.APIOptions
	from   string
	format string
}

func newToEventCmd(f *kit.Factory) *cobra.Command {
	opts := &toEventOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "to-event ID|FILE",
		Annotations: kit.About{Schema: "event", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Make the webhook of a submission's present state",
		Long: `Make the webhook payload that the service would have sent for a submission's
present state, to replay one that was missed. It holds personal data, unmasked.

With a FILE, or "-" for standard input, the submissions are read from there:
items, or an answer of the API that was saved. Then nothing is asked, and no key
is needed.

stdout is the payload alone, one line by default; notes on stderr say that it
was made anew, and what the API does not know.`,
		Example: `  argosctl submission to-event 6xx28lo115832 > missed.json
  argosctl submission to-event 6xx28lo115832 | argosctl decode
  argosctl submission to-event submission.json | argosctl decode`,
		Args: kit.OneArg("submission id or file"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			opts.from = args[0]
			if opts.format, err = f.Format(); err != nil {
				return err
			}
			if opts.format == kit.Table {
				opts.format = kit.NDJSON
			}
			if isFile(f.Dir, opts.from) {
				return runToEventFile(cmd.Context(), opts)
			}
			if err := submission.CheckID(opts.from); err != nil {
				return kit.APIFailure(err)
			}
			return runToEvent(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	return cmd
}

// isFile tells the name of a file from the id of a submission: it is there, or
// looks like a path.
func isFile(dir workdir.Dir, arg string) bool {
	if arg == "-" || strings.ContainsAny(arg, `/\*`) {
		return true
	}
	if slices.Contains([]string{".json", ".ndjson", ".jsonl", ".gz", ".txt"}, strings.ToLower(filepath.Ext(arg))) {
		return true
	}
	_, err := dir.Stat(arg)
	return err == nil
}

func runToEvent(ctx context.Context, opts *toEventOptions) error {
	client, err := opts.Client(ctx)
	if err != nil {
		return err
	}
	item, err := client.Get(ctx, opts.from, "")
	if err != nil {
		return kit.APIFailure(err)
	}
	webhook, err := submission.Reconstruct(item)
	if err != nil {
		return kit.APIFailure(err)
	}
	opts.note(webhook)
	return opts.F.PutText(opts.format, webhook.Payload)
}

// runToEventFile makes the webhooks of saved submissions. One whose state no
// webhook announces does not hide the others.
func runToEventFile(ctx context.Context, opts *toEventOptions) error {
	f := opts.F
	items, err := savedItems(ctx, f, "", opts.from)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		return kit.Failf(kit.Negative, "%s holds no submission", term.Clean(opts.from))
	}
	out, err := f.Results(opts.format)
	if err != nil {
		return err
	}
	out.Single = len(items) == 1
	var outcome kit.Tally
	for _, raw := range items {
		item, ok := submission.ParseItem(raw)
		if !ok {
			outcome.Add(kit.Input)
			f.Report(say.Errorf("an entry of Items is not a JSON object"), say.Message{})
			continue
		}
		webhook, err := submission.Reconstruct(item)
		if err != nil {
			failed := kit.Categorize(kit.APIFailure(err))
			outcome.Add(failed.Category)
			f.Report(about(item.ID(), failed), failed.Hint)
			continue
		}
		opts.note(webhook)
		if err := out.PutRaw(webhook.Payload); err != nil {
			return err
		}
	}
	if out.Count > 0 || len(items) > 1 {
		if err := out.Close(); err != nil {
			return err
		}
	}
	return outcome.Err()
}

func (opts *toEventOptions) note(webhook submission.Webhook) {
	for _, note := range webhook.Notes {
		opts.F.Remark("%s", note)
	}
}
