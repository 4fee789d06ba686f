package api

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
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
	t := &term.Table{Head: []string{kit.Label(v.lang, "Field"), kit.Label(v.lang, "Value")}}
	for path, value := range item.Leaves() {
		t.Row(term.S(style.Name, path), term.C(value))
	}
	v.f.IO.Println("")
	if err := v.f.IO.Table(t, 2); err != nil {
		return err
	}
	return v.codes(item)
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
	if code != "" {
		info, _ := catalog.RetryCodes().Find(code)
		if err := explain.Code(view.RetryCodes(), code, info); err != nil {
			return err
		}
	}
	if attempts != "" {
		t := &term.Table{}
		t.Row(term.S(v.f.IO.Style().Name, kit.Label(v.lang, "Attempts")), term.C(attempts))
		return v.f.IO.Table(t, 4)
	}
	return nil
}

func (v *itemView) flush() error { return v.f.Flush() }
func (v *itemView) close() error { return nil }
