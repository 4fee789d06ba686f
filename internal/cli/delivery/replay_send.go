package delivery

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// backoff is the pause before the first retry, about.
const backoff = 100 * time.Millisecond

// gcPercent lets the heap, which stays at a few megabytes, grow further
// between two collections: each delivery leaves garbage in net/http, and
// collecting it at every few megabytes took a fifth of the time.
const gcPercent = 800

// muchToSend is the number of deliveries from which on a bar shows how far
// they are.
const muchToSend = 50

// sending is one run of deliveries on its way to the user.
type sending struct {
	opts     *replayOptions
	view     replayView
	reports  *replayReports
	stats    *replay.Stats
	progress *term.Progress
	outcome  kit.Tally
	why      error  // of the first delivery that got no answer
	strange  int    // records that hold no webhook
	first    string // where the first of them is from
}

// replayView prints results.
type replayView interface {
	result(*replay.Result) error
	aside(say func()) // between the results
	close() error
}

// send is the run function without --conformance.
func (opts *replayOptions) send(ctx context.Context) error {
	status, err := replay.ParseStatuses(opts.expectStatus)
	if err != nil {
		return kit.Fail(kit.Usage, err)
	}
	client, err := opts.client(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	plan, err := opts.plan(ctx)
	if err != nil {
		return err
	}
	reports, err := opts.openReports()
	if err != nil {
		return err
	}
	defer reports.drop()
	s := &sending{opts: opts, stats: replay.NewStats(), reports: reports}
	s.progress = opts.progress(plan.total)
	if s.view, err = opts.view(plan, s.stats, s.progress); err != nil {
		return err
	}
	if opts.format == kit.Table {
		opts.announce(client.Address(), plan.total)
	}
	if opts.f.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	}
	err = replay.Run(ctx, replay.Options{
		Client: client, Concurrency: opts.concurrency, Rate: opts.rate, Delay: opts.delay,
		Retry: opts.retry, Backoff: backoff, Seed: opts.seed,
		Expect:  replay.Expect{Status: status, Within: opts.expectWithin},
		KeepAll: opts.f.Flags.Verbose,
	}, plan.feed, s.emit)
	s.progress.Hide()
	return s.finish(ctx, err)
}

// announce says what is to be sent, and where.
func (opts *replayOptions) announce(address string, total int64) {
	if total == 0 {
		opts.f.Note("sending to %s", address)
		return
	}
	opts.f.Note("sending %s to %s", say.Count(total, "%s event", "%s events"), address)
}

// progress is a bar that shows only for much on a terminal.
func (opts *replayOptions) progress(total int64) *term.Progress {
	streams := *opts.f.IO
	streams.ErrTTY = streams.ErrTTY && !opts.f.Flags.Quiet && (total == 0 || total >= muchToSend)
	return streams.Progress("deliveries", total, opts.f.Now)
}

// emit takes one result.
func (s *sending) emit(r *replay.Result) error {
	s.progress.Hide()
	if r.N == 0 {
		return s.problem(r.Err)
	}
	s.stats.Add(r)
	if r.Status == 0 && s.why == nil {
		s.why = r.Err
	}
	if err := s.view.result(r); err != nil {
		return err
	}
	s.progress.Set(int64(s.stats.Sent))
	s.reports.result(r)
	return nil
}

// problem reports an input that could not become a delivery. A wrong --set or
// --variant ends the run: it is wrong for all of them.
func (s *sending) problem(err error) error {
	var strange *replay.StrangeError
	if errors.As(err, &strange) {
		if s.strange++; s.first == "" {
			s.first = strange.Origin.String()
		}
		return nil
	}
	var unread *diag.Problem
	if !errors.As(err, &unread) {
		return kit.SetFailure(err)
	}
	s.outcome.Add(kit.Input)
	s.view.aside(func() { s.opts.f.Complain(kit.Unread(unread), new(kit.Tally)) })
	return nil
}

// breakOff ends the output of a run that cannot go on, so that what was done
// is not torn. What is wrong with the output itself is known already.
func (s *sending) breakOff() {
	if s.stats.Sent > 0 {
		_ = s.view.close()
		_ = s.reports.commit()
	}
}

// finish ends the output and picks the outcome.
func (s *sending) finish(ctx context.Context, err error) error {
	var refused *loopback.RefusedError
	switch {
	case errors.As(err, &refused):
		s.breakOff()
		return addressFailure("--to", refused, s.opts.f.Agent)
	case err != nil && ctx.Err() == nil:
		s.breakOff()
		return err
	}
	if closeErr := s.view.close(); err == nil {
		err = closeErr
	}
	if reportErr := s.reports.commit(); err == nil {
		err = reportErr
	}
	s.tellStrange()
	if err == nil {
		s.opts.intake.Tell(&s.outcome)
	}
	switch {
	case err != nil:
		if s.opts.format != kit.Table && s.stats.Sent > 0 {
			s.opts.f.Warn("interrupted: %s", summary(s.stats))
		}
		return err
	case s.stats.Sent > 0 && s.stats.Unanswered == s.stats.Sent:
		s.opts.f.Complain(&kit.Problem{Category: kit.Network, Problem: &diag.Problem{Message: say.Textf("nothing could be delivered: %v", s.why), Hint: hintOf(s.why)}}, &s.outcome)
	case s.stats.Failed() > 0:
		s.outcome.Add(kit.Negative)
	}
	return s.outcome.Err()
}

// tellStrange says how many records were not sent because they hold no webhook.
// A run that sent nothing for that reason has failed.
func (s *sending) tellStrange() {
	if s.strange == 0 {
		return
	}
	s.opts.f.Warn("not sent: %s without a webhook, the first at %s; --raw sends records as they stand",
		say.Count(s.strange, "%s record", "%s records"), term.Clean(s.first))
	if s.stats.Sent == 0 {
		s.outcome.Add(kit.Input)
	}
}

// hintOf is the next step that a delivery's error knows.
func hintOf(err error) say.Message {
	var e *replay.AnswerError
	if errors.As(err, &e) {
		return e.Hint()
	}
	return say.Message{}
}
