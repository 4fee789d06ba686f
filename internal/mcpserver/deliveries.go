package mcpserver

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
)

// ReplayInput are the arguments of replay.
type ReplayInput struct {
	Input

	To       string            `json:"to" jsonschema:"the address of the handler on this machine, such as http://127.0.0.1:8080/webhooks"`
	Event    string            `json:"event,omitempty" jsonschema:"send a sample of this event"`
	Scenario string            `json:"scenario,omitempty" jsonschema:"play this built-in scenario, such as retry-then-approved"`
	Variant  string            `json:"variant,omitempty" jsonschema:"the variant of the event"`
	Set      map[string]string `json:"set,omitempty" jsonschema:"fields of the sample to set, by their path"`
}

// Replayed is the answer of replay.
type Replayed struct {
	OK         bool       `json:"ok" jsonschema:"whether every delivery was answered as expected"`
	Deliveries []Delivery `json:"deliveries"`
	Count      int        `json:"count"`
	Messages   []string   `json:"messages"`
}

// Delivery is a webhook that was sent, and how the handler answered.
type Delivery struct {
	Event        *string `json:"event"`
	SubmissionID *string `json:"submission_id"`
	Status       *int    `json:"status" jsonschema:"the HTTP status; null where there was no answer"`
	OK           bool    `json:"ok"`
	DurationMS   float64 `json:"duration_ms"`
	Error        string  `json:"error,omitempty"`
}

func (s *server) replay(ctx context.Context, in ReplayInput) (Replayed, error) {
	var out Replayed
	args := []string{"replay", "--output=ndjson", "--to=" + in.To}
	what, stdin, err := s.deliveries(in)
	if err != nil {
		return out, err
	}
	args = appendSet(args, "--variant=", in.Variant)
	for _, path := range slices.Sorted(maps.Keys(in.Set)) {
		args = append(args, "--set="+path+"="+in.Set[path])
	}
	a, err := s.run(ctx, stdin, 10*limit.AgentResults, false, append(args, what...)...)
	if err != nil {
		return out, err
	}
	out = Replayed{OK: a.code == 0, Count: a.total, Deliveries: []Delivery{}, Messages: list(a.messages)}
	for i := range a.lines {
		var d Delivery
		if err := a.into(i, &d); err != nil {
			return out, err
		}
		out.Deliveries = append(out.Deliveries, d)
	}
	return out, nil
}

// deliveries are the arguments and the standard input that make replay send what
// is asked for: one of three.
func (s *server) deliveries(in ReplayInput) (args []string, stdin io.Reader, err error) {
	given := 0
	for _, text := range []string{in.Payload + in.Path, in.Event, in.Scenario} {
		if text != "" {
			given++
		}
	}
	switch {
	case given != 1:
		return nil, nil, say.Errorf("give an event, a scenario, a payload or a path: one of them")
	case in.Event != "":
		if in.Event != "all" && !isEvent(in.Event) {
			return nil, nil, say.Errorf("event: unknown event %q; the resource argosctl://events lists them", in.Event)
		}
		return []string{"--", in.Event}, nil, nil
	case in.Scenario != "":
		if !slices.Contains(s.Scenarios, in.Scenario) {
			return nil, nil, say.Errorf("scenario: there is no built-in scenario %q, expected one of %s", in.Scenario, strings.Join(s.Scenarios, ", "))
		}
		return []string{"--scenario=" + in.Scenario}, nil, nil
	}
	args, stdin, err = s.open(in.Input)
	if last := len(args) - 1; err == nil && stdin == nil { // a path, though an event may have its name
		args[last] = "./" + args[last]
	}
	return args, stdin, err
}
