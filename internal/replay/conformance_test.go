package replay

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// patient is the time that a handler has which is not tried for being slow.
const patient = time.Minute

// grade runs the checks against a handler that has to answer within a time, and
// returns the ids of those that failed.
func grade(t *testing.T, h http.HandlerFunc, within time.Duration, change func(*Target)) (failed []string, verdicts []*Verdict) {
	t.Helper()
	c := Conformance{Client: clientFor(t, serve(t, h), change), Seed: 1, Within: within}
	err := c.Run(t.Context(), func(v *Verdict) error {
		if !v.OK {
			failed = append(failed, v.Check.ID)
		}
		verdicts = append(verdicts, v)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return failed, verdicts
}

// strict is a handler that passes; spoil changes what it does.
func strict(spoil func(w http.ResponseWriter, r *http.Request, body []byte) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 256<<10))
		switch {
		case spoil != nil && spoil(w, r, body):
		case err != nil:
			w.WriteHeader(413)
		case r.Header.Get("Content-Type") != "application/json":
			w.WriteHeader(415)
		case !bytes.Contains(body, []byte(`"webhook_trigger":"`)) || body[len(body)-1] != '}':
			w.WriteHeader(400)
		}
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	failed, verdicts := grade(t, strict(nil), patient, nil)
	if len(failed) > 0 || len(verdicts) != len(Checks())+1 {
		t.Errorf("failed %v of %d", failed, len(verdicts))
	}
	for _, v := range verdicts {
		c := v.Check
		for _, text := range []string{c.What.En, c.What.Ko, c.Why.En, c.Why.Ko, c.Advice.En, c.Advice.Ko} {
			if text == "" {
				t.Errorf("%s has a text that is empty", c.ID)
			}
		}
	}
	seen := map[string]bool{}
	has := func(text string) func(http.ResponseWriter, *http.Request, []byte) bool {
		return func(w http.ResponseWriter, _ *http.Request, body []byte) bool {
			if bytes.Contains(body, []byte(text)) {
				w.WriteHeader(500)
				return true
			}
			return false
		}
	}
	for want, spoil := range map[string]func(http.ResponseWriter, *http.Request, []byte) bool{
		"accept/token_expired":   has(`"webhook_trigger":"token_expired"`),
		"tolerate/unknown-event": has("event_of_tomorrow"),
		"tolerate/unknown-field": has("field_of_tomorrow"),
		"refuse/wrong-key":       has(`{"data":"`),
		"refuse/empty-body": func(_ http.ResponseWriter, _ *http.Request, body []byte) bool {
			return len(body) == 0
		},
		"refuse/content-type": func(_ http.ResponseWriter, r *http.Request, _ []byte) bool {
			return r.Header.Get("Content-Type") == "text/plain"
		},
		"refuse/large-body": func(_ http.ResponseWriter, _ *http.Request, body []byte) bool {
			return len(body) > 200<<10
		},
		"refuse/malformed-json": func(_ http.ResponseWriter, _ *http.Request, body []byte) bool {
			return string(body) == "[]"
		},
		"repeat/same-answer": func(w http.ResponseWriter, r *http.Request, body []byte) bool {
			if seen[string(body)] && bytes.HasPrefix(body, []byte("{")) {
				w.WriteHeader(409)
				return true
			}
			seen[string(body)] = true
			return false
		},
		"time/within-limit": func(_ http.ResponseWriter, _ *http.Request, body []byte) bool {
			if bytes.Contains(body, []byte("field_of_tomorrow")) {
				time.Sleep(300 * time.Millisecond)
			}
			return false
		},
	} {
		t.Run(want, func(t *testing.T) {
			within := patient
			if want == "time/within-limit" {
				within = 100 * time.Millisecond
			}
			if failed, _ := grade(t, strict(spoil), within, nil); len(failed) != 1 || failed[0] != want {
				t.Errorf("%v failed, want %s", failed, want)
			}
		})
	}
}

// A handler that hangs on one kind of body fails that check and the time.
func TestConformanceHang(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	hang := func(_ http.ResponseWriter, r *http.Request, body []byte) bool {
		if len(body) == 0 {
			<-release
		}
		return false
	}
	failed, verdicts := grade(t, strict(hang), 250*time.Millisecond, func(target *Target) { target.Timeout = 400 * time.Millisecond })
	if got := strings.Join(failed, " "); got != "refuse/empty-body time/within-limit" {
		t.Errorf("%s failed", got)
	}
	if last := verdicts[len(verdicts)-1]; last.Err.Error() != "no answer within 400ms" {
		t.Errorf("%v", last.Err)
	}
}

func TestConformanceEnds(t *testing.T) {
	t.Parallel()
	gone := clientFor(t, "http://127.0.0.1:1/", nil)
	var silent *NoAnswerError
	emitted := 0
	err := Conformance{Client: gone, Within: time.Second}.Run(t.Context(), func(v *Verdict) error {
		if emitted++; v.OK || v.Check.ID != "accept/created" {
			t.Errorf("%s: %v", v.Check.ID, v.OK)
		}
		return nil
	})
	if !errors.As(err, &silent) || !strings.Contains(err.Error(), "connection refused") || emitted != 1 {
		t.Errorf("%v after %d verdicts", err, emitted)
	}
	client := clientFor(t, serve(t, strict(nil)), nil)
	full := errors.New("disk full")
	if err := (Conformance{Client: client}).Run(t.Context(), func(*Verdict) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}
