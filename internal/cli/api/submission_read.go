package api

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// readOptions are those of commands that show one object of the API.
type readOptions struct {
	kit.APIOptions
	personal personalFlag
	doubt    func(*doubts, submission.Item) // looks at the object; nil for one of which nothing is assumed
}

func (opts *readOptions) bind(cmd *cobra.Command) {
	opts.AddFlags(cmd)
	opts.personal.addFlag(cmd)
}

// show asks for an object and prints it: in the table its values, masked,
// otherwise as it is.
func (opts *readOptions) show(ctx context.Context, ask func(*submission.Client) (submission.Item, error)) error {
	f := opts.F
	lang, format, client, err := opts.Begin(ctx)
	if err != nil {
		return err
	}
	item, err := ask(client)
	if err != nil {
		return kit.APIFailure(err)
	}
	if opts.doubt != nil {
		opts.doubt(newDoubts(f), item)
	}
	if format != kit.Table {
		return f.PutText(format, item.Raw())
	}
	if !opts.personal.show {
		item = submission.NewMasker().Mask(item)
	}
	list, masked := f.IO.List(fieldLayout(lang, 0)), false
	for path, value := range item.Leaves() {
		masked = masked || value == personal.Mask
		if err := list.Row(fieldRow(f, path, value)...); err != nil {
			return err
		}
	}
	if err := f.CloseList(list, say.Message{}); err != nil {
		return err
	}
	if masked {
		tellMasked(f)
	}
	return nil
}

func newMonitorCmd(f *kit.Factory) *cobra.Command {
	opts := &readOptions{APIOptions: kit.APIOptions{F: f}, doubt: (*doubts).record}
	cmd := &cobra.Command{
		Use:         "aml-monitor WORKLIST RECORD",
		Annotations: kit.About{Schema: "api-answer", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Show a record of AML ongoing monitoring",
		Long: `Show a record of AML ongoing monitoring by the ids of its worklist and its own.
The counts are of matches by verdict; an open match has not been judged yet.

The table masks personal data; json and yaml are the API's record, unchanged.
Exit code 1 when there is no such record.`,
		Example: `  argosctl submission aml-monitor example-worklist Abc123Def456_6xx28lo115832
  argosctl submission aml-monitor example-worklist Abc123Def456_6xx28lo115832 --jq .openCount`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return kit.Usagef("expected a worklist id and a record id, got %s", kit.Arguments(args)).WithHint("%s", kit.UsageLine(cmd))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return opts.show(cmd.Context(), func(c *submission.Client) (submission.Item, error) {
				return c.Monitoring(cmd.Context(), args[0], args[1])
			})
		},
	}
	opts.bind(cmd)
	return cmd
}

func newSettingsCmd(f *kit.Factory) *cobra.Command {
	opts := &readOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "settings",
		Annotations: kit.About{Schema: "api-answer", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Show the settings of the project that the key belongs to",
		Long: `Show the settings of the project that the key belongs to: among others the
return URL, the parameters it carries, and whether it is encrypted.

The vendor documents which settings there are, but not the names of their
members, and may change them. argosctl shows the answer as it comes. The table
masks personal data; json and yaml are the API's answer, unchanged.`,
		Example: `  argosctl submission settings
  argosctl submission settings -o json`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return opts.show(cmd.Context(), func(c *submission.Client) (submission.Item, error) { return c.Settings(cmd.Context()) })
		},
	}
	opts.bind(cmd)
	return cmd
}

type projectionOptions struct{ kit.APIOptions }

func newProjectionCmd(f *kit.Factory) *cobra.Command {
	opts := &projectionOptions{kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "projection [ID]",
		Annotations: kit.About{Schema: "api-answer", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "List the projection policies of the project, or show one",
		Long: `List the projection policies of the project, or show the one with the ID: which
fields of webhooks and of the API it hides. A hidden field is left out or null.

json, yaml and ndjson are the API's policies, unchanged. Exit code 1 when there
is no such policy.`,
		Example: `  argosctl submission projection
  argosctl submission projection --jq '.[].name'`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return kit.Usagef("expected one projection id at most, got %s", kit.Arguments(args)).WithHint("%s", kit.UsageLine(cmd))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runProjection(cmd.Context(), opts, args)
		},
	}
	opts.AddFlags(cmd)
	return cmd
}

func runProjection(ctx context.Context, opts *projectionOptions, ids []string) error {
	f := opts.F
	lang, format, client, err := opts.Begin(ctx)
	if err != nil {
		return err
	}
	policies, err := askProjections(ctx, client, ids)
	if err != nil {
		return kit.APIFailure(err)
	}
	if len(policies) == 0 {
		f.Note("the project has no projection policy")
	}
	if format == kit.Table {
		return projectionTable(f, policies, lang)
	}
	out, err := f.List(format, catalog.ProjectionID, catalog.ProjectionName, catalog.ProjectionMode, catalog.ProjectionFields, catalog.ItemPaths(catalog.RoleCreatedAt)[0])
	if err != nil {
		return err
	}
	out.Single = len(ids) == 1
	for _, p := range policies {
		if err := out.PutRaw(p.Raw()); err != nil {
			return err
		}
	}
	return out.Close()
}

func projectionTable(f *kit.Factory, policies []submission.Item, lang string) error {
	list := f.IO.List(term.Layout{
		Columns: []term.Column{
			{Key: "id", Head: "ID", Kind: term.ID},
			{Key: "name", Head: kit.Head(lang, "Name"), Kind: term.Text},
			{Key: "mode", Head: kit.Head(lang, "Mode"), Kind: term.Word},
			{Key: "created", Head: kit.Head(lang, "Created (UTC)"), Kind: term.Time, Short: len("2006-01-02")},
			{Key: "hidden", Head: kit.Head(lang, "Hidden fields"), Kind: term.Text, Label: kit.Before(lang, "Hidden fields")},
		},
	})
	for _, p := range policies {
		err := list.Row(term.S(f.IO.Style().Name, p.Text(catalog.ProjectionID)), f.IO.Cell(nil, p.Text(catalog.ProjectionName)), f.IO.Cell(nil, p.Text(catalog.ProjectionMode)),
			f.IO.Cell(nil, tableTime(p.Created())), f.IO.Cell(nil, strings.Join(p.Texts(catalog.ProjectionFields), ", ")))
		if err != nil {
			return err
		}
	}
	return list.Close()
}

// askProjections asks for the policy with the id, or for all.
func askProjections(ctx context.Context, client *submission.Client, ids []string) ([]submission.Item, error) {
	if len(ids) == 1 {
		policy, err := client.Projection(ctx, ids[0])
		return []submission.Item{policy}, err
	}
	answer, err := client.Projections(ctx)
	if err != nil {
		return nil, err
	}
	var policies []submission.Item
	for policy := range answer.Objects(catalog.AnswerProjections) {
		policies = append(policies, policy)
	}
	return policies, nil
}
