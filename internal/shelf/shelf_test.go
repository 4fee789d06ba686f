package shelf

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
)

func some() *Shelf {
	s := New(0)
	at := time.Date(2026, 4, 14, 2, 11, 9, 0, time.UTC)
	for _, r := range []Row{
		{Event: "created", Submission: "6a", User: "user1", Outcome: "incomplete", At: at},
		{Event: "retry", Code: "glare_detected", Submission: "6a", User: "user1", Outcome: "incomplete", At: at, Findings: 1, Worst: diag.Warning, Rules: "retrycode/unknown"},
		{Event: "approved", Submission: "6a", User: "user1", Outcome: "approved", Handler: Answered, Answer: 200, Took: 12 * time.Millisecond},
		{Event: "rejected", Code: "duplicate_user", Submission: "6b", Outcome: "rejected", Handler: Failed, Answer: 502, Findings: 2, Worst: diag.Error, Rules: "field/type field/unknown"},
		{Kind: Sealed, Event: "encrypted", Handler: Failed, Answer: 500},
		{Kind: Refused, Event: "refused", Code: "method \"PUT\"", Answer: 405},
	} {
		s.Add(&r)
	}
	return s
}

func ids(page Page) string {
	var all []string
	for _, r := range page.Rows {
		all = append(all, fmt.Sprint(r.ID))
	}
	return strings.Join(all, " ")
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ filter, want string }{
		{"", "0 1 2 3 4 5"}, {"event:retry", "1"}, {"code:GLARE", "1"}, {"submission:6a", "0 1 2"}, {"submission:6a -outcome:approved", "0 1"},
		{"user:user1 finding:", "1"}, {"finding:error", "3"}, {"finding:warning", "1"}, {"finding:field/type", "3"}, {"rule:unknown", "1 3"}, {"rule:RETRYCODE/", "1"}, {"-rule:field", "0 1 2 4 5"}, {"rule:", "1 3"}, {"handler:5xx", "3 4"}, {"handler:502", "3"}, {"handler:failed", "3 4"}, {"handler:", "2 3 4"},
		{"event:encrypted", "4"}, {"event:refused", "5"}, {"duplicate", "3"}, {`"6b"`, "3"}, {"-6a", "3 4 5"}, {`code:"method "`, "5"}, {"2026-04-14", "0 1"},
		{"nothing", ""}, {"-", "0 1 2 3 4 5"}, {`"`, "0 1 2 3 4 5"}, {"::", ""}, {"status:rejected", "3"},
		{`-"method "`, "0 1 2 3 4"}, {`-code:"method "`, "0 1 2 3 4"}, {`"event:retry"`, ""}, {`-"event:retry"`, "0 1 2 3 4 5"},
	} {
		t.Run(c.filter, func(t *testing.T) {
			t.Parallel()
			if got := ids(some().Page(Ask{Filter: ParseFilter(c.filter), From: -1, Pin: -1, Size: 60})); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestFilterFolds: letters of any script fit in either case.
func TestFilterFolds(t *testing.T) {
	t.Parallel()
	s := New(0)
	s.Add(&Row{Event: "created", User: "ÉLODIE"})
	s.Add(&Row{Event: "created", User: "élodie"})
	s.Add(&Row{Event: "created", User: "홍길동"})
	for filter, want := range map[string]string{"ÉLODIE": "0 1", "user:élodie": "0 1", "ÉlODiE": "0 1", "홍길": "2"} {
		t.Run(filter, func(t *testing.T) {
			if got := ids(s.Page(Ask{Filter: ParseFilter(filter), From: -1, Pin: -1, Size: 60})); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	s := New(0)
	for i := range 3000 {
		s.Add(&Row{Event: "retry", Submission: fmt.Sprintf("6x%04d", i)})
	}
	first := s.Page(Ask{From: -1, Pin: -1, Size: 60, Newest: true})
	if first.Rows[0].ID != 2999 || first.Matched != 3000 || first.Prev != -1 || first.Next != 2939 {
		t.Errorf("the first page: %d, %d, %d, %d", first.Rows[0].ID, first.Matched, first.Prev, first.Next)
	}
	second := s.Page(Ask{From: first.Next, Pin: -1, Size: 60, Newest: true})
	if second.Before != 60 || second.Prev != 2999 || second.Rows[0].ID != 2939 {
		t.Errorf("the second page: %+v", second.Before)
	}
	pinned := s.Page(Ask{From: -1, Pin: 2000, Size: 60, Newest: true})
	if pinned.Newer != 999 || pinned.Rows[0].ID != 2000 {
		t.Errorf("what is read moves: %d newer, %d first", pinned.Newer, pinned.Rows[0].ID)
	}
	if prev, next, place := s.Neighbours(Ask{Pin: -1, Newest: true}, 2998); prev != 2999 || next != 2997 || place != 2 {
		t.Errorf("neighbours: %d %d %d", prev, next, place)
	}
}

// TestBounded: rows that are let go are counted, and take no memory.
func TestBounded(t *testing.T) {
	t.Parallel()
	s, k := New(20_000), NewKeep[[]byte](1<<20)
	var before, after runtime.MemStats
	for i := range 360_000 {
		id := s.Add(&Row{Event: "retry", Code: "glare_detected", Submission: fmt.Sprintf("6x%06d", i), Outcome: "incomplete", Findings: i % 2})
		k.Put(id, 1000, make([]byte, 1000))
		if i == 40_000 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("%d bytes more after 360,000 deliveries", grown)
	}
	first, next := s.Held()
	if c := s.Counts(); c.All != 360_000 || c.Found != 180_000 || c.Outcomes["incomplete"] != 360_000 || next != 360_000 || next-first < 20_000 || next-first > 22_000 {
		t.Errorf("counts %+v, held %d to %d", c, first, next)
	}
	if _, ok := s.Row(0); ok {
		t.Error("the first row is still held")
	}
	if _, ok := k.Get(359_999); !ok || k.Dropped() < 350_000 {
		t.Errorf("the last body is not held, or %d were let go", k.Dropped())
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	s := some()
	s.Update(3, func(r *Row) { r.Handler, r.Answer = Answered, 200 })
	if r, ok := s.Row(3); !ok || r.Answer != 200 || r.Event != "rejected" || r.Code != "duplicate_user" || s.Counts().Failed != 1 {
		t.Errorf("%+v, %d failed", r, s.Counts().Failed)
	}
	if got := len(s.Of("6a", 10)); got != 3 {
		t.Errorf("%d rows of a submission", got)
	}
}
