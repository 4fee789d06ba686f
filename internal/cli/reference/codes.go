package reference

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// NewCodeCmd is `retrycode`, `rejectcode` or `errorcode`.
func NewCodeCmd(f *kit.Factory, fam view.Family) *cobra.Command {
	cmd := &cobra.Command{
		Use: fam.Command + " [CODE...]", Short: fam.Short, Long: fam.Long, GroupID: kit.GroupReference,
		Example: fmt.Sprintf("  argosctl %[1]s %[2]s\n  argosctl %[1]s list", fam.Command, fam.Sample),
		Args:    cobra.ArbitraryArgs,
	}
	explain := newCodeExplainCmd(f, fam)
	cmd.AddCommand(explain, newCodeListCmd(f, fam))
	cmd.RunE = kit.Shortly(func(text string) bool { _, _, ok := fam.Lookup(text, say.English); return ok }, explain.RunE)
	cmd.Annotations, cmd.ValidArgsFunction = explain.Annotations, explain.ValidArgsFunction
	return cmd
}

type codeExplainOptions struct {
	f     *kit.Factory
	fam   view.Family
	codes []string
}

func newCodeExplainCmd(f *kit.Factory, fam view.Family) *cobra.Command {
	opts := &codeExplainOptions{f: f, fam: fam}
	return &cobra.Command{
		Use:         "explain CODE...",
		Annotations: kit.About{Instant: true, Schema: "code", Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "Explain " + fam.Noun + "s",
		Long: fmt.Sprintf(`Explain one or more %ss. A code is looked up as spelled first, then without
regard to case and separators. "-" reads codes from standard input, one a line.
Exit code 1 when a code is unknown.`, fam.Noun),
		Example: fmt.Sprintf("  argosctl %[1]s explain %[2]s\n  argosctl %[1]s explain %[2]s -o json", fam.Command, fam.Sample),
		Args:    kit.SomeArgs(fam.Noun),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return completeCodes(fam), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.codes = args
			return runCodeExplain(cmd.Context(), opts)
		},
	}
}

func completeCodes(fam view.Family) []string {
	var codes []string
	for _, c := range fam.Table().Codes {
		codes = append(codes, cobra.CompletionWithDesc(c.Code, c.Description.En))
	}
	return codes
}

func runCodeExplain(ctx context.Context, opts *codeExplainOptions) error {
	f := opts.f
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	out, err := f.Results(format)
	if err != nil {
		return err
	}
	out.Single = len(opts.codes) == 1 && opts.codes[0] != source.Stdin
	var outcome kit.Tally
	shown := 0
	var readErr error
	for code, err := range f.Words(ctx, opts.codes) {
		if readErr = err; err != nil {
			break
		}
		v, nearest, ok := opts.fam.Lookup(code, lang)
		if !ok {
			outcome.Add(kit.Negative)
			f.Report(say.Errorf("unknown %s %q", say.Word(opts.fam.Noun), code), unknownCodeHint(opts.fam, code, nearest))
		}
		switch {
		case format != kit.Table:
			if !ok && len(nearest) > 0 {
				v.Notes = append(v.Notes, say.Textf("did you mean %s?", strings.Join(nearest, ", ")).In(lang))
			}
			err = out.Put(v)
		case ok:
			if shown++; shown > 1 {
				f.IO.Println("")
			}
			err = view.ShowCode(f, opts.fam, v, lang)
		}
		if err != nil {
			return err
		}
	}
	if format != kit.Table {
		if err := out.Close(); err != nil {
			return err
		}
	}
	return cmp.Or(readErr, outcome.Err())
}

// inTable is the hint that a code is one of another table.
func inTable(fam view.Family, code string) say.Message {
	kind := map[string]say.Word{
		"retrycode": "it is a retry code", "rejectcode": "it is a reject code", "errorcode": "it is an error code",
	}[fam.Command]
	return say.Textf("%s: argosctl %s %s", kind, fam.Command, code)
}

// unknownCodeHint says what may have been meant: the same code in another table, then
// what is near it.
func unknownCodeHint(fam view.Family, code string, nearest []string) say.Message {
	if fam.Table().Category(code) != nil {
		return say.Textf("%s is a category: 'argosctl explain %s' explains it", code, code)
	}
	for _, other := range view.Families() {
		if v, _, ok := other.Lookup(code, say.English); ok && other.Command != fam.Command {
			return inTable(other, v.Code)
		}
	}
	if len(nearest) > 0 {
		return say.Textf("did you mean %s?", strings.Join(nearest, ", "))
	}
	if e, _, ok := catalog.EventByName(code); ok {
		return say.Textf("it is an event: argosctl event show %s", e.Name)
	}
	for _, other := range view.Families() {
		if _, near, _ := other.Lookup(code, say.English); len(near) > 0 {
			return say.Textf("did you mean %s?", "argosctl "+other.Command+" "+near[0])
		}
	}
	return say.Textf("'argosctl %s list' shows all known codes", fam.Command)
}

type codeListOptions struct {
	f        *kit.Factory
	fam      view.Family
	flow     string
	category string
	search   string
}

