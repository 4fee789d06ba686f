package replay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/source"
)

// list takes at most n deliveries of a feed, all for n 0.
func list(feed Feed, n int) (got []Delivery, errs []error) {
	for d, err := range feed {
		if err != nil {
			errs = append(errs, err)
		} else {
			d.Body = bytes.Clone(d.Body)
			got = append(got, d)
		}
		if n > 0 && len(got)+len(errs) == n {
			break
		}
	}
	return got, errs
}

func TestSamples(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	one, errs := list(Samples{Event: "approved", Seed: 3}.Feed(ctx), 0)
	want, err := sample.New(3).AppendEvent(nil, "approved", "")
	if err != nil || len(errs) > 0 || len(one) != 1 || !bytes.Equal(one[0].Body, want) {
		t.Fatalf("%v, %v: got %+v, want %s", errs, err, one, want)
	}
	if d := one[0]; d.Event != "approved" || d.Origin != "sample:approved" || !bytes.Contains(want, []byte(`"submission_id":"`+d.SubmissionID+`"`)) {
		t.Errorf("%+v", d)
	}
	each, _ := list(Samples{Seed: 3}.Feed(ctx), 0)
	variants := 0
	for _, e := range catalog.Events() {
		variants += len(e.Variants)
	}
	if len(each) != variants || each[1].Origin != "sample:created/with-retry" {
		t.Errorf("%d samples of all, want %d: %s", len(each), variants, each[1].Origin)
	}
	face := slices.IndexFunc(each, func(d Delivery) bool { return d.Event == "faceAuth" })
	if each[face].SubmissionID == "" {
		t.Errorf("no submission in %s", each[face].Body)
	}
	mix, _ := list(Samples{Seed: 3, Count: 500}.Feed(ctx), 0)
	few, _ := list(Samples{Seed: 3, Count: 500}.Feed(ctx), 10)
	if len(mix) != 500 || mix[0].Origin != "sample:all" || !slices.EqualFunc(mix[:10], few, func(a, b Delivery) bool { return bytes.Equal(a.Body, b.Body) }) {
		t.Errorf("%d of the mix", len(mix))
	}
	if few, _ = list(Samples{Seed: 3}.Feed(ctx), 3); len(few) != 3 {
		t.Errorf("%d", len(few))
	}
	sets, err := sample.ParseOverrides([]*catalog.Event{eventOf(t, "approved")}, nil, []string{"kyc_result.status.x=1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Samples{{Event: "approved"}, {}, {Event: "nonsense"}, {Event: "approved", Count: 2}} {
		s.Overrides = sets
		if _, errs := list(s.Feed(ctx), 0); len(errs) == 0 {
			t.Errorf("%+v: no error", s)
		}
	}
	if few, errs := list((Samples{Overrides: sets}).Feed(ctx), 8); len(few)+len(errs) != 8 {
		t.Errorf("%d, %d", len(few), len(errs))
	}
}

func eventOf(t *testing.T, name string) *catalog.Event {
	e, _, ok := catalog.EventByName(name)
	if !ok {
		t.Fatal(name)
	}
	return e
}

func TestSaved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	body := "{ \"webhook_trigger\":\"aml-ongoing\",\n\"submission_id\":\"s\\u00e9\", \"submission_id2\":1.0 }\n"
	object := write("object.json", body)
	list2 := write("list.json", `[{"webhook_trigger":"faceAuth","data":{"Submission_id":"f1"}}, 7, {"webhook_trigger":5}, {"webhook_trigger":"faceAuth","data":"x"}]`)
	torn := write("torn.ndjson", `{"webhook_trigger":"created"}`+"\n"+`{"webhook_tri`)
	read := source.Options{}
	inputs, err := source.Resolve([]string{object, list2, torn, filepath.Join(dir, "none.json")}, read)
	if err != nil {
		t.Fatal(err)
	}
	single := 0
	saved := Saved{Inputs: inputs, Read: read, Single: func() { single++ }}
	got, errs := list(saved.Feed(t.Context()), 0)
	if len(got) != 5 || string(got[0].Body) != body || got[0].Event != "aml_monitor" || got[0].SubmissionID != "sé" || single != 1 {
		t.Fatalf("%d deliveries, single %d, first %+v", len(got), single, got[0])
	}
	if d := got[1]; d.Event != "faceAuth" || d.SubmissionID != "f1" || !strings.HasSuffix(d.Origin, "list.json#0") {
		t.Errorf("%+v", d)
	}
	if got[2].Event != "" || got[3].SubmissionID != "" {
		t.Errorf("%+v, %+v", got[2], got[3])
	}
	var texts []string
	for _, err := range errs {
		texts = append(texts, strings.ReplaceAll(err.Error(), dir, ""))
	}
	if len(texts) != 3 || texts[0] != "/list.json:1:64: expected a JSON object, found a number" ||
		!strings.HasPrefix(texts[1], "/torn.ndjson:2:14: not JSON: ") || !strings.Contains(texts[2], "/none.json: file does not exist") {
		t.Errorf("errors %q", texts)
	}
	var bad *diag.Problem
	if !errors.As(errs[1], &bad) || bad.Hint.Empty() {
		t.Errorf("no hint: %+v", errs[1])
	}
	saved.Times = 3
	if got, errs = list(saved.Feed(t.Context()), 0); len(got) != 15 || len(errs) != 9 {
		t.Errorf("three times: %d, %d", len(got), len(errs))
	}
	if got, _ = list(saved.Feed(t.Context()), 2); len(got)+len(errs) < 2 {
		t.Errorf("%d", len(got))
	}
	saved.Times = 1
	if saved.Overrides, err = sample.ParseOverrides([]*catalog.Event{eventOf(t, "aml_monitor")}, []string{"submission_id=new"}, []string{"list.x=1"}); err != nil {
		t.Fatal(err)
	}
	got, _ = list(saved.Feed(t.Context()), 1)
	if want := strings.Replace(body, `"s\u00e9"`, `"new"`, 1); !strings.HasPrefix(string(got[0].Body), want[:40]) {
		t.Errorf("with --set: %s", got[0].Body)
	}
	saved.Overrides, _ = sample.ParseOverrides([]*catalog.Event{eventOf(t, "aml_monitor")}, nil, []string{"submission_id.x=1"})
	if _, errs = list(saved.Feed(t.Context()), 1); len(errs) != 1 {
		t.Errorf("a set that does not fit: %v", errs)
	}
}

