package api

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

type watchOptions struct {
	kit.APIOptions
	id       string
	interval time.Duration
	limit    time.Duration

	format string
	lang   string
}

func newWatchCmd(f *kit.Factory) *cobra.Command {
	opts := &watchOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "watch ID",
		Annotations: kit.About{Schema: "submission", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Wait until a submission is approved or rejected",
		Long: `Ask for a submission again and again until it is approved or rejected, for
--max-wait at most; --timeout is the time for one request.

The table has a line for every change of the status; json and yaml are the
item at the end, ndjson is the item at every change. Exit code 0 when the
submission is approved or rejected, 1 when it is neither within --max-wait or
does not exist.`,
		Example: `  argosctl submission watch 6xx28lo115832 --max-wait 10m
  argosctl submission watch 6xx28lo115832 --jq .kyc.result`,
		Args: kit.OneArg("submission id"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			opts.id = args[0]
			switch {
			case opts.interval < 100*time.Millisecond:
				return kit.Usagef("--interval is %s, expected 100ms or more", opts.interval)
			case opts.limit <= 0:
				return kit.Usagef("--max-wait is %s, expected more than 0", opts.limit)
			}
			if err := submission.CheckID(opts.id); err != nil {
				return kit.APIFailure(err)
			}
			if opts.format, err = f.Format(); err != nil {
				return err
			}
			if opts.lang, err = f.Lang(); err != nil {
				return err
			}
			return runWatch(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	cmd.Flags().DurationVar(&opts.interval, "interval", 10*time.Second, "`time` between two looks")
	cmd.Flags().DurationVar(&opts.limit, "max-wait", 30*time.Minute, "give up after this `time`")
	return cmd
}

func runWatch(ctx context.Context, opts *watchOptions) error {
	client, err := opts.Client(ctx)
	if err != nil {
		return err
	}
	out, err := opts.F.Result(opts.format)
	if err != nil {
		return err
	}
	opts.F.Note("waiting for a decision, up to %s (--max-wait)", asFlag(opts.limit))
	limit := time.NewTimer(opts.limit)
	defer limit.Stop()
	looks := time.NewTicker(opts.interval)
	defer looks.Stop()
	for last := ""; ; {
		item, err := client.Get(ctx, opts.id, "")
		if err != nil {
			return kit.APIFailure(err)
		}
		status := item.Status()
		if status != last || settled(status) {
			if err := opts.changed(out, item); err != nil {
				return err
			}
		}
		last = status
		switch {
		case status == submission.Deleted:
			if err := out.Close(); err != nil {
				return err
			}
			return kit.Failf(kit.Negative, "submission %s was deleted", term.Clean(opts.id))
		case settled(status):
			return out.Close()
		}
		select {
		case <-looks.C:
		case <-limit.C:
			return kit.Failf(kit.Negative, "submission %s is still %q after %s", term.Clean(opts.id), term.Clean(status), opts.limit).
				WithHint("--max-wait gives it more time")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// asFlag is a duration as people type it: 30m, and not 30m0s.
func asFlag(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// settled reports whether there is nothing more to wait for.
func settled(status string) bool { return catalog.IsFinal(status) || status == submission.Deleted }

// changed shows a new status.
func (opts *watchOptions) changed(out *kit.Results, item submission.Item) error {
	f := opts.F
	switch status := item.Status(); {
	case opts.format == kit.Table:
		f.IO.Headline(term.S(statusStyle(f.IO.Style(), status), status), f.Now().UTC().Format(time.RFC3339), 0)
		f.IO.Paragraph(term.C(statusMeaning(status, opts.lang)), 2)
		if n := len(item.Warnings()); n > 0 {
			f.IO.Paragraph(term.S(f.IO.Style().Warn, skipped(n, opts.lang)), 2)
		}
	case settled(status) || opts.format == kit.NDJSON:
		if err := out.PutRaw(item.Raw()); err != nil {
			return err
		}
	}
	return f.Flush()
}
