package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/term"
)

// newCodeCmd is `retrycode`, `rejectcode` or `errorcode`.
func newCodeCmd(f *Factory, fam codeFamily) *cobra.Command {
	cmd := &cobra.Command{
		Use: fam.command, Short: fam.short, Long: fam.long, GroupID: groupReference,
		Args: cobra.ArbitraryArgs, RunE: needSubcommand,
	}
	cmd.AddCommand(newCodeExplainCmd(f, fam, nil), newCodeListCmd(f, fam, nil))
	return cmd
}

type codeExplainOptions struct {
	f     *Factory
	fam   codeFamily
	codes []string
}

func newCodeExplainCmd(f *Factory, fam codeFamily, run func(context.Context, *codeExplainOptions) error) *cobra.Command {
	opts := &codeExplainOptions{f: f, fam: fam}
	return &cobra.Command{
		Use:         "explain CODE...",
		Annotations: instantly(),
		Short:       "Explain " + fam.noun + "s",
		Long: fmt.Sprintf(`Explain one or more %ss. A code is looked up as spelled first, then without
regard to case and separators. "-" reads codes from standard input, one a line.
Exit code 1 when a code is unknown.`, fam.noun),
		Example: fmt.Sprintf("  argosctl %[1]s explain %[2]s\n  argosctl %[1]s explain %[2]s -o json", fam.command, fam.sample),
		Args:    someArgs(fam.noun),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return completeCodes(fam), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.codes = args
			if run == nil {
				run = runCodeExplain
			}
			return run(cmd.Context(), opts)
		},
	}
}

func completeCodes(fam codeFamily) []string {
	var codes []string
	for _, c := range fam.table().Codes {
		codes = append(codes, cobra.CompletionWithDesc(c.Code, c.Description.En))
	}
	return codes
}

func runCodeExplain(_ context.Context, opts *codeExplainOptions) error {
	f := opts.f
	lang, format, err := f.view()
	if err != nil {
		return err
	}
	codes, err := opts.read()
	if err != nil {
		return err
	}
	single := len(opts.codes) == 1 && opts.codes[0] != "-"
	out, err := f.results(format, single)
	if err != nil {
		return err
	}
	var outcome tally
	for i, code := range codes {
		v, nearest, ok := opts.fam.lookup(code, lang)
		if !ok {
			outcome.add(catNegative)
			f.report(fmt.Sprintf("unknown %s %q", opts.fam.noun, code), unknownCodeHint(opts.fam, nearest))
		}
		switch {
		case format != formatTable:
			if !ok && len(nearest) > 0 {
				v.Notes = append(v.Notes, "did you mean "+strings.Join(nearest, ", ")+"?")
			}
			err = out.put(v)
		case ok:
			if i > 0 {
				f.IO.Println("")
			}
			err = f.showCode(opts.fam, v, lang)
		}
		if err != nil {
			return err
		}
	}
	if format != formatTable {
		if err := out.close(); err != nil {
			return err
		}
	}
	return outcome.err()
}

// read resolves "-" to the codes on standard input.
func (opts *codeExplainOptions) read() ([]string, error) {
	var codes []string
	for _, arg := range opts.codes {
		if arg != "-" {
			codes = append(codes, arg)
			continue
		}
		lines := bufio.NewScanner(opts.f.IO.In)
		for lines.Scan() {
			if code := strings.TrimSpace(lines.Text()); code != "" {
				codes = append(codes, code)
			}
		}
		if err := lines.Err(); err != nil {
			return nil, inputf("standard input: %w", err)
		}
	}
	return codes, nil
}

func unknownCodeHint(fam codeFamily, nearest []string) string {
	if len(nearest) > 0 {
		return "did you mean " + strings.Join(nearest, ", ") + "?"
	}
	return fmt.Sprintf("'argosctl %s list' shows all known codes", fam.command)
}

type codeListOptions struct {
	f        *Factory
	fam      codeFamily
	flow     string
	category string
	search   string
}

