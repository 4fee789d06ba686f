package api

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// writeOptions are the guards of commands that change something.
type writeOptions struct {
	kit.APIOptions
	dryRun bool
	yes    bool
}

func (w *writeOptions) bind(cmd *cobra.Command) {
	w.AddFlags(cmd)
	w.AddWriteFlags(cmd)
	cmd.Flags().BoolVar(&w.dryRun, "dry-run", false, "print the request, without the key, and send nothing")
	cmd.Flags().BoolVar(&w.yes, "yes", false, "do not ask for confirmation")
}

// change is something that a command does to the data of the service.
type change struct {
	question say.Message // asked before it is sent
	preview  func(*submission.Client) []submission.Preview
	send     func(ctx context.Context, c *submission.Client, format string) error
}

// write shows a change where --dry-run asks for that, else confirms and sends it.
func (w *writeOptions) write(ctx context.Context, c change) error {
	format, err := w.F.Format()
	if err != nil {
		return err
	}
	if w.dryRun {
		client, err := w.previewer(ctx)
		if err != nil {
			return err
		}
		return w.showPreviews(format, c.preview(client)...)
	}
	client, err := w.Client(ctx)
	if err != nil {
		return err
	}
	if err := w.confirm(ctx, c.question); err != nil {
		return err
	}
	return c.send(ctx, client, format)
}

// previewer is a client that has no key: it can only show requests.
func (w *writeOptions) previewer(ctx context.Context) (*submission.Client, error) {
	base, err := w.Base()
	if err != nil {
		return nil, err
	}
	return w.Open(ctx, base, secret.Text{})
}

// confirm asks before something is changed.
func (w *writeOptions) confirm(ctx context.Context, question say.Message) error {
	switch {
	case w.yes:
		return nil
	case !w.F.IO.InTTY || w.F.KeyFlags.File == "-":
		return kit.Usagef("this changes data of the service: --yes confirms it where nobody can be asked").
			WithHint("--dry-run shows the request and sends nothing")
	}
	yes, err := w.F.IO.Confirm(ctx, question.In(w.F.Speech()))
	if err != nil {
		return err
	}
	if !yes {
		return kit.Failf(kit.Negative, "not confirmed: nothing was sent")
	}
	return nil
}

// showPreviews prints requests as they would be sent.
func (w *writeOptions) showPreviews(format string, previews ...submission.Preview) error {
	if format != kit.Table {
		if len(previews) == 1 {
			return kit.PutOne(w.F, format, previews[0])
		}
		return kit.PutList(w.F, format, nil, previews...)
	}
	for i, p := range previews {
		if i > 0 {
			w.F.IO.Println("")
		}
		w.F.IO.Printf("%s %s\n", p.Method, term.Clean(p.URL))
		for _, name := range slices.Sorted(maps.Keys(p.Headers)) {
			w.F.IO.Printf("%s: %s\n", name, p.Headers[name])
		}
		w.F.IO.Printf("\n%s\n", p.Body)
	}
	if w.Encrypt {
		w.F.Note("the body is shown before it is sealed")
	}
	return nil
}

type reviewOptions struct {
	writeOptions
	review submission.Review
}

// newReviewCmd is `approve` or `reject`.
func newReviewCmd(f *kit.Factory, verb, status string) *cobra.Command {
	opts := &reviewOptions{writeOptions: writeOptions{APIOptions: kit.APIOptions{F: f}}}
	cmd := &cobra.Command{
		Use:         verb + " ID",
		Annotations: kit.About{Schema: "api-answer", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       map[string]string{"approve": "Approve a pending submission", "reject": "Reject a pending submission"}[verb],
		Long: fmt.Sprintf(`Send the decision %q about a submission that is pending, in the name of an
administrator of the project. The service announces it by webhook.

On a terminal, argosctl asks you to confirm; elsewhere it needs --yes. Exit code
1 when the service refuses.`, status),
		Example: map[string]string{
			"approve": "  argosctl submission approve 6xx28lo115832 --admin admin@example.com --dry-run",
			"reject":  "  argosctl submission reject 6xx28lo115832 --admin admin@example.com --comment 'The document is expired' --dry-run",
		}[verb],
		Args: kit.OneArg("submission id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.review.ID, opts.review.Status = args[0], status
			if err := opts.review.Check(); err != nil {
				return kit.QueryFailure(cmd, err)
			}
			return runReview(cmd.Context(), opts)
		},
	}
	opts.bind(cmd)
	cmd.Flags().StringVar(&opts.review.Admin, "admin", "", "`e-mail` of the administrator who decides, as registered in the dashboard")
	cmd.Flags().StringVar(&opts.review.Comment, "comment", "", "the `reason` for a rejection")
	return cmd
}

func runReview(ctx context.Context, opts *reviewOptions) error {
	f := opts.F
	return opts.write(ctx, change{
		question: say.Textf("Mark submission %s as %s?", term.Clean(opts.review.ID), opts.review.Status),
		preview: func(c *submission.Client) []submission.Preview {
			return []submission.Preview{c.PreviewReview(opts.review)}
		},
		send: func(ctx context.Context, c *submission.Client, format string) error {
			answer, err := c.Review(ctx, opts.review)
			if err != nil {
				return refusal(err)
			}
			if format == kit.Table {
				item, _ := submission.ParseItem(answer)
				status := item.Text(catalog.ReviewStatus)
				f.IO.Headline(term.S(statusStyle(f.IO.Style(), status), kit.Dash(status)), opts.review.ID, 0)
				f.IO.Paragraph(term.C(item.Text(catalog.AnswerMessage)), 2)
				return nil
			}
			return f.PutText(format, answer)
		},
	})
}
