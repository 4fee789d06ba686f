package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
)

// truth is what is known of an invented life.
type truth struct {
	Outcome string
	Retries int
	Order   []string // events, with their codes
	Copies  []string // of them, sorted
	Rules   []string // of the findings
	Linked  []string
	Counts  string
	Act     string
}

// happening is one event of a life: its text, when it happened, and how it is told.
type happening struct {
	name string
	body string
	at   time.Time
}

// world invents lives.
type world struct {
	*rand.Rand
	lives  map[string]*truth
	lines  []string
	users  map[string][]string // submissions in the order in which they began
	counts map[string]string   // by user
	latest map[string]time.Time
}

const lives = 10_000

var (
	begin = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	asOf  = begin.AddDate(0, 0, 2*lives)
)

func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.000Z") }

// line is a log's line of an event that was received some time after it happened, by
// a clock that is off.
func (w *world) line(h happening, late, off time.Duration) string {
	return h.at.Add(late).Add(off).Format("2006-01-02T15:04:05.000000Z") + " api-7f9c INFO webhook " + h.body
}

// life invents a submission. off is how far the clock of its receiver is off.
func (w *world) life(n int, off time.Duration) {
	id := fmt.Sprintf("6%08dabcdef", n)
	user := fmt.Sprintf("user%d", w.IntN(6000))
	at := begin.AddDate(0, 0, n) // further apart than any clock is off
	var events []happening
	t := &truth{Outcome: "incomplete", Act: "submitter", Rules: []string{}}
	add := func(name, format string, args ...any) {
		at = at.Add(time.Duration(5+w.IntN(300)) * time.Second)
		body := fmt.Sprintf(`{"webhook_trigger":%q,"submission_id":%q,`, name, id) + fmt.Sprintf(format, args...) + "}"
		events = append(events, happening{name, strings.ReplaceAll(body, "NOW", stamp(at)), at})
	}
	attempts := 0
	retry := func() {
		attempts++
		t.Retries++
		code := []string{"glare_detected", "no_face", "image_too_blurry"}[w.IntN(3)]
		add("retry", `"kyc_result":{"status":"incomplete"},"userid":%q,"retryCode":%q,"attempts":%d`, user, code, attempts)
		events[len(events)-1].name += " " + code
	}
	decide := func(status string) {
		extra := ""
		if w.IntN(2) == 0 { // an approval may carry no userid
			extra = fmt.Sprintf(`,"userid":%q`, user)
		}
		code := ""
		if status == "rejected" {
			code = `,"commentCode":"other"`
		}
		add(status, `"kyc_result":{"status":%q,"updated_at":"NOW"%s},"email":"user@example.com"%s`, status, code, extra)
		t.Outcome, t.Act = status, map[string]string{"approved": "nobody", "rejected": "integrator"}[status]
		if code != "" {
			events[len(events)-1].name += " other"
		}
	}
	submit := func() {
		add("submit", `"created_at":"NOW","email":"user@example.com","userid":%q`, user)
		t.Outcome, t.Act = "pending", "reviewer"
	}
	other := func(name string) { // what stands beside a life
		add(name, `"action":{"type":"address","created_at":"NOW"},"email":"user@example.com"`)
	}

	add("created", `"kyc_result":{"status":"incomplete"},"userid":%q,"ipAddress":"203.0.113.24"`, user)
	for range w.IntN(4) {
		retry()
	}
	decided := time.Time{}
	switch n % 16 {
	case 0, 1, 2, 3:
		decide("approved")
		decided = at
	case 4, 5:
		decide("rejected")
	case 6:
		submit()
		decide("approved")
		decided = at
	case 7:
		submit()
		decide("rejected")
	case 8: // silent since long
		submit()
		t.Rules = append(t.Rules, "sequence/no-decision")
	case 9:
		decide("approved")
		add("aml", `"aml_result":{"currentstatus":"Red Flag","risk_level_summary":"HIGH"},"userid":%q`, user)
		t.Act = "compliance"
		decided = events[len(events)-2].at
	case 10:
		decide("approved")
		add("updated", `"data":{"update":["kycStatus"],"kyc_result":"rejected"},"update_time":"NOW"`)
		t.Outcome, t.Act = "rejected", "integrator"
	case 11:
		decide("approved")
		add("delete", `"account_email":"admin@example.com","delete_time":"NOW"`)
		t.Outcome, t.Act = "deleted", "integrator"
		if w.IntN(2) == 0 {
			other("injection")
			t.Rules = append(t.Rules, "sequence/after-delete")
		}
	case 12: // two decisions
		decide("approved")
		decide("rejected")
		t.Rules = append(t.Rules, "sequence/status-change")
	case 13: // old news
		decide("approved")
		decided = at
		outcome, act := t.Outcome, t.Act
		submit()
		t.Outcome, t.Act = outcome, act
		t.Rules = append(t.Rules, "sequence/submit-after-decision")
	case 14: // created came late
		retry()
		decide("approved")
		decided = at
		events[0].at = events[1].at.Add(2 * time.Second)
		events[0], events[1] = events[1], events[0]
		t.Rules = append(t.Rules, "sequence/before-created")
	case 15: // two retries changed places
		retry()
		retry()
		decide("rejected")
		k := len(events) - 2
		events[k].at, events[k-1].at = events[k-1].at, events[k].at
		events[k], events[k-1] = events[k-1], events[k]
		t.Rules = append(t.Rules, "sequence/attempts")
	}
	for _, h := range events {
		t.Order = append(t.Order, h.name)
		w.lines = append(w.lines, w.line(h, time.Duration(w.IntN(900))*time.Millisecond, off))
		if w.IntN(10) == 0 {
			w.lines = append(w.lines, w.line(h, time.Hour, off))
			t.Copies = append(t.Copies, h.name)
			t.Rules = append(t.Rules, "sequence/duplicate")
		}
	}
	slices.Sort(t.Rules)
	slices.Sort(t.Copies)
	w.lives[id] = t
	w.users[user] = append(w.users[user], id)
	if t.Outcome == "approved" && decided.After(w.latest[user]) {
		w.latest[user], w.counts[user] = decided, id
	}
}

