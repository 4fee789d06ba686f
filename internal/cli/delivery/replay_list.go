package delivery

import (
	"context"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// scenarioInfo is a scenario in `replay --list -o json`.
type scenarioInfo struct {
	Name    string             `json:"name"`
	Summary string             `json:"summary"`
	Steps   []scenarioStepInfo `json:"steps"`
}

type scenarioStepInfo struct {
	Event   string `json:"event"`
	Variant string `json:"variant"`
	After   string `json:"after"` // "1h0m0s", since the step before
}

func describeScenario(s *replay.Scenario, lang string) scenarioInfo {
	info := scenarioInfo{Name: s.Name, Summary: s.Summary.In(lang)}
	for _, step := range s.Steps {
		variant := step.Variant
		if e, _, ok := catalog.EventByName(step.Event); ok && variant == "" {
			variant = e.Variants[0].Name
		}
		info.Steps = append(info.Steps, scenarioStepInfo{step.Event, variant, step.After.Round(time.Millisecond).String()})
	}
	return info
}

// listScenarios is --list.
func (opts *replayOptions) listScenarios() error {
	var infos []scenarioInfo
	list := opts.f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "scenario", Head: kit.Head(opts.lang, "Scenario"), Kind: term.Word},
		{Key: "meaning", Head: kit.Head(opts.lang, "Meaning"), Kind: term.Meaning},
		{Key: "events", Head: kit.Head(opts.lang, "Events"), Kind: term.Text, Label: kit.Before(opts.lang, "Events")},
	}})
	for _, s := range replay.Scenarios() {
		infos = append(infos, describeScenario(s, opts.lang))
		if err := list.Row(term.S(opts.f.IO.Style().Name, s.Name), term.C(s.Summary.In(opts.lang)), term.C(s.Line())); err != nil {
			return err
		}
	}
	if opts.format == kit.Table {
		return opts.f.CloseList(list, say.Textf("%s", say.Count(len(infos), "%s scenario", "%s scenarios")))
	}
	return kit.PutList(opts.f, opts.format, []string{"name", "summary", "steps"}, infos...)
}

// showScenario is --show: the file itself, which --scenario reads again.
func (opts *replayOptions) showScenario(ctx context.Context) error {
	s, err := opts.findScenario(ctx, opts.showName)
	if err != nil {
		return err
	}
	if opts.format == kit.Table || opts.format == kit.YAML && opts.f.Flags.JQ == "" {
		_, err := opts.f.IO.Data().Write(s.Source)
		return err
	}
	return kit.PutOne(opts.f, opts.format, describeScenario(s, opts.lang))
}
