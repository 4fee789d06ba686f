package sample

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func written(t testing.TB, s Stream) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b.Bytes(), []byte{'\n'}); n != s.Count {
		t.Fatalf("%d lines, want %d", n, s.Count)
	}
	return b.Bytes()
}

// TestStreamBytes: neither the number of jobs nor of payloads changes a byte.
func TestStreamBytes(t *testing.T) {
	t.Parallel()
	for _, s := range []Stream{{Seed: 3}, {Seed: 3, Event: "approved"}, {Seed: 3, Event: "retry", Variant: "too-many"}} {
		s.Count, s.Jobs = 5000, 1
		one := written(t, s)
		s.Jobs = 8
		if !bytes.Equal(one, written(t, s)) {
			t.Errorf("%+v: other bytes with 8 jobs", s)
		}
		s.Count, s.Jobs = 777, 0
		if !bytes.HasPrefix(one, written(t, s)) {
			t.Errorf("%+v: other bytes with another count", s)
		}
	}
	single, _ := New(3).AppendEvent(nil, "approved", "")
	if first := written(t, Stream{Seed: 3, Event: "approved", Count: 1}); string(first) != string(single)+"\n" {
		t.Errorf("first line %s, want %s", first, single)
	}
}

// TestMix checks the lives in a long mix: order, times, ids and attempts, and
// that every event and every variant that is not odd occurs.
func TestMix(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, st := range New(1).courses() {
		for _, s := range st.shapes {
			seen[s.event.Name+"/"+s.variant.Name] = true
		}
	}
	for _, e := range catalog.Events() {
		for _, v := range e.Variants {
			if len(v.Odd) == 0 && !seen[e.Name+"/"+v.Name] {
				t.Errorf("the mix has no %s/%s", e.Name, v.Name)
			}
		}
	}
	type payload struct {
		Trigger    string `json:"webhook_trigger"`
		Submission string `json:"submission_id"`
		UserID     string `json:"userid"`
		Attempts   int    `json:"attempts"`
		Code       string `json:"retryCode"`
		Result     struct {
			Code     any    `json:"commentCode"`
			Reviewer string `json:"reviewer"`
			Comment  string `json:"comment"`
		} `json:"kyc_result"`
	}
	var last payload
	var reviewed, decided bool
	counts, lives := map[string]int{}, map[string]bool{}
	for line := range bytes.Lines(written(t, Stream{Seed: 8, Count: 30000})) {
		var p payload
		if err := json.Unmarshal(line, &p); err != nil {
			t.Fatal(err)
		}
		counts[p.Trigger]++
		switch {
		case p.Trigger == "created":
			if lives[p.Submission] {
				t.Errorf("submission %s is created twice", p.Submission)
			}
			lives[p.Submission] = true
			last = payload{Attempts: p.Attempts, Submission: p.Submission, UserID: p.UserID}
		case p.Submission != "" && p.Submission != last.Submission, p.UserID != "" && p.UserID != last.UserID:
			t.Fatalf("%s does not belong to %+v", line, last)
		}
		switch ended := last.Code == "too_many_retry"; p.Trigger {
		case "created":
			reviewed, decided = false, false
		case "retry":
			if p.Attempts != last.Attempts+1 || (p.Attempts == 3) != (p.Code == "too_many_retry") || decided {
				t.Fatalf("attempts after %d: %s", last.Attempts, line)
			}
			last.Attempts, last.Code = p.Attempts, p.Code
		case "submit", "pending":
			reviewed = true
		case "approved", "rejected":
			byReviewer := p.Result.Reviewer == "reviewer@example.com" || p.Result.Code == "other"
			if decided || byReviewer && !reviewed || ended != (p.Result.Code == "too_many_retry") {
				t.Fatalf("impossible after %+v: %s", last, line)
			}
			decided = true
		}
	}
	for _, e := range catalog.Events() {
		if clean := slices.ContainsFunc(e.Variants, func(v catalog.Variant) bool { return len(v.Odd) == 0 }); clean != (counts[e.Name] > 0) {
			t.Errorf("%d payloads of %s in 30,000", counts[e.Name], e.Name)
		}
	}
	if counts["approved"] < counts["rejected"] || counts["created"] < counts["approved"] || counts["retry"] < 3000 {
		t.Errorf("odd proportions: %v", counts)
	}
}

type brokenPipe struct{ left int }

func (w *brokenPipe) Write(p []byte) (int, error) {
	if w.left--; w.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestStreamEnds(t *testing.T) {
	t.Parallel()
	if err := (Stream{Count: 1 << 40}).Write(t.Context(), &brokenPipe{3}); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (Stream{Count: 1 << 40}).Write(ctx, io.Discard); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	var unknown *UnknownEventError
	if err := (Stream{Event: "x", Count: 1}).Write(t.Context(), io.Discard); !errors.As(err, &unknown) {
		t.Error(err)
	}
	e, _, _ := catalog.EventByName("approved")
	var conflict *ConflictError
	for _, event := range []string{"", "approved"} {
		o, err := ParseOverrides([]*catalog.Event{e}, nil, []string{"email.host=x"})
		if err != nil {
			t.Fatal(err)
		}
		if err := (Stream{Event: event, Count: 500, Overrides: o}).Write(t.Context(), io.Discard); !errors.As(err, &conflict) {
			t.Error(err)
		}
	}
}

func TestStreamOverrides(t *testing.T) {
	t.Parallel()
	var events []*catalog.Event
	for i := range catalog.Events() {
		events = append(events, &catalog.Events()[i])
	}
	o, err := ParseOverrides(events, []string{"tokenId=tok", "kyc_result.reviewer=me"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(o["approved"]) != 2 || len(o["delete"]) != 0 || len(o["created"]) != 1 {
		t.Errorf("sets: %d, %d, %d", len(o["approved"]), len(o["delete"]), len(o["created"]))
	}
	plain := written(t, Stream{Seed: 1, Event: "submit", Count: 300})
	changed := written(t, Stream{Seed: 1, Event: "submit", Count: 300, Overrides: o})
	if bytes.Equal(plain, changed) || bytes.Count(changed, []byte(`"tokenId":"tok"`)) != 300 {
		t.Errorf("overrides are not in the stream: %.300s", changed)
	}
}

func BenchmarkStream(b *testing.B) {
	for _, s := range []Stream{{Seed: 1, Jobs: 1}, {Seed: 1, Jobs: 2}} {
		b.Run(map[int]string{1: "mix/jobs=1", 2: "mix/jobs=2"}[s.Jobs], func(b *testing.B) {
			b.ReportAllocs()
			s.Count = 200000
			b.SetBytes(int64(len(written(b, s))))
			for b.Loop() {
				if err := s.Write(b.Context(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(s.Count)*float64(b.N)/b.Elapsed().Seconds(), "payloads/s")
		})
	}
}
