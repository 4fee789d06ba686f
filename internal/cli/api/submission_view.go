package api

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// itemView explains one item after the other.
type itemView struct {
	f      *kit.Factory
	lang   string
	count  int
	masked bool
}

func (v *itemView) add(item submission.Item) error {
	if v.count++; v.count > 1 {
		v.f.IO.Println("")
	}
	style, status := v.f.IO.Style(), item.Status()
	v.f.IO.Headline(term.S(statusStyle(style, status), kit.Dash(status)), item.ID(), 0)
	v.f.IO.Paragraph(term.C(statusMeaning(status, v.lang)), 2)
	explain := view.NewExplainer(v.f, v.lang)
	if e, _, ok := catalog.EventByName(status); ok && e.Status == status {
		explain.Mark("Next")
		var next term.Labels
		next.Line(kit.Label(v.lang, "Next"), term.C(e.Action.In(v.lang)))
		if err := v.f.IO.Labels(&next, 2); err != nil {
			return err
		}
	}
	if n := len(item.Warnings()); n > 0 {
		v.f.IO.Paragraph(term.S(style.Warn, skipped(n, v.lang)), 2)
	}
	v.f.IO.Println("")
	if err := v.sections(item); err != nil {
		return err
	}
	if err := v.warnings(item); err != nil {
		return err
	}
	if err := v.attempts(item); err != nil {
		return err
	}
	if err := v.codes(item, explain); err != nil {
		return err
	}
	explain.Credit()
	return nil
}

// fieldLayout is the columns of an object of the API.
func fieldLayout(lang string, indent int) term.Layout {
	return term.Layout{Indent: indent, Columns: []term.Column{
		{Key: "field", Head: kit.Head(lang, "Field"), Kind: term.Field},
		{Key: "value", Head: kit.Head(lang, "Value"), Kind: term.Value},
	}}
}

func fieldRow(f *kit.Factory, path, value string) []term.Cell {
	return []term.Cell{term.S(f.IO.Style().Name, path), f.IO.Cell(nil, value)}
}

// sections prints every value in its section. Warnings and attempts have
// tables of their own.
func (v *itemView) sections(item submission.Item) error {
	sections := catalog.Sections()
	rows := make([][][]term.Cell, len(sections)+1)
	for path, value := range item.Leaves() {
		if inTables(path) {
			continue
		}
		member, _, _ := strings.Cut(path, ".")
		section := catalog.SectionOf(member)
		v.masked = v.masked || value == personal.Mask
		rows[section] = append(rows[section], fieldRow(v.f, path, value))
	}
	list := v.f.IO.List(fieldLayout(v.lang, 2))
	for i := range rows {
		title := kit.Label(v.lang, "Other")
		if i < len(sections) {
			title = sections[i].Title.In(v.lang)
		}
		if len(rows[i]) == 0 {
			continue
		}
		if err := list.Title(term.S(v.f.IO.Style().Bold, title)); err != nil {
			return err
		}
		for _, row := range rows[i] {
			if err := list.Row(row...); err != nil {
				return err
			}
		}
	}
	return list.Close()
}

// inTables reports whether the value at a path stands in a table of its own.
func inTables(path string) bool {
	lists := slices.Concat(catalog.ItemPaths(catalog.RoleAttempts), []string{catalog.AnswerWarnings})
	return slices.ContainsFunc(lists, func(list string) bool { return strings.HasPrefix(path, list+".") })
}

// skipped says that a submission was not checked on every point.
func skipped(n int, lang string) string {
	return say.Count(n, "%s check was skipped (warning[]): the submission was not checked on every point.",
		"%s checks were skipped (warning[]): the submission was not checked on every point.").In(lang)
}

// warnings are the checks that were skipped.
func (v *itemView) warnings(item submission.Item) error {
	list := v.table(
		term.Column{Key: "engine", Head: kit.Head(v.lang, "Skipped check"), Kind: term.Value},
		term.Column{Key: "input", Head: kit.Head(v.lang, "Input"), Kind: term.Value},
		term.Column{Key: "time", Head: kit.Head(v.lang, "Time (UTC)"), Kind: term.Time})
	for i, w := range item.Warnings() {
		if i == 0 {
			v.f.IO.Println("")
		}
		err := list.Row(term.S(v.f.IO.Style().Name, w.Engine), v.f.IO.Cell(nil, w.DataType), v.f.IO.Cell(nil, tableTime(w.At)))
		if err != nil {
			return err
		}
	}
	return list.Close()
}

// attempts are the attempts that failed, where the item lists them.
func (v *itemView) attempts(item submission.Item) error {
	list := v.table(
		term.Column{Key: "attempt", Head: kit.Head(v.lang, "Attempt"), Kind: term.Number},
		term.Column{Key: "codes", Head: kit.Head(v.lang, "Codes"), Kind: term.Value},
		term.Column{Key: "message", Head: kit.Head(v.lang, "Message"), Kind: term.Text})
	for i, a := range item.Attempts() {
		if i == 0 {
			v.f.IO.Println("")
		}
		err := list.Row(v.f.IO.Cell(nil, a.Count), v.f.IO.Cell(v.f.IO.Style().Name, joined(a.Codes)), v.f.IO.Cell(nil, joined(a.Messages)))
		if err != nil {
			return err
		}
	}
	return list.Close()
}

func (v *itemView) table(columns ...term.Column) *term.List {
	return v.f.IO.List(term.Layout{Indent: 2, Columns: columns})
}

// codes explains why the submission is where it is.
func (v *itemView) codes(item submission.Item, explain *view.Explainer) error {
	for _, code := range item.Codes() {
		info, _ := catalog.RejectCodes().Find(code)
		if err := explain.Code(view.RejectCodes(), code, info); err != nil {
			return err
		}
	}
	code, attempts := item.Retry()
	codes, list := []string{code}, item.Attempts()
	for _, a := range list {
		codes = append(codes, a.Codes...)
	}
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		if code == "" {
			continue
		}
		info, _ := catalog.RetryCodes().Find(code)
		if err := explain.Code(view.RetryCodes(), code, info); err != nil {
			return err
		}
	}
	if len(list) == 0 && attempts != "" {
		var made term.Labels
		made.Line(kit.Label(v.lang, "Attempts"), term.C(attempts))
		if err := v.f.IO.Labels(&made, 4); err != nil {
			return err
		}
	}
	return nil
}

func (v *itemView) flush() error { return v.f.Flush() }

func (v *itemView) close() error {
	if v.masked {
		tellMasked(v.f)
	}
	return nil
}

// tellMasked says what stands in place of personal data.
func tellMasked(f *kit.Factory) {
	f.Remark("%s stands for personal data; --show-personal-data prints it", personal.Mask)
}
