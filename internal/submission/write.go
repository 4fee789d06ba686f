package submission

import (
	"context"
	"encoding/json"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
)

// Review is one decision about a pending submission ("Post client review").
type Review struct {
	ID      string
	Status  string // one that is final: approved or rejected
	Admin   string // e-mail of an administrator of the project
	Comment string // the reason; needed to reject
}

// Check refuses what the service would: the error is a *QueryError.
func (r Review) Check() error {
	if err := CheckID(r.ID); err != nil {
		return err
	}
	at, err := mail.ParseAddress(r.Admin)
	switch {
	case r.Admin == "" || err != nil || at.Address != r.Admin:
		return &QueryError{"admin", say.Textf("expected the e-mail address of an administrator who is registered in the dashboard")}
	case !catalog.IsFinal(r.Status):
		return &QueryError{"status", say.Textf("expected %s or %s", catalog.StatusApproved, catalog.StatusRejected)}
	case r.Status == catalog.StatusRejected && strings.TrimSpace(r.Comment) == "":
		return &QueryError{"comment", say.Textf("it is needed to reject")}
	case r.Status == catalog.StatusApproved && r.Comment != "":
		return &QueryError{"comment", say.Textf("it only goes with a rejection")}
	}
	return nil
}

func (r Review) request() request {
	body, err := json.Marshal(struct {
		SubmissionID string `json:"submissionId"`
		Status       string `json:"status"`
		Comment      string `json:"rejectComment,omitempty"`
		Admin        string `json:"admin"`
	}{r.ID, r.Status, r.Comment, r.Admin})
	if err != nil { // strings always marshal
		panic(err)
	}
	return request{method: http.MethodPost, path: catalog.APIReview, body: body}
}

// Review sends a decision, at most once, and returns the API's answer.
func (c *Client) Review(ctx context.Context, r Review) ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	return c.send(ctx, r.request())
}

// send sends a request and returns the answer, a JSON object.
func (c *Client) send(ctx context.Context, r request) ([]byte, error) {
	a, err := c.call(ctx, r, nil)
	if err != nil {
		return nil, err
	}
	var doc jsonscan.Document
	if err := c.object(a, &doc); err != nil {
		return nil, err
	}
	return a.body, nil
}

// isTokenID tells the documented form of a token id.
func isTokenID(id string) bool {
	const ends = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	return len(id) >= catalog.TokenIDMin && len(id) <= catalog.TokenIDMax && strings.Trim(id, ends+catalog.TokenIDMarks) == "" &&
		strings.Trim(id[:1]+id[len(id)-1:], ends) == ""
}

// CheckTokens refuses ids that the service would, and none at all. The error
// is a *QueryError.
func CheckTokens(ids []string) error {
	if len(ids) == 0 {
		return &QueryError{"token id", say.Textf("there is none")}
	}
	for _, id := range ids {
		if !isTokenID(id) {
			return &QueryError{"token id", say.Textf("%.80q: expected %d to %d letters, digits, dots, - and _, the first and the last a letter or digit",
				id, catalog.TokenIDMin, catalog.TokenIDMax)}
		}
	}
	return nil
}

// TokenChange adds or removes the tokens of a private-mode project.
type TokenChange struct {
	IDs    []string
	Remove bool
}

// Requests is the number of requests that the change takes.
func (t TokenChange) Requests() int { return len(t.requests()) }

func (t TokenChange) requests() []request {
	size, method := catalog.APIMaxTokensAdded, http.MethodPost
	if t.Remove {
		size, method = catalog.APIMaxTokensRemoved, http.MethodDelete
	}
	var all []request
	for chunk := range slices.Chunk(t.IDs, size) {
		body, err := json.Marshal(map[string][]string{catalog.TokenIDs: chunk})
		if err != nil { // strings always marshal
			panic(err)
		}
		// Adding a token again overwrites it, removing it again finds nothing.
		all = append(all, request{method: method, path: catalog.APITokens, body: body, media: catalog.TokenContentType, repeatable: true})
	}
	return all
}

// Tokens sends the change in as many requests as it takes and hands each
// answer to done. An error ends it: what was done before stands.
func (c *Client) Tokens(ctx context.Context, t TokenChange, done func(answer []byte) error) error {
	if err := CheckTokens(t.IDs); err != nil {
		return err
	}
	for _, r := range t.requests() {
		body, err := c.send(ctx, r)
		if err != nil {
			return err
		}
		if err := done(body); err != nil {
			return err
		}
	}
	return nil
}

// Token asks for one token; *APIError of KindNotFound where there is none.
func (c *Client) Token(ctx context.Context, id string) ([]byte, error) {
	if err := CheckTokens([]string{id}); err != nil {
		return nil, err
	}
	return c.send(ctx, request{method: http.MethodGet, path: catalog.APITokens, query: url.Values{catalog.TokenIDs: {id}}, repeatable: true})
}

// TokenPages asks for all tokens and hands each page of the answer to done:
// up to catalog.APITokensPage a page. A page's entries are under data, and
// its key goes back under the name it came with (both assumed).
func (c *Client) TokenPages(ctx context.Context, done func(Item) error) error {
	query, seen := url.Values{}, map[string]bool{}
	for {
		body, err := c.send(ctx, request{method: http.MethodGet, path: catalog.APITokens, query: query, repeatable: true})
		if err != nil {
			return err
		}
		answer, _ := ParseItem(body)
		if err := done(answer); err != nil {
			return err
		}
		id := answer.Text(catalog.TokensNextID)
		switch {
		case id == "":
			return nil
		case seen[id]:
			return ErrLoop
		}
		seen[id] = true
		query = url.Values{catalog.TokensNextID: {id}, catalog.TokensNextTime: {answer.Text(catalog.TokensNextTime)}}
	}
}

// Preview is a request as it would be sent, without the key.
type Preview struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// PreviewReview shows the request of a review.
func (c *Client) PreviewReview(r Review) Preview { return c.preview(r.request()) }

// PreviewTokens shows the requests of a change of tokens.
func (c *Client) PreviewTokens(t TokenChange) []Preview {
	var all []Preview
	for _, r := range t.requests() {
		all = append(all, c.preview(r))
	}
	return all
}

func (c *Client) preview(r request) Preview {
	headers := c.headers(r)
	headers[catalog.APIKeyHeader] = secret.Placeholder
	return Preview{r.method, c.base.String() + r.path, headers, r.body}
}
