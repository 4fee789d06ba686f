package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/timeline"

	"github.com/argosctl/argosctl/internal/testkit"
)

// lives tells the lives of a text.
func livesOf(t *testing.T, name, text string, opts timeline.Options) (all []timeline.Life) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if opts.AsOf.IsZero() {
		opts.AsOf = time.Date(2026, 4, 14, 3, 0, 0, 0, time.UTC)
	}
	err := collect(t, []string{file}, opts).Each(t.Context(), func(l *timeline.Life, _ int) error {
		kept := *l
		kept.Events = slices.Clone(l.Events)
		all = append(all, kept)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func rulesOf(lives []timeline.Life) []string {
	rules := []string{}
	for i := range lives {
		for _, f := range lives[i].Findings {
			rules = append(rules, f.Message.Rule().ID)
		}
	}
	return rules
}

// TestRuleExamples holds the rules about sequences to their own examples: the bad
// one has one finding, of the rule; the good one has none.
func TestRuleExamples(t *testing.T) {
	t.Parallel()
	for _, r := range catalog.Rules() {
		if r.Scope != catalog.ScopeSequence {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			opts := timeline.Options{AsOf: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
			bad := livesOf(t, "bad.ndjson", r.Bad, opts)
			if got := rulesOf(bad); !slices.Equal(got, []string{r.ID}) {
				t.Errorf("bad example: %v", got)
			}
			if got := rulesOf(livesOf(t, "good.ndjson", r.Good, opts)); len(got) != 0 {
				t.Errorf("good example: %v", got)
			}
			for _, lang := range []string{"en", "ko"} {
				f := &bad[0].Findings[0]
				if text := f.Text(lang) + f.Help(lang); strings.Contains(text, "{") || !strings.Contains(f.Text(lang), "6xx28lo115832") {
					t.Errorf("%s: %s", lang, text)
				}
			}
		})
	}
}

// TestScenarios: the built-in scenarios are in order, as archives, and as files that
// were received a second apart, long after the times in the payloads.
func TestScenarios(t *testing.T) {
	t.Parallel()
	for _, s := range replay.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			var lines []string
			dir := t.TempDir()
			at := time.Date(2026, 11, 26, 3, 0, 0, 0, time.UTC)
			for d, err := range (replay.Play{Scenario: s, Seed: 3, Count: 20}).Feed(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				lines = append(lines, string(d.Body))
				at = at.Add(time.Second)
				if err := os.WriteFile(filepath.Join(dir, at.Format("20060102T150405.000Z")+"-x.json"), d.Body, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			lives := livesOf(t, "archive.ndjson", strings.Join(lines, "\n"), timeline.Options{AsOf: at})
			if len(lives) != 20 || len(rulesOf(lives)) > 0 {
				t.Errorf("%d lives, findings %v", len(lives), rulesOf(lives))
			}
			n := 0
			err := collect(t, []string{dir}, timeline.Options{AsOf: at}).Each(t.Context(), func(l *timeline.Life, _ int) error {
				if n++; l.Line() != lives[0].Line() || len(l.Findings) > 0 {
					t.Errorf("%s, expected %s: %v", l.Line(), lives[0].Line(), rulesOf([]timeline.Life{*l}))
				}
				return nil
			})
			if err != nil || n != 20 {
				t.Errorf("%d lives: %v", n, err)
			}
		})
	}
}

const (
	created  = `{"webhook_trigger":"created","submission_id":"%s","kyc_result":{"status":"incomplete"},"userid":"%s"}` + "\n"
	retried  = `{"webhook_trigger":"retry","submission_id":"%s","kyc_result":{"status":"incomplete"},"retryCode":"%s","attempts":%d}` + "\n"
	approved = `{"webhook_trigger":"approved","submission_id":"%s","kyc_result":{"status":"approved","kyc_result_at":"%s","created_at":"2026-04-14T02:11:09.120Z"}}` + "\n"
	rejected = `{"webhook_trigger":"rejected","submission_id":"%s","kyc_result":{"status":"rejected","updated_at":"%s","commentCode":"other"}}` + "\n"
)

func TestLives(t *testing.T) {
	t.Parallel()
	type told struct {
		Line, Outcome, Act, Started, Decided string
		Took                                 time.Duration
		Sources                              []string
	}
	for _, tt := range []struct {
		name, text string
		want       []told
	}{
		{"no times at all", fmt.Sprintf(created+retried+retried, "a1", "u", "a1", "no_face", 1, "a1", "glare_detected", 2), []told{
			{"created → retry×2", "incomplete", "submitter", "", "", 0, []string{"input", "input", "input"}},
		}},
		{"began as the approval tells", fmt.Sprintf(created+approved, "a1", "u", "a1", "2026-04-14T02:20:41.002Z"), []told{
			{"created → approved", "approved", "nobody", "2026-04-14T02:11:09.120Z", "2026-04-14T02:20:41.002Z", 9*time.Minute + 31882*time.Millisecond, []string{"input", "event"}},
		}},
		{"only the decision has a time", fmt.Sprintf(created+rejected, "a1", "u", "a1", "2026-04-14T02:20:41Z"), []told{
			{"created → rejected", "rejected", "integrator", "2026-04-14T02:20:41Z", "2026-04-14T02:20:41Z", 0, []string{"input", "event"}},
		}},
		{"the event's time wins", fmt.Sprintf(approved+rejected, "a1", "2026-04-14T05:00:00+02:00", "a1", "2026-04-14T02:00:00Z"), []told{
			{"rejected → approved", "approved", "nobody", "2026-04-14T02:11:09.120Z", "2026-04-14T03:00:00Z", 48*time.Minute + 50880*time.Millisecond, []string{"event", "event"}},
		}},
		{"ids differ in case", fmt.Sprintf(created+created, "a1", "u", "A1", "u"), []told{
			{"created", "incomplete", "submitter", "", "", 0, []string{"input"}}, {"created", "incomplete", "submitter", "", "", 0, []string{"input"}},
		}},
		{"the last retry", fmt.Sprintf(retried, "a1", "too_many_retry", 3), []told{
			{"retry", "incomplete", "nobody", "", "", 0, []string{"input"}},
		}},
		{"an event that nobody knows", `{"webhook_trigger":"teleported","submission_id":"a1"}`, []told{
			{"teleported", "unknown", "nobody", "", "", 0, []string{"input"}},
		}},
		{"arrived before what happened before it", `2026-04-14T02:20:42Z {"webhook_trigger":"aml","submission_id":"a1"}
2026-04-14T02:20:43Z ` + fmt.Sprintf(approved, "a1", "2026-04-14T02:20:41Z"), []told{
			{"approved → aml", "approved", "nobody", "2026-04-14T02:11:09.120Z", "2026-04-14T02:20:41Z", 9*time.Minute + 31880*time.Millisecond, []string{"event", "capture"}},
		}},
		{"a time of long before", "2026-04-14T02:11:10Z " + fmt.Sprintf(created, "a1", "u") +
			"2026-04-14T02:13:00Z " + fmt.Sprintf(retried, "a1", "no_face", 1) +
			`2026-04-14T02:15:00Z {"webhook_trigger":"submit","submission_id":"a1","created_at":"2026-04-14T02:11:09Z"}`, []told{
			{"created → retry → submit", "pending", "reviewer", "2026-04-14T02:11:10Z", "", 0, []string{"capture", "capture", "event"}},
		}},
		{"nothing of a submission", `{"webhook_trigger":"token_expired","token_id":"tok_1","expired_condition":"count","service":"idCheck"}`, nil},
		{"received, as the record around says",
			`{"received_at":"2026-04-14T02:15:30Z","body":` + strings.TrimSpace(fmt.Sprintf(created, "a1", "u")) + `}
{"Records":[{"messageId":"m","receiptHandle":"r","attributes":{"SentTimestamp":"1776132930250"},"body":"{\"webhook_trigger\":\"retry\",\"submission_id\":\"a1\",\"retryCode\":\"no_face\",\"attempts\":1}"}]}`, []told{
				{"created → retry", "incomplete", "submitter", "2026-04-14T02:15:30Z", "", 0, []string{"capture", "capture"}},
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []told
			for _, l := range livesOf(t, "a.ndjson", tt.text, timeline.Options{}) {
				w := told{Line: l.Line(), Outcome: l.Outcome, Act: l.Act, Started: l.Started.String(), Decided: l.Decided.String(), Took: l.Took}
				for i := range l.Events {
					_, from := l.Events[i].At()
					w.Sources = append(w.Sources, from)
				}
				got = append(got, w)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A life says what to do next for the values of its last events, and what it says
// survives the disk.
func TestNext(t *testing.T) {
	t.Parallel()
	const aml = `{"webhook_trigger":"aml","submission_id":"a1","aml_result":{"currentstatus":%q,"risk_level_summary":%q}}` + "\n"
	for _, tt := range []struct{ name, text, want string }{
		{"the last retry", fmt.Sprintf(retried, "a1", "too_many_retry", 3), "Nobody has to act: the attempts of this submission are used up."},
		{"a retry", fmt.Sprintf(retried, "a1", "no_face", 1), "The submitter has to try again. You need not act"},
		{"not screened", fmt.Sprintf(approved+aml, "a1", "2026-04-14T02:20:41Z", "Not Screened", "Not Screened"), "Your service has to find out why no screening took place."},
		{"a red flag", fmt.Sprintf(approved+aml, "a1", "2026-04-14T02:20:41Z", "Red Flag", "HIGH"), "Your compliance team has to look into the Red Flag"},
		{"rejected", fmt.Sprintf(rejected, "a1", "2026-04-14T02:20:41Z"), "Your service decides what comes next:"},
		{"an event that nobody knows", `{"webhook_trigger":"teleported","submission_id":"a1"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			lives := livesOf(t, "a.ndjson", tt.text, timeline.Options{})
			if len(lives) != 1 {
				t.Fatalf("%d lives", len(lives))
			}
			if got := lives[0].Next().En; !strings.HasPrefix(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	// The user gave one up and was approved with another; a day later the first is
	// rejected. The approval names no user.
	text := fmt.Sprintf(created+created+approved+rejected, "first", "me@example.com", "second", "me@example.com",
		"second", "2026-04-14T02:20:41Z", "first", "2026-04-15T02:00:00Z")
	lives := livesOf(t, "a.ndjson", text, timeline.Options{})
	if len(lives) != 2 {
		t.Fatalf("%d lives", len(lives))
	}
	for i, want := range []struct{ id, other string }{{"second", "first"}, {"first", "second"}} {
		l := lives[i]
		if l.Submission != want.id || !slices.Equal(l.Linked, []string{want.other}) || l.Counts != "second" || !slices.Equal(l.Users, []string{"me@example.com"}) {
			t.Errorf("%s: linked %v, counts %s, users %v", l.Submission, l.Linked, l.Counts, l.Users)
		}
	}
	lives = livesOf(t, "a.ndjson", text, timeline.Options{Filter: timeline.Filter{Outcomes: []string{"approved"}}})
	if len(lives) != 1 || !slices.Equal(lives[0].Linked, []string{"first"}) {
		t.Errorf("a filter leaves links whole: %+v", lives)
	}
}

func TestManySubmissionsOfAUser(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, created, fmt.Sprintf("s%04d", i), "test")
	}
	lives := livesOf(t, "a.ndjson", b.String(), timeline.Options{})
	if l := lives[999]; len(lives) != 1000 || len(l.Linked) != timeline.MaxLinked || l.LinkedCount != 999 || l.Counts != "s0999" || l.Linked[0] != "s0000" {
		t.Errorf("%d lives, %d links of %d, counts %s", len(lives), len(l.Linked), l.LinkedCount, l.Counts)
	}
}

func TestLongLife(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	const events = 100_000
	var b strings.Builder
	fmt.Fprintf(&b, created, "long", "u")
	for i := range events - 2 {
		fmt.Fprintf(&b, retried, "long", "no_face", i+1)
	}
	fmt.Fprintf(&b, approved, "long", "2026-04-14T02:20:41Z")
	lives := livesOf(t, "a.ndjson", b.String()+b.String(), timeline.Options{}) // all of it twice
	if len(lives) != 1 || lives[0].Retries != events-2 || lives[0].Line() != fmt.Sprintf("created → retry×%d → approved", events-2) || len(lives[0].Events) != 2*events {
		t.Errorf("%d lives: %s", len(lives), lives[0].Line())
	}
	for _, f := range lives[0].Findings {
		if f.Message != catalog.MsgSequenceDuplicate {
			t.Fatalf("%s", f.Text("en"))
		}
	}
}

// TestLongLifeWithoutTimes: what no event tells is looked for once, whatever the number of
// events.
func TestLongLifeWithoutTimes(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	const events = 500_000
	var b strings.Builder
	for i := range events {
		fmt.Fprintf(&b, retried, "long", "no_face", i+1)
	}
	lives := livesOf(t, "a.ndjson", b.String(), timeline.Options{})
	if len(lives) != 1 || lives[0].Retries != events || lives[0].Started.String() != "" || lives[0].HasTook {
		t.Errorf("%d lives, %d retries, from %q", len(lives), lives[0].Retries, lives[0].Started)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	fmt.Fprintf(&b, created, "a1", "u")
	for i := range 40 {
		fmt.Fprintf(&b, `{"webhook_trigger":"injection","submission_id":"a1","action":{"created_at":"2026-04-14T02:%02d:00Z"}}`+"\n", i)
		fmt.Fprintf(&b, `{"webhook_trigger":"updated","submission_id":"a1","update_time":"2026-04-14T02:%02d:30Z"}`+"\n", i)
	}
	line := livesOf(t, "a.ndjson", b.String(), timeline.Options{})[0].Line()
	if steps := strings.Count(line, "→"); steps != 24 || !strings.HasPrefix(line, "created → injection → updated") || !strings.HasSuffix(line, "injection → updated") || !strings.Contains(line, "→ … →") {
		t.Errorf("%d: %s", steps, line)
	}
}

// TestShards: the parts of a run follow each other, and users are counted once.
func TestShards(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 101 {
		id := fmt.Sprintf("s%03d", i)
		fmt.Fprintf(&b, created+approved, id, fmt.Sprintf("u%d", i%40), id, fmt.Sprintf("2026-04-14T02:%02d:00Z", i%60))
	}
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(part, of int) (text string, users int) {
		c := collect(t, []string{file}, timeline.Options{Part: part, Of: of, AsOf: begin})
		err := c.Each(t.Context(), func(l *timeline.Life, first int) error {
			text += string(l.AppendJSON(nil, "en")) + "\n"
			users += first
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return text, users
	}
	whole, _ := run(0, 0)
	for _, of := range []int{1, 2, 7, 101, 200} {
		t.Run(fmt.Sprint(of), func(t *testing.T) {
			joined, people := "", 0
			for part := 1; part <= of; part++ {
				text, users := run(part, of)
				joined, people = joined+text, people+users
			}
			if joined != whole || people != 40 {
				t.Errorf("%d shards: %d bytes of %d, %d users of 40", of, len(joined), len(whole), people)
			}
		})
	}
}

// TestTempFiles: what does not fit in memory goes to files that nobody else can read
// and that have no names, and what a killed run left is removed.
func TestTempFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	left, other := filepath.Join(dir, "argosctl-timeline-123.tmp"), filepath.Join(dir, "argosctl-timeline-notes.tmp")
	for _, name := range []string{left, other} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, retried, "one", strings.Repeat("x", 400), i)
	}
	text := b.String()
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := collect(t, []string{file}, timeline.Options{TempDir: dir, AsOf: begin})
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what a killed run left is still there: %v", err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Errorf("a file of somebody else's is gone: %v", err)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "argosctl-timeline-[0-9]*")); runtime.GOOS == "linux" && len(names) > 0 {
		t.Errorf("temporary files have names: %v", names)
	}
	n := 0
	err := c.Each(t.Context(), func(l *timeline.Life, _ int) error { n += len(l.Events); return nil })
	if err != nil || n != 200 {
		t.Errorf("%d events: %v", n, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func TestNoRoom(t *testing.T) {
	t.Parallel()
	c := timeline.NewCollector(timeline.Options{TempDir: filepath.Join(t.TempDir(), "none"), Jobs: 1})
	defer func() { _ = c.Close() }()
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, retried, "one", strings.Repeat("x", 400), i)
	}
	err := feed(t, c, b.String())
	var space *timeline.SpaceError
	if !errors.As(err, &space) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestReadCapture(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-04-14T02:15:30Z":          "2026-04-14T02:15:30Z",
		"2026-04-14T11:15:30.250+09:00": "2026-04-14T02:15:30.250Z",
		"2026-04-14 02:15:30,123":       "2026-04-14T02:15:30.123Z",
		"1776132930":                    "2026-04-14T02:15:30Z",
		"1776132930.250":                "2026-04-14T02:15:30.250Z",
		"1776132930250":                 "2026-04-14T02:15:30.250Z",
		"1776132930250123":              "2026-04-14T02:15:30.250Z",
		"1776132930250123456":           "2026-04-14T02:15:30.250Z",
		"12345":                         "",
		"99999999999999999999":          "",
		"-1776132930":                   "",
		"yesterday":                     "",
		"":                              "",
	} {
		t.Run(text, func(t *testing.T) {
			if got := timeline.ReadCapture(text).String(); got != want {
				t.Errorf("ReadCapture(%q) = %q, expected %q", text, got, want)
			}
		})
	}
}

func TestCaptured(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, before, want string }{
		{"kubectl", "a.log", "2026-04-14T02:15:30.123456789Z stdout F ", "2026-04-14T02:15:30.123456789Z"},
		{"behind a level", "a.log", "INFO [2026-04-14 02:15:30,123] body=", "2026-04-14T02:15:30.123Z"},
		{"Go's log", "a.log", "2026/04/14 02:15:30 got ", "2026-04-14T02:15:30Z"},
		{"a zone", "a.log", "2026-04-14T11:15:30+0900 got ", "2026-04-14T02:15:30Z"},
		{"a web server", "a.log", `203.0.113.7 - - [14/Apr/2026:11:15:30 +0900] "POST / HTTP/1.1" 200 `, "2026-04-14T02:15:30Z"},
		{"milliseconds", "a.log", "1776132930250 ", "2026-04-14T02:15:30.250Z"},
		{"a file of listen", "dir/20260414T021109.120Z-created-x.json", "", "2026-04-14T02:11:09.120Z"},
		{"a file of Windows", `dir\20260414T021109.120Z-created-x.json`, "", "2026-04-14T02:11:09.120Z"},
		{"no day", "a.log", "2026-02-30T02:15:30Z ", ""},
		{"an address", "a.log", "203.0.113.7:52100 key-12345 ", ""},
		{"nothing", "archive.ndjson", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := timeline.CapturedBefore([]byte(tt.before))
			if tt.before == "" {
				got = timeline.CapturedName(tt.file)
			}
			if got.String() != tt.want {
				t.Errorf("got %q, expected %q", got, tt.want)
			}
		})
	}
}

func TestTotals(t *testing.T) {
	t.Parallel()
	text := fmt.Sprintf(created+retried+approved+approved+rejected, "a", "u", "a", "no_face", 1, "a", "2026-04-14T23:59:59Z", "a", "2026-04-14T23:59:59Z", "b", "2026-04-15T08:30:00+09:00")
	var totals timeline.Totals
	for _, l := range livesOf(t, "a.ndjson", text, timeline.Options{}) {
		totals.Add(&l)
	}
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	alone := collect(t, []string{file}, timeline.Options{AsOf: begin, Totals: true}).Totals()
	if diff := cmp.Diff(totals, *alone, cmp.AllowUnexported(timeline.Totals{})); diff != "" {
		t.Errorf("counted alone: %s", diff)
	}
	if diff := cmp.Diff([]timeline.DayTotal{
		{Day: "2026-04-14", Webhooks: 2, Approved: 1, Rejected: 1, Duplicates: 1}, {Webhooks: 2, Created: 1, Retries: 1},
	}, totals.Days()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]timeline.OutcomeTotal{{"approved", 1}, {"rejected", 1}}, totals.Outcomes()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]timeline.CodeTotal{{"no_face", 1, 0}, {"other", 0, 1}}, totals.Codes()); diff != "" {
		t.Error(diff)
	}
}

// TestMap: several goroutines tell the same as one, in the same order, and an error
// or the end of the context stops them.
func TestMap(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 5000 {
		id := fmt.Sprintf("s%04d", i)
		fmt.Fprintf(&b, created+approved, id, fmt.Sprintf("u%d", i%900), id, fmt.Sprintf("2026-04-14T%02d:%02d:00Z", i/60%24, i%60))
	}
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := collect(t, []string{file}, timeline.Options{Jobs: 4, AsOf: begin})
	var want, got []byte
	if err := c.Each(t.Context(), func(l *timeline.Life, _ int) error { want = l.AppendJSON(want, "en"); return nil }); err != nil {
		t.Fatal(err)
	}
	text := func(lives iter.Seq2[*timeline.Life, int]) (out []byte) {
		for l := range lives {
			out = l.AppendJSON(out, "en")
		}
		return out
	}
	err := timeline.Map(t.Context(), c, text, func(part []byte) error { got = append(got, part...); return nil })
	if err != nil || string(got) != string(want) {
		t.Errorf("%d bytes, expected %d: %v", len(got), len(want), err)
	}
	stop := errors.New("stop")
	if err := timeline.Map(t.Context(), c, text, func([]byte) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = timeline.Map(ctx, c, text, func([]byte) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestBrief: lives without their events say the same, and can be unfolded.
func TestBrief(t *testing.T) {
	t.Parallel()
	text := fmt.Sprintf(created+retried+approved+created, "a", "u", "a", "no_face", 1, "a", "2026-04-14T02:20:41Z", "b", "u")
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	tell := func(c *timeline.Collector) (told []string, events int) {
		err := c.Each(t.Context(), func(l *timeline.Life, _ int) error {
			events += len(l.Events)
			told = append(told, fmt.Sprint(l.Submission, l.Users, l.Outcome, l.Retries, l.RetryCodes, l.Started, l.Decided, l.Took, l.HasTook, l.Act, l.Line(), l.Linked, l.Counts))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return told, events
	}
	want, _ := tell(collect(t, []string{file}, timeline.Options{AsOf: begin}))
	c := collect(t, []string{file}, timeline.Options{AsOf: begin, Brief: true})
	if got, events := tell(c); !slices.Equal(got, want) || events > 0 {
		t.Errorf("%d events; %q, expected %q", events, got, want)
	}
	if err := c.Unfold(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, events := tell(c); !slices.Equal(got, want) || events != 4 || c.Kept() != 2 || c.Users() != 1 {
		t.Errorf("unfolded: %d events of %d lives and %d users; %q, expected %q", events, c.Kept(), c.Users(), got, want)
	}
}

// TestRange: a stretch of the lives is that of all, and parts of a run are stretches.
func TestRange(t *testing.T) {
	t.Parallel()
	text := ""
	for i := range 50 {
		text += fmt.Sprintf(approved, fmt.Sprintf("a%02d", i), fmt.Sprintf("2026-04-14T03:%02d:00Z", 59-i))
	}
	file := filepath.Join(t.TempDir(), "archive.ndjson")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ids := func(opts timeline.Options, from, to int) (ids []string) {
		c := collect(t, []string{file}, opts)
		if to < 0 {
			from, to = c.Mine()
		}
		err := c.Range(t.Context(), from, to, func(l *timeline.Life, _ int) error {
			ids = append(ids, l.Submission)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	all := ids(timeline.Options{}, 0, -1)
	if len(all) != 50 {
		t.Fatalf("%d lives", len(all))
	}
	for _, stretch := range [][2]int{{0, 50}, {0, 0}, {49, 50}, {10, 20}, {45, 99}} {
		if got, want := ids(timeline.Options{}, stretch[0], stretch[1]), all[stretch[0]:min(50, stretch[1])]; !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", stretch, got, want)
		}
	}
	if got := ids(timeline.Options{Part: 2, Of: 3}, 0, -1); !slices.Equal(got, all[16:33]) {
		t.Errorf("part 2 of 3: %v", got)
	}
}
