package window

import (
	"slices"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/timeline"
)

// Row is a life as a page shows it.
type Row struct {
	N        int // its number on the page, from 1
	ID       string
	Users    string // "", one, or several with commas
	Several  string // "2 submissions", of a user with others
	Started  string // "2026-04-14 02:11:00", "" where no time is known
	Outcome  string
	Word     string // the outcome
	Took     string // to the decision, or, Open, until now
	Open     bool
	Act      string // who acts next, "" for nobody
	Next     string // what to do
	Sentence string
	Drawings []Drawing
	Events   []EventRow
	Left     int // events that are not in Events
	Notes    []Note
	Findings int
	Warned   bool // one of them is a warning

	// What filters look at: texts with a line each, in lower case.
	Names, Codes, Rules, People string

	started, ended time.Time // zero where no time is known
	spots          []spot
	decisive       string
}

// EventRow is one event of a life.
type EventRow struct {
	Glyph    string
	Time     string
	Captured bool // the time is when it was received or logged
	After    string
	Event    string
	Codes    string
	Origin   string
	Copy     bool
}

// Note is a finding, or what else is to be known of a life.
type Note struct{ Severity, Rule, Text string }

// What of one life a page shows.
const (
	mostEvents = 60
	mostNotes  = 12
	mostCodes  = 40
	mostLinked = 8
)

// row makes a row of a life; what is read of it is copied.
func (p *Page) row(l *timeline.Life) *Row {
	t, lang := p.texts, p.opts.Lang
	r := &Row{
		ID: t.Of(l.Submission), Outcome: l.Outcome, Word: outcomeWord(l.Outcome).In(lang),
		Act: actor(l.Act).In(lang), spots: spots(l, t), decisive: p.decisive(l),
	}
	if r.ID == "" {
		r.ID = "–"
	}
	var users []string
	for _, user := range l.Users[:min(len(l.Users), 3)] {
		users = append(users, t.ID(user))
	}
	r.Users = strings.Join(users, ", ")
	if l.LinkedCount > 0 {
		r.Several = say.Count(l.LinkedCount+1, "%s submission", "%s submissions").In(lang)
	}
	if l.Started.Known() {
		r.started = l.Started.Time()
		r.Started = r.started.Format(time.DateTime)
	}
	switch open := l.Outcome == catalog.StatusPending || l.Outcome == catalog.StatusIncomplete; {
	case l.HasTook:
		r.Took = say.Lasted(l.Took).In(lang)
	case open && l.Started.Known() && p.opts.AsOf.After(r.started):
		r.Took, r.Open = say.Lasted(p.opts.AsOf.Sub(r.started)).In(lang), true
	}
	r.Next = strings.ReplaceAll(l.Next().In(lang), "`", "")
	p.events(r, l)
	p.notes(r, l)
	r.Sentence = p.sentence(r, l)
	r.People = words(l.Users, t.ID)
	r.Codes = words(slices.Concat(l.RetryCodes, l.RejectCodes), t.Of)
	return r
}

// decisive is the code that decided.
func (p *Page) decisive(l *timeline.Life) string {
	for i := len(l.Events) - 1; i >= 0; i-- {
		if e := &l.Events[i]; !e.Duplicate && len(e.RejectCodes) > 0 && e.Status == l.Outcome {
			return strings.Join(p.texts.All(e.RejectCodes, 3), ", ")
		}
	}
	return ""
}

