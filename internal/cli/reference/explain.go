package reference

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/term"
)

// hit is one thing that a text names.
type hit struct {
	Kind   string `json:"kind"` // retrycode, rejectcode, errorcode, category, parameter, value, outcome, event, field, rule, warning, fact, unknown or source
	Name   string `json:"name"`
	Detail any    `json:"detail"`

	meaning string
	show    func(f *kit.Factory, lang string) error
}

// fieldHit is a field and the events that carry it.
type fieldHit struct {
	fieldView
	Events []string `json:"events"`
}

type explainOptions struct {
	f       *kit.Factory
	text    string
	details bool
}

// NewExplainCmd is `explain`.
func NewExplainCmd(f *kit.Factory) *cobra.Command {
	opts := &explainOptions{f: f}
	cmd := &cobra.Command{
		Use:         "explain TEXT",
		Annotations: kit.About{Instant: true, Schema: "explain", CSV: true, Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "Explain a code, event, field, parameter, value, rule or fact by its name",
		Long: `Find TEXT among the retry, reject and error codes and their categories, the
events and fields, the return URL's parameters and outcomes, the values of
enumerations ("Red Flag"), the API's paths, parameters, errors and members, the
rules and warnings, the facts of running an integration and the vendor's
documents, and explain each hit.
Case and separators do not count. If nothing has exactly this name, argosctl
looks for names that contain it, then for codes whose description does. More than
three hits are a table, and --details explains each of them.

"unknowns" lists the questions that no public page answers: what argosctl
assumes, and the commands that settle each question with a real account.`,
		Example: `  argosctl explain too_many_retry
  argosctl explain submission_id -o json
  argosctl explain firewall
  argosctl explain /submission/review
  argosctl explain unknowns`,
		GroupID: kit.GroupReference,
		Args:    kit.OneArg("text"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return allNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.text = args[0]
			return runExplain(cmd.Context(), opts)
		},
	}
	cmd.Flags().BoolVar(&opts.details, "details", false, "explain each hit, even if there are many")
	return cmd
}

func runExplain(_ context.Context, opts *explainOptions) error {
	f := opts.f
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	hits := findHits(opts.text, lang)
	switch {
	case format != kit.Table:
		if err := kit.PutList(f, format, []string{"kind", "name", "detail"}, hits...); err != nil {
			return err
		}
	case catalog.SameName(opts.text, theUnknowns):
		return showLedger(f, lang)
	case len(hits) > fewHits && !opts.details:
		return hitTable(f, hits, lang)
	default:
		for i, h := range hits {
			if i > 0 {
				f.IO.Println("")
			}
			if err := h.show(f, lang); err != nil {
				return err
			}
		}
	}
	if len(hits) > 0 {
		return nil
	}
	missing := kit.Failf(kit.Negative, "nothing is called %q", opts.text)
	if near := catalog.Nearest(opts.text, allNames(), 3); len(near) > 0 {
		return missing.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return missing.WithHint("argosctl event list, retrycode list, rejectcode list and errorcode list show the names")
}

// findHits looks for the very name and for the name of an enumeration first, then
// for names that contain the text, for the last name of a path, and for the
// category of an error code that is not listed; at last for what a code describes.
func findHits(text, lang string) []hit {
	hits := matchHits(lang, func(name string) bool { return catalog.SameName(name, text) })
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(strayOf(a, text), strayOf(b, text)) })
	if !slices.ContainsFunc(hits, func(h hit) bool { return h.Kind == "field" }) { // which lists its values
		hits = append(hits, enumHits(lang, text)...)
	}
	if len(hits) == 0 && len(text) >= 3 {
		part := strings.ToLower(text)
		hits = matchHits(lang, func(name string) bool { return strings.Contains(strings.ToLower(name), part) })
	}
	if last := text[strings.LastIndexByte(text, '.')+1:]; len(hits) == 0 {
		hits = matchHits(lang, func(name string) bool { return catalog.SameName(name, last) })
	}
	if fam := view.ErrorCodes(); len(hits) == 0 && fam.CategoryOf(text) != nil {
		v, _, _ := fam.Lookup(text, lang)
		hits = append(hits, codeHit(fam, v))
	}
	if len(hits) == 0 {
		hits = describedHits(text, lang)
	}
	return hits
}

// describedHits are the codes whose description holds the text.
func describedHits(text, lang string) []hit {
	var hits []hit
	for _, fam := range view.Families() {
		table := fam.Table()
		for _, code := range table.Described(text, len(table.Codes)) {
			v, _, _ := fam.Lookup(code, lang)
			hits = append(hits, codeHit(fam, v))
		}
	}
	return hits
}

