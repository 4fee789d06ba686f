package mcpserver

import (
	"context"
	"encoding/json"
)

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
