package submission_test

import (
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

func sorted(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func TestListFollowsPages(t *testing.T) {
	t.Parallel()
	for _, encrypt := range []bool{false, true} {
		base := mock(t, mockapi.Options{Items: mockapi.Samples(1, 230), Encrypt: encrypt, Key: secret.New(testKey)})
		c := newWorld(t, base, nil).client
		for _, size := range []int{0, 1, 7, 230, 1000} {
			ids, _, more, err := collect(t, c, submission.Query{PageSize: size}, submission.Cursor{}, 0)
			if err != nil || more || len(ids) != 230 || len(sorted(ids)) != 230 {
				t.Errorf("encrypt %t, pages of %d: %d ids, %d of them different, more %t, %v", encrypt, size, len(ids), len(sorted(ids)), more, err)
			}
		}
	}
}

func TestListLimitAndResume(t *testing.T) {
	t.Parallel()
	c := newWorld(t, mock(t, mockapi.Options{Items: mockapi.Samples(2, 25)}), nil).client
	q := submission.Query{PageSize: 10}
	whole, _, _, err := collect(t, c, q, submission.Cursor{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{1, 9, 10, 11, 20, 24, 25, 26} {
		first, at, more, err := collect(t, c, q, submission.Cursor{}, limit)
		if err != nil || len(first) != min(limit, 25) || more != (limit < 25) {
			t.Fatalf("limit %d: %d ids, more %t, %v", limit, len(first), more, err)
		}
		if !more {
			continue
		}
		from, err := q.Resume(q.Token(at))
		if err != nil {
			t.Fatal(err)
		}
		rest, _, _, err := collect(t, c, q, from, 0)
		if err != nil || !slices.Equal(append(first, rest...), whole) {
			t.Errorf("limit %d: the parts are not the whole: %d and %d, %v", limit, len(first), len(rest), err)
		}
	}
}

func TestBrokenListResumes(t *testing.T) {
	t.Parallel()
	items := mockapi.Samples(3, 50)
	faults, _ := mockapi.ParseFaults("reset:2@3")
	base := mock(t, mockapi.Options{Items: items, Faults: faults})
	w := newWorld(t, base, func(o *submission.Options) { o.Retries = 1 })
	q := submission.Query{PageSize: 10}
	first, at, more, err := collect(t, w.client, q, submission.Cursor{}, 0)
	var network *submission.NetworkError
	if !errors.As(err, &network) || len(first) != 20 || !more {
		t.Fatalf("%d ids, more %t, %v", len(first), more, err)
	}
	from, err := q.Resume(q.Token(at))
	if err != nil {
		t.Fatal(err)
	}
	rest, _, more, err := collect(t, w.client, q, from, 0)
	if all := append(first, rest...); err != nil || more || len(all) != 50 || len(sorted(all)) != 50 {
		t.Errorf("%d and %d ids, %v", len(first), len(rest), err)
	}
}

// pages answers with the bodies in turn, the last one again and again.
func pages(bodies ...string) http.HandlerFunc {
	n := 0
	return func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, bodies[min(n, len(bodies)-1)])
		n++
	}
}

func TestListGuards(t *testing.T) {
	t.Parallel()
	item := func(id string) string { return `{"submission_id":"` + id + `"}` }
	tests := []struct {
		name   string
		bodies []string
		want   string
		err    error
	}{
		{"a key that repeats", []string{`{"Items":[` + item("a") + `],"nextpageKey":{"id":"a","created_at":"1"}}`}, "a a", submission.ErrLoop},
		{"a key that repeats, before the items", []string{`{"nextpageKey":{"id":"a","created_at":"1"},"Items":[` + item("a") + `]}`}, "a a", submission.ErrLoop},
		{"an empty page with a next key", []string{`{"Items":[],"nextpageKey":{"id":"a","created_at":"1"}}`, `{"Items":[` + item("b") + `]}`}, "b", nil},
		{"other spellings", []string{`{"Items":[` + item("a") + `],"nextPageKey":{"id":"a","created_at":"1"}}`,
			`{"Items":[` + item("b") + `],"LastEvaluatedKey":{"submission_id":"b","created_at":"1"}}`, `{"Items":[` + item("c") + `],"nextpageKey":null}`}, "a b c", nil},
		{"another key in the items", []string{`{"Items":[{"submission_id":"a","x":[],"nextpageKey":{"id":"q","created_at":"1"}}]}`}, "a", nil},
		{"no items at all", []string{`{"Items":[]}`}, "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newWorld(t, serve(t, pages(tt.bodies...)), nil).client
			ids, _, _, err := collect(t, c, submission.Query{}, submission.Cursor{}, 0)
			if strings.Join(ids, " ") != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %v, %v", ids, err)
			}
		})
	}
}

