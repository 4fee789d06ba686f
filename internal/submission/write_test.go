package submission_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
)

// pendingID finds a submission of the stand-in that waits for a review.
func pendingID(t *testing.T, c *submission.Client) string {
	t.Helper()
	list, err := c.List(submission.Query{}, submission.Cursor{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for item, err := range list.Items(t.Context()) {
		if err == nil && item.Status() == "pending" {
			return strings.Clone(item.ID())
		}
	}
	t.Fatal("none is pending")
	return ""
}

func TestReview(t *testing.T) {
	t.Parallel()
	for _, sealed := range []bool{false, true} {
		base := mock(t, mockapi.Options{Items: mockapi.Samples(1, 60), Encrypt: sealed, Key: secret.New(testKey)})
		c := newWorld(t, base, func(o *submission.Options) { o.Encrypt = sealed }).client
		r := submission.Review{ID: pendingID(t, c), Status: "rejected", Admin: "admin@example.com", Comment: "expired"}
		answer, err := c.Review(t.Context(), r)
		if err != nil || !strings.Contains(string(answer), `"finalStatus":"rejected"`) {
			t.Fatalf("%s, %v", answer, err)
		}
		item, err := c.Get(t.Context(), r.ID, "")
		if err != nil || item.Status() != "rejected" || !slices.Equal(item.Comments(), []string{"expired"}) || item.Text("reviewer") != r.Admin {
			t.Errorf("%s, %v", item.Raw(), err)
		}
		_, err = c.Review(t.Context(), r)
		var api *submission.APIError
		if !errors.As(err, &api) || api.Kind != submission.KindRequest || !strings.Contains(err.Error(), "Only submissions in pending status") {
			t.Errorf("a second review: %v", err)
		}
	}
}

func TestReviewChecks(t *testing.T) {
	t.Parallel()
	good := submission.Review{ID: "6a", Status: "approved", Admin: "admin@example.com"}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*submission.Review){
		"id":              func(r *submission.Review) { r.ID = "" },
		"no admin":        func(r *submission.Review) { r.Admin = "" },
		"admin":           func(r *submission.Review) { r.Admin = "Admin <admin@example.com>" },
		"status":          func(r *submission.Review) { r.Status = "pending" },
		"no reason":       func(r *submission.Review) { r.Status, r.Comment = "rejected", " " },
		"reason of a yes": func(r *submission.Review) { r.Comment = "fine" },
	} {
		t.Run(name, func(t *testing.T) {
			r := good
			change(&r)
			var bad *submission.QueryError
			c := newWorld(t, "https://api.example.com/v3", func(o *submission.Options) { o.Transport = transport(nil) }).client
			if _, err := c.Review(t.Context(), r); !errors.As(err, &bad) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestReviewIsSentOnce: a decision must not arrive twice.
func TestReviewIsSentOnce(t *testing.T) {
	t.Parallel()
	r := submission.Review{ID: "6a", Status: "approved", Admin: "admin@example.com"}
	for plan, want := range map[string]int{"503:1": 1, "reset:1": 1, "429:1": 2} {
		t.Run(plan, func(t *testing.T) {
			faults, _ := mockapi.ParseFaults(plan)
			sent := 0
			stand := mockapi.New(mockapi.Options{Faults: faults})
			base := serve(t, func(w http.ResponseWriter, r *http.Request) { sent++; stand.ServeHTTP(w, r) })
			if _, err := newWorld(t, base, nil).client.Review(t.Context(), r); err == nil || sent != want {
				t.Errorf("sent %d times, %v", sent, err)
			}
		})
	}
}

func tokenIDs(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("token-%05d", i)
	}
	return ids
}

func TestTokens(t *testing.T) {
	t.Parallel()
	c := newWorld(t, mock(t, mockapi.Options{}), nil).client
	var sums []string
	sum := func(answer []byte) error {
		item := parse(t, string(answer))
		sums = append(sums, item.Text("summary.totalSubmitted")+"/"+item.Text("summary.processed")+item.Text("summary.deleted"))
		return nil
	}
	add := submission.TokenChange{IDs: tokenIDs(1201)}
	if err := c.Tokens(t.Context(), add, sum); err != nil || !slices.Equal(sums, []string{"500/500", "500/500", "201/201"}) || add.Requests() != 3 {
		t.Fatal(sums, err)
	}
	listed := 0
	if err := c.TokenPages(t.Context(), func(page submission.Item) error {
		for range page.Objects("data") {
			listed++
		}
		return nil
	}); err != nil || listed != 1201 {
		t.Error(listed, err)
	}
	answer, err := c.Token(t.Context(), "token-00007")
	if err != nil || parse(t, string(answer)).Object("data").Text("tokenId") != "token-00007" {
		t.Errorf("%s, %v", answer, err)
	}
	sums = nil
	if err := c.Tokens(t.Context(), submission.TokenChange{IDs: tokenIDs(650), Remove: true}, sum); err != nil || !slices.Equal(sums, []string{"500/500", "150/150"}) {
		t.Error(sums, err)
	}
	var api *submission.APIError
	if _, err := c.Token(t.Context(), "token-00007"); !errors.As(err, &api) || api.Kind != submission.KindNotFound || api.Code != "token_not_found" {
		t.Error(err)
	}
	for _, ids := range [][]string{nil, {"short"}, {"-starts-odd"}, {"white space"}, {strings.Repeat("x", 65)}, {"ends-odd-"}} {
		var bad *submission.QueryError
		if err := c.Tokens(t.Context(), submission.TokenChange{IDs: ids}, sum); !errors.As(err, &bad) {
			t.Errorf("%q: %v", ids, err)
		}
	}
}

func TestTokenPagesLoop(t *testing.T) {
	t.Parallel()
	base := serve(t, answering(200, "", `{"success":true,"data":[],"nextPageKeyId":"a","nextPageKeyTime":"1"}`))
	err := newWorld(t, base, nil).client.TokenPages(t.Context(), func(submission.Item) error { return nil })
	if !errors.Is(err, submission.ErrLoop) {
		t.Error(err)
	}
}

func TestPreviewsHoldNoKey(t *testing.T) {
	t.Parallel()
	c := newWorld(t, "https://api.example.com/v3", nil).client
	review := c.PreviewReview(submission.Review{ID: "6a", Status: "approved", Admin: "admin@example.com"})
	tokens := c.PreviewTokens(submission.TokenChange{IDs: tokenIDs(501), Remove: true})
	raw, err := json.Marshal(append(tokens, review))
	if err != nil || strings.Contains(string(raw), testKey) || !strings.Contains(string(raw), secret.Placeholder) {
		t.Errorf("%s, %v", raw, err)
	}
	if tokens[0].Headers["Content-Type"] != "text/plain" || review.Headers["Content-Type"] != "application/json" {
		t.Errorf("content types %q, %q", tokens[0].Headers["Content-Type"], review.Headers["Content-Type"])
	}
	if len(tokens) != 2 || review.URL != "https://api.example.com/v3/submission/review" || string(review.Body) != `{"submissionId":"6a","status":"approved","admin":"admin@example.com"}` {
		t.Errorf("%+v", review)
	}
}

func TestMany(t *testing.T) {
	t.Parallel()
	items := mockapi.Samples(1, 300)
	c := newWorld(t, mock(t, mockapi.Options{Items: items}), nil).client
	var ids []string
	for i, raw := range items {
		ids = append(ids, parse(t, string(raw)).ID())
		if i%50 == 0 {
			ids = append(ids, fmt.Sprintf("none%d", i))
		}
	}
	var got []string
	for answer := range c.Many(t.Context(), slices.Values(ids), "", 8) {
		got = append(got, answer.ID)
		if missing := strings.HasPrefix(answer.ID, "none"); missing != (answer.Err != nil) || !missing && answer.Item.ID() != answer.ID {
			t.Errorf("%s: %v", answer.ID, answer.Err)
		}
	}
	if !slices.Equal(got, ids) {
		t.Errorf("the order changed: %d of %d", len(got), len(ids))
	}
	for range c.Many(t.Context(), slices.Values(ids), "", 8) {
		break // leaves nothing running: the race detector and the leak of goroutines would tell
	}
}

func TestLogsHoldNothingPersonal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, serve(t, func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, `{"Items":[]}`) }), nil)
	q := submission.Query{Email: "a.person@example.com", UserID: "their-id"}
	if _, _, _, err := collect(t, w.client, q, submission.Cursor{}, 0); err != nil {
		t.Fatal(err)
	}
	log := w.log.String()
	if !strings.Contains(log, "status=200") || strings.Contains(log, "person") || strings.Contains(log, "their-id") || strings.Contains(log, testKey) {
		t.Errorf("log: %s", log)
	}
}
