package api

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// NewTokenCmd holds the commands for tokens of private-mode projects.
func NewTokenCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "token",
		Short:   "Keep the tokens of a private-mode project",
		GroupID: kit.GroupService,
		Args:    cobra.ArbitraryArgs,
		RunE:    kit.NeedSubcommand,
	}
	cmd.AddCommand(newTokenChangeCmd(f, "add"), newTokenListCmd(f), newTokenChangeCmd(f, "remove"))
	return cmd
}

type tokenChangeOptions struct {
	writeOptions
	change submission.TokenChange
}

// newTokenChangeCmd is `token add` or `token remove`.
func newTokenChangeCmd(f *kit.Factory, verb string) *cobra.Command {
	opts := &tokenChangeOptions{writeOptions: writeOptions{APIOptions: kit.APIOptions{F: f}}}
	opts.change.Remove = verb == "remove"
	most := catalog.APIMaxTokensAdded
	if opts.change.Remove {
		most = catalog.APIMaxTokensRemoved
	}
	cmd := &cobra.Command{
		Use:         verb + " ID...",
		Annotations: kit.About{Schema: "api-answer", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       map[string]string{"add": "Add tokens", "remove": "Remove tokens"}[verb],
		Long: fmt.Sprintf(`%s tokens by their ids, %d with a request. "-" reads ids from standard
input, one a line. A token id has 8 to 64 letters, digits, dots, - and _, and
begins and ends with a letter or digit.

If a request fails, the requests before it stand, and argosctl shows their results.`, map[string]string{"add": "Add", "remove": "Remove"}[verb], most),
		Example: "  argosctl token " + verb + " customer-0001 customer-0002 --dry-run\n  argosctl token " + verb + " - --yes < tokens.txt",
		Args:    kit.SomeArgs("token id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.read(cmd.Context(), args); err != nil {
				return err
			}
			return runTokenChange(cmd.Context(), opts)
		},
	}
	opts.bind(cmd)
	return cmd
}

// read takes the ids of the command line and of standard input.
func (opts *tokenChangeOptions) read(ctx context.Context, args []string) error {
	if err := opts.F.CheckIDs(args); err != nil {
		return err
	}
	opts.change.IDs = nil
	for id, err := range opts.F.Words(ctx, args) {
		if err != nil {
			return err
		}
		if len(opts.change.IDs) == catalog.APIMaxTokensHeld {
			return kit.Usagef("more than %d ids: a project holds no more tokens", catalog.APIMaxTokensHeld)
		}
		opts.change.IDs = append(opts.change.IDs, id)
	}
	if err := submission.CheckTokens(opts.change.IDs); err != nil {
		return kit.APIFailure(err)
	}
	return nil
}

func runTokenChange(ctx context.Context, opts *tokenChangeOptions) error {
	return opts.write(ctx, change{
		question: opts.question(),
		preview:  func(c *submission.Client) []submission.Preview { return c.PreviewTokens(opts.change) },
		send:     opts.send,
	})
}

// question is asked before tokens are added or removed.
func (opts *tokenChangeOptions) question() say.Message {
	tokens := say.Count(len(opts.change.IDs), "%s token", "%s tokens")
	if opts.change.Remove {
		return say.Textf("Remove %s?", tokens)
	}
	return say.Textf("Add %s?", tokens)
}

// send shows each request's answer as it comes.
func (opts *tokenChangeOptions) send(ctx context.Context, client *submission.Client, format string) error {
	f := opts.F
	out, err := f.Results(format)
	if err != nil {
		return err
	}
	out.Single = opts.change.Requests() == 1
	list := f.IO.List(opts.layout())
	var outcome kit.Tally
	sendErr := client.Tokens(ctx, opts.change, func(answer []byte) error {
		item, _ := submission.ParseItem(answer)
		if failed := item.Text(catalog.TokensFailed); failed != "" && failed != "0" {
			outcome.Add(kit.Negative)
		}
		if missing := item.Texts(catalog.TokensMissing); len(missing) > 0 {
			f.Note("not in the pool: %s", few(missing).Clean(term.Clean))
		}
		if format == kit.Table {
			var row []term.Cell
			for _, path := range opts.members() {
				row = append(row, f.IO.Cell(nil, item.Text(path)))
			}
			return list.Row(row...)
		}
		return out.PutRaw(answer)
	})
	if format == kit.Table {
		err = list.Close()
	} else if sendErr == nil || out.Count > 0 {
		err = out.Close()
	}
	switch {
	case err != nil:
		return err
	case sendErr != nil:
		return refusal(sendErr)
	}
	return outcome.Err()
}

