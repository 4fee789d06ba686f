package setup

import (
	"context"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
)

// api asks the API.
func (x *examination) api(ctx context.Context) {
	if !x.opts.online {
		x.add("api", skipped, say.Textf("not asked; add --online"), none)
		return
	}
	if x.settings == nil || ctx.Err() != nil {
		return
	}
	client, err := x.opts.Client(ctx)
	if err != nil {
		failure := kit.Categorize(err)
		x.add("api", failed, say.Textf("not asked: %v", failure), failure.Hint)
		return
	}
	probe, err := client.Probe(ctx)
	if err != nil {
		failure := kit.Categorize(kit.APIFailure(err))
		hint := failure.Hint
		if hint.Empty() { // it was not reached
			hint = say.Textf("look at the network and the proxy, and at the address: argosctl doctor --base-url URL")
		}
		x.add("api", failed, say.Textf("%v", failure), hint)
		return
	}
	answered := say.Textf("it answers, and takes the key: %s", view.Took(probe.Took))
	if x.keyless {
		answered = say.Textf("it answers: %s", view.Took(probe.Took))
	}
	x.add("api", good, answered, none)
	x.clock(probe)
	x.asked(ctx, client)
}

func (x *examination) clock(p submission.Probe) {
	off := p.Skew.Abs()
	direction := say.Word("ahead of the API's")
	if p.Skew < 0 {
		direction = "behind the API's"
	}
	message := say.Textf("%s %s", roughly(off), direction)
	switch {
	case !p.Date:
		x.add("clock", skipped, say.Textf("the answer does not tell the time"), none)
	case off >= badSkew:
		x.add("clock", failed, message, say.Textf("set the clock: timedatectl set-ntp true"))
	case off >= oddSkew:
		x.add("clock", warned, message, say.Textf("set the clock: timedatectl set-ntp true"))
	default:
		x.add("clock", good, say.Textf("within %d s of the API's", int(oddSkew/time.Second)), none)
	}
}

// roughly is a duration in its largest unit.
func roughly(d time.Duration) say.Message {
	const day = 24 * time.Hour
	switch {
	case d < 2*time.Minute:
		return say.Textf("%d s", d/time.Second)
	case d < 2*time.Hour:
		return say.Textf("%d min", d/time.Minute)
	case d < 2*day:
		return say.Textf("%d h", d/time.Hour)
	}
	return say.Textf("%d d", d/day)
}

// asked reads the project's settings.
func (x *examination) asked(ctx context.Context, client *submission.Client) {
	item, err := client.Settings(ctx)
	if err != nil {
		failure := kit.Categorize(kit.APIFailure(err))
		x.add(settings, warned, say.Textf("%v", failure), failure.Hint)
		return
	}
	found := submission.ReturnURLOf(item)
	encryption := say.Word("not encrypted")
	switch {
	case found.Encrypted:
		encryption = "encrypted"
	case !found.Told:
		encryption = "encryption not told"
	}
	switch {
	case found.URL == "" && !found.Told:
		x.add(settings, skipped, say.Textf("they say nothing of a return URL; %s may have changed", catalog.APISettings), none)
	case found.URL == "":
		x.add(settings, warned, say.Textf("there is no return URL (%s)", encryption), say.Textf("set it in the dashboard, under Integration information"))
	default:
		x.add(settings, good, say.Textf("return URL %s, %s", found.URL, encryption), none)
	}
}
