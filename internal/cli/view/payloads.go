package view

import (
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// PayloadRow is what the table of payloads shows of one.
type PayloadRow struct {
	info                           *catalog.Event
	name                           string // empty where it is sealed
	time, submission, user, status string
	codes                          string
	codesKnown                     bool
	origin                         source.Origin
}

// RowOf is the row of an event, which may be gone afterwards.
func RowOf(e *event.Event, origin source.Origin) PayloadRow {
	r := PayloadRow{
		info: e.Info, name: e.Name(), time: shownTime(e.OccurredAt()), submission: e.SubmissionID(), user: e.UserID(),
		status: e.Status, codesKnown: true, origin: origin,
	}
	switch {
	case e.Retry != nil:
		r.codes, r.codesKnown = e.Retry.Code, e.Retry.Info != nil
	case e.Reject != nil:
		r.codes, r.codesKnown = rejectCodes(e.Reject.Codes)
	}
	return r
}

// CodesCell is the codes of an event: of a retry, or of a rejection.
func CodesCell(style term.Styles, retry string, rejects []string) term.Cell {
	text, known := rejectCodes(rejects)
	if retry != "" {
		info, _ := catalog.RetryCodes().Find(retry)
		text, known = retry, info != nil
	}
	return Cell(CodeStyle(style, known), style, text)
}

// rowCodes is how many reject codes of one payload a row shows.
const rowCodes = 4

// rejectCodes is the first of several codes, and whether all of them are known.
func rejectCodes(codes []string) (text string, known bool) {
	shown, known := codes[:min(len(codes), rowCodes)], true
	for _, code := range shown {
		info, _ := catalog.RejectCodes().Find(code)
		known = known && info != nil
	}
	text = strings.Join(shown, ", ")
	if len(codes) > len(shown) {
		text += ", …"
	}
	return text, known
}

// shownTime is "2026-04-14 02:20:41" of RFC 3339 in UTC.
func shownTime(at string) string {
	if len(at) < len("2026-04-14T02:20:41") {
		return at
	}
	return at[:10] + " " + at[11:19]
}

// Payloads is the table of payloads: one line each, and what they come to.
type Payloads struct {
	Tally

	f       *kit.Factory
	lang    string
	list    *term.List
	oneFile bool
}

// NewPayloads begins the table of the payloads of one file, or of several.
func NewPayloads(f *kit.Factory, lang string, oneFile bool) *Payloads {
	return &Payloads{f: f, lang: lang, list: f.IO.List(payloadLayout(lang, oneFile)), oneFile: oneFile}
}

// payloadLayout is the columns of the table. A file's name would be the same in
// every row of one file.
func payloadLayout(lang string, oneFile bool) term.Layout {
	head := func(en string) string { return kit.Head(lang, en) }
	l := term.Layout{
		Columns: []term.Column{
			{Key: "time", Head: head("Time (UTC)"), Kind: term.Time, Usual: 19},
			{Key: "event", Head: head("Event"), Kind: term.ID, Usual: 13},
			{Key: "submission", Head: head("Submission"), Kind: term.ID, Usual: 18},
			{Key: "user", Head: head("User"), Kind: term.User, Usual: 10},
			{Key: "status", Head: head("Status"), Kind: term.Word, Usual: 10},
			{Key: "code", Head: head("Code"), Kind: term.ID, Usual: 20},
			{Key: "origin", Head: head("Origin"), Kind: term.Path},
		},
		Drop:   []string{"status", "time", "user", "origin"},
		Record: []string{"event", "submission", "code", "time", "user", "origin"},
	}
	if oneFile {
		l.Columns[len(l.Columns)-1] = term.Column{Key: "line", Head: head("Line"), Kind: term.ID, Right: true, Usual: 6}
		l.Drop = []string{"status", "line", "user", "time"}
		l.Record = []string{"event", "submission", "code", "time", "user"}
	}
	return l
}

// Patience is how long the first rows may wait for others that tell how wide
// the columns have to be; see term.List.
func (p *Payloads) Patience(wait time.Duration) { p.list.Patience = wait }

// Add adds a row.
func (p *Payloads) Add(r PayloadRow) error {
	p.Tally.Add(r.info, r.name)
	style := p.f.IO.Style()
	name, mark := r.name, EventStyle(style, r.info)
	if name == "" {
		name, mark = kit.Label(p.lang, "encrypted"), style.Warn
	}
	place := r.origin.String()
	if p.oneFile {
		place = strings.TrimPrefix(place[len(r.origin.Path):], ":")
	}
	return p.list.Row(
		Cell(nil, style, r.time), Cell(mark, style, name), Cell(nil, style, r.submission), Cell(nil, style, r.user),
		Cell(StatusStyle(style, r.status), style, r.status), Cell(CodeStyle(style, r.codesKnown), style, r.codes),
		Cell(style.Faint, style, place),
	)
}

// Cell is a cell in its colour, a dim "-" where there is nothing.
func Cell(mark func(string) string, style term.Styles, text string) term.Cell {
	if text == "" {
		return term.S(style.Faint, "-")
	}
	return term.S(mark, text)
}

// Aside says what concerns stderr at its place between the rows.
func (p *Payloads) Aside(say func()) error { return p.list.Aside(say) }

// Close prints what is left of the table, and below it what it comes to and
// which columns found no room.
func (p *Payloads) Close() error {
	if err := p.list.Close(); err != nil {
		return err
	}
	if err := p.f.Flush(); err != nil {
		return err
	}
	p.Print(p.f, p.lang)
	NotShown(p.f, p.list)
	return nil
}

// NotShown says on stderr which columns of a list found no room on the terminal.
func NotShown(f *kit.Factory, list *term.List) {
	dropped := list.Dropped()
	if len(dropped) == 0 || !f.IO.OutTTY {
		return
	}
	f.Note("not shown: %s (-o csv has every column)", strings.Join(dropped, ", "))
}