// words are texts for a filter: each once, with a line each, in lower case.
func words(list []string, safe func(string) string) string {
	var out []string
	for _, text := range list {
		if text = strings.ToLower(safe(text)); len(out) < mostCodes && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

// events fills the table of a life: the first events of many, and the last ones.
func (p *Page) events(r *Row, l *timeline.Life) {
	t := p.texts
	var names []string
	var last timeline.Stamp
	r.Left = max(0, len(l.Events)-mostEvents)
	for i := range l.Events {
		e := &l.Events[i]
		at, from := e.At()
		after := ""
		if at.Known() && last.Known() && !e.Duplicate && at.Since(last) >= 0 {
			after = say.Lasted(at.Since(last)).In(p.opts.Lang)
		}
		if at.Known() && !e.Duplicate {
			last = at
			if r.ended.Before(at.Time()) {
				r.ended = at.Time()
			}
		}
		if len(names) < mostCodes && !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
		if r.Left > 0 && i >= mostEvents/2 && i < len(l.Events)-mostEvents/2 {
			continue
		}
		row := EventRow{
			Glyph: glyphOf(e), Captured: from == timeline.AtCapture, After: after, Event: t.Of(e.Name),
			Codes: codesOf(t, e), Origin: t.Path(e.Origin.String()), Copy: e.Duplicate,
		}
		if at.Known() {
			row.Time = at.Time().Format(time.DateTime)
		}
		r.Events = append(r.Events, row)
	}
	r.Names = words(names, t.Of)
}

// codesOf are the codes of an event, and what a screening came to.
func codesOf(t Texts, e *timeline.Entry) string {
	codes := t.All(e.RejectCodes, mostNotes)
	if e.RetryCode != "" {
		codes = append([]string{t.Of(e.RetryCode)}, codes...)
	}
	if e.Screening != "" {
		codes = append(codes, t.Of(e.Screening))
	}
	return strings.Join(codes, ", ")
}

// notes are the findings and the links of a life.
func (p *Page) notes(r *Row, l *timeline.Life) {
	t, lang := p.texts, p.opts.Lang
	r.Findings = len(l.Findings)
	var rules []string
	for i := range l.Findings {
		f := &l.Findings[i]
		rules = append(rules, f.Message.Rule().ID)
		r.Warned = r.Warned || string(f.Message.Severity()) == string(diag.Warning)
		if i < mostNotes {
			r.Notes = append(r.Notes, Note{string(f.Message.Severity()), f.Message.Rule().ID, t.Long(f.Text(lang))})
		}
	}
	r.Rules = words(rules, func(s string) string { return s })
	if l.LinkedCount > 0 {
		others := strings.Join(t.All(l.Linked, mostLinked), ", ")
		if l.LinkedCount > mostLinked {
			others += ", …"
		}
		text := say.Textf("the user has %s: %s; %s counts",
			say.Count(l.LinkedCount, "%s other submission", "%s other submissions"), others, t.Of(l.Counts)).In(lang)
		r.Notes = append(r.Notes, Note{Text: text})
	}
}

// sentence tells a life: when it began, what happened and how long after that, how
// it ended and who acts next.
func (p *Page) sentence(r *Row, l *timeline.Life) string {
	lang := p.opts.Lang
	var steps []string
	seen := 0
	for i := range l.Events {
		e := &l.Events[i]
		if e.Duplicate {
			continue
		}
		if seen++; len(steps) == 8 {
			continue
		}
		step := p.texts.Of(e.Name)
		if codes := codesOf(p.texts, e); codes != "" {
			step += " (" + codes + ")"
		}
		if at, _ := e.At(); at.Known() && l.Started.Known() && at.Since(l.Started) > 0 {
			step = say.Textf("%[1]s after %[2]s", step, say.Lasted(at.Since(l.Started))).In(lang)
		}
		steps = append(steps, step)
	}
	if seen > len(steps) {
		steps = append(steps, say.Count(seen-len(steps), "%s more event", "%s more events").In(lang))
	}
	who := r.ID
	if r.Users != "" {
		who = say.Textf("%[1]s of user %[2]s", r.ID, r.Users).In(lang)
	}
	parts := []string{say.Textf("Submission %s", who).In(lang)}
	if r.Started != "" {
		parts = append(parts, say.Textf("began %s UTC", r.Started).In(lang))
	}
	text := strings.Join(parts, ", ") + ": " + strings.Join(steps, ", ") + ". "
	text += say.Textf("Outcome: %s.", say.Word(r.Word)).In(lang)
	if r.Act != "" {
		text += " " + say.Textf("Next to act: %s.", say.Word(r.Act)).In(lang)
	}
	return text
}

// outcomeWord is an outcome in a word.
func outcomeWord(outcome string) say.Speaker {
	switch outcome {
	case catalog.StatusApproved:
		return say.Word("approved")
	case catalog.StatusRejected:
		return say.Word("rejected")
	case catalog.StatusPending:
		return say.Word("pending")
	case catalog.StatusIncomplete:
		return say.Word("incomplete")
	case catalog.LifeDeleted:
		return say.Word("deleted")
	}
	return unknownWord{}
}

// unknownWord is the outcome unknown: its English is also that of what the vendor
// does not say, whose Korean is another.
type unknownWord struct{}

// In implements say.Speaker.
func (unknownWord) In(lang string) string {
	if lang == say.English {
		return catalog.LifeUnknown
	}
	return say.In(lang, "unknown outcome")
}

// actor is who has to act next, in a word; empty for nobody.
func actor(act string) say.Word {
	switch act {
	case catalog.ActSubmitter:
		return "submitter"
	case catalog.ActReviewer:
		return "reviewer"
	case catalog.ActCompliance:
		return "compliance"
	case catalog.ActIntegrator:
		return "your service"
	}
	return ""
}
