package lint

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/testkit"
)

// judged are the findings about the payload, in both ways: not those of the
// text and of fixtures, which have lists of their own.
func judged(rule string) bool {
	scope := catalog.RuleByID(rule).Scope
	return scope == catalog.ScopePayload || scope == catalog.ScopeEnvelope
}

// verdicts are what decode notes and what validate finds, as "rule: message".
func verdicts(t testing.TB, d *event.Decoder, l *Linter, text []byte) (notes, findings []string) {
	t.Helper()
	for _, f := range carefully(l, text) {
		if judged(f.Rule) {
			findings = append(findings, f.Rule+": "+f.Message)
		}
	}
	e, err := d.Decode(text)
	var refused *diag.Problem
	switch {
	case errors.As(err, &refused) && strings.HasPrefix(refused.Rule, "json/"):
		return nil, findings
	case errors.As(err, &refused):
		// decode gives up at the trigger, and says what validate says of it.
		for _, lang := range []string{say.Korean, say.English} {
			if slices.Contains(findings, refused.Rule+": "+refused.Message.In(lang)) {
				return findings, findings
			}
		}
		return []string{refused.Rule + ": " + refused.Message.String()}, findings
	case err != nil:
		t.Fatal(err)
	}
	for _, n := range e.Notes() {
		if judged(n.Rule) {
			notes = append(notes, n.Rule+": "+n.Message)
		}
	}
	return notes, findings
}

// TestOneVerdict: decode has a note exactly where validate has a finding, with
// the same message and in the same order.
func TestOneVerdict(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "ko"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			l, d := newLinter(t, Config{Lang: lang}), event.NewDecoder(lang)
			odd := 0
			for text := range mutants(t, 21, testkit.Rounds(20000), true) {
				notes, findings := verdicts(t, d, l, text)
				if !slices.Equal(notes, findings) {
					t.Fatalf("%s\ndecode:\n%s\nvalidate:\n%s", text, strings.Join(notes, "\n"), strings.Join(findings, "\n"))
				}
				if len(notes) > 0 {
					odd++
				}
			}
			if odd < 1000 {
				t.Errorf("only %d mutants are odd: the test shows little", odd)
			}
		})
	}
}