func TestListOfEmptyPagesEnds(t *testing.T) {
	t.Parallel()
	n := 0
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		n++
		_, _ = fmt.Fprintf(w, `{"Items":[],"nextpageKey":{"id":"a%d","created_at":"1"}}`, n)
	})
	_, _, _, err := collect(t, newWorld(t, base, nil).client, submission.Query{}, submission.Cursor{}, 0)
	if !errors.Is(err, submission.ErrEmpty) || n > 110 {
		t.Errorf("%d requests, %v", n, err)
	}
}

func TestListStopsWhenTheConsumerDoes(t *testing.T) {
	t.Parallel()
	c := newWorld(t, mock(t, mockapi.Options{Items: mockapi.Samples(1, 100)}), nil).client
	list, err := c.List(submission.Query{PageSize: 10}, submission.Cursor{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for range list.Items(t.Context()) {
		if seen++; seen == 15 {
			break
		}
	}
	at, more := list.Cursor()
	from, err := submission.Query{PageSize: 10}.Resume(submission.Query{PageSize: 10}.Token(at))
	if err != nil || !more {
		t.Fatal(more, err)
	}
	rest, _, _, err := collect(t, c, submission.Query{PageSize: 10}, from, 0)
	if err != nil || len(rest) != 85 {
		t.Errorf("%d left, %v", len(rest), err)
	}
}

func TestQueriesAreSent(t *testing.T) {
	t.Parallel()
	var got string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.URL.RawQuery + " " + r.Header.Get("User-Agent") + " " + r.Header.Get("X-Api-Key")
		_, _ = io.WriteString(w, `{"Items":[]}`)
	})
	q := submission.Query{UserID: "u 1", Email: "a@example.com", StartDate: "2026-04-01", EndDate: "2026-04-30", Type: "kyc", PageSize: 5}
	if _, _, _, err := collect(t, newWorld(t, base, nil).client, q, submission.Cursor{}, 0); err != nil {
		t.Fatal(err)
	}
	want := "count=5&email=a%40example.com&end_date=2026-04-30&request_type=kyc&start_date=2026-04-01&userid=u+1 argosctl/9.9 " + testKey
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestBadQueries(t *testing.T) {
	t.Parallel()
	c := newWorld(t, "https://api.example.com/v3", nil).client
	for name, q := range map[string]submission.Query{
		"a day that does not exist": {StartDate: "2026-02-30"},
		"another form":              {EndDate: "20260401"},
		"end before start":          {StartDate: "2026-04-02", EndDate: "2026-04-01"},
		"unknown type":              {Type: "everything"},
		"negative page":             {PageSize: -1},
	} {
		t.Run(name, func(t *testing.T) {
			var bad *submission.QueryError
			if _, err := c.List(q, submission.Cursor{}, 0); !errors.As(err, &bad) {
				t.Errorf("%v", err)
			}
		})
	}
	var bad *submission.QueryError
	if _, err := c.List(submission.Query{}, submission.Cursor{}, -1); !errors.As(err, &bad) {
		t.Error(err)
	}
	for _, id := range []string{"", "a b", "a\nb", "\xff", strings.Repeat("x", 257)} {
		if err := submission.CheckID(id); !errors.As(err, &bad) {
			t.Errorf("id %q: %v", id, err)
		}
	}
}

func TestResumeTokens(t *testing.T) {
	t.Parallel()
	q := submission.Query{UserID: "user1", PageSize: 10}
	token := q.Token(submission.Cursor{})
	if strings.Contains(token, "user1") {
		t.Errorf("the token holds the query: %s", token)
	}
	if _, err := q.Resume(" " + token[:9] + "\n  " + token[9:] + "\n"); err != nil {
		t.Errorf("with the line breaks of a terminal: %v", err)
	}
	if _, err := q.Resume(token); err != nil {
		t.Error(err)
	}
	if _, err := (submission.Query{UserID: "user2", PageSize: 10}).Resume(token); err == nil {
		t.Error("a token of another query was taken")
	}
	for _, bad := range []string{"", "r1.", "r1.!!", "r2." + token[3:], token[:len(token)-3], "r1.eyJzIjotMX0"} {
		if _, err := q.Resume(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
