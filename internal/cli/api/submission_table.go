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

func submissionStatuses() []catalog.Value { return catalog.Values(catalog.StatusEnum) }

// itemTable prints one line an item. The first page fixes the widths.
type itemTable struct {
	f     *kit.Factory
	lang  string
	list  *term.List
	count int
}

func newItemTable(f *kit.Factory, lang string) *itemTable {
	return &itemTable{f: f, lang: lang, list: f.IO.List(term.Layout{
		Columns: []term.Column{
			{Key: "submission", Head: kit.Head(lang, "Submission"), Kind: term.ID},
			{Key: "user", Head: kit.Head(lang, "User"), Kind: term.User},
			{Key: "name", Head: kit.Head(lang, "Name"), Kind: term.Value},
			{Key: "status", Head: kit.Head(lang, "Status"), Kind: term.Word, Usual: 10},
			{Key: "created", Head: kit.Head(lang, "Created (UTC)"), Kind: term.Time, Short: len("2006-01-02")},
			{Key: "reviewer", Head: kit.Head(lang, "Reviewer"), Kind: term.User},
			{Key: "codes", Head: kit.Head(lang, "Codes"), Kind: term.ID, Usual: 20},
		},
		Drop: []string{"name", "reviewer", "codes"},
	})}
}

func (t *itemTable) add(item submission.Item) error {
	t.count++
	style, status := t.f.IO.Style(), item.Status()
	return t.list.Row(
		term.S(style.Name, item.ID()), t.f.IO.Cell(nil, item.Text("userid")), t.f.IO.Cell(nil, item.Name()),
		t.f.IO.Cell(statusStyle(style, status), status), t.f.IO.Cell(nil, tableTime(item.Created())),
		t.f.IO.Cell(nil, item.Text("reviewer")), t.f.IO.Cell(nil, t.codes(item)),
	)
}

// codes are why the item is where it is, and how many checks were skipped.
func (t *itemTable) codes(item submission.Item) string {
	reasons := item.Codes()
	if len(reasons) == 0 {
		reasons = item.Comments()
	}
	status := item.Status()
	over := status == catalog.StatusPending || catalog.IsFinal(status) // the attempts are history
	if code, attempts := item.Retry(); len(reasons) == 0 && code != "" && !over {
		reasons = []string{code + strings.Repeat(" ("+attempts+")", min(1, len(attempts)))}
	}
	if n := len(item.Warnings()); n > 0 {
		reasons = append(slices.Clip(reasons), say.Count(n, "%s check skipped", "%s checks skipped").In(t.lang))
	}
	return strings.Join(reasons, ", ")
}

func (t *itemTable) flush() error {
	if err := t.list.Settle(); err != nil {
		return err
	}
	return t.f.Flush()
}

func (t *itemTable) close() error {
	if t.count == 0 {
		return nil
	}
	return t.f.CloseList(t.list, say.Textf("%s", say.Count(t.count, "%s submission", "%s submissions")))
}

// tableTime is "2026-04-14 02:20:41" of RFC 3339 in UTC; any other text stays.
func tableTime(at string) string {
	if len(at) < len("2026-04-14T02:20:41Z") || at[10] != 'T' {
		return at
	}
	return at[:10] + " " + at[11:19]
}

// statusStyle is the colour of a status.
func statusStyle(style term.Styles, status string) func(string) string {
	if status == submission.Deleted {
		return style.Bad
	}
	if mark := view.StatusStyle(style, status); mark != nil {
		return mark
	}
	return style.Faint
}
