package event

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

const webhooks = "../../testdata/webhooks"

func decode(t *testing.T, payload string) *Event {
	t.Helper()
	e, err := NewDecoder("en").Decode([]byte(payload))
	if err != nil {
		t.Fatalf("%s: %v", payload, err)
	}
	return e
}

// customFields are the values of the custom fields, "-" for one that is not set.
func customFields(e *Event) string {
	var values []string
	for n := range 3 {
		value, set := e.CustomField(n + 1)
		if !set {
			value = "-"
		}
		values = append(values, value)
	}
	return strings.Join(values, " ")
}

// notes are "rule: message" lines. Those of expected fields that are missing
// are left out, so that payloads of tests can be short; TestMissing has them.
func notes(e *Event) []string {
	var lines []string
	for _, n := range e.Notes() {
		if !strings.Contains(n.Message, "is missing; every complete sample") {
			lines = append(lines, n.Rule+": "+n.Message)
		}
	}
	return lines
}

func TestDecodeFixtures(t *testing.T) {
	t.Parallel()
	type want struct{ name, submission, user, email, status, occurred string }
	for file, w := range map[string]want{
		"created.json":             {"created", "6xx28lo115832", "user123", "", "incomplete", ""},
		"created-with-retry.json":  {"created", "6xx28lo115832", "user123", "", "incomplete", ""},
		"retry.json":               {"retry", "6xx28lo115832", "user123", "", "incomplete", ""},
		"submit.json":              {"submit", "6xx28lo115832", "user123", "user@example.com", "pending", "2026-04-14T02:11:09.120Z"},
		"approved.json":            {"approved", "6xx28lo115832", "", "user@example.com", "approved", "2026-04-14T02:20:41.002Z"},
		"rejected.json":            {"rejected", "6xx28lo115833", "user124", "user2@example.com", "rejected", "2026-04-14T02:31:00.000Z"},
		"updated.json":             {"updated", "6xx28lo115832", "user123", "user@example.com", "approved", "2026-04-15T01:00:00.000Z"},
		"delete.json":              {"delete", "6xx28lo115832", "", "", "", "2026-05-01T00:00:00.000Z"},
		"injection.json":           {"injection", "6xx28lo115832", "user123", "user@example.com", "approved", "2026-04-16T03:00:00.000Z"},
		"injectionFail.json":       {"injectionFail", "6xx28lo115832", "user123", "user@example.com", "approved", "2026-04-16T03:00:00.000Z"},
		"aml.json":                 {"aml", "6xx28lo115832", "user123", "user@example.com", "", ""},
		"aml_monitor.json":         {"aml_monitor", "6xx28lo115832", "user123", "user@example.com", "", "2026-04-17T00:00:00.000Z"},
		"token_expired-count.json": {"token_expired", "", "", "", "", "2026-04-14T02:23:13.588Z"},
		"token_expired-time.json":  {"token_expired", "", "", "", "", "2026-04-15T02:23:13.588Z"},
		"faceAuth.json":            {"faceAuth", "6xx28lo115832", "user123", "user@example.com", "", "2026-04-18T00:00:00.000Z"},
	} {
		data, err := os.ReadFile(filepath.Join(webhooks, file))
		if err != nil {
			t.Fatal(err)
		}
		e := decode(t, string(data))
		got := want{e.Name(), e.SubmissionID(), e.UserID(), e.Email(), e.Status, e.OccurredAt()}
		if got != w {
			t.Errorf("%s: got %+v, want %+v", file, got, w)
		}
		if e.Info == nil || e.Encrypted || !onlyEmpty(e) {
			t.Errorf("%s: info %v, encrypted %v, notes %v", file, e.Info, e.Encrypted, notes(e))
		}
		if strings.Contains(e.Summary(), "?") || e.Summary() == "" {
			t.Errorf("%s: summary %q", file, e.Summary())
		}
	}
}

// onlyEmpty reports whether nothing is odd but empty texts.
func onlyEmpty(e *Event) bool {
	return !slices.ContainsFunc(e.Notes(), func(n diag.Note) bool { return n.Rule != "field/empty" })
}

