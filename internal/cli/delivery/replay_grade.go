package delivery

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/junit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// defaultWithin is the time in which --conformance wants every answer.
const defaultWithin = 5 * time.Second

// checkInfo is one check in `replay --conformance -o json`.
type checkInfo struct {
	Check      string  `json:"check"`
	What       string  `json:"what"`
	OK         bool    `json:"ok"`
	Status     *int    `json:"status"` // of the answer that decided
	DurationMS float64 `json:"duration_ms"`
	Error      *string `json:"error"`
	Why        string  `json:"why"`
	Advice     *string `json:"advice"` // what to change, where the check failed
	Body       string  `json:"body,omitempty"`
}

// grade is the run function of --conformance.
func (opts *replayOptions) grade(ctx context.Context) error {
	client, err := opts.client(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	run := replay.Conformance{Client: client, Seed: opts.seed, Within: cmp.Or(opts.expectWithin, defaultWithin)}
	if opts.encrypt {
		if run.Key, err = opts.sealKey(ctx); err != nil {
			return err
		}
	}
	reports, err := opts.openReports()
	if err != nil {
		return err
	}
	defer reports.drop()
	g := &grading{opts: opts, reports: reports}
	if opts.format != kit.Table {
		if g.out, err = opts.f.Results(opts.format); err != nil {
			return err
		}
	}
	if err := run.Run(ctx, g.verdict); err != nil {
		return g.ended(err)
	}
	return g.finish()
}

// grading prints verdicts.
type grading struct {
	opts         *replayOptions
	reports      *replayReports
	out          *kit.Results // nil: for people
	passed, made int
}

func (g *grading) verdict(v *replay.Verdict) error {
	g.made++
	c := &junit.Case{Class: "argosctl.replay.conformance", Name: v.Check.ID, Took: v.Took}
	if v.OK {
		g.passed++
	} else {
		c.Failure = &junit.Failure{Message: say.Error(g.opts.lang, v.Err), Text: v.Check.Advice.In(g.opts.lang) + "\n" + v.Check.Why.In(g.opts.lang)}
	}
	g.reports.add(c)
	if g.out != nil {
		return g.out.Put(describeVerdict(v, g.opts))
	}
	g.line(v)
	return nil
}

func describeVerdict(v *replay.Verdict, opts *replayOptions) checkInfo {
	info := checkInfo{
		Check: v.Check.ID, What: v.Check.What.In(opts.lang), OK: v.OK, Why: v.Check.Why.In(opts.lang),
		DurationMS: float64(v.Took.Microseconds()) / 1000,
	}
	if v.Status != 0 {
		info.Status = &v.Status
	}
	if !v.OK {
		message, advice := say.Error(opts.lang, v.Err), v.Check.Advice.In(opts.lang)
		info.Error, info.Advice = &message, &advice
		if opts.f.Flags.Verbose {
			info.Body = string(v.Body)
		}
	}
	return info
}

// line prints one check, and for a failed one what to change.
func (g *grading) line(v *replay.Verdict) {
	const width = 6 // of a verdict
	f := g.opts.f
	style := f.IO.Style()
	what, id := term.C(v.Check.What.In(g.opts.lang)), term.S(style.Faint, "["+v.Check.ID+"]")
	if v.OK {
		if !f.Flags.Quiet {
			f.IO.Item(term.S(style.Good, "ok"), width, what, id)
		}
		return
	}
	f.IO.Item(term.S(style.Bad, "FAIL"), width, what, id)
	why := say.Error(g.opts.lang, v.Err)
	if body := bytes.TrimSpace(v.Body); len(body) > 0 && short(body) && !f.Flags.Verbose {
		why += "; " + say.Textf("body: %s", body).In(g.opts.lang)
	}
	f.IO.Paragraph(term.C(why), width)
	help := say.In(g.opts.lang, "help:")
	f.IO.Item(term.S(style.Name, strings.Repeat(" ", width)+help), width+term.Width(help)+1, term.C(v.Check.Advice.In(g.opts.lang)), term.Cell{})
	if f.Flags.Verbose && len(v.Body) > 0 {
		f.IO.Item(term.S(style.Faint, strings.Repeat(" ", width)+"|"), width+2, term.C(string(v.Body[:min(len(v.Body), briefBody)])), term.Cell{})
	}
}

// finish sums up.
func (g *grading) finish() error {
	var outcome kit.Tally
	if g.out != nil {
		if err := g.out.Close(); err != nil {
			return err
		}
	} else {
		g.sum("%s")
	}
	if err := g.reports.commit(); err != nil {
		return err
	}
	if g.passed < g.made {
		outcome.Add(kit.Negative)
	}
	return outcome.Err()
}

// sum prints the counts, in a text that says more of the run.
func (g *grading) sum(text string) {
	counts := say.Textf("%s: %s ok, %s failed", say.Count(g.made, "%s check", "%s checks"), say.Number(g.passed), say.Number(g.made-g.passed))
	g.opts.f.IO.Sum(say.Textf(text, counts).In(g.opts.lang))
}

// ended explains why the run did not come to its end.
func (g *grading) ended(err error) error {
	var (
		silent  *replay.NoAnswerError
		refused *loopback.RefusedError
	)
	switch {
	case errors.As(err, &silent):
		err = kit.Failf(kit.Network, "the handler does not answer: %w", silent).Then(hintOf(silent))
	case errors.As(err, &refused):
		return addressFailure("--to", refused, g.opts.f.Agent)
	}
	if g.out != nil {
		_ = g.out.Close()
	} else if g.made > 0 {
		g.sum("%s; not all were run")
	}
	if reportErr := g.reports.commit(); reportErr != nil {
		return reportErr
	}
	return err
}
