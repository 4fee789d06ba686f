package replay

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
)

// Scenario is a timeline of one submission.
type Scenario struct {
	Name    string
	Summary catalog.Text
	Steps   []Step
	Source  []byte // the YAML that it was read from
}

// Step is one event of a scenario.
type Step struct {
	Event   string // canonical
	Variant string // empty is the event's first one
	After   time.Duration
	sets    []sample.Set
}

//go:embed scenarios/*.yaml
var scenarioFiles embed.FS

// ScenarioNames are the built-in scenarios, in the order in which they are
// listed: from what happens often to what happens rarely.
func ScenarioNames() []string {
	return []string{
		"approved", "retry-then-approved", "review-approved", "review-rejected",
		"rejected-too-many-retry", "aml-hit", "deleted", "token-expired",
	}
}

// Scenarios returns the built-in scenarios.
func Scenarios() []*Scenario {
	var list []*Scenario
	for _, name := range ScenarioNames() {
		list = append(list, builtIn(name))
	}
	return list
}

// ScenarioByName returns a built-in scenario.
func ScenarioByName(name string) (*Scenario, bool) {
	if !slices.Contains(ScenarioNames(), name) {
		return nil, false
	}
	return builtIn(name), true
}

// builtIn reads a scenario that is part of the program; a test reads them all.
func builtIn(name string) *Scenario {
	path := "scenarios/" + name + ".yaml"
	data, err := scenarioFiles.ReadFile(path)
	if err == nil {
		var s *Scenario
		if s, err = ParseScenario(path, data); err == nil {
			return s
		}
	}
	panic(fmt.Sprintf("replay: built-in scenario %s: %v", name, err))
}

// Events are the events of the scenario, each once.
func (s *Scenario) Events() []*catalog.Event {
	var events []*catalog.Event
	for _, step := range s.Steps {
		e, _, _ := catalog.EventByName(step.Event)
		if !slices.Contains(events, e) {
			events = append(events, e)
		}
	}
	return events
}

// Line is the events in order, for listing: "created, retry/too-many, rejected".
func (s *Scenario) Line() string {
	var b strings.Builder
	for i, step := range s.Steps {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(step.Event)
		if step.Variant != "" {
			b.WriteString("/" + step.Variant)
		}
	}
	return b.String()
}

// Play says how a scenario becomes deliveries.
type Play struct {
	Scenario  *Scenario
	Seed      uint64
	Count     int // submissions; 0 is one
	Overrides sample.Overrides
}

// Feed yields the events of Count submissions, one submission after the
// other. The times in the payloads follow the timeline; the same seed gives
// the same bytes.
func (p Play) Feed(ctx context.Context) Feed {
	return func(yield func(Delivery, error) bool) {
		g := sample.New(p.Seed)
		r := newReader("")
		var payload []byte
		for range max(1, p.Count) {
			life := g.Life()
			at := life.Created
			for i := range p.Scenario.Steps {
				if ctx.Err() != nil {
					return
				}
				step := &p.Scenario.Steps[i]
				at = at.Add(step.After)
				var d Delivery
				var err error
				payload, err = g.AppendFor(payload[:0], &life, step.Event, step.Variant, at,
					slices.Concat(step.sets, p.Overrides[step.Event])...)
				if err == nil {
					r.origin = fmt.Sprintf("scenario:%s#%d", p.Scenario.Name, i)
					d, err = r.read(bytes.Clone(payload))
				}
				if !yield(d, err) {
					return
				}
			}
		}
	}
}
