package webhook

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
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
	err := timeline.Map(ctx, opts.lives, func(lives iter.Seq2[*timeline.Life, int]) (rows []lifeRow) {
		words := durations{lang: opts.lang}
		for l, first := range lives {
			rows = append(rows, lifeRow{opts.row(l, &words), l.Outcome, first})
		}
		return rows
	}, func(rows []lifeRow) error {
		for _, r := range rows {
			tally.lives++
			tally.outcomes[r.outcome]++
			if divided {
				tally.users += r.first
			}
			if err := list.Row(r.cells...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		_ = list.Close()
		return err
	}
	return opts.f.CloseList(list, say.Textf("%s", say.Word(tally.line(opts.lang))))
}

// lifeRow is the line of one life, and what of it is counted.
type lifeRow struct {
	cells   []term.Cell
	outcome string
	first   int
}

// row is the line of one life.
func (opts *timelineOptions) row(l *timeline.Life, words *durations) []term.Cell {
	style := opts.f.IO.Style()
	dim := func(text string) term.Cell {
		if text == "" {
			return term.S(style.Faint, "-")
		}
		return term.C(text)
	}
	took, codes, life := "", l.RetryCodes, l.Line()
	for _, code := range l.RejectCodes {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	if l.HasTook {
		took = words.rough(l.Took)
	}
	if l.Counts != "" && l.Counts != l.Submission {
		life += " " + say.Textf("(%s counts)", l.Counts).In(opts.lang)
	}
	next := term.S(style.Faint, "-")
	if l.Act != catalog.ActNobody {
		next = term.S(style.Warn, actor(opts.lang, l.Act))
	}
	return []term.Cell{
		dim(minutes(shownStamp(l.Started))), dim(l.Submission), dim(strings.Join(l.Users, ", ")), term.S(view.StatusStyle(style, l.Outcome), life),
		codesCell(style, codes), dim(took), next,
	}
}

// durations are durations in words: many lives took as long.
type durations struct {
	lang  string
	words map[time.Duration]string
}

// rough is a duration without the seconds, which are for the events of one life.
func (w *durations) rough(d time.Duration) string {
	if d >= time.Minute {
		d = d.Round(time.Minute)
	}
	text, ok := w.words[d]
	if !ok {
		if w.words == nil {
			w.words = map[time.Duration]string{}
		}
		text = say.Lasted(d).In(w.lang)
		w.words[d] = text
	}
	return text
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
	text := s.Append(make([]byte, 0, len(time.RFC3339Nano)))[:len(time.DateTime)]
	text[len(time.DateOnly)] = ' '
	return string(text)
}

// minutes is a time without its seconds.
func minutes(shown string) string { return shown[:max(0, len(shown)-len(":05"))] }

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
	return say.Textf("%[1]s of %[2]s", submissions, say.Count(users, "%s user", "%s users"))
}