// few are the first ids as one text, and how many more there are.
func few(ids []string) say.Message {
	const most = 10
	if len(ids) <= most {
		return say.Textf("%s", strings.Join(ids, ", "))
	}
	return say.Textf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
}

// members are the paths of what the table shows of an answer.
func (opts *tokenChangeOptions) members() []string {
	if opts.change.Remove {
		return []string{catalog.TokensSent, catalog.TokensRemoved, catalog.TokensMissed, catalog.TokensFailed}
	}
	return []string{catalog.TokensSent, catalog.TokensAdded, catalog.TokensFailed, catalog.TokensHeld}
}

// layout is the columns of the members.
func (opts *tokenChangeOptions) layout() term.Layout {
	lang, _ := opts.F.Lang() // a configuration that does not load is told by then
	count := func(en string) term.Column {
		return term.Column{Key: en, Head: kit.Head(lang, en), Kind: term.Number, Label: kit.Before(lang, en)}
	}
	if opts.change.Remove {
		return term.Layout{Columns: []term.Column{count("Sent"), count("Removed"), count("Not in the pool"), count("Failed")}}
	}
	return term.Layout{Columns: []term.Column{count("Sent"), count("Added"), count("Failed"), count("In the pool")}}
}

type tokenListOptions struct {
	kit.APIOptions
	ids []string
}

func newTokenListCmd(f *kit.Factory) *cobra.Command {
	opts := &tokenListOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "list [ID...]",
		Annotations: kit.About{Schema: "api-answer", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "List tokens",
		Example: `  argosctl token list -o ndjson
  argosctl token list customer-0001`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.ids = args
			if len(args) > 0 {
				if err := submission.CheckTokens(args); err != nil {
					return kit.APIFailure(err)
				}
			}
			return runTokenList(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	return cmd
}

func runTokenList(ctx context.Context, opts *tokenListOptions) error {
	f := opts.F
	lang, format, client, err := opts.Begin(ctx)
	if err != nil {
		return err
	}
	out, err := f.List(format, catalog.TokenIDs, catalog.TokenChanged, catalog.TokenExpired)
	if err != nil {
		return err
	}
	out.Single = len(opts.ids) == 1
	list := f.IO.List(tokenLayout(lang))
	shown := 0
	show := func(item submission.Item) error {
		shown++
		if format != kit.Table {
			return out.PutRaw(item.Raw())
		}
		return list.Row(term.S(f.IO.Style().Name, item.Text(catalog.TokenIDs)), f.IO.Cell(nil, tableTime(item.Text(catalog.TokenChanged))), f.IO.Cell(nil, item.Text(catalog.TokenExpired)))
	}
	var outcome kit.Tally
	listErr := opts.each(ctx, client, show, &outcome)
	switch {
	case format != kit.Table:
		err = out.Close()
	case shown > 0:
		err = f.CloseList(list, say.Textf("%s", say.Count(shown, "%s token", "%s tokens")))
	}
	switch {
	case err != nil:
		return err
	case listErr != nil:
		return kit.APIFailure(listErr)
	case shown == 0 && len(opts.ids) == 0:
		f.Note("the project has no token")
	}
	return outcome.Err()
}

// tokenLayout is the columns of a list of tokens.
func tokenLayout(lang string) term.Layout {
	return term.Layout{Columns: []term.Column{
		{Key: "token", Head: kit.Head(lang, "Token"), Kind: term.ID, Usual: 24},
		{Key: "changed", Head: kit.Head(lang, "Changed (UTC)"), Kind: term.Time, Usual: 19},
		{Key: "expired", Head: kit.Head(lang, "Expired"), Kind: term.Word, Label: kit.Before(lang, "Expired"), Usual: 5},
	}}
}

// each shows the tokens that were asked for, or all.
func (opts *tokenListOptions) each(ctx context.Context, client *submission.Client, show func(submission.Item) error, outcome *kit.Tally) error {
	if len(opts.ids) == 0 {
		return client.TokenPages(ctx, func(page submission.Item) error {
			for item := range page.Objects(catalog.TokensData) {
				if err := show(item); err != nil {
					return err
				}
			}
			return opts.F.Flush()
		})
	}
	for _, id := range opts.ids {
		answer, err := client.Token(ctx, id)
		if err != nil {
			failed := kit.Categorize(kit.APIFailure(err))
			if failed.Category != kit.Negative {
				return err
			}
			outcome.Add(failed.Category)
			opts.F.Report(about(id, failed), failed.Hint)
			continue
		}
		item, _ := submission.ParseItem(answer)
		if err := show(item.Object(catalog.TokensData)); err != nil {
			return err
		}
	}
	return nil
}
