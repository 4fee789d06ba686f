package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/term"
)

// hit is one thing that a text names.
type hit struct {
	Kind   string `json:"kind"` // retrycode, rejectcode, errorcode, category, parameter, value, outcome, event, field or rule
	Name   string `json:"name"`
	Detail any    `json:"detail"`

	show func(f *Factory, lang string) error
}

// fieldHit is a field and the events that carry it.
type fieldHit struct {
	fieldView
	Events []string `json:"events"`
}

type explainOptions struct {
	f    *Factory
	text string
}

func newExplainCmd(f *Factory, run func(context.Context, *explainOptions) error) *cobra.Command {
	opts := &explainOptions{f: f}
	return &cobra.Command{
		Use:         "explain TEXT",
		Annotations: instantly(),
		Short:       "Explain a code, event, field, parameter, value or rule by its name",
		Long: `Find TEXT among the retry, reject and error codes and their categories, the
events and fields, the return URL's parameters and outcomes, the values of
enumerations ("Red Flag") and the rules, and explain each hit. Case and
separators do not count. If nothing has exactly this name, names that contain it
are listed.`,
		Example: `  argosctl explain too_many_retry
  argosctl explain submission_id -o json`,
		GroupID: groupReference,
		Args:    oneArg("text"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			names := allNames()
			slices.Sort(names)
			return slices.Compact(names), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.text = args[0]
			if run == nil {
				run = runExplain
			}
			return run(cmd.Context(), opts)
		},
	}
}

func runExplain(_ context.Context, opts *explainOptions) error {
	f := opts.f
	lang, format, err := f.view()
	if err != nil {
		return err
	}
	hits := findHits(opts.text, lang)
	if format == formatTable {
		for i, h := range hits {
			if i > 0 {
				f.IO.Println("")
			}
			if err := h.show(f, lang); err != nil {
				return err
			}
		}
	} else if err := f.putHits(format, hits); err != nil {
		return err
	}
	if len(hits) > 0 {
		return nil
	}
	missing := fail(catNegative, fmt.Errorf("nothing is called %q", opts.text))
	if near := catalog.Nearest(opts.text, allNames(), 3); len(near) > 0 {
		return missing.withHint("did you mean %s?", strings.Join(near, ", "))
	}
	return missing
}

func (f *Factory) putHits(format string, hits []hit) error {
	out, err := f.results(format, false)
	if err != nil {
		return err
	}
	for _, h := range hits {
		if err := out.put(h); err != nil {
			return err
		}
	}
	return out.close()
}

// findHits looks for the very name first, then for the name of an enumeration,
// for names that contain the text, and for the category of an error code that is
// not listed.
func findHits(text, lang string) []hit {
	hits := matchHits(lang, func(name string) bool { return catalog.SameName(name, text) })
	if len(hits) == 0 {
		hits = enumHits(lang, text)
	}
	if len(hits) == 0 && len(text) >= 3 {
		part := strings.ToLower(text)
		hits = matchHits(lang, func(name string) bool { return strings.Contains(strings.ToLower(name), part) })
	}
	if fam := codeFamilies()[2]; len(hits) == 0 && fam.categoryOf(text) != nil {
		v, _, _ := fam.lookup(text, lang)
		hits = append(hits, codeHit(fam, v))
	}
	return hits
}

func codeHit(fam codeFamily, v codeView) hit {
	return hit{fam.command, v.Code, v, func(f *Factory, lang string) error { return f.showCode(fam, v, lang) }}
}

func matchHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, fam := range codeFamilies() {
		for _, c := range fam.table().Codes {
			if matches(c.Code) {
				hits = append(hits, codeHit(fam, fam.view(&c, lang)))
			}
		}
	}
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		if matches(e.Name) || anyMatch(e.Aliases, matches) {
			v := showEvent(e, lang)
			hits = append(hits, hit{"event", e.Name, v, func(f *Factory, lang string) error { return f.showEventTable(v, lang) }})
		}
	}
	hits = append(hits, fieldHits(lang, matches)...)
	hits = append(hits, entryHits(lang, matches)...)
	return append(hits, ruleHits(lang, matches)...)
}

func anyMatch(names []string, matches func(string) bool) bool {
	for _, name := range names {
		if matches(name) {
			return true
		}
	}
	return false
}

// fieldHits finds fields by their path or its last name, once for all events
// that say the same of them.
func fieldHits(lang string, matches func(name string) bool) []hit {
	var found []*fieldHit
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		for _, field := range showEvent(e, lang).Fields {
			name := strings.TrimSuffix(field.Path, "[]")
			if !matches(field.Path) && !matches(name[strings.LastIndexByte(name, '.')+1:]) {
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
		hits = append(hits, hit{"field", h.Path, h, func(f *Factory, lang string) error { return f.showField(h, lang) }})
	}
	return hits
}

func sameField(found []*fieldHit, field fieldView) *fieldHit {
	for _, h := range found {
		if h.Path == field.Path && h.Meaning == field.Meaning && typeLine(h.fieldView) == typeLine(field) {
			return h
		}
	}
	return nil
}

func (f *Factory) showField(h *fieldHit, lang string) error {
	style := f.IO.Style()
	f.IO.Printf("%s  %s\n", style.Bold(h.Path), style.Faint("field"))
	f.IO.Printf("%s", term.Indent(h.Meaning, "  ", f.IO.Width()))
	t := newAuthored(f, lang)
	t.line("Type", typeLine(h.fieldView), catalog.ByVendor)
	t.line("Event", strings.Join(h.Events, ", "), catalog.ByVendor)
	t.line("Source", h.Source, catalog.ByVendor)
	return t.print(2)
}

func allNames() []string {
	var names []string
	for _, fam := range codeFamilies() {
		for _, c := range fam.table().Codes {
			names = append(names, c.Code)
		}
	}
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		names = append(append(names, e.Name), e.Aliases...)
		for field := range e.Fields() {
			names = append(names, field.Path)
		}
	}
	return slices.Concat(names, entryNames(), ruleIDs())
}
