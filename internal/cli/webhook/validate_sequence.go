package webhook

import (
	"context"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
)

// sequence is --sequence: the events of each submission are judged together.
type sequence struct {
	lives   *timeline.Collector
	workers []gatherer
}

// settleSequence readies --sequence.
func (opts *validateOptions) settleSequence(ctx context.Context, v *validation) error {
	if !opts.sequence {
		if opts.asOf != "" || opts.tempDir != "" {
			return kit.Usagef("--as-of and --tmp-dir go with --sequence")
		}
		return nil
	}
	if opts.intake.Shard() != (source.Shard{}) {
		return kit.Usagef("--shard divides files, and --sequence needs all events of a submission: choose one")
	}
	collect, err := collecting(opts.f, opts.asOf, opts.tempDir)
	if err != nil {
		return err
	}
	collect.Jobs, collect.Findings = v.read.Jobs, true
	v.sequence = &sequence{lives: timeline.NewCollector(collect)}
	v.sequence.workers = gatherers(ctx, v.read.Jobs, view.Options{Lang: v.lang, Opener: opts.opener, At: opts.at.Pointer, Dir: opts.f.Dir}, v.sequence.lives)
	return nil
}

// chunk gathers the events of a chunk. What cannot be read is told of elsewhere.
func (s *sequence) chunk(c *source.Chunk, g *gathered) {
	if s != nil {
		s.workers[c.Worker].chunk(c, g)
		c.Again()
	}
}

// take takes what was gathered.
func (s *sequence) take(g *gathered) error {
	if s == nil {
		return nil
	}
	return spaceFailure(s.lives.Take(&g.records))
}

// tell reports what the rules about the order of events find.
func (s *sequence) tell(ctx context.Context, t *reporting, judge *lint.Judge) error {
	if err := s.lives.Conclude(ctx); err != nil {
		return spaceFailure(err)
	}
	t.bar.hide()
	return s.lives.Findings(ctx, func(found *timeline.Located) error {
		f := findingOf(found, t.v.lang)
		if !judge.Grade(&f, found.Message) {
			return nil
		}
		if f.Path != t.path {
			if err := t.endFile(); err != nil {
				return err
			}
		}
		return t.finding(&f)
	})
}

func findingOf(found *timeline.Located, lang string) diag.Finding {
	e := &found.Entry
	f := diag.Finding{
		Rule: found.Message.Rule().ID, Message: found.Text(lang), Help: []string{found.Help(lang)},
		Path: e.Origin.Path, Origin: e.Origin, Line: e.Place.Line, Column: e.Place.Column, EndLine: e.Place.Line,
		EndColumn: e.Place.Column + e.Place.Columns, Offset: e.Place.Offset, Length: e.Place.Length, Pointer: "/" + catalog.TriggerName,
	}
	if e.Info != nil {
		f.Event = e.Info.Name
	}
	return f
}

// close removes what was put on disk.
func (s *sequence) close() {
	if s != nil {
		_ = s.lives.Close()
	}
}
