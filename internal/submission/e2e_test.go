package submission_test

import (
	"net/http/httptest"
	"testing"

	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/submission"
)

func TestListAll(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(mockapi.New(mockapi.Options{Items: mockapi.Samples(1, 230)}))
	defer srv.Close()
	c, err := submission.New(t.Context(), submission.Options{BaseURL: srv.URL + "/v3", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.List(submission.Query{}, submission.Cursor{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for item, err := range l.Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen[item.ID()] = true
	}
	if len(seen) != 230 {
		t.Errorf("got %d", len(seen))
	}
	item, err := c.Get(t.Context(), "nope", "")
	t.Log(item, err)
}