// strayOf is how far the name of a hit is from the text, the least first: the same
// letters, the same name, another name of it. A document comes last.
func strayOf(h hit, text string) int {
	switch {
	case h.Kind == "source":
		return 3
	case h.Name == text:
		return 0
	case catalog.SameName(h.Name, text):
		return 1
	}
	return 2
}

func codeHit(fam view.Family, v view.Code) hit {
	return hit{fam.Command, v.Code, v, v.Description, func(f *kit.Factory, lang string) error { return view.ShowCode(f, fam, v, lang) }}
}

func matchHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, fam := range view.Families() {
		for _, c := range fam.Table().Codes {
			if matches(c.Code) {
				hits = append(hits, codeHit(fam, fam.View(&c, lang)))
			}
		}
	}
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		if matches(e.Name) || anyMatch(e.Aliases, matches) || anyMatch(e.Words, matches) {
			v := showEvent(e, lang)
			hits = append(hits, hit{"event", e.Name, v, v.Fires, func(f *kit.Factory, lang string) error { return showEventTable(f, v, lang) }})
		}
	}
	hits = append(hits, fieldHits(lang, matches)...)
	hits = append(hits, entryHits(lang, matches)...)
	hits = append(hits, ruleHits(lang, matches)...)
	hits = append(hits, noticeHits(lang, matches)...)
	hits = append(hits, factHits(lang, matches)...)
	return append(hits, sourceHits(lang, matches)...)
}

func anyMatch(names []string, matches func(string) bool) bool {
	for _, name := range names {
		if matches(name) {
			return true
		}
	}
	return false
}

// fieldHits finds fields by their names, once for all events that say the same of
// them.
func fieldHits(lang string, matches func(name string) bool) []hit {
	var found []*fieldHit
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		for _, field := range showEvent(e, lang).Fields {
			if !anyMatch(field.names(), matches) {
				continue
			}
			if h := sameField(found, field); h != nil {
				h.Events = append(h.Events, e.Name)
			} else {
				found = append(found, &fieldHit{field, []string{e.Name}})
			}
		}
	}
	var hits []hit
	for _, h := range found {
		hits = append(hits, hit{"field", h.Path, h, h.Meaning, func(f *kit.Factory, lang string) error { return showField(f, h, lang) }})
	}
	return hits
}

// names are the path of a field and its last name; what the documentation and
// the API call it elsewhere; and misspelt values of it.
func (v *fieldView) names() []string {
	name := strings.TrimSuffix(v.Path, "[]")
	own := []string{v.Path, name[strings.LastIndexByte(name, '.')+1:]}
	return slices.Concat(own, v.OtherNames, v.APINames, v.Misspelt)
}

func sameField(found []*fieldHit, field fieldView) *fieldHit {
	for _, h := range found {
		if h.Path == field.Path && h.Meaning == field.Meaning && typeLine(h.fieldView) == typeLine(field) {
			return h
		}
	}
	return nil
}

func showField(f *kit.Factory, h *fieldHit, lang string) error {
	f.IO.Headline(term.C(h.Path), kit.Label(lang, "field"), 0)
	f.IO.Paragraph(term.C(h.Meaning), 2)
	t := view.NewAuthored(f, lang)
	t.Credit("Meaning", h.MeaningSource)
	t.Line("Type", typeLine(h.fieldView), catalog.ByVendor)
	t.Line("Other names", strings.Join(h.OtherNames, ", "), catalog.ByVendor)
	t.Line("In the API", strings.Join(h.APINames, ", "), h.APINamesSource)
	t.Line("Misspelt", strings.Join(h.Misspelt, ", "), catalog.ByVendor)
	t.Line("Event", strings.Join(h.Events, ", "), catalog.ByVendor)
	t.Line("Source", h.Source, catalog.ByVendor)
	return t.Print(2)
}

// allNames are the names that explain finds, each once.
func allNames() []string {
	var names []string
	for _, fam := range view.Families() {
		for _, c := range fam.Table().Codes {
			names = append(names, c.Code)
		}
	}
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		names = append(append(names, e.Name), e.Aliases...)
		for _, field := range showEvent(e, "en").Fields {
			names = append(names, field.names()...)
		}
	}
	names = slices.Concat(names, entryNames(), lint.RuleIDs(), noticeNames(), factNames(), sourceNames())
	slices.Sort(names)
	return slices.Compact(names)
}

// ruleHits finds rules by their id, or the part of it after the slash.
func ruleHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, r := range lint.Rules() {
		if _, name, _ := strings.Cut(r.ID, "/"); matches(r.ID) || matches(name) {
			v := view.RuleOf(r, lang)
			hits = append(hits, hit{"rule", r.ID, v, v.Short, func(f *kit.Factory, lang string) error { return view.ShowRule(f, v, lang) }})
		}
	}
	return hits
}
