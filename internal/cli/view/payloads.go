package view

import (
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
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
		status: e.Status, origin: origin,
	}
	r.codes, r.codesKnown = CodesOf(e)
	return r
}

// CodesOf is the retry code or the first reject codes of an event, and whether all
// of them are in the catalogue.
func CodesOf(e *event.Event) (text string, known bool) {
	switch {
	case e.Retry != nil:
		return e.Retry.Code, e.Retry.Info != nil
	case e.Reject != nil:
		return rejectCodes(e.Reject.Codes)
	}
	return "", true
}

// CodesCell is the codes of an event: of a retry, or of a rejection.
func CodesCell(io *term.IO, retry string, rejects []string) term.Cell {
	text, known := rejectCodes(rejects)
	if retry != "" {
		info, _ := catalog.RetryCodes().Find(retry)
		text, known = retry, info != nil
	}
	return io.Cell(CodeStyle(io.Style(), known), text)
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
		p.f.IO.Cell(nil, r.time), p.f.IO.Cell(mark, name), p.f.IO.Cell(nil, r.submission), p.f.IO.Cell(nil, r.user),
		p.f.IO.Cell(StatusStyle(style, r.status), r.status), p.f.IO.Cell(CodeStyle(style, r.codesKnown), r.codes),
		p.f.IO.Cell(style.Faint, place),
	)
}

// Aside says what concerns stderr at its place between the rows.
func (p *Payloads) Aside(say func()) error { return p.list.Aside(say) }

// Close prints what is left of the table, and below it what it comes to and
// which columns found no room.
func (p *Payloads) Close() error { return p.f.CloseList(p.list, say.Textf("%s", &p.Tally)) }
