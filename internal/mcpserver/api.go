package mcpserver

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/personal"
)

func (s *server) addAPITools(m *mcp.Server) {
	asks := func(name, title, description string) *mcp.Tool {
		t := tool(name, title, description)
		opens := true
		t.Annotations.OpenWorldHint = &opens
		return t
	}
	add(s, m, asks("submission_get", "Get a submission from the API",
		"Ask the service's API for a submission. It only reads."), s.submissionGet)
	add(s, m, asks("submission_list", "List submissions by the API",
		"Ask the service's API for submissions by user, e-mail, date or status. It only reads."), s.submissionList)
}

// GetInput are the arguments of submission_get.
type GetInput struct {
	ID string `json:"id" jsonschema:"the submission's id"`
}

// Submissions is what the API answered.
type Submissions struct {
	Items    []any    `json:"items" jsonschema:"the API's records; what is personal is masked"`
	Messages []string `json:"messages"`
}

func (s *server) submissionGet(ctx context.Context, in GetInput) (Submissions, error) {
	return s.ask(ctx, 1, "submission", "get", "--output=ndjson", "--", in.ID)
}

// ListInput are the arguments of submission_list.
type ListInput struct {
	UserID    string `json:"userid,omitempty" jsonschema:"only submissions of this user, by your own user id"`
	Email     string `json:"email,omitempty" jsonschema:"only submissions of this e-mail address"`
	StartDate string `json:"start_date,omitempty" jsonschema:"only from this date on, YYYY-MM-DD"`
	EndDate   string `json:"end_date,omitempty" jsonschema:"only up to this date, YYYY-MM-DD"`
	Status    string `json:"status,omitempty" jsonschema:"incomplete, pending, approved, rejected or deleted"`
	Limit     int    `json:"limit,omitempty" jsonschema:"how many submissions to return: 20, and at most 200"`
}

func (s *server) submissionList(ctx context.Context, in ListInput) (Submissions, error) {
	keep := atMost(in.Limit)
	args := []string{"submission", "list", "--output=ndjson", "--limit=" + strconv.Itoa(keep)}
	args = appendSet(args, "--userid=", in.UserID)
	args = appendSet(args, "--email=", in.Email)
	args = appendSet(args, "--start-date=", in.StartDate)
	args = appendSet(args, "--end-date=", in.EndDate)
	args = appendSet(args, "--status=", in.Status)
	return s.ask(ctx, keep, args...)
}

func (s *server) ask(ctx context.Context, keep int, args ...string) (Submissions, error) {
	a, err := s.run(ctx, nil, keep, false, args...)
	if err != nil {
		return Submissions{}, err
	}
	out := Submissions{Items: []any{}, Messages: list(a.messages)}
	masker := personal.NewMasker()
	for _, line := range a.lines {
		if !s.Personal {
			line = masker.AppendItem(nil, line)
		}
		out.Items = append(out.Items, json.RawMessage(line))
	}
	return out, nil
}