// A webhook in UTF-16 is sent in UTF-8.
func TestSavedInUTF16(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "wide.json")
	const webhook = `{"webhook_trigger":"delete"}`
	wide := "\xff\xfe"
	for _, c := range []byte(webhook) {
		wide += string([]byte{c, 0})
	}
	if err := os.WriteFile(path, []byte(wide), 0o600); err != nil {
		t.Fatal(err)
	}
	inputs, err := source.Resolve([]string{path}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sent, errs := list(Saved{Inputs: inputs}.Feed(t.Context()), 0)
	if len(sent) != 1 || len(errs) != 0 || string(sent[0].Body) != webhook {
		t.Errorf("%d deliveries, errors %v", len(sent), errs)
	}
}

func TestDuplicatedShuffledSealed(t *testing.T) {
	t.Parallel()
	bad := func(yield func(Delivery, error) bool) { yield(Delivery{}, errors.New("bad")) }
	got, errs := list(Duplicated(Joined(numbered(3), bad), 2), 0)
	if len(got) != 9 || len(errs) != 1 || string(got[2].Body) != `{"n":0}` || string(got[3].Body) != `{"n":1}` {
		t.Errorf("%d, %v", len(got), errs)
	}
	if got, _ = list(Duplicated(numbered(3), 2), 2); len(got) != 2 {
		t.Errorf("%d", len(got))
	}
	order := func(seed uint64, n int) string {
		got, errs := list(Shuffled(Joined(numbered(n), bad), seed), 0)
		if len(got) != n || len(errs) != 1 {
			t.Fatalf("%d shuffled, %v", len(got), errs)
		}
		var b strings.Builder
		for _, d := range got {
			b.Write(d.Body)
		}
		return b.String()
	}
	if a, b := order(1, 50), order(2, 50); a == b || a != order(1, 50) || strings.HasPrefix(a, `{"n":0}{"n":1}{"n":2}`) {
		t.Errorf("orders %s and %s", a, b)
	}
	order(1, 2*shuffleCount)
	for _, n := range []int{1, shuffleCount + 5} {
		if got, _ = list(Shuffled(Joined(bad, numbered(2*shuffleCount)), 1), n); len(got) != n-1 {
			t.Errorf("%d of %d", len(got), n)
		}
	}

	key, err := seal.KeyFromAPIKey(secret.New("EXAMPLEonlyNotARealKey0123456789abcdefgh"))
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := list(numbered(3), 0)
	sealed, errs := list(Sealed(Sealed(Joined(numbered(3), bad), key), key), 0)
	for i, d := range sealed {
		opened, form, err := seal.Body(nil, d.Body, func() (seal.Key, error) { return key, nil })
		if form != seal.Sealed || !d.Sealed || err != nil || !bytes.Equal(opened, plain[i].Body) || d.SubmissionID != plain[i].SubmissionID {
			t.Errorf("%s opens to %s, %v", d.Body, opened, err)
		}
	}
	if len(sealed) != 3 || len(errs) != 1 {
		t.Errorf("%d, %v", len(sealed), errs)
	}
	if few, _ := list(Joined(Sealed(numbered(5), key), numbered(2)), 2); len(few) != 2 {
		t.Errorf("%d", len(few))
	}
}

func TestFeedsEndWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	play := Play{Scenario: Scenarios()[0], Count: 5}
	for i, feed := range []Feed{Samples{Count: 1 << 40}.Feed(ctx), play.Feed(ctx), Saved{Inputs: []source.Input{{Path: "x"}}}.Feed(ctx)} {
		if got, errs := list(feed, 0); len(errs) > 0 || len(got) > 1<<20 {
			t.Errorf("feed %d: %d, %v", i, len(got), errs)
		}
	}
}

func TestStats(t *testing.T) {
	t.Parallel()
	s := NewStats()
	for i := range 1000 {
		s.Add(&Result{N: i + 1, Status: 200, OK: i > 0, Attempts: 1 + i%2, Duration: time.Duration(i+1) * time.Millisecond})
	}
	s.Add(&Result{N: 1001, Attempts: 1, Err: &TimeoutError{}})
	s.Add(&Result{Err: errors.New("no delivery")})
	if got := fmt.Sprint(s.Sent, s.OK, s.Failed(), s.Unanswered, s.Retries); got != "1001 999 2 1 500" {
		t.Errorf("%s", got)
	}
	for p, want := range map[float64]time.Duration{50: 500, 95: 950, 99: 990} {
		want *= time.Millisecond
		if got := s.Percentile(p); got < want-want/500 || got > want+want/500 {
			t.Errorf("p%g is %s, want %s", p, got, want)
		}
	}
}
