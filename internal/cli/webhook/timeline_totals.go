package webhook

import (
	"context"
	"fmt"
	"iter"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/timeline"
)

// totalsView is --totals as JSON.
type totalsView struct {
	Submissions int           `json:"submissions"`
	Users       int           `json:"users"`
	Outcomes    []outcomeView `json:"outcomes"`
	Codes       []codeView    `json:"codes"`
	Days        []dayView     `json:"days"`
}

type outcomeView struct {
	Outcome     string  `json:"outcome"`
	Submissions int     `json:"submissions"`
	Share       float64 `json:"share"`
}

type codeView struct {
	Code       string `json:"code"`
	Retries    int    `json:"retries"`
	Rejections int    `json:"rejections"`
}

type dayView struct {
	Day        *string `json:"day"` // null for webhooks without a time
	Webhooks   int     `json:"webhooks"`
	Created    int     `json:"created"`
	Retries    int     `json:"retries"`
	Approved   int     `json:"approved"`
	Rejected   int     `json:"rejected"`
	Pending    int     `json:"pending"`
	Other      int     `json:"other"`
	Duplicates int     `json:"duplicates"`
}

// printTotals counts the lives.
func (opts *timelineOptions) printTotals(ctx context.Context) error {
	shard := opts.intake.Shard()
	if shard.Of == 0 && opts.html.path == "" {
		t := opts.lives.Totals()
		t.Users = opts.lives.Users()
		return opts.tellTotals(t)
	}
	var t timeline.Totals
	err := timeline.Map(ctx, opts.lives, func(lives iter.Seq2[*timeline.Life, int]) (part timeline.Totals) {
		for l, first := range lives {
			part.Add(l)
			part.Users += first
		}
		return part
	}, func(part timeline.Totals) error {
		t.Join(&part)
		return nil
	})
	if err != nil {
		return err
	}
	if shard.Of == 0 {
		t.Users = opts.lives.Users()
	}
	return opts.tellTotals(&t)
}

// tellTotals prints what was counted, and with it the events of no submission.
func (opts *timelineOptions) tellTotals(t *timeline.Totals) error {
	if !opts.filter.Active() && opts.intake.Shard().Part <= 1 {
		t.Join(opts.lives.Nameless())
	}
	v := totalsOf(t)
	switch opts.format {
	case kit.Table:
		return opts.totalsTable(v)
	case kit.CSV:
		return opts.totalsCSV(v)
	}
	return kit.PutOne(opts.f, opts.format, v)
}

func totalsOf(t *timeline.Totals) *totalsView {
	v := &totalsView{Submissions: t.Submissions, Users: t.Users, Outcomes: []outcomeView{}, Codes: []codeView{}, Days: []dayView{}}
	for _, o := range t.Outcomes() {
		share := float64(o.Submissions*10_000/t.Submissions) / 10_000
		v.Outcomes = append(v.Outcomes, outcomeView{o.Outcome, o.Submissions, share})
	}
	for _, c := range t.Codes() {
		v.Codes = append(v.Codes, codeView(c))
	}
	for _, d := range t.Days() {
		day := &d.Day
		if d.Day == "" {
			day = nil
		}
		v.Days = append(v.Days, dayView{day, d.Webhooks, d.Created, d.Retries, d.Approved, d.Rejected, d.Pending, d.Other, d.Duplicates})
	}
	return v
}

// totalsTable prints the totals as three tables.
func (opts *timelineOptions) totalsTable(v *totalsView) error {
	f := opts.f
	line := submissionsOf(v.Submissions, v.Users).In(opts.lang)
	switch first, last := v.span(); first {
	case "":
	case last:
		line = say.Textf("%s, %s (UTC)", say.Word(line), first).In(opts.lang)
	default:
		line = say.Textf("%s, %s to %s (UTC)", say.Word(line), first, last).In(opts.lang)
	}
	f.IO.Printf("%s", term.Indent(line, "", f.IO.Width()))
	for _, t := range []func() (*term.List, int){v.outcomeTable(opts), v.codeTable(opts), v.dayTable(opts)} {
		list, rows := t()
		if rows == 0 {
			continue
		}
		f.IO.Println("")
		if err := f.CloseList(list, say.Message{}); err != nil {
			return err
		}
	}
	return f.Flush()
}

