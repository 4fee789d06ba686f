package mcpserver

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/limit"
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
	Users       []string `json:"users,omitempty" jsonschema:"keep only payloads with one of these userids"`
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
				Codes []string `json:"codes"`
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
			r.RejectCodes = long.Reject.Codes
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