// link says what follows from the submissions of one user.
func (w *world) link() {
	for user, ids := range w.users {
		for i, id := range ids {
			t := w.lives[id]
			if len(ids) == 1 {
				continue
			}
			t.Linked = slices.Concat(ids[:i], ids[i+1:])
			if t.Counts = w.counts[user]; t.Counts == "" {
				t.Counts = ids[len(ids)-1]
				for _, other := range ids { // the latest that was not deleted
					if w.lives[other].Outcome != "deleted" {
						t.Counts = other
					}
				}
			}
		}
	}
}

// collect reads files into a collector, and concludes.
func collect(t *testing.T, files []string, opts timeline.Options) *timeline.Collector {
	t.Helper()
	if opts.Jobs = max(1, opts.Jobs); opts.TempDir == "" {
		opts.TempDir = t.TempDir()
	}
	c := timeline.NewCollector(opts)
	t.Cleanup(func() { _ = c.Close() })
	err := read(t, c, files)
	if err == nil {
		err = c.Conclude(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// feed reads a text.
func feed(t *testing.T, c *timeline.Collector, text string) error {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return read(t, c, []string{file})
}

func read(t *testing.T, c *timeline.Collector, files []string) error {
	t.Helper()
	inputs, err := source.Resolve(files, source.Options{})
	if err != nil {
		return err
	}
	d, r := view.NewDecoder(t.Context(), view.Options{Lang: "en"}), c.Recorder()
	return source.Each(t.Context(), inputs, source.Options{}, func(p source.Payload, fault *diag.Problem) error {
		if fault != nil {
			return fault
		}
		var records timeline.Records
		d.Each(p, func(q source.Payload, e *event.Event, trouble *kit.Problem) {
			if trouble != nil {
				t.Error(trouble.Message)
				return
			}
			r.Add(&records, e, &q, d.Captured(&q))
		})
		return c.Take(&records)
	})
}

// told is what the collector says of a life.
func told(l *timeline.Life) truth {
	t := truth{Outcome: l.Outcome, Retries: l.Retries, Rules: []string{}, Counts: l.Counts, Act: l.Act}
	t.Linked = append(t.Linked, l.Linked...)
	for i := range l.Events {
		e := &l.Events[i]
		name := strings.Join(slices.Concat([]string{e.Name}, nonEmpty(e.RetryCode), e.RejectCodes), " ")
		if e.Duplicate {
			t.Copies = append(t.Copies, name)
		} else {
			t.Order = append(t.Order, name)
		}
	}
	for i := range l.Findings {
		t.Rules = append(t.Rules, l.Findings[i].Message.Rule().ID)
	}
	slices.Sort(t.Rules)
	slices.Sort(t.Copies)
	return t
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// TestKnownLives tells 10,000 invented lives, whose truth is known, from a shuffled
// log with copies, at receivers whose clocks are right, nine hours ahead and two
// hours behind.
func TestKnownLives(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := &world{
				Rand: rand.New(rand.NewPCG(seed, 14)), lives: map[string]*truth{}, users: map[string][]string{},
				counts: map[string]string{}, latest: map[string]time.Time{},
			}
			dir, written := t.TempDir(), 0
			var files []string
			for i, off := range []time.Duration{0, 9 * time.Hour, -2 * time.Hour} {
				for n := lives * i / 3; n < lives*(i+1)/3; n++ {
					w.life(n, off)
				}
				lines := w.lines[written:]
				written = len(w.lines)
				w.Shuffle(len(lines), func(a, b int) { lines[a], lines[b] = lines[b], lines[a] })
				files = append(files, filepath.Join(dir, fmt.Sprintf("%d.log", i)))
				if err := os.WriteFile(files[i], []byte(strings.Join(lines, "\n")), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			w.link()
			w.Shuffle(len(files), func(a, b int) { files[a], files[b] = files[b], files[a] })
			c := collect(t, files, timeline.Options{AsOf: asOf})
			seen, wrong := 0, 0
			err := c.Each(t.Context(), func(l *timeline.Life, _ int) error {
				seen++
				want, got := *w.lives[l.Submission], told(l)
				slices.Sort(want.Linked)
				slices.Sort(got.Linked)
				if diff := cmp.Diff(want, got); diff != "" && wrong < 5 {
					wrong++
					t.Errorf("%s (-want +got):\n%s", l.Submission, diff)
				}
				return nil
			})
			if err != nil || seen != lives || c.Kept() != lives || c.Users() != len(w.users) {
				t.Errorf("%d lives of %d, %d users of %d: %v", seen, lives, c.Users(), len(w.users), err)
			}
		})
	}
}