func TestOddities(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		payload string
		notes   []string
		check   func(*Event) any
		want    any
	}{
		"submission id in another case": {
			`{"webhook_trigger":"approved","submissionId":"s1"}`,
			[]string{`field/case: "submissionId" is spelled "submission_id"`},
			func(e *Event) any { return e.Summary() }, "Submission s1 was approved.",
		},
		"submission id null": {
			`{"webhook_trigger":"approved","submission_id":null}`,
			[]string{"field/type: submission_id is null, expected a string"},
			func(e *Event) any { return e.Summary() }, "Submission ? was approved.",
		},
		"updated with a kyc_result object": {
			`{"webhook_trigger":"updated","submission_id":"s","data":{"kyc_result":{"status":"approved"}}}`,
			[]string{"field/type: data.kyc_result is an object, expected a string"},
			func(e *Event) any { return e.Status }, "approved",
		},
		"reject codes outside the table": {
			`{"webhook_trigger":"rejected","submission_id":"s","kyc_result":{"commentCode":["no_date_of_birth","zz",""]}}`,
			[]string{
				`rejectcode/spelling: reject code "no_date_of_birth" is spelled "no-date-of-birth"`,
				`rejectcode/unknown: reject code "zz" is not one of the known codes`,
				`field/empty: kyc_result.commentCode is empty`,
			},
			func(e *Event) any { return len(e.Reject.Codes) }, 3,
		},
		"imcomplete": {
			`{"webhook_trigger":"created","submission_id":"s","kyc_result":{"status":"imcomplete"}}`,
			[]string{`field/enum: kyc_result.status is "imcomplete", a typo of the documentation: the service sends "incomplete"`},
			func(e *Event) any { return e.Status }, "incomplete",
		},
		"status outside the enum": {
			`{"webhook_trigger":"created","submission_id":"s","kyc_result":{"status":"done"}}`,
			[]string{`field/enum: kyc_result.status is "done", expected "incomplete"`},
			func(e *Event) any { return e.Status }, "incomplete",
		},
		"alias": {
			`{"webhook_trigger":"aml-ongoing","submission_id":"s","records":[{"created_at":"2026-04-17T09:00:00+09:00"}]}`,
			[]string{`event/alias: "aml-ongoing" is the name in the documentation's event table, the service sends "aml_monitor"`},
			func(e *Event) any { return e.Name() + " " + e.Trigger + " " + e.OccurredAt() }, "aml_monitor aml-ongoing 2026-04-17T00:00:00Z",
		},
		"string kyc_result": {
			`{"webhook_trigger":"rejected","submission_id":"s","kyc_result":"rejected"}`,
			[]string{`field/type: kyc_result is a string, expected an object`},
			func(e *Event) any { return e.Status }, "rejected",
		},
		"array comments": {
			`{"webhook_trigger":"rejected","submission_id":"s","kyc_result":{"status":"rejected","comment":["a","b"],"commentCode":["too_many_retry"]}}`,
			nil,
			func(e *Event) any { return strings.Join(append(e.Reject.Comments, e.Reject.Codes...), ",") }, "a,b,too_many_retry",
		},
		"flat custom fields": {
			`{"webhook_trigger":"submit","submission_id":"s","cf2":"web"}`,
			[]string{`field/unknown: cf2 is not a documented field of the submit event`},
			func(e *Event) any { return customFields(e) }, "- web -",
		},
		"nested custom fields": {
			`{"webhook_trigger":"injection","submission_id":"s","action":{},"cf":{"cf1":"a"}}`,
			[]string{`field/unknown: cf is not a documented field of the injection event`},
			func(e *Event) any { return customFields(e) }, "a - -",
		},
		"camel case": {
			`{"webhook_trigger":"submit","submissionId":"s"}`,
			[]string{`field/case: "submissionId" is spelled "submission_id"`},
			func(e *Event) any { return e.SubmissionID() }, "s",
		},
		"attempts as a string": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"glare_detected","attempts":"2"}`,
			[]string{`field/type: attempts is a string, expected an integer`},
			func(e *Event) any { return *e.Retry == Retry{"glare_detected", 2, true, e.Retry.Info} }, true,
		},
		"attempts beyond reading": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"no_face","attempts":1.5}`,
			[]string{`field/type: attempts is a number that is not whole, expected an integer`},
			func(e *Event) any { return e.Retry.HasAttempts }, false,
		},
		"attempts as a fraction of zeros": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"no_face","attempts":1.0}`, nil,
			func(e *Event) any { return e.Retry.Attempts }, int64(1),
		},
		"attempts with an exponent": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"no_face","attempts":1e2}`, nil,
			func(e *Event) any { return e.Retry.Attempts }, int64(100),
		},
		"attempts below zero": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"no_face","attempts":-3}`,
			[]string{`field/type: attempts is a negative number, expected an integer from 0`},
			func(e *Event) any { return e.Retry.HasAttempts }, false,
		},
		"attempts beyond 64 bits": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"no_face","attempts":9223372036854775808}`,
			[]string{`field/type: attempts is a number beyond 64 bits, expected an integer from 0`},
			func(e *Event) any { return e.Retry.HasAttempts }, false,
		},
		"odd retry code": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"Glare_detected","attempts":2}`,
			[]string{`retrycode/spelling: retry code "Glare_detected" is spelled "glare_detected"`},
			func(e *Event) any { return e.Retry.Info.Code }, "glare_detected",
		},
		"unknown retry code": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"glare_detectd","attempts":2}`,
			[]string{`retrycode/spelling: retry code "glare_detectd" is spelled "glare_detected"`},
			func(e *Event) any { return e.Retry.Info == nil }, true,
		},
		"odd time": {
			`{"webhook_trigger":"delete","submission_id":"s","delete_time":"2026-05-01-00-00-00-UTC"}`,
			[]string{`field/format: delete_time is not in RFC 3339; argosctl reads it as "2026-05-01T00:00:00Z"`},
			func(e *Event) any { return e.OccurredAt() }, "2026-05-01T00:00:00Z",
		},
		"no time": {
			`{"webhook_trigger":"delete","submission_id":"s","delete_time":"soon"}`,
			[]string{`field/format: delete_time is not a time`},
			func(e *Event) any { return e.OccurredAt() }, "",
		},
		"extra field": {
			`{"webhook_trigger":"delete","submission_id":"s","new":{"deep":1}}`,
			[]string{`field/unknown: new is not a documented field of the delete event`},
			func(e *Event) any { return e.SubmissionID() }, "s",
		},
		"duplicate key": {
			`{"webhook_trigger":"submit","submission_id":"a","submission_id":"b"}`,
			[]string{`json/duplicate-key`},
			func(e *Event) any { return e.SubmissionID() }, "b",
		},
		"invalid UTF-8": {
			"{\"webhook_trigger\":\"submit\",\"submission_id\":\"a\xff\"}",
			[]string{`json/utf8`},
			func(e *Event) any { return e.SubmissionID() }, "a\ufffd",
		},
		"byte order mark": {
			"\ufeff{\"webhook_trigger\":\"submit\",\"submission_id\":\"a\"}",
			[]string{`json/bom`},
			func(e *Event) any { return string(e.Payload()) }, `{"webhook_trigger":"submit","submission_id":"a"}`,
		},
		"unknown event": {
			`{"webhook_trigger":"aprroved","submission_id":"s","userid":"u","cf":{"cf3":"c"}}`,
			[]string{`event/unknown: "aprroved" is not an event of the service`},
			func(e *Event) any { return e.Name() + e.SubmissionID() + e.UserID() + customFields(e) }, "aprrovedsu- - c",
		},
		"envelope": {
			`{"data":"abcd","isEncrypted":true}`,
			[]string{`envelope/no-key: the payload is encrypted, and there is no key to open it`},
			func(e *Event) any { return e.Sealed() }, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := decode(t, tt.payload)
			got := notes(e)
			for i := range got {
				if i < len(tt.notes) && !strings.Contains(tt.notes[i], ": ") {
					got[i], _, _ = strings.Cut(got[i], ": ")
				}
			}
			if diff := cmp.Diff(tt.notes, got); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, tt.check(e)); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNotAPayload(t *testing.T) {
	t.Parallel()
	var names []string
	for _, e := range catalog.Events() {
		names = append(names, e.Name)
	}
	const quoteIt = `write the name of the event in double quotes, such as "approved"`
	for payload, want := range map[string]diag.Problem{
		`[1]`:                    {Rule: "json/not-object", Message: say.Textf("expected a JSON object, found an array"), Hint: say.Textf("a payload is a JSON object with a webhook_trigger"), Length: 1},
		`{"a":1}`:                {Rule: "event/missing", Message: say.Textf("the object has no webhook_trigger"), Hint: say.Textf("a webhook carries webhook_trigger with the name of its event"), Length: 1},
		`{"webhook_triger":"x"}`: {Rule: "event/missing", Message: say.Textf("the object has no webhook_trigger"), Hint: say.Textf(`did you mean "webhook_trigger" by "webhook_triger"?`), Length: 1},
		`{"Items":[]}`: {Rule: "event/missing", Message: say.Textf("this is an answer of the submission API, not a webhook"),
			Hint: say.Textf("'argosctl submission to-event FILE' makes the webhooks of its submissions"), Length: 1},
		`{"submission_id":"s","kyc":{"result":"approved"}}`: {Rule: "event/missing", Message: say.Textf("this is an answer of the submission API, not a webhook"),
			Hint: say.Textf("'argosctl submission to-event FILE' makes the webhooks of its submissions"), Length: 1},
		`{"submissionId":"s","kycStatus":"approved"}`: {Rule: "event/missing", Message: say.Textf("this is an answer of the submission API, not a webhook"),
			Hint: say.Textf("'argosctl submission to-event FILE' makes the webhooks of its submissions"), Length: 1},
		`{"items":[{"submission_id":"s","kyc":{}}]}`: {Rule: "event/missing", Message: say.Textf("this is an answer of the submission API, not a webhook"),
			Hint: say.Textf("'argosctl submission to-event FILE' makes the webhooks of its submissions"), Length: 1},
		`{"items":[]}`:             {Rule: "event/missing", Message: say.Textf("the object has no webhook_trigger"), Hint: say.Textf("a webhook carries webhook_trigger with the name of its event"), Length: 1},
		`{"webhook_trigger":null}`: {Rule: "field/type", Message: say.Textf("webhook_trigger is null, expected the name of an event as a string"), Hint: say.Textf(quoteIt), Offset: 19, Length: 4},
		`{"webhook_trigger":[]}`:   {Rule: "field/type", Message: say.Textf("webhook_trigger is an array, expected the name of an event as a string"), Hint: say.Textf(quoteIt), Offset: 19, Length: 1},
		`{"webhook_trigger":""}`: {Rule: "event/missing", Message: say.Textf("webhook_trigger is empty"), Offset: 19, Length: 2,
			Hint: say.Textf("name the event, one of: %s", strings.Join(names, ", "))},
	} {
		_, err := NewDecoder("en").Decode([]byte(payload))
		var got *diag.Problem
		if !errors.As(err, &got) {
			t.Errorf("%s: error %v", payload, err)
			continue
		}
		if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", payload, diff)
		}
	}
}