// span is the first day and the last one.
func (v *totalsView) span() (first, last string) {
	for _, d := range v.Days {
		if d.Day == nil {
			continue
		}
		if first == "" {
			first = *d.Day
		}
		last = *d.Day
	}
	return first, last
}

// column is a number's column of the totals.
func (opts *timelineOptions) column(en string) term.Column {
	return term.Column{Key: en, Head: kit.Head(opts.lang, en), Kind: term.Number, Label: kit.Before(opts.lang, en), Usual: 9}
}

func (v *totalsView) outcomeTable(opts *timelineOptions) func() (*term.List, int) {
	return func() (*term.List, int) {
		style := opts.f.IO.Style()
		list := opts.f.IO.List(term.Layout{Columns: []term.Column{
			{Key: "outcome", Head: kit.Head(opts.lang, "Outcome"), Kind: term.Word}, opts.column("Submissions"), opts.column("Share"),
		}})
		for _, o := range v.Outcomes {
			_ = list.Row(term.S(view.StatusStyle(style, o.Outcome), o.Outcome), number(o.Submissions), term.C(fmt.Sprintf("%.0f%%", o.Share*100)))
		}
		return list, len(v.Outcomes)
	}
}

func (v *totalsView) codeTable(opts *timelineOptions) func() (*term.List, int) {
	return func() (*term.List, int) {
		style := opts.f.IO.Style()
		list := opts.f.IO.List(term.Layout{Columns: []term.Column{
			{Key: "code", Head: kit.Head(opts.lang, "Code"), Kind: term.ID, Least: 29}, opts.column("Retries"), opts.column("Rejections"),
		}})
		for _, c := range v.Codes {
			_ = list.Row(opts.f.IO.Cell(style.Name, c.Code), number(c.Retries), number(c.Rejections))
		}
		return list, len(v.Codes)
	}
}

func (v *totalsView) dayTable(opts *timelineOptions) func() (*term.List, int) {
	return func() (*term.List, int) {
		list := opts.f.IO.List(term.Layout{Columns: []term.Column{
			{Key: "day", Head: kit.Head(opts.lang, "Day (UTC)"), Kind: term.Word},
			opts.column("created"), opts.column("Retries"), opts.column("Approved"), opts.column("Rejected"), opts.column("Pending"), opts.column("Other"),
		}, Drop: []string{"Other"}})
		for _, d := range v.Days {
			day := ""
			if d.Day != nil {
				day = *d.Day
			}
			_ = list.Row(opts.f.IO.Cell(nil, day), number(d.Created), number(d.Retries), number(d.Approved), number(d.Rejected), number(d.Pending), number(d.Other))
		}
		return list, len(v.Days)
	}
}

func number(n int) term.Cell { return term.C(say.Number(n)) }

// totalsCSV prints a line for each number.
func (opts *timelineOptions) totalsCSV(v *totalsView) error {
	type line struct {
		Group string `json:"group"`
		Name  string `json:"name"`
		What  string `json:"what"`
		Count int    `json:"count"`
	}
	lines := []line{{"all", "", "submissions", v.Submissions}, {"all", "", "users", v.Users}}
	for _, o := range v.Outcomes {
		lines = append(lines, line{"outcome", o.Outcome, "submissions", o.Submissions})
	}
	for _, c := range v.Codes {
		lines = append(lines, line{"code", c.Code, "retries", c.Retries}, line{"code", c.Code, "rejections", c.Rejections})
	}
	for _, d := range v.Days {
		day := ""
		if d.Day != nil {
			day = *d.Day
		}
		for _, n := range []line{
			{What: "webhooks", Count: d.Webhooks}, {What: "created", Count: d.Created}, {What: "retries", Count: d.Retries}, {What: "approved", Count: d.Approved},
			{What: "rejected", Count: d.Rejected}, {What: "pending", Count: d.Pending}, {What: "other", Count: d.Other}, {What: "duplicates", Count: d.Duplicates},
		} {
			n.Group, n.Name = "day", day
			lines = append(lines, n)
		}
	}
	return kit.PutList(opts.f, opts.format, []string{"group", "name", "what", "count"}, lines...)
}