// TestOddPayloads holds both commands to one verdict of what they used to
// disagree on. A row without a rule is not odd at all.
func TestOddPayloads(t *testing.T) {
	t.Parallel()
	const (
		approved = `{"webhook_trigger":"approved","submission_id":"s","email":"user@example.com","applicant_id":"a",` +
			`"kyc_result":{"status":"approved","updated_at":"2026-04-14T02:20:41Z","created_at":"2026-04-14T02:11:09Z","kyc_result_at":"2026-04-14T02:20:41Z","reviewer":"system"}`
		deleted = `{"webhook_trigger":"delete","submission_id":"s","account_email":"admin@example.com","delete_time":`
		retry   = retryPayload + `"retryCode":"glare_detected","attempts":`
	)
	for _, c := range []struct {
		name, payload string
		verdict       string // "rule: message"; the rules with several, one a line
		fact          func(*event.Event) string
		want          string
	}{
		{"name with dots", approved + `,"Date.Of.Birth":"1992-03-08"}`, `field/case: "Date.Of.Birth" is spelled "date_of_birth"`, nil, ""},
		{"time with a blank", deleted + `"2026-01-02 03:04:05"}`, `field/format: delete_time is not in RFC 3339; argosctl reads it as "2026-01-02T03:04:05Z"`, occurred, "2026-01-02T03:04:05Z"},
		{"time with a blank and a zone", deleted + `"2026-01-02 03:04:05+09:00"}`, `field/format: delete_time is not in RFC 3339; argosctl reads it as "2026-01-01T18:04:05Z"`, occurred, "2026-01-01T18:04:05Z"},
		{"time without a zone", deleted + `"2026-01-02T03:04:05"}`, `field/format: delete_time is not in RFC 3339; argosctl reads it as "2026-01-02T03:04:05Z"`, occurred, "2026-01-02T03:04:05Z"},
		{"time in the documentation's form", deleted + `"2026-01-02-03-04-05-UTC"}`, `field/format: delete_time is not in RFC 3339; argosctl reads it as "2026-01-02T03:04:05Z"`, occurred, "2026-01-02T03:04:05Z"},
		{"time with milliseconds for a zone", deleted + `"2026-01-02-03-04-05-120"}`, `field/format: delete_time is not in RFC 3339; argosctl reads it as "2026-01-02T03:04:05.12Z"`, occurred, "2026-01-02T03:04:05.12Z"},
		{"time in lower case", deleted + `"2026-01-02t03:04:05z"}`, "", occurred, "2026-01-02T03:04:05Z"},
		{"time in the year 10000", deleted + `"9999-12-31T23:59:59-01:00"}`, `field/format: delete_time is not a time`, occurred, ""},
		{"date for a time", deleted + `"2026-01-02"}`, `field/format: delete_time is not a time`, occurred, ""},
		{"leap second", deleted + `"2026-06-30T23:59:60Z"}`, `field/format: delete_time is not a time`, occurred, ""},
		{"additional_list as an object", approved + `,"additional_list":{"q1":"Savings","q2":{"inputValue":""}}}`, "", nil, ""},
		{"comment and code as arrays", rejectedPayload[:strings.Index(rejectedPayload, `"comment"`)] + `"updated_at":"2026-04-14T02:31:00Z","comment":["a","b"],"commentCode":["other"]}}`, "",
			func(e *event.Event) string { return strings.Join(append(e.Reject.Comments, e.Reject.Codes...), ",") }, "a,b,other"},
		{"null that a Projection puts", approved + `,"full_name":null,"gender":null,"cf":{"cf1":null}}`, "", nil, ""},
		{"null elsewhere", approved + `,"userid":null}`, "field/type: userid is null, expected a string", func(e *event.Event) string { return e.UserID() }, ""},
		{"attempts 1.0", retry + `1.0}`, "", count, "1"},
		{"attempts 1e2", retry + `1e2}`, "", count, "100"},
		{"attempts 1.5", retry + `1.5}`, "field/type: attempts is a number that is not whole, expected an integer", count, "none"},
		{"attempts below zero", retry + `-3}`, "field/type: attempts is a negative number, expected an integer from 0", count, "none"},
		{"attempts beyond 64 bits", retry + `12345678901234567890}`, "field/type: attempts is a number beyond 64 bits, expected an integer from 0", count, "none"},
		{"attempts in quotes", retry + `"2"}`, "field/type: attempts is a string, expected an integer", count, "2"},
		{"required field", `{"webhook_trigger":"delete"` + complete + `}`, "field/missing: submission_id is missing, a field that every delete event carries", nil, ""},
		{"expected field", `{"webhook_trigger":"delete","submission_id":"s","delete_time":"2026-05-01T00:00:00Z"}`,
			"field/missing: account_email is missing; every complete sample of the delete event has it", nil, ""},
		{"field of one condition", `{"webhook_trigger":"token_expired","token_id":"tok_0001","expired_condition":"count","service":"idCheck"}`,
			`field/missing: expired_at is missing; every complete sample with "expired_condition: count" has it`, nil, ""},
		{"field of the other condition", `{"webhook_trigger":"token_expired","token_id":"tok_0001","expired_condition":"time","service":"idCheck","expired_at":"2026-04-14T02:20:41Z"}`,
			`field/missing: expected_expired_at is missing; every complete sample with "expired_condition: time" has it`, nil, ""},
		{"no condition", `{"webhook_trigger":"token_expired","token_id":"tok_0001","service":"idCheck"}`,
			"field/missing: expired_condition is missing; every complete sample of the token_expired event has it", nil, ""},
		{"older forms", `{"webhook_trigger":"faceAuth","auth_id":"a","data":{"submission_id":"s","auth_status":"approved","create_time":"2026-04-14T02:20:41Z"}}`, "", nil, ""},
		{"older form above", `{"webhook_trigger":"faceAuth","data":{"Submission_id":"s","Auth_Status":"approved","Create_Time":"2026-04-14T02:20:41Z"},"Authentication_id":"a"}`, "", nil, ""},
		{"no form above", `{"webhook_trigger":"faceAuth","data":{"Submission_id":"s","Auth_Status":"approved","Create_Time":"2026-04-14T02:20:41Z"}}`,
			"field/missing: data.Authentication_id is missing; every complete sample of the faceAuth event has it", nil, ""},
		{"no form of a field", `{"webhook_trigger":"faceAuth","auth_id":"a","data":{"submission_id":"s","auth_status":"approved"}}`,
			"field/missing: data.Create_Time is missing; every complete sample of the faceAuth event has it", nil, ""},
		{"usual field", approved + `}`, "", nil, ""},
		{"another name of a field", strings.Replace(approved, "updated_at", "update_at", 1) + `}`, `field/case: "update_at" is another name of "updated_at" in the documentation`, occurred, "2026-04-14T02:20:41Z"},
		{"field in another case", `{"webhook_trigger":"delete","submissionId":"s"` + complete + `}`, `field/case: "submissionId" is spelled "submission_id"`,
			func(e *event.Event) string { return e.SubmissionID() }, "s"},
		{"flat custom field", approved + `,"cf1":"web"}`, "field/unknown: cf1 is not a documented field of the approved event",
			firstField, "web"},
		{"stray id beside the right one", approved + `,"before":{"submission_id":"old"}}`, "field/unknown: before is not a documented field of the approved event",
			func(e *event.Event) string { return e.SubmissionID() }, "s"},
		{"schema of an editor", approved + `,"$schema":"event.json"}`, "", nil, ""},
		{"documentation's typo", strings.Replace(retry, `"incomplete"`, `"imcomplete"`, 1) + `1}`,
			`field/enum: kyc_result.status is "imcomplete", a typo of the documentation: the service sends "incomplete"`, func(e *event.Event) string { return e.Status }, "incomplete"},
		{"status of another event", strings.Replace(approved, `"approved",`+`"updated_at`, `"rejected","updated_at`, 1) + `}`,
			`status/mismatch: kyc_result.status is "rejected" in the approved event`, func(e *event.Event) string { return e.Status }, "rejected"},
		{"code with a typo", strings.Replace(retry, "glare_detected", "glare_detectd", 1) + `1}`, `retrycode/spelling: retry code "glare_detectd" is spelled "glare_detected"`, nil, ""},
		{"unknown code", strings.Replace(retry, "glare_detected", "camera_broken", 1) + `1}`, `retrycode/unknown: retry code "camera_broken" is not one of the documented codes`, nil, ""},
		{"alias", `{"webhook_trigger":"deleted","submission_id":"s"` + complete + `}`, `event/alias: "deleted" is another name of the event that the service sends as "delete"`,
			func(e *event.Event) string { return e.Name() + " " + e.Trigger }, "delete deleted"},
		{"event in another case", `{"webhook_trigger":"Delete","submission_id":"s"` + complete + `}`, `event/unknown: "Delete" is not an event of the service, it is spelled "delete"`,
			func(e *event.Event) string { return e.Name() }, "delete"},
		{"event outside the catalogue", `{"webhook_trigger":"zork","submission_id":"s","cf":{"cf1":"a"}}`, `event/unknown: "zork" is not an event of the service`,
			func(e *event.Event) string { return e.SubmissionID() + firstField(e) }, "sa"},
		{"trigger in another spelling", `{"webhookTrigger":"delete","submission_id":"s"` + complete + `}`, `field/case: "webhookTrigger" is spelled "webhook_trigger"`,
			func(e *event.Event) string { return e.Trigger }, "delete"},
		{"marked as not encrypted", `{"data":"AAAA","isEncrypted":false}`, "event/missing: the object has no webhook_trigger", nil, ""},
		{"envelope", `{"data":"AAAA"}`, "envelope/no-key: the payload is encrypted, and there is no key to open it", nil, ""},
		{"trigger of another type", `{"webhook_trigger":null}`, "field/type: webhook_trigger is null, expected the name of an event as a string", nil, ""},
		{"empty trigger", `{"webhook_trigger":""}`, "event/missing: webhook_trigger is empty", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := event.NewDecoder("en")
			notes, findings := verdicts(t, d, newLinter(t, Config{}), []byte(c.payload))
			if got := strings.Join(notes, "\n"); got != c.verdict {
				t.Errorf("decode notes %q, want %q", got, c.verdict)
			}
			if got := strings.Join(findings, "\n"); got != c.verdict {
				t.Errorf("validate finds %q, want %q", got, c.verdict)
			}
			if c.fact != nil {
				if e, err := d.Decode([]byte(c.payload)); err != nil || c.fact(e) != c.want {
					t.Errorf("%v: the fact is %q, want %q", err, c.fact(e), c.want)
				}
			}
		})
	}
}

func occurred(e *event.Event) string { return e.OccurredAt() }

func count(e *event.Event) string {
	if !e.Retry.HasAttempts {
		return "none"
	}
	return strconv.FormatInt(e.Retry.Attempts, 10)
}

func firstField(e *event.Event) string {
	value, _ := e.CustomField(1)
	return value
}
