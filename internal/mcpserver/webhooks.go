package mcpserver

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
)

func (s *server) addWebhookTools(m *mcp.Server) {
	add(s, m, tool("decode", "Decode webhooks",
		"Recognise and explain webhooks, wherever they stand in a text or file. Short: a line of facts and the oddities of each; detail adds the whole record with the payload."), s.decode)
	add(s, m, tool("validate", "Validate webhooks",
		"Check webhooks and fixtures: what is wrong, where to the character, and how it is repaired. detail adds the help and the repair of each finding."), s.validate)
	add(s, m, tool("timeline", "Show what happened to submissions",
		"Group webhooks by submission: what happened in which order, how it ended, who has to act. detail adds the events; totals counts instead."), s.timeline)
	opens, destroys := false, false
	add(s, m, &mcp.Tool{
		Name: "replay", Title: "Send webhooks to a handler on this machine",
		Description: "Send sample webhooks of an event, the webhooks of a scenario, or given ones to a handler on this machine, and tell how it answered. No other machine is ever sent anything.",
		Annotations: &mcp.ToolAnnotations{OpenWorldHint: &opens, DestructiveHint: &destroys},
	}, s.replay)
}

// DecodeInput are the arguments of decode.
type DecodeInput struct {
	Input

	Events      []string `json:"events,omitempty" jsonschema:"keep only these events, such as approved"`
	Users       []string `json:"users,omitempty" jsonschema:"keep only what carries one of these userids"`
	Submissions []string `json:"submissions,omitempty" jsonschema:"keep only these submissions"`
	At          *string  `json:"at,omitempty" jsonschema:"look for a webhook only at this JSON pointer of each value"`
	Limit       int      `json:"limit,omitempty" jsonschema:"how many records to return: 20, and at most 200"`
	Detail      bool     `json:"detail,omitempty" jsonschema:"return the whole records"`
}

// Decoded is the answer of decode.
type Decoded struct {
	Count    int      `json:"count" jsonschema:"how many webhooks there are, those beyond the limit included"`
	Webhooks []Record `json:"webhooks"`
	Messages []string `json:"messages" jsonschema:"errors, warnings and notes"`
}

// Record is the short form of what decode says of a webhook.
type Record struct {
	Event        string   `json:"event" jsonschema:"the event, or the trigger that no page documents"`
	Known        bool     `json:"known"`
	Summary      string   `json:"summary"`
	SubmissionID *string  `json:"submission_id"`
	UserID       *string  `json:"user_id"`
	Status       *string  `json:"status"`
	OccurredAt   *string  `json:"occurred_at"`
	Encrypted    bool     `json:"encrypted"`
	RetryCode    string   `json:"retry_code,omitempty"`
	Attempts     *int64   `json:"attempts,omitempty"`
	RejectCodes  []string `json:"reject_codes,omitempty"`
	Notes        []Note   `json:"notes,omitempty" jsonschema:"oddities: what validate would report"`
	Origin       Origin   `json:"origin"`
	Detail       any      `json:"detail,omitempty" jsonschema:"the whole record as decode -o json prints it"`
}