func newCodeListCmd(f *kit.Factory, fam view.Family) *cobra.Command {
	opts := &codeListOptions{f: f, fam: fam}
	cmd := &cobra.Command{
		Use:         "list",
		Annotations: kit.About{Instant: true, Schema: "code", CSV: true}.Annotations(),
		Short:       "List " + fam.Noun + "s",
		Example:     fmt.Sprintf("  argosctl %[1]s list\n  argosctl %[1]s list -o csv", fam.Command),
		Args:        kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCodeList(cmd.Context(), opts)
		},
	}
	var categories []string
	for _, c := range fam.Table().Categories {
		categories = append(categories, c.ID)
	}
	cmd.Flags().StringVar(&opts.category, "category", "", "only codes of this `category`: "+strings.Join(categories, ", "))
	cmd.Flags().StringVar(&opts.search, "search", "", "only codes whose name or description holds this `text`")
	kit.Choices(cmd, "category", categories...)
	if fam.Flows {
		cmd.Flags().StringVar(&opts.flow, "flow", "", "only codes of this `flow`: id_document or knowledge_based")
		kit.Choices(cmd, "flow", knownFlows()...)
	}
	return cmd
}

func knownFlows() []string { return []string{catalog.FlowIDDocument, catalog.FlowKnowledgeBased} }

func runCodeList(_ context.Context, opts *codeListOptions) error {
	f := opts.f
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	views, err := opts.selected(lang)
	if err != nil {
		return err
	}
	if len(views) == 0 {
		f.Note("no %s matches", say.Word(opts.fam.Noun))
	}
	if format == kit.Table {
		return opts.table(views, lang)
	}
	return kit.PutList(f, format, codeColumns(), views...)
}

// codeColumns are those of a list of codes as CSV.
func codeColumns() []string {
	return []string{"code", "category", "flows", "retryable", "description", "user_message", "retry_helps", "description_source", "user_message_source", "category_source", "retry_helps_source"}
}

// selected applies the filters.
func (opts *codeListOptions) selected(lang string) ([]view.Code, error) {
	table := opts.fam.Table()
	category, err := opts.categoryID(table)
	if err != nil {
		return nil, err
	}
	if opts.flow != "" && !slices.Contains(knownFlows(), opts.flow) {
		return nil, kit.Usagef("unknown flow %q: expected %s", opts.flow, say.Or(knownFlows()))
	}
	search := strings.ToLower(opts.search)
	var views []view.Code
	for i := range table.Codes {
		c := &table.Codes[i]
		text := strings.ToLower(c.Code + "\n" + c.Description.En + "\n" + c.Description.Ko)
		switch {
		case category != "" && c.Category != category,
			opts.flow != "" && !slices.Contains(c.Flows, opts.flow),
			!strings.Contains(text, search):
			continue
		}
		views = append(views, opts.fam.View(c, lang))
	}
	return views, nil
}

// categoryID resolves --category, which may be an id or a name in any case and
// with any separators.
func (opts *codeListOptions) categoryID(table catalog.Table) (string, error) {
	if opts.category == "" {
		return "", nil
	}
	var ids []string
	for _, c := range table.Categories {
		if catalog.SameName(c.ID, opts.category) || catalog.SameName(c.Name.En, opts.category) {
			return c.ID, nil
		}
		ids = append(ids, c.ID)
	}
	f := kit.Usagef("unknown category %q", opts.category)
	if near := catalog.Nearest(opts.category, ids, 3); len(near) > 0 {
		ids = near
	}
	return "", f.WithHint("expected one of %s", strings.Join(ids, ", "))
}

func (opts *codeListOptions) table(views []view.Code, lang string) error {
	f := opts.f
	list := f.IO.List(codeLayout(lang, opts.fam.Flows))
	for i := range views {
		v := &views[i]
		cells := []term.Cell{
			term.S(f.IO.Style().Name, v.Code), f.IO.Cell(nil, shortFlows(v.Flows)), f.IO.Cell(nil, v.CategoryName),
			f.IO.Cell(nil, kit.Label(lang, string(v.RetryHelps))), term.C(v.Description),
		}
		if !opts.fam.Flows {
			cells = slices.Delete(cells, 1, 2)
		}
		if err := list.Row(cells...); err != nil {
			return err
		}
	}
	if err := list.Close(); err != nil {
		return err
	}
	other := catalog.RetryOther // the one word of the column that does not explain itself
	if slices.ContainsFunc(views, func(v view.Code) bool { return v.RetryHelps == other }) {
		view.PrintCredit(f, kit.Head(lang, "Retry")+" "+kit.Label(lang, string(other))+": "+view.RetryHelps(lang, other)+".")
	}
	view.PrintCredit(f, view.CreditLine(views, lang, list.Dropped()))
	if len(views) == 0 {
		return nil
	}
	return f.CloseList(list, say.Textf("%s", opts.fam.Count(len(views))))
}

// codeLayout is the columns of a list of codes.
func codeLayout(lang string, flows bool) term.Layout {
	l := term.Layout{
		Columns: []term.Column{
			{Key: "code", Head: kit.Head(lang, "Code"), Kind: term.ID, Least: 29},
			{Key: "flow", Head: kit.Head(lang, "Flow"), Kind: term.Word},
			{Key: "category", Head: kit.Head(lang, "Category"), Kind: term.Word},
			{Key: "retry", Head: kit.Head(lang, "Retry"), Kind: term.Word, Label: kit.Before(lang, "Retry helps")},
			{Key: "description", Head: kit.Head(lang, "Description"), Kind: term.Meaning},
		},
		Drop: []string{"flow", "category"},
	}
	if !flows {
		l.Columns, l.Drop = slices.Delete(l.Columns, 1, 2), l.Drop[1:]
	}
	return l
}

// shortFlows abbreviates flows for the list: ID (document), KB (knowledge based).
func shortFlows(flows []string) string {
	short := make([]string, 0, len(flows))
	for _, flow := range flows {
		switch flow {
		case catalog.FlowIDDocument:
			short = append(short, "ID")
		case catalog.FlowKnowledgeBased:
			short = append(short, "KB")
		}
	}
	return strings.Join(short, ", ")
}
