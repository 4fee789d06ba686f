package api

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// itemView explains one item after the other.
type itemView struct {
	f     *kit.Factory
	lang  string
	count int
}

func (v *itemView) add(item submission.Item) error {
	if v.count++; v.count > 1 {
		v.f.IO.Println("")
	}
	style := v.f.IO.Style()
	status := item.Status()
	shown := status
	if shown == "" {
		shown = "-"
	}
	v.f.IO.Printf("%s  %s\n", style.Bold(term.Clean(item.ID())), statusStyle(style, status)(term.Clean(shown)))
	v.f.IO.Printf("%s", term.Indent(statusMeaning(status, v.lang), "  ", v.f.IO.Width()))
	if n := len(item.Warnings()); n > 0 {
		v.f.IO.Printf("  %s\n", style.Warn(skipped(n, v.lang)))
	}
	v.f.IO.Println("")
	if err := v.sections(item); err != nil {
		return err
	}
	for _, t := range []*term.Table{v.warnings(item), v.attempts(item)} {
		if t.Len() > 0 {
			v.f.IO.Println("")
		}
		if err := v.f.IO.Table(t, 2); err != nil {
			return err
		}
	}
	return v.codes(item)
}

// sections prints every value in its section. Warnings and attempts have
// tables of their own.
func (v *itemView) sections(item submission.Item) error {
	sections := catalog.Sections()
	tables := make([]term.Table, len(sections)+1)
	style := v.f.IO.Style()
	for path, value := range item.Leaves() {
		if strings.HasPrefix(path, "warning.") || strings.HasPrefix(path, "kyc.attempts.") {
			continue
		}
		member, _, _ := strings.Cut(path, ".")
		tables[catalog.SectionOf(member)].Row(term.S(style.Name, path), term.C(value))
	}
	for i := range tables {
		title := kit.Label(v.lang, "Other")
		if i < len(sections) {
			title = sections[i].Title.In(v.lang)
		}
		if tables[i].Len() > 0 {
			v.f.IO.Printf("  %s\n", style.Bold(title))
		}
		if err := v.f.IO.Table(&tables[i], 4); err != nil {
			return err
		}
	}
	return nil
}

// skipped says that a submission was not checked on every point.
func skipped(n int, lang string) string {
	return say.Count(n, "%s check was skipped (warning[]): the submission was not checked on every point.",
		"%s checks were skipped (warning[]): the submission was not checked on every point.").In(lang)
}

// warnings are the checks that were skipped.
func (v *itemView) warnings(item submission.Item) *term.Table {
	t := &term.Table{Head: []string{kit.Label(v.lang, "Skipped check"), kit.Label(v.lang, "Input"), kit.Label(v.lang, "Time")}}
	for _, w := range item.Warnings() {
		t.Row(term.S(v.f.IO.Style().Name, w.Engine), term.C(w.DataType), term.C(w.At))
	}
	return t
}

// attempts are the attempts that failed, where the item lists them.
func (v *itemView) attempts(item submission.Item) *term.Table {
	t := &term.Table{Head: []string{kit.Label(v.lang, "Attempt"), kit.Label(v.lang, "Code"), kit.Label(v.lang, "Message")}}
	for _, a := range item.Attempts() {
		t.Row(term.C(a.Count), term.S(v.f.IO.Style().Name, joined(a.Codes)), term.C(joined(a.Messages)))
	}
	return t
}

// codes explains why the submission is where it is.
func (v *itemView) codes(item submission.Item) error {
	explain := view.NewExplainer(v.f, v.lang)
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
		t := &term.Table{}
		t.Row(term.S(v.f.IO.Style().Name, kit.Label(v.lang, "Attempts")), term.C(attempts))
		if err := v.f.IO.Table(t, 4); err != nil {
			return err
		}
	}
	explain.Credit()
	return nil
}

func (v *itemView) flush() error { return v.f.Flush() }
func (v *itemView) close() error { return nil }