// Note is an oddity of a payload.
type Note struct {
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// Origin is where a webhook was found.
type Origin struct {
	Path   string `json:"path"`
	Line   int    `json:"line,omitempty"`
	Index  *int   `json:"index,omitempty"`
	Inside string `json:"inside,omitempty" jsonschema:"JSON pointer from the value that the line holds"`
}

func (s *server) decode(ctx context.Context, in DecodeInput) (Decoded, error) {
	var out Decoded
	input, stdin, err := s.open(in.Input)
	if err != nil {
		return out, err
	}
	args := []string{"decode", "--output=ndjson"}
	args = appendEach(args, "--event=", in.Events)
	args = appendEach(args, "--user=", in.Users)
	args = appendEach(args, "--submission=", in.Submissions)
	if in.At != nil {
		args = append(args, "--at="+*in.At)
	}
	a, err := s.run(ctx, stdin, atMost(in.Limit), false, append(args, input...)...)
	if err != nil {
		return out, err
	}
	out = Decoded{Count: a.total, Webhooks: []Record{}, Messages: list(a.messages)}
	for i, line := range a.lines {
		var long struct {
			Record

			Retry *struct {
				Code     string `json:"code"`
				Attempts *int64 `json:"attempts"`
			} `json:"retry"`
			Reject *struct {
				Codes []struct {
					Code string `json:"code"`
				} `json:"codes"`
			} `json:"reject"`
		}
		if err := a.into(i, &long); err != nil {
			return out, err
		}
		r := long.Record
		if long.Retry != nil {
			r.RetryCode, r.Attempts = long.Retry.Code, long.Retry.Attempts
		}
		if long.Reject != nil {
			for _, code := range long.Reject.Codes {
				r.RejectCodes = append(r.RejectCodes, code.Code)
			}
		}
		if in.Detail {
			r.Detail = json.RawMessage(line)
		}
		out.Webhooks = append(out.Webhooks, r)
	}
	return out, nil
}

// ValidateInput are the arguments of validate.
type ValidateInput struct {
	Input

	Event  string   `json:"event,omitempty" jsonschema:"expect every payload to be of this event"`
	Rules  []string `json:"rules,omitempty" jsonschema:"severities of rules, as ID=LEVEL: error, warning, info or off"`
	Strict bool     `json:"strict,omitempty" jsonschema:"make unknown fields and unknown codes errors"`
	Limit  int      `json:"limit,omitempty" jsonschema:"how many findings to return: 20, and at most 200"`
	Detail bool     `json:"detail,omitempty" jsonschema:"return the help and the repair of each finding"`
}

// Validated is the answer of validate. It counts what is beyond the limit, too.
type Validated struct {
	Checked

	Valid    bool      `json:"valid" jsonschema:"whether everything could be read and has no error"`
	Findings []Finding `json:"findings"`
	Messages []string  `json:"messages"`
}

// Checked counts what was checked and found.
type Checked struct {
	Files    int `json:"files"`
	Payloads int `json:"payloads"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

// Finding is something wrong in a payload, and where: line and column from 1.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity string   `json:"severity"`
	Message  string   `json:"message"`
	Path     string   `json:"path"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Pointer  string   `json:"pointer"`
	Help     []string `json:"help,omitempty"`
	Fix      any      `json:"fix,omitempty"`
}

func (s *server) validate(ctx context.Context, in ValidateInput) (Validated, error) {
	var out Validated
	input, stdin, err := s.open(in.Input)
	if err != nil {
		return out, err
	}
	args := []string{"validate", "--format=json", "--max-findings=" + strconv.Itoa(atMost(in.Limit))}
	args = appendEach(args, "--rule=", in.Rules)
	if in.Event != "" {
		args = append(args, "--event="+in.Event)
	}
	if in.Strict {
		args = append(args, "--strict")
	}
	a, err := s.run(ctx, stdin, whole, false, append(args, input...)...)
	if err != nil {
		return out, err
	}
	var run struct {
		Findings []Finding
		Summary  Checked
	}
	if err := a.into(0, &run); err != nil {
		return out, err
	}
	out = Validated{Checked: run.Summary, Findings: list(run.Findings), Messages: list(a.messages)}
	out.Valid = out.Errors == 0 && a.code <= 1
	for i := range out.Findings {
		if f := &out.Findings[i]; !in.Detail {
			f.Help, f.Fix = nil, nil
		}
	}
	return out, nil
}

// TimelineInput are the arguments of timeline.
type TimelineInput struct {
	Input

	Users       []string `json:"users,omitempty" jsonschema:"only submissions of these userids"`
	Submissions []string `json:"submissions,omitempty" jsonschema:"only these submissions"`
	Outcomes    []string `json:"outcomes,omitempty" jsonschema:"only these outcomes: approved, rejected, pending, incomplete, deleted or unknown"`
	Codes       []string `json:"codes,omitempty" jsonschema:"only submissions with one of these retry or reject codes"`
	Since       string   `json:"since,omitempty" jsonschema:"only what began at this date or time or later, in UTC"`
	Until       string   `json:"until,omitempty" jsonschema:"only what began before the end of this date, or before this time"`
	AsOf        string   `json:"as_of,omitempty" jsonschema:"judge what has no decision by this time instead of now"`
	Totals      bool     `json:"totals,omitempty" jsonschema:"count by outcome, code and UTC day instead"`
	Limit       int      `json:"limit,omitempty" jsonschema:"how many submissions to return: 20, and at most 200"`
	Detail      bool     `json:"detail,omitempty" jsonschema:"return the whole records, with their events"`
}

// Timeline is the answer of timeline.
type Timeline struct {
	Count       int      `json:"count" jsonschema:"how many submissions there are, those beyond the limit included"`
	Submissions []Life   `json:"submissions"`
	Totals      any      `json:"totals,omitempty"`
	Messages    []string `json:"messages"`
}

// Life is the short form of what timeline says of a submission.
type Life struct {
	SubmissionID string   `json:"submission_id"`
	UserIDs      []string `json:"user_ids"`
	Outcome      string   `json:"outcome"`
	Life         string   `json:"life" jsonschema:"its events in their order"`
	Retries      int      `json:"retries"`
	RetryCodes   []string `json:"retry_codes"`
	RejectCodes  []string `json:"reject_codes"`
	StartedAt    *string  `json:"started_at"`
	DecidedAt    *string  `json:"decided_at"`
	Act          string   `json:"act" jsonschema:"who has to act: nobody, submitter, reviewer, compliance or integrator"`
	Detail       any      `json:"detail,omitempty" jsonschema:"the whole record as timeline -o json prints it"`
}

func (s *server) timeline(ctx context.Context, in TimelineInput) (Timeline, error) {
	var out Timeline
	input, stdin, err := s.open(in.Input)
	if err != nil {
		return out, err
	}
	args := []string{"timeline", "--output=ndjson"}
	args = appendEach(args, "--user=", in.Users)
	args = appendEach(args, "--submission=", in.Submissions)
	args = appendEach(args, "--outcome=", in.Outcomes)
	args = appendEach(args, "--code=", in.Codes)
	args = appendSet(args, "--since=", in.Since)
	args = appendSet(args, "--until=", in.Until)
	args = appendSet(args, "--as-of=", in.AsOf)
	keep := atMost(in.Limit)
	if in.Totals {
		args, keep = append(args, "--totals"), whole
	}
	a, err := s.run(ctx, stdin, keep, false, append(args, input...)...)
	if err != nil {
		return out, err
	}
	out = Timeline{Submissions: []Life{}, Messages: list(a.messages)}
	if in.Totals {
		out.Totals = json.RawMessage(a.lines[0])
		return out, nil
	}
	out.Count = a.total
	for i, line := range a.lines {
		var life Life
		if err := a.into(i, &life); err != nil {
			return out, err
		}
		if in.Detail {
			life.Detail = json.RawMessage(line)
		}
		out.Submissions = append(out.Submissions, life)
	}
	return out, nil
}

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

// appendEach appends a flag for each value.
func appendEach(args []string, flag string, values []string) []string {
	for _, v := range values {
		args = append(args, flag+v)
	}
	return args
}

// atMost is how many results an answer has.
func atMost(asked int) int {
	if asked <= 0 {
		return limit.AgentResults
	}
	return min(asked, 10*limit.AgentResults)
}

// list is never nil: an empty list is [] in JSON.
func list[T any](all []T) []T { return append([]T{}, all...) }

// appendSet appends a flag where there is a value for it.
func appendSet(args []string, flag, value string) []string {
	if value == "" {
		return args
	}
	return append(args, flag+value)
}
