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
	f       *kit.Factory
	lang    string
	held    [][]string
	columns *term.Columns
}

func itemHeads() []string {
	return []string{"Submission", "User", "Name", "Status", "Created", "Reviewer", "Reasons"}
}

// The columns of itemHeads that are treated in a way of their own.
const (
	columnID      = 0
	columnStatus  = 3
	columnCreated = 4
)

func (t *itemTable) add(item submission.Item) error {
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
		reasons = append(slices.Clip(reasons), t.skipped(n))
	}
	created := strings.Replace(item.Created(), "T", " ", 1)
	row := []string{item.ID(), item.Text("userid"), item.Name(), status,
		created[:min(len(created), len("2006-01-02 15:04"))], item.Text("reviewer"), joined(reasons)}
	if t.columns == nil {
		t.held = append(t.held, row)
		return nil
	}
	return t.print(row)
}

// skipped is how many checks were skipped, for a cell.
func (t *itemTable) skipped(n int) string {
	return say.Count(n, "%s check skipped", "%s checks skipped").In(t.lang)
}

func (t *itemTable) flush() error {
	if t.columns == nil && len(t.held) > 0 {
		if err := t.begin(); err != nil {
			return err
		}
	}
	return t.f.Flush()
}

func (t *itemTable) close() error { return t.flush() }

// begin fixes the widths by the rows so far and prints the head and them.
func (t *itemTable) begin() error {
	heads := itemHeads()
	widths := make([]int, len(heads))
	for i := range heads {
		heads[i] = kit.Label(t.lang, heads[i])
		widths[i] = term.Width(heads[i])
		for _, row := range t.held {
			widths[i] = max(widths[i], term.Width(term.Clean(row[i])))
		}
	}
	t.columns = &term.Columns{Widths: t.fit(widths)}
	cells := make([]term.Cell, len(heads))
	for i, head := range heads {
		cells[i] = term.S(t.f.IO.Style().Bold, head)
	}
	if err := t.columns.Line(t.f.IO.Out, cells...); err != nil {
		return err
	}
	for _, row := range t.held {
		if err := t.print(row); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// fit narrows columns until a line fits the terminal: the time of day goes
// first, then from the widest column; ids and statuses stay whole. Off a
// terminal nothing is cut.
func (t *itemTable) fit(widths []int) []int {
	const gaps, least = 2 * 6, 7
	if !t.f.IO.OutTTY {
		return widths
	}
	for {
		total, widest := gaps, -1
		for i, w := range widths {
			total += w
			if i != columnID && i != columnStatus && i != columnCreated && w > least && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if total <= t.f.IO.Width() || widest < 0 {
			return widths
		}
		if day := len("2006-01-02"); widths[columnCreated] > day {
			widths[columnCreated] = day
			continue
		}
		widths[widest]--
	}
}

func (t *itemTable) print(row []string) error {
	style := t.f.IO.Style()
	cells := make([]term.Cell, len(row))
	row[columnCreated] = row[columnCreated][:min(len(row[columnCreated]), t.columns.Widths[columnCreated])]
	for i, text := range row {
		if t.f.IO.OutTTY && i != columnID && i != columnStatus {
			text = term.Cut(text, t.columns.Widths[i])
		}
		cells[i] = term.C(text)
	}
	cells[columnID].Style, cells[columnStatus].Style = style.Name, statusStyle(style, row[columnStatus])
	return t.columns.Line(t.f.IO.Out, cells...)
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
