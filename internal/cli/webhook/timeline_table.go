package webhook

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/timeline"
)

// livesLayout is the columns of the table of lives.
func livesLayout(lang string) term.Layout {
	head := func(en string) string { return kit.Head(lang, en) }
	return term.Layout{
		Columns: []term.Column{
			{Key: "started", Head: head("Started (UTC)"), Kind: term.Time},
			{Key: "submission", Head: head("Submission"), Kind: term.ID, Usual: 18},
			{Key: "user", Head: head("User"), Kind: term.User, Usual: 10},
			{Key: "life", Head: head("Life"), Kind: term.Meaning, Usual: 35},
			{Key: "codes", Head: head("Codes"), Kind: term.ID, Usual: 20},
			{Key: "took", Head: head("Took"), Kind: term.Number, Label: kit.Label(lang, "took"), Usual: 10},
			{Key: "next", Head: head("Next"), Kind: term.Word, Label: kit.Label(lang, "next"), Usual: 10},
		},
		Drop:   []string{"started", "codes", "user"},
		Record: []string{"started", "submission", "user", "codes", "took", "next", "life"},
	}
}

// livesTally is what the lives of a table come to.
type livesTally struct {
	lives, users int
	outcomes     map[string]int
}

func (opts *timelineOptions) table(ctx context.Context) error {
	list := opts.f.IO.List(livesLayout(opts.lang))
	tally := livesTally{outcomes: map[string]int{}, users: opts.lives.Users()}
	divided := opts.intake.Shard().Of > 0
	if divided {
		tally.users = 0
	}
	err := opts.lives.Each(ctx, func(l *timeline.Life, first int) error {
		tally.lives++
		tally.outcomes[l.Outcome]++
		if divided {
			tally.users += first
		}
		return list.Row(opts.row(l)...)
	})
	if err != nil {
		_ = list.Close()
		return err
	}
	return opts.f.CloseList(list, say.Textf("%s", say.Word(tally.line(opts.lang))))
}

// row is the line of one life.
func (opts *timelineOptions) row(l *timeline.Life) []term.Cell {
	style := opts.f.IO.Style()
	dim := func(text string) term.Cell {
		if text == "" {
			return term.S(style.Faint, "-")
		}
		return term.C(text)
	}
	took, codes, life := "", slices.Clone(l.RetryCodes), l.Line()
	for _, code := range l.RejectCodes {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	if l.HasTook {
		took = lasted(opts.lang, l.Took)
	}
	if l.Counts != "" && l.Counts != l.Submission {
		life += " " + say.Textf("(%s counts)", l.Counts).In(opts.lang)
	}
	next := term.S(style.Faint, "-")
	if l.Act != catalog.ActNobody {
		next = term.S(style.Warn, actor(opts.lang, l.Act))
	}
	return []term.Cell{
		dim(shownStamp(l.Started)), dim(l.Submission), dim(strings.Join(l.Users, ", ")), term.S(view.StatusStyle(style, l.Outcome), life),
		codesCell(style, codes), dim(took), next,
	}
}

// codesCell is the codes of a life, the first of many.
func codesCell(style term.Styles, codes []string) term.Cell {
	if len(codes) == 0 {
		return term.S(style.Faint, "-")
	}
	const most = 4
	text := strings.Join(codes[:min(most, len(codes))], ", ")
	if len(codes) > most {
		text += ", …"
	}
	return term.S(style.Name, text)
}

// actor is who has to act, in a word.
func actor(lang, act string) string {
	if act == catalog.ActIntegrator {
		act = "service"
	}
	return kit.Label(lang, act)
}

// shownStamp is "2026-04-14 02:20:41", "" for no time.
func shownStamp(s timeline.Stamp) string {
	if !s.Known() {
		return ""
	}
	return s.Time().Format(time.DateTime)
}

// lasted is a duration in its two largest units: "2 h 47 min".
func lasted(lang string, d time.Duration) string {
	const day = 24 * time.Hour
	d = d.Round(time.Second)
	switch {
	case d < time.Minute:
		return say.Textf("%d s", d/time.Second).In(lang)
	case d < 10*time.Minute && d%time.Minute != 0:
		return say.Textf("%d min %d s", d/time.Minute, d%time.Minute/time.Second).In(lang)
	}
	d = d.Round(time.Minute)
	switch {
	case d < time.Hour:
		return say.Textf("%d min", d/time.Minute).In(lang)
	case d < day && d%time.Hour == 0:
		return say.Textf("%d h", d/time.Hour).In(lang)
	case d < day:
		return say.Textf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute).In(lang)
	}
	if d = d.Round(time.Hour); d%day == 0 {
		return say.Textf("%d d", d/day).In(lang)
	}
	return say.Textf("%d d %d h", d/day, d%day/time.Hour).In(lang)
}

// line is "4 submissions of 4 users: 1 approved, 2 rejected, 1 pending".
func (t *livesTally) line(lang string) string {
	line := submissionsOf(t.lives, t.users).In(lang)
	var parts []string
	for _, outcome := range outcomes() {
		if n := t.outcomes[outcome]; n > 0 {
			parts = append(parts, term.Together(say.Textf("%[1]s %[2]s", say.Number(n), outcome).In(lang)))
		}
	}
	return term.Together(line) + ": " + strings.Join(parts, ", ")
}

// submissionsOf says how many submissions and users there are.
func submissionsOf(lives, users int) say.Message {
	submissions := say.Count(lives, "%s submission", "%s submissions")
	if users == 0 {
		return say.Textf("%s", submissions)
	}
	return say.Textf("%s of %s", submissions, say.Count(users, "%s user", "%s users"))
}

