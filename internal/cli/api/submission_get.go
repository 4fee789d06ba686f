package api

import (
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/submission"
)

type getOptions struct {
	kit.APIOptions
	ids      []string
	kind     string
	jobs     int
	personal personalFlag
	out      kit.OutFile

	format string
	lang   string
	shown  int
}

func newGetCmd(f *kit.Factory) *cobra.Command {
	opts := &getOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "get ID...",
		Annotations: kit.About{Schema: "submission", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Show submissions by their ids",
		Long: `Show submissions by their ids. "-" reads ids from standard input, one a line.

The table explains the status, reject codes and retry codes, and masks personal
data, as csv does; json, yaml and ndjson are the API's items, unchanged. Exit
code 1 when a submission does not exist; the others are shown all the same.`,
		Example: `  argosctl submission get 6xx28lo115832
  argosctl submission get 6xx28lo115832 --jq .kyc.result
  argosctl submission get - -o ndjson < ids.txt`,
		Args: kit.SomeArgs("submission id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.ids = args
			if err := opts.check(); err != nil {
				return err
			}
			return runGet(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	opts.out.AddFlag(cmd)
	cmd.Flags().StringVar(&opts.kind, "type", "", "only these `parts` of the items: "+strings.Join(submission.Types(), ", "))
	cmd.Flags().IntVar(&opts.jobs, "concurrency", 8, "ask for `N` submissions at a time")
	opts.personal.addFlag(cmd)
	kit.Choices(cmd, "type", submission.Types()...)
	return cmd
}

func (opts *getOptions) check() (err error) {
	if opts.jobs < 1 || opts.jobs > 64 {
		return kit.Usagef("--concurrency is %d, expected 1 to 64", opts.jobs)
	}
	if err := (submission.Query{Type: opts.kind}).Check(); err != nil {
		return kit.APIFailure(err)
	}
	for _, id := range opts.ids {
		if err := submission.CheckID(id); err != nil {
			return kit.APIFailure(err)
		}
	}
	if err := opts.F.CheckIDs(opts.ids); err != nil {
		return err
	}
	if opts.lang, err = opts.F.Lang(); err != nil {
		return err
	}
	opts.format, err = opts.F.Format()
	return err
}

func runGet(ctx context.Context, opts *getOptions) error {
	client, err := opts.Client(ctx)
	if err != nil {
		return err
	}
	return opts.out.Redirect(opts.F, func() bool { return opts.shown > 0 }, func() error { return opts.print(ctx, client) })
}

// print shows the answers in the order of the ids. One that is no does not
// hide the others; where the key is refused or there is no network, the rest
// would fare no better.
func (opts *getOptions) print(ctx context.Context, client *submission.Client) error {
	rows, err := opts.rows()
	if err != nil {
		return err
	}
	var outcome kit.Tally
	var readErr, lost error
	doubts := newDoubts(opts.F)
	for answer := range client.Many(ctx, opts.each(ctx, &readErr), opts.kind, opts.jobs) {
		if answer.Err != nil {
			failed := kit.Categorize(kit.APIFailure(answer.Err))
			if ctx.Err() != nil {
				break
			}
			var network *submission.NetworkError
			if failed.Category == kit.NoKey || errors.As(answer.Err, &network) {
				lost = failed
				break
			}
			outcome.Add(failed.Category)
			opts.F.Report(about(answer.ID, failed), failed.Hint)
			continue
		}
		doubts.item(answer.Item)
		if err := rows.add(answer.Item); err != nil {
			return err
		}
		opts.shown++
	}
	if err := rows.close(); err != nil {
		return err
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case lost != nil:
		return lost
	case readErr != nil:
		return readErr
	}
	return outcome.Err()
}

// each yields the ids, those of standard input as they come. An error of reading
// ends them.
func (opts *getOptions) each(ctx context.Context, readErr *error) iter.Seq[string] {
	return func(yield func(string) bool) {
		for id, err := range opts.F.Words(ctx, opts.ids) {
			if err != nil {
				*readErr = err
				return
			}
			if !yield(id) {
				return
			}
		}
	}
}

func (opts *getOptions) rows() (itemRows, error) {
	switch opts.format {
	case kit.Table:
		return opts.personal.rows(&itemView{f: opts.F, lang: opts.lang}), nil
	case kit.CSV:
		return opts.personal.rows(newItemCSV(opts.F)), nil
	}
	out, err := opts.F.Results(opts.format)
	if err != nil {
		return nil, err
	}
	out.Single = len(opts.ids) == 1 && opts.ids[0] != "-"
	return &itemResults{f: opts.F, out: out}, nil
}
