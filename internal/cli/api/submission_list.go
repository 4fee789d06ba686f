package api

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
)

// defaultLimit is how many submissions `submission list` shows, and asks for
// at a time: the documented default of a page.
const defaultLimit = 50

type submissionListOptions struct {
	kit.APIOptions
	query    submission.Query
	limit    int
	all      bool
	status   string
	resume   string
	personal personalFlag
	out      kit.OutFile

	format string
	shown  int
}

func newSubmissionListCmd(f *kit.Factory) *cobra.Command {
	opts := &submissionListOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "list",
		Annotations: kit.About{Schema: "submission", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "List submissions, page after page",
		Long: `List submissions in the order of the service, page after page.

The table and csv mask personal data; json, yaml and ndjson are the API's items,
unchanged. If the list breaks off, the items received so far are printed, with
exit code 5, and --resume continues with the token that was printed on stderr.`,
		Example: `  argosctl submission list --userid user123
  argosctl submission list --start-date 2026-04-01 --end-date 2026-04-30 --all -o csv --out april.csv
  argosctl submission list --all -o ndjson --jq 'select(.kyc.result == "pending") | .submission_id'`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := opts.check(cmd); err != nil {
				return err
			}
			return runSubmissionList(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	opts.out.AddFlag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&opts.query.UserID, "userid", "", "only submissions of this `user`, by your own user id")
	flags.StringVar(&opts.query.Email, "email", "", "only submissions of this e-mail `address`")
	flags.StringVar(&opts.query.StartDate, "start-date", "", "only from this `date` on, YYYY-MM-DD")
	flags.StringVar(&opts.query.EndDate, "end-date", "", "only up to this `date`, YYYY-MM-DD")
	flags.StringVar(&opts.status, "status", "", "only submissions with this `status`: "+strings.Join(statuses(), ", ")+"; the API has no such filter, so all are asked for")
	flags.StringVar(&opts.query.Type, "type", "", "only these `parts` of the items: "+strings.Join(submission.Types(), ", "))
	flags.IntVar(&opts.limit, "limit", defaultLimit, "stop after `N` submissions")
	flags.BoolVar(&opts.all, "all", false, "do not stop before the end of the list")
	flags.IntVar(&opts.query.PageSize, "page-size", 0, "ask for `N` submissions on a page")
	kit.Default(cmd, "page-size", "50, or the limit where that is less")
	flags.StringVar(&opts.resume, "resume", "", "continue a list that broke off, with the `token` that it printed")
	opts.personal.addFlag(cmd)
	kit.Choices(cmd, "status", statuses()...)
	kit.Choices(cmd, "type", submission.Types()...)
	return cmd
}

// check refuses what the flags cannot mean and fills in the rest.
func (opts *submissionListOptions) check(cmd *cobra.Command) (err error) {
	switch limited := cmd.Flags().Changed("limit"); {
	case limited && opts.all:
		return kit.Usagef("--limit and --all contradict each other")
	case opts.limit < 1:
		return kit.Usagef("--limit is %d, expected 1 or more", opts.limit).WithHint("--all lists everything")
	case opts.status != "" && !slices.Contains(statuses(), opts.status):
		return kit.Usagef("--status is %q, expected %s", opts.status, strings.Join(statuses(), ", "))
	case opts.status != "" && opts.query.Type != "" && opts.query.Type != catalog.PartOf("kyc"):
		return kit.Usagef("--status needs the part of the items that --type %s leaves out", opts.query.Type)
	case opts.all:
		opts.limit = 0
	}
	if err := opts.query.Check(); err != nil {
		return kit.APIFailure(err)
	}
	if opts.query.PageSize == 0 {
		opts.query.PageSize = defaultLimit
		if opts.limit > 0 && opts.status == "" {
			opts.query.PageSize = min(opts.limit, defaultLimit)
		}
	}
	opts.format, err = opts.F.Format()
	return err
}

func runSubmissionList(ctx context.Context, opts *submissionListOptions) error {
	from := submission.Cursor{}
	if opts.resume != "" {
		var err error
		if from, err = opts.query.Resume(opts.resume); err != nil {
			return kit.APIFailure(err)
		}
	}
	client, err := opts.Client(ctx)
	if err != nil {
		return err
	}
	limit := opts.limit
	if opts.status != "" { // what the filter leaves out does not count
		limit = 0
	}
	list, err := client.List(opts.query, from, limit)
	if err != nil {
		return kit.APIFailure(err)
	}
	return opts.out.Redirect(opts.F, func() bool { return opts.shown > 0 }, func() error { return opts.print(ctx, list) })
}

// print shows the items as they come. What was shown when an error ends the
// list is whole.
func (opts *submissionListOptions) print(ctx context.Context, list *submission.List) error {
	rows, err := opts.rows()
	if err != nil {
		return err
	}
	var broken error
	doubts := newDoubts(opts.F)
	for item, err := range list.Items(ctx) {
		if err != nil {
			broken = err
			break
		}
		doubts.listed(item, opts.query)
		if opts.status == "" || item.Status() == opts.status {
			if err := rows.add(item); err != nil {
				return err
			}
			opts.shown++
		}
		if list.PageEnd() {
			if err := rows.flush(); err != nil {
				return err
			}
		}
		if opts.status != "" && opts.limit > 0 && opts.shown == opts.limit {
			break
		}
	}
	if err := rows.close(); err != nil {
		return err
	}
	at, more := list.Cursor()
	switch {
	case broken != nil:
		return opts.partial(broken, opts.query.Token(at))
	case opts.shown == 0 && !more:
		opts.F.Note("no submission matches")
	case more:
		opts.F.Note("there are more: --all lists all of them; to continue the list, add\n  --resume %s", opts.query.Token(at))
	}
	return nil
}

// partial is the error of a list that broke off, with the way to go on.
func (opts *submissionListOptions) partial(err error, token string) error {
	failed := kit.Categorize(kit.APIFailure(err))
	if opts.shown == 0 && opts.resume == "" {
		return failed
	}
	return failed.WithHint("%s printed; continue with the same filters and\n  --resume %s", say.Count(opts.shown, "%s submission", "%s submissions"), token)
}

// statuses are those that --status takes.
func statuses() []string { return append(catalog.ValueNames(catalog.StatusEnum), submission.Deleted) }

// itemRows prints items one by one.
type itemRows interface {
	add(submission.Item) error
	flush() error // what was added shows now
	close() error
}

func (opts *submissionListOptions) rows() (itemRows, error) {
	switch opts.format {
	case kit.Table:
		lang, err := opts.F.Lang()
		return opts.personal.rows(newItemTable(opts.F, lang)), err
	case kit.CSV:
		return opts.personal.rows(newItemCSV(opts.F)), nil
	}
	out, err := opts.F.Results(opts.format)
	return &itemResults{f: opts.F, out: out}, err
}

// maskedRows hides personal data from the rows behind it.
type maskedRows struct {
	itemRows
	masker *submission.Masker
}

// personalFlag is --show-personal-data.
type personalFlag struct{ show bool }

func (p *personalFlag) addFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.show, "show-personal-data", false, "do not mask personal data in the table and csv")
}

// rows is behind without personal data, or as it is where that is shown.
func (p *personalFlag) rows(behind itemRows) itemRows {
	if p.show {
		return behind
	}
	return &maskedRows{behind, submission.NewMasker()}
}

func (r *maskedRows) add(item submission.Item) error { return r.itemRows.add(r.masker.Mask(item)) }

// itemResults prints the API's own JSON.
type itemResults struct {
	f    *kit.Factory
	out  *kit.Results
	line []byte
}

func (r *itemResults) add(item submission.Item) error {
	if r.out.Format != kit.NDJSON {
		return r.out.PutRaw(item.Raw())
	}
	r.line = append(item.AppendCompact(r.line[:0]), '\n')
	return r.out.PutLines(r.line)
}

func (r *itemResults) flush() error { return r.f.Flush() }
func (r *itemResults) close() error { return r.out.Close() }

// about says which part of a batch err is of.
func about(id string, err error) error { return say.Errorf("%s: %w", id, err) }