// explain shows one life, event by event.
func (opts *timelineOptions) explain(ctx context.Context) error {
	return opts.lives.Each(ctx, func(l *timeline.Life, _ int) error {
		f := opts.f
		style := f.IO.Style()
		name := l.Outcome
		if colour := view.StatusStyle(style, name); colour != nil {
			name = colour(name)
		}
		f.IO.Printf("%s  %s\n", style.Bold(name), style.Faint(term.Cut(term.Clean(l.Submission), limit.Summary)))
		f.IO.Printf("%s", term.Indent(term.Clean(opts.headline(l)), "  ", f.IO.Width()))
		if decisive := l.EventOf(); decisive != nil {
			var next term.Labels
			next.Line(kit.Label(opts.lang, "Next"), term.C(decisive.Action.In(opts.lang)))
			if err := f.IO.Labels(&next, 2); err != nil {
				return err
			}
		}
		f.IO.Println("")
		if err := opts.eventsOf(l); err != nil {
			return err
		}
		opts.notesOf(l)
		return f.Flush()
	})
}

// headline is "user207, 1 retry, decided 2 h 47 min after it was created."
func (opts *timelineOptions) headline(l *timeline.Life) string {
	var parts []string
	if len(l.Users) > 0 {
		parts = append(parts, term.Cut(strings.Join(l.Users, ", "), limit.Summary))
	}
	parts = append(parts, term.Together(say.Count(l.Retries, "%s retry", "%s retries").In(opts.lang)))
	switch {
	case l.HasTook && l.FromCreation():
		parts = append(parts, say.Textf("decided %s after it was created", term.Together(lasted(opts.lang, l.Took))).In(opts.lang))
	case l.HasTook:
		parts = append(parts, say.Textf("decided %s after the first event with a time", term.Together(lasted(opts.lang, l.Took))).In(opts.lang))
	case !catalog.IsFinal(l.Outcome) && l.Outcome != catalog.LifeDeleted:
		parts = append(parts, say.Textf("no decision").In(opts.lang))
	}
	if l.Act != catalog.ActNobody {
		parts = append(parts, say.Textf("to act: %s", actor(opts.lang, l.Act)).In(opts.lang))
	}
	return strings.Join(parts, ", ") + "."
}

// eventsOf is the table of the events of a life.
func (opts *timelineOptions) eventsOf(l *timeline.Life) error {
	f, lang := opts.f, opts.lang
	style := f.IO.Style()
	head := func(en string) string { return kit.Head(lang, en) }
	list := f.IO.List(term.Layout{
		Indent: 2,
		Columns: []term.Column{
			{Key: "time", Head: head("Time (UTC)"), Kind: term.Word},
			{Key: "after", Head: head("After"), Kind: term.Number, Label: kit.Label(lang, "after")},
			{Key: "event", Head: head("Event"), Kind: term.ID},
			{Key: "code", Head: head("Code"), Kind: term.ID},
			{Key: "origin", Head: head("Origin"), Kind: term.Path},
		},
		Drop:   []string{"origin", "code", "after"},
		Record: []string{"time", "after", "event", "code", "origin"},
	})
	var last timeline.Stamp
	for i := range l.Events {
		e := &l.Events[i]
		at, from := e.At()
		time, after := shownStamp(at), ""
		if from == timeline.AtCapture {
			time += "~"
		}
		if at.Known() && last.Known() && !e.Duplicate && at.Since(last) >= 0 {
			after = lasted(lang, at.Since(last))
		}
		if at.Known() && !e.Duplicate {
			last = at
		}
		name, mark := e.Name, view.EventStyle(style, e.Info)
		if e.Duplicate {
			name, mark = "="+name, style.Faint
		}
		code := view.CodesCell(opts.f.IO, e.RetryCode, e.RejectCodes)
		if err := list.Row(opts.f.IO.Cell(nil, time), opts.f.IO.Cell(nil, after), opts.f.IO.Cell(mark, name), code,
			opts.f.IO.Cell(style.Faint, e.Origin.String())); err != nil {
			return err
		}
	}
	return f.CloseList(list, say.Message{})
}

// notesOf prints what is to be known of a life beside its events.
func (opts *timelineOptions) notesOf(l *timeline.Life) {
	var notes []string
	note := func(m say.Message) { notes = append(notes, m.In(opts.lang)) }
	captured, copied := false, false
	for i := range l.Events {
		_, from := l.Events[i].At()
		captured, copied = captured || from == timeline.AtCapture, copied || l.Events[i].Duplicate
	}
	if captured {
		note(say.Textf("times with ~ are when the webhook was logged or received; these events carry no time"))
	}
	if copied {
		note(say.Textf("= marks what is there already: it was sent or saved more than once"))
	}
	if n := l.LinkedCount; n > 0 {
		note(say.Textf("the user has %s: %s; %s counts", say.Count(n, "%s other submission", "%s other submissions"),
			strings.Join(l.Linked[:min(len(l.Linked), 8)], ", "), l.Counts))
	}
	for i := range l.Findings {
		if i == limit.Fields {
			break
		}
		f := &l.Findings[i]
		notes = append(notes, f.Text(opts.lang)+" ["+f.Message.Rule().ID+"]")
	}
	if len(notes) > 0 {
		opts.f.IO.Println("")
	}
	for _, text := range notes {
		opts.f.IO.Printf("%s", term.Indented(opts.f.IO.Style().Warn(kit.Label(opts.lang, "note")+":")+" "+term.Clean(term.Brief(text)), 2, opts.f.IO.Width()))
	}
}
