package mcpserver

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
)

func (s *server) addReferenceTools(m *mcp.Server) {
	add(s, m, tool("explain", "Explain a code, event, field, rule or value",
		"What a name of the service means and what to do: retry codes, reject codes, error codes, events, fields, enum values, parameters of return URLs, rules, and what nobody outside the vendor knows (\"unknowns\")."), s.explain)
	add(s, m, tool("sample", "Make a sample webhook",
		"An invented webhook of an event, valid and safe to commit. The same seed gives the same bytes."), s.sample)
	add(s, m, tool("returnurl_parse", "Explain a return URL",
		"Take a return URL apart, open it where it is encrypted and the server has the key, and explain kycStatus and errorCode."), s.returnURL)
}

// ExplainInput are the arguments of explain.
type ExplainInput struct {
	Query  string `json:"query" jsonschema:"the name, such as glare_detected, retryCode, kycStatus, DE-20000 or unknowns"`
	Detail bool   `json:"detail,omitempty" jsonschema:"explain each of many hits"`
}

// Explained is the answer of explain.
type Explained struct {
	Hits []Hit `json:"hits"`
	More int   `json:"more,omitempty" jsonschema:"hits that are left out; ask for them by their names, or with detail"`
}

// Hit is something of that name.
type Hit struct {
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Of      string `json:"of,omitempty" jsonschema:"what it belongs to, such as the events of a field"`
	Meaning string `json:"meaning,omitempty" jsonschema:"in one sentence; detail has the rest, and who says so"`
	Detail  any    `json:"detail,omitempty"`
}

// shorten puts what tells a hit from others of its name in the place of its detail.
func (h *Hit) shorten() {
	var detail struct {
		Of, Meaning, Description, Summary, Short string
		Events                                   []string
	}
	if raw, err := json.Marshal(h.Detail); err == nil && json.Unmarshal(raw, &detail) == nil {
		h.Of = cmp.Or(detail.Of, strings.Join(detail.Events, ", "))
		h.Meaning = cmp.Or(detail.Meaning, detail.Description, detail.Summary, detail.Short)
	}
	h.Detail = nil
}

// fewHits is up to how many hits are explained where detail is not asked for.
const fewHits = 3

func (s *server) explain(ctx context.Context, in ExplainInput) (Explained, error) {
	var out Explained
	a, err := s.run(ctx, nil, whole, true, "explain", "--output=json", "--", in.Query)
	if err != nil {
		return out, err
	}
	if err := a.into(0, &out.Hits); err != nil {
		return out, err
	}
	if len(out.Hits) == 0 {
		return out, a.failure()
	}
	if !in.Detail {
		if out.More = max(0, len(out.Hits)-limit.AgentResults); out.More > 0 {
			out.Hits = out.Hits[:limit.AgentResults]
		}
		for i := range out.Hits {
			if len(out.Hits) > fewHits {
				out.Hits[i].shorten()
			}
		}
	}
	return out, nil
}

// SampleInput are the arguments of sample.
type SampleInput struct {
	Event   string            `json:"event" jsonschema:"the event, such as approved or retry"`
	Variant string            `json:"variant,omitempty" jsonschema:"the variant of the event"`
	Set     map[string]string `json:"set,omitempty" jsonschema:"fields to set, by their path, such as retryCode"`
	Seed    *int              `json:"seed,omitempty" jsonschema:"the same number gives the same bytes: 1 if there is none"`
}

// isEvent tells whether text names an event. Where it does, a command takes it
// for the event, never for a path.
func isEvent(text string) bool {
	_, _, ok := catalog.EventByName(text)
	return ok
}

// Sampled is the answer of sample.
type Sampled struct {
	Payload any `json:"payload"`
}

func (s *server) sample(ctx context.Context, in SampleInput) (Sampled, error) {
	var out Sampled
	if !isEvent(in.Event) {
		return out, say.Errorf("event: unknown event %q; the resource argosctl://events lists them", in.Event)
	}
	args := appendSet([]string{"event", "sample", "--output=ndjson"}, "--variant=", in.Variant)
	if in.Seed != nil {
		args = append(args, "--seed="+strconv.Itoa(*in.Seed))
	}
	for _, path := range slices.Sorted(maps.Keys(in.Set)) {
		args = append(args, "--set="+path+"="+in.Set[path])
	}
	a, err := s.run(ctx, nil, whole, true, append(args, "--", in.Event)...)
	if err != nil {
		return out, err
	}
	out.Payload = json.RawMessage(a.lines[0])
	return out, nil
}

// URLInput are the arguments of returnurl_parse.
type URLInput struct {
	URL string `json:"url" jsonschema:"the return URL, or a line of a log that it stands in"`
}

// URLParsed is the answer of returnurl_parse.
type URLParsed struct {
	Result   any      `json:"result" jsonschema:"what returnurl parse -o json prints"`
	Messages []string `json:"messages"`
}

func (s *server) returnURL(ctx context.Context, in URLInput) (URLParsed, error) {
	a, err := s.run(ctx, nil, whole, true, "returnurl", "parse", "--output=ndjson", "--", in.URL)
	if err != nil {
		return URLParsed{}, err
	}
	result, err := s.maskURL(a.lines[0])
	return URLParsed{Result: result, Messages: list(a.messages)}, err
}

// maskURL masks what a URL says of a person. The name of a category is the
// catalogue's: no person's, whatever its member is called.
func (s *server) maskURL(line []byte) (result map[string]any, err error) {
	var clear struct {
		ErrorCode struct{ Category any } `json:"error_code"`
	}
	if err = json.Unmarshal(line, &clear); err != nil {
		return nil, err
	}
	if !s.Personal {
		line = personal.NewMasker().Append(nil, line)
	}
	if err = json.Unmarshal(line, &result); err != nil {
		return nil, err
	}
	if code, ok := result["error_code"].(map[string]any); ok && clear.ErrorCode.Category != nil {
		code["category"] = clear.ErrorCode.Category
	}
	return result, nil
}