func TestTheOfficialRetrySampleLacksAComma(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join(webhooks, "official-retry.json"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = NewDecoder("en").Decode(data)
	var got *diag.Problem
	if !errors.As(err, &got) || got.Rule != "json/syntax" || !strings.Contains(got.Message.String(), "missing comma") {
		t.Fatalf("error %v", err)
	}
	if at := strings.Index(string(data), `"retryCode"`); got.Offset != int64(at) {
		t.Errorf("offset %d, want %d", got.Offset, at)
	}
}

func TestKeep(t *testing.T) {
	t.Parallel()
	d := NewDecoder("en")
	d.Keep = func(name string) bool { return name == "aml_monitor" }
	for payload, kept := range map[string]bool{
		`{"webhook_trigger":"aml-ongoing"}`: true,
		`{"webhook_trigger":"approved"}`:    false,
	} {
		if e, err := d.Decode([]byte(payload)); err != nil || (e != nil) != kept {
			t.Errorf("%s: %v, %v", payload, e, err)
		}
	}
}

// A payload's own text goes out as it came in: number literals, unknown
// fields and the order of members.
func TestJSONKeepsTheBody(t *testing.T) {
	t.Parallel()
	payload := `{"webhook_trigger":"retry", "big":12345678901234567890.10, "submission_id":"s","retryCode":"nope","attempts":1e-1}`
	e := decode(t, payload)
	line := e.AppendJSON(nil, []byte(`{"path":"x"}`))
	if !strings.HasSuffix(string(line), `"payload":`+strings.ReplaceAll(payload, `, "`, `,"`)+`}`) {
		t.Errorf("got %s", line)
	}
	var record struct {
		Event string
		Known bool
		Retry struct {
			Code     string
			Attempts *int
			Known    bool
			Flows    []string
		}
		Reject *struct{} `json:"reject"`
	}
	if err := json.Unmarshal(line, &record); err != nil {
		t.Fatal(err)
	}
	if record.Event != "retry" || !record.Known || record.Retry.Code != "nope" || record.Retry.Known || record.Retry.Attempts != nil || record.Reject != nil {
		t.Errorf("got %+v", record)
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	e := decode(t, `{"webhook_trigger":"aml_monitor","submission_id":"s","records":[{"recordId":"r","x":[]}],"cf":{}}`)
	var got []string
	for v := range e.Fields() {
		known := "-"
		if v.Field != nil {
			known = v.Field.Path
		}
		got = append(got, v.Path+"="+v.Value+" "+known)
	}
	want := []string{
		"webhook_trigger=aml_monitor webhook_trigger", "submission_id=s submission_id",
		"records[0].recordId=r records[].recordId", "records[0].x=[] -", "cf={} cf",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-04-14T02:11:09.120Z":  "2026-04-14T02:11:09.120Z",
		"2026-04-14T11:11:09+09:00": "2026-04-14T02:11:09Z",
		"2026-04-14-02-11-09-UTC":   "2026-04-14T02:11:09Z odd",
		"2026-04-14-11-11-09-+0900": "2026-04-14T02:11:09Z odd",
		"2026-04-14 02:11:09":       "2026-04-14T02:11:09Z odd",
		"2026-04-14t02:11:09.5z":    "2026-04-14T02:11:09.5Z",
		"2026-04-14T02:11:09":       "2026-04-14T02:11:09Z odd",
		"2026-04-14 11:11:09+09:00": "2026-04-14T02:11:09Z odd",
		"2026-04-14-11-11-09-KST":   "2026-04-14T02:11:09Z odd",
		"2026-04-14-02-11-09-120":   "2026-04-14T02:11:09.12Z odd",
		"9999-12-31T23:59:59-01:00": "-",
		"2026-04-14":                "-",
		"2026-02-30T00:00:00Z":      "-",
		"YYYY-MM-DD-HH-MM-SS-ZZZ":   "-",
	} {
		utc, odd, ok := ParseTime(text)
		got := utc
		if odd {
			got += " odd"
		}
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(webhooks, "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := NewDecoder("ko")
		e, err := d.Decode(data)
		if (e == nil) == (err == nil) {
			t.Fatalf("event %v, error %v", e, err)
		}
		if err != nil {
			return
		}
		for range e.Fields() {
		}
		line := e.AppendJSON(nil, []byte(`{"path":"-"}`))
		if len(e.Doc.Faults) == 0 && !json.Valid(line) {
			t.Fatalf("not JSON: %q", line)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(webhooks, "approved.json"))
	if err != nil {
		b.Fatal(err)
	}
	d := NewDecoder("en")
	var out []byte
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		e, err := d.Decode(data)
		if err != nil {
			b.Fatal(err)
		}
		out = e.AppendJSON(out[:0], []byte(`{"path":"-"}`))
	}
}
