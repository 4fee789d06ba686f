package delivery

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/source"
)

// replayPart is what one argument stands for.
type replayPart struct {
	event    *catalog.Event   // one event,
	all      bool             // or all of them,
	scenario *replay.Scenario // or a scenario,
	inputs   []source.Input   // or saved payloads
}

// parts reads the arguments. Neighbouring paths are one part, so that what
// comes twice is read once.
func (opts *replayOptions) parts(ctx context.Context) ([]replayPart, error) {
	var parts []replayPart
	var paths []string
	flush := func(last bool) error {
		if len(paths) == 0 && !(last && opts.intake.Listed()) {
			return nil
		}
		var inputs []source.Input
		var err error
		if last {
			inputs, err = opts.intake.Inputs(ctx, paths, opts.reading(), opts.outs()...)
		} else {
			inputs, err = opts.f.Inputs(paths, opts.reading(), opts.outs()...)
		}
		parts, paths = append(parts, replayPart{inputs: inputs}), nil
		return err
	}
	if opts.scenario != "" {
		s, err := opts.findScenario(ctx, opts.scenario)
		if err != nil {
			return nil, err
		}
		parts = append(parts, replayPart{scenario: s})
	}
	args := opts.args
	if len(args) == 0 && opts.scenario == "" && !opts.intake.Listed() {
		if opts.f.IO.InTTY {
			return nil, kit.Usagef("nothing to send: expected an event, a scenario or a path").
				WithHint("'argosctl replay --list' shows the scenarios, 'argosctl event list' the events")
		}
		args = []string{source.Stdin}
	}
	for _, arg := range args {
		part, isPath, err := opts.namedPart(arg)
		if err != nil {
			return nil, err
		}
		if isPath {
			paths = append(paths, arg)
			continue
		}
		if err := flush(false); err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	if err := flush(true); err != nil {
		return nil, err
	}
	if opts.count > 1 && slices.Contains(args, source.Stdin) {
		return nil, kit.Usagef("--count: standard input can be read only once")
	}
	if opts.variant != "" && (len(parts) != 1 || parts[0].event == nil) {
		return nil, kit.Usagef("--variant needs one event")
	}
	return parts, nil
}

// namedPart looks a name up: an event, a scenario, an event's alias; else it
// is a path, unless it looks like none.
func (opts *replayOptions) namedPart(arg string) (part replayPart, isPath bool, err error) {
	e, alias, known := catalog.EventByName(arg)
	switch {
	case arg == kit.AllEvents:
		return replayPart{all: true}, false, nil
	case known && !alias:
		return replayPart{event: e}, false, nil
	}
	if s, ok := replay.ScenarioByName(arg); ok {
		return replayPart{scenario: s}, false, nil
	}
	if known {
		return replayPart{event: e}, false, nil
	}
	if arg == source.Stdin || strings.ContainsAny(arg, `./\*?[{`) {
		return part, true, nil
	}
	if _, err := opts.f.Dir.Stat(arg); err == nil {
		return part, true, nil
	}
	f := kit.Usagef("%q is not an event, a scenario or a file", arg)
	if near := nearestNames(arg); len(near) > 0 {
		return part, false, f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return part, false, f.WithHint("'argosctl event list' shows the events, 'argosctl replay --list' the scenarios")
}

// findScenario returns a built-in scenario, or that in a file.
func (opts *replayOptions) findScenario(ctx context.Context, name string) (*replay.Scenario, error) {
	if s, ok := replay.ScenarioByName(name); ok {
		return s, nil
	}
	info, err := opts.f.Dir.Stat(name)
	switch {
	case err == nil && info.Size() > replay.MaxScenarioSize:
		return nil, kit.Inputf("%s: larger than %d bytes: no scenario", name, replay.MaxScenarioSize)
	case errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `./\`):
		f := kit.Usagef("%q is not a scenario or a file", name)
		if near := catalog.Nearest(name, replay.ScenarioNames(), 3); len(near) > 0 {
			return nil, f.WithHint("did you mean %s?", strings.Join(near, ", "))
		}
		return nil, f.WithHint("'argosctl replay --list' shows the scenarios")
	}
	data, err := opts.f.Dir.ReadFile(ctx, name)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, kit.Fail(kit.Input, err)
	}
	s, err := replay.ParseScenario(name, data)
	var wrong *diag.Problem
	if errors.As(err, &wrong) {
		return nil, kit.Fail(kit.Input, wrong).Then(wrong.Hint)
	}
	return s, err
}

func (opts *replayOptions) reading() source.Options {
	read := opts.intake.Reading()
	read.Jobs = 1
	return read
}

// replayPlan is what is to be sent.
type replayPlan struct {
	feed   replay.Feed
	total  int64       // deliveries, 0 where it is not known
	single func() bool // whether it came to one result by its kind; ask after the first one
}

// plan makes the deliveries of the arguments.
func (opts *replayOptions) plan(ctx context.Context) (*replayPlan, error) {
	parts, err := opts.parts(ctx)
	if err != nil {
		return nil, err
	}
	sets, err := opts.overrides(parts)
	if err != nil {
		return nil, kit.SetFailure(err)
	}
	p := &replayPlan{}
	var oneObject atomic.Bool
	p.single = func() bool { return opts.oneArgument(parts) && (parts[0].event != nil || oneObject.Load()) }
	var feeds []replay.Feed
	known := true
	for _, part := range parts {
		feed, total := opts.feed(ctx, part, sets, func() { oneObject.Store(true) })
		known = known && len(part.inputs) == 0
		feeds = append(feeds, feed)
		p.total += total * int64(1+opts.duplicate)
	}
	if !known {
		p.total = 0
	}
	p.feed = replay.Duplicated(replay.Joined(feeds...), opts.duplicate)
	if opts.shuffle {
		p.feed = replay.Shuffled(p.feed, opts.seed)
	}
	if opts.encrypt {
		key, err := opts.sealKey(ctx)
		if err != nil {
			return nil, err
		}
		p.feed = replay.Sealed(p.feed, key)
	}
	return p, nil
}

// oneArgument says that there is one argument, for one event or one file.
func (opts *replayOptions) oneArgument(parts []replayPart) bool {
	if len(parts) != 1 || opts.count > 0 || opts.duplicate > 0 {
		return false
	}
	inputs := parts[0].inputs
	return len(inputs) == 0 || opts.intake.IsSingle(opts.args, inputs)
}

// feed makes the deliveries of one part, and says how many they are.
func (opts *replayOptions) feed(ctx context.Context, part replayPart, sets sample.Overrides, single func()) (replay.Feed, int64) {
	count := int64(max(1, opts.count))
	s := replay.Samples{Seed: opts.seed, Count: opts.count, Overrides: sets}
	switch {
	case part.event != nil:
		s.Event, s.Variant = part.event.Name, opts.variant
		return s.Feed(ctx), count
	case part.all:
		if opts.count == 0 {
			count = 0
			for _, e := range catalog.Events() {
				count += int64(len(e.Variants))
			}
		}
		return s.Feed(ctx), count
	case part.scenario != nil:
		play := replay.Play{Scenario: part.scenario, Seed: opts.seed, Count: opts.count, Overrides: sets}
		return play.Feed(ctx), count * int64(len(part.scenario.Steps))
	}
	saved := replay.Saved{Inputs: part.inputs, Read: opts.reading(), Times: opts.count, Overrides: sets, Single: single, At: opts.at.Pointer, Raw: opts.raw}
	return saved.Feed(ctx), 0
}

// overrides reads --set for the events that may come.
func (opts *replayOptions) overrides(parts []replayPart) (sample.Overrides, error) {
	if len(opts.sets)+len(opts.newSets) == 0 {
		return nil, nil
	}
	var events []*catalog.Event
	for _, part := range parts {
		switch {
		case part.event != nil:
			events = append(events, part.event)
		case part.scenario != nil:
			events = append(events, part.scenario.Events()...)
		default:
			events = everyEvent()
		}
	}
	var once []*catalog.Event
	for _, e := range events {
		if !slices.Contains(once, e) {
			once = append(once, e)
		}
	}
	sets, err := sample.ParseOverrides(once, opts.sets, opts.newSets)
	if err == nil {
		opts.f.DoubtSets(once, opts.sets)
	}
	return sets, err
}
