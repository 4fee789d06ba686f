package webhook

import (
	"context"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/timeline"
)

// explain shows one life, event by event.
func (opts *timelineOptions) explain(ctx context.Context) error {
	if err := opts.lives.Unfold(ctx); err != nil {
		return err
	}
	return opts.lives.Each(ctx, func(l *timeline.Life, _ int) error {
		f := opts.f
		style := f.IO.Style()
		name := l.Outcome
		if colour := view.StatusStyle(style, name); colour != nil {
			name = colour(name)
		}
		f.IO.Printf("%s  %s\n", style.Bold(name), style.Faint(term.Cut(term.Clean(l.Submission), limit.Summary)))
		f.IO.Printf("%s", term.Indent(term.Clean(opts.headline(l)), "  ", f.IO.Width()))
		if text := l.Next().In(opts.lang); text != "" {
			var next term.Labels
			next.Line(kit.Label(opts.lang, "Next"), term.C(text))
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
		parts = append(parts, say.Textf("decided %s after it was created", term.Together(say.Lasted(l.Took).In(opts.lang))).In(opts.lang))
	case l.HasTook:
		parts = append(parts, say.Textf("decided %s after the first event with a time", term.Together(say.Lasted(l.Took).In(opts.lang))).In(opts.lang))
	case !catalog.IsFinal(l.Outcome) && l.Outcome != catalog.LifeDeleted:
		parts = append(parts, say.Textf("no decision").In(opts.lang))
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
			{Key: "time", Head: head("Time (UTC)"), Kind: term.Word, Usual: len("2026-04-14 02:15:30~")},
			{Key: "after", Head: head("After"), Kind: term.Number, Label: kit.Label(lang, "after")},
			{Key: "event", Head: head("Event"), Kind: term.ID, Usual: len("=approved")},
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
			after = say.Lasted(at.Since(last)).In(lang)
		}
		if at.Known() && !e.Duplicate {
			last = at
		}
		name, mark := e.Name, view.EventStyle(style, e.Info)
		if e.Duplicate {
			name, mark = "="+name, style.Faint
		}
		code := view.CodesCell(f.IO, e.RetryCode, e.RejectCodes)
		if e.Screening != "" {
			code = f.IO.Cell(style.Warn, e.Screening)
		}
		if err := list.Row(f.IO.Cell(nil, time), f.IO.Cell(nil, after), f.IO.Cell(mark, name), code,
			f.IO.Cell(style.Faint, e.Origin.String())); err != nil {
			return err
		}
	}
	return f.CloseList(list, say.Message{})
}

// notesOf prints what is to be known of a life beside its events.
func (opts *timelineOptions) notesOf(l *timeline.Life) {
	var notes []string
	note := func(m say.Message) { notes = append(notes, m.In(opts.lang)) }
	captured, copied, back := false, false, false
	var last timeline.Stamp
	for i := range l.Events {
		at, from := l.Events[i].At()
		captured, copied = captured || from == timeline.AtCapture, copied || l.Events[i].Duplicate
		if at.Known() && !l.Events[i].Duplicate {
			back, last = back || at.Before(last) && last.Known(), at
		}
	}
	if captured {
		note(say.Textf("times with ~ are when the webhook was logged or received; these events carry no time"))
	}
	if captured && back {
		note(say.Textf("times go back where two clocks disagree: times with ~ are the receiver's, the others are the service's"))
	}
	if copied {
		note(say.Textf("= marks a repeated event: it was sent or saved more than once"))
	}
	if n := l.LinkedCount; n > 0 {
		note(say.Textf("the user has %s: %s; %s counts", say.Count(n, "%s other submission", "%s other submissions"),
			strings.Join(l.Linked[:min(len(l.Linked), 8)], ", "), l.Counts))
	}
	notes = append(notes, opts.findingsOf(l)...)
	if len(notes) > 0 {
		opts.f.IO.Println("")
	}
	for _, text := range notes {
		opts.f.IO.Printf("%s", term.Indented(opts.f.IO.Style().Warn(kit.Label(opts.lang, "note")+":")+" "+term.Clean(term.Brief(text)), 2, opts.f.IO.Width()))
	}
}

// shownPlaces is how many places of findings alike are named.
const shownPlaces = 3

// findingsOf is what was found in a life, a text for all the findings that say the same
// with the places of their events.
func (opts *timelineOptions) findingsOf(l *timeline.Life) (texts []string) {
	var places [][]string
	var copies []bool // what is about a repeated event
	for i := range l.Findings {
		f := &l.Findings[i]
		text, at := f.Text(opts.lang)+" ["+f.Message.Rule().ID+"]", l.Events[f.Event].Origin.String()
		known := slices.Index(texts, text)
		switch {
		case known >= 0:
			places[known] = append(places[known], at)
		case len(texts) < limit.Fields:
			texts, places = append(texts, text), append(places, []string{at})
			copies = append(copies, f.Message == catalog.MsgSequenceDuplicate)
		}
	}
	for i, at := range places {
		where := strings.Join(at[:min(len(at), shownPlaces)], ", ")
		if len(at) > shownPlaces {
			where += ", …"
		}
		switch {
		case len(at) > 1:
			texts[i] += " " + say.Textf("(%s times: %s)", say.Number(len(at)), where).In(opts.lang)
		case copies[i]:
			texts[i] += " " + say.Textf("(here: %s)", where).In(opts.lang)
		}
	}
	return texts
}