func newCodeListCmd(f *Factory, fam codeFamily, run func(context.Context, *codeListOptions) error) *cobra.Command {
	opts := &codeListOptions{f: f, fam: fam}
	cmd := &cobra.Command{
		Use:         "list",
		Annotations: instantly(),
		Short:       "List " + fam.noun + "s",
		Example:     fmt.Sprintf("  argosctl %[1]s list\n  argosctl %[1]s list -o csv", fam.command),
		Args:        noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if run == nil {
				run = runCodeList
			}
			return run(cmd.Context(), opts)
		},
	}
	var categories []string
	for _, c := range fam.table().Categories {
		categories = append(categories, c.ID)
	}
	cmd.Flags().StringVar(&opts.category, "category", "", "only codes of this `category`: "+strings.Join(categories, ", "))
	cmd.Flags().StringVar(&opts.search, "search", "", "only codes whose name or description holds this `text`")
	complete := func(values []string) cobra.CompletionFunc {
		return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	}
	_ = cmd.RegisterFlagCompletionFunc("category", complete(categories))
	if fam.flows {
		cmd.Flags().StringVar(&opts.flow, "flow", "", "only codes of this `flow`: id_document or knowledge_based")
		_ = cmd.RegisterFlagCompletionFunc("flow", complete(knownFlows()))
	}
	return cmd
}

func knownFlows() []string { return []string{"id_document", "knowledge_based"} }

func runCodeList(_ context.Context, opts *codeListOptions) error {
	f := opts.f
	lang, format, err := f.view(formatCSV)
	if err != nil {
		return err
	}
	views, err := opts.selected(lang)
	if err != nil {
		return err
	}
	switch format {
	case formatTable:
		return opts.table(views, lang)
	case formatCSV:
		return writeCodesCSV(f, views)
	}
	out, err := f.results(format, false)
	if err != nil {
		return err
	}
	for _, v := range views {
		if err := out.put(v); err != nil {
			return err
		}
	}
	return out.close()
}

// selected applies the filters.
func (opts *codeListOptions) selected(lang string) ([]codeView, error) {
	table := opts.fam.table()
	category, err := opts.categoryID(table)
	if err != nil {
		return nil, err
	}
	if opts.flow != "" && !slices.Contains(knownFlows(), opts.flow) {
		return nil, usagef("unknown flow %q: expected id_document or knowledge_based", opts.flow)
	}
	search := strings.ToLower(opts.search)
	var views []codeView
	for i := range table.Codes {
		c := &table.Codes[i]
		text := strings.ToLower(c.Code + "\n" + c.Description.En + "\n" + c.Description.Ko)
		switch {
		case category != "" && c.Category != category,
			opts.flow != "" && !slices.Contains(c.Flows, opts.flow),
			!strings.Contains(text, search):
			continue
		}
		views = append(views, opts.fam.view(c, lang))
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
	f := usagef("unknown category %q", opts.category)
	if near := catalog.Nearest(opts.category, ids, 3); len(near) > 0 {
		ids = near
	}
	return "", f.withHint("expected one of %s", strings.Join(ids, ", "))
}

func (opts *codeListOptions) table(views []codeView, lang string) error {
	f := opts.f
	t := &term.Table{Head: []string{label(lang, "Code"), label(lang, "Category"), label(lang, "Retry"), label(lang, "Description")}}
	if opts.fam.flows {
		t.Head = slices.Insert(t.Head, 1, label(lang, "Flows"))
	}
	for _, v := range views {
		row := []term.Cell{term.S(f.IO.Style().Name, v.Code), term.C(v.categoryName), term.C(label(lang, string(v.RetryHelps))), term.C(v.Description)}
		if opts.fam.flows {
			row = slices.Insert(row, 1, term.C(shortFlows(v.Flows)))
		}
		t.Row(row...)
	}
	if err := f.IO.Table(t, 0); err != nil {
		return err
	}
	if line := creditLine(views, lang); line != "" {
		f.IO.Println(f.IO.Style().Faint(line))
	}
	return nil
}

// shortFlows abbreviates flows for the list: ID (document), KB (knowledge based).
func shortFlows(flows []string) string {
	short := make([]string, 0, len(flows))
	for _, flow := range flows {
		switch flow {
		case "id_document":
			short = append(short, "ID")
		case "knowledge_based":
			short = append(short, "KB")
		}
	}
	return strings.Join(short, "+")
}

func writeCodesCSV(f *Factory, views []codeView) error {
	w := csv.NewWriter(f.IO.Out)
	rows := [][]string{{"code", "category", "flows", "retryable", "description", "user_message", "retry_helps", "description_source", "user_message_source"}}
	for _, v := range views {
		rows = append(rows, []string{
			v.Code, v.Category, strings.Join(v.Flows, " "), fmt.Sprint(v.Retryable), v.Description, v.UserMessage,
			string(v.RetryHelps), string(v.DescriptionSource), string(v.UserMessageSource),
		})
	}
	return w.WriteAll(rows)
}
