package delivery

import (
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// listenTable prints a line for each delivery. What will come is not known, so the
// columns depend on the width of the terminal alone.
type listenTable struct {
	io      *term.IO
	lang    string
	columns []term.Column
	widths  []int
	keys    []string
	code    int // columns for codes
	lent    int // columns that codes lend to ids, which are longer than usual
}

// The widths from which on there is room for more columns.
const (
	listenTimes = 76  // the time, and how long the answer took
	listenIDs   = 60  // the submission beside the code
	listenUsers = 112 // the user, and the size
)

func newListenTable(io *term.IO, lang string) *listenTable {
	columns := []struct {
		term.Column
		width, from int
	}{
		{term.Column{Key: "time"}, 9, listenTimes},
		{term.Column{Key: "event", Kind: term.ID}, 13, 0},
		{term.Column{Key: "submission", Kind: term.ID}, 13, listenIDs},
		{term.Column{Key: "user", Kind: term.User}, 12, listenUsers},
		{term.Column{Key: "code", Kind: term.ID}, 0, 0},
		{term.Column{Key: "size", Right: true}, 8, listenUsers},
		{term.Column{Key: "answer", Right: true}, 3, 0},
		{term.Column{Key: "took", Right: true}, 8, listenTimes},
	}
	t := &listenTable{io: io, lang: lang, code: io.Width()}
	for _, c := range columns {
		if io.Width() >= c.from {
			t.columns, t.widths, t.keys = append(t.columns, c.Column), append(t.widths, c.width), append(t.keys, c.Key)
			t.code -= c.width + 2
		}
	}
	t.code += 2
	if spare := t.code - 28; spare > 0 {
		t.widths[slices.Index(t.keys, "submission")] += min(spare, 5)
		t.code = 28
	}
	t.code = max(1, t.code)
	t.widths[slices.Index(t.keys, "code")] = t.code
	return t
}

// fitting is the list for a row with these cells: an id is whole where the code leaves
// room for it.
func (t *listenTable) fitting(id, code term.Cell) *term.List {
	at := slices.Index(t.keys, "submission")
	if at < 0 {
		return t.io.Fixed(t.columns, t.widths)
	}
	if more := term.Width(id.Text) - t.widths[at]; more < t.code { // else it is cut all the same
		t.lent = max(t.lent, more)
	}
	lent := max(0, min(t.lent, t.code-term.Width(code.Text)))
	widths := slices.Clone(t.widths)
	widths[at] += lent
	widths[slices.Index(t.keys, "code")] -= lent
	return t.io.Fixed(t.columns, widths)
}

// row prints a delivery.
func (t *listenTable) row(d *capture.Delivery, e *event.Event, trouble *kit.Problem) error {
	style := t.io.Style()
	name := d.Label.Event
	if e == nil || e.Sealed() { // a word of argosctl, not of the payload
		name = kit.Label(t.lang, name)
	}
	cells := map[string]term.Cell{
		"time":       term.S(style.Faint, d.Received.Format("15:04:05Z")),
		"event":      term.S(style.Bad, name),
		"submission": t.io.Cell(nil, d.Label.Submission),
		"user":       t.io.Cell(nil, ""),
		"code":       t.io.Cell(nil, ""),
		"size":       term.C(say.Number(len(d.Body)) + " B"),
		"answer":     term.S(view.AnswerStyle(style, d.Status), strconv.Itoa(d.Status)),
		"took":       t.io.Cell(nil, ""),
	}
	if d.Forward != "" {
		cells["took"] = term.C(view.Took(d.Duration))
	}
	if e == nil {
		cells["code"] = term.S(style.Bad, term.Cut(inShort(trouble, t.lang), t.code))
	} else {
		code, known := view.CodesOf(e)
		if code == "" && !slices.Contains(t.keys, "submission") {
			cells["code"] = cells["submission"]
		} else {
			cells["code"] = t.io.Cell(view.CodeStyle(style, known), code)
		}
		cells["user"] = t.io.Cell(nil, e.UserID())
		mark := view.EventStyle(style, e.Info)
		if e.Sealed() {
			mark = style.Warn
		}
		cells["event"] = term.S(mark, name)
	}
	row := make([]term.Cell, len(t.keys))
	for i, key := range t.keys {
		row[i] = cells[key]
	}
	return t.fitting(cells["submission"], cells["code"]).Row(row...)
}

// inShort is the kind of a trouble, and its place: "not JSON at 1:41".
func inShort(trouble *kit.Problem, lang string) string {
	what, _, _ := strings.Cut(trouble.Message.In(lang), ": ")
	if trouble.Line > 0 {
		return say.Textf("%s at %d:%d", what, trouble.Line, trouble.Column).In(lang)
	}
	return what
}
