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

// notes are "rule: message" lines.
func notes(e *Event) []string {
	var lines []string
	for _, n := range e.Notes {
		lines = append(lines, n.Rule+": "+n.Message)
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
		got := want{e.Name(), e.SubmissionID, e.UserID, e.Email, e.Status, e.OccurredAt}
		if got != w {
			t.Errorf("%s: got %+v, want %+v", file, got, w)
		}
		if e.Info == nil || e.Encrypted || len(e.Notes) != 0 {
			t.Errorf("%s: info %v, encrypted %v, notes %v", file, e.Info, e.Encrypted, notes(e))
		}
		if strings.Contains(e.Summary, "?") || e.Summary == "" {
			t.Errorf("%s: summary %q", file, e.Summary)
		}
	}
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
			[]string{"field/case: submissionId stands for submission_id, the documented name in approved"},
			func(e *Event) any { return e.Summary }, "Submission s1 was approved.",
		},
		"submission id null": {
			`{"webhook_trigger":"approved","submission_id":null}`,
			[]string{"field/type: submission_id is null, documented as a string"},
			func(e *Event) any { return e.Summary }, "Submission ? was approved.",
		},
		"updated with a kyc_result object": {
			`{"webhook_trigger":"updated","submission_id":"s","data":{"kyc_result":{"status":"approved"}}}`,
			[]string{"field/type: data.kyc_result is an object, documented as a string", "field/unknown: data.kyc_result.status is not documented for updated"},
			func(e *Event) any { return e.Status }, "approved",
		},
		"reject codes outside the table": {
			`{"webhook_trigger":"rejected","submission_id":"s","kyc_result":{"commentCode":["no_date_of_birth","zz",""]}}`,
			[]string{
				"field/type: kyc_result.commentCode is an array, documented as a string",
				`rejectcode/unknown: reject code "no_date_of_birth" is spelled "no-date-of-birth"`,
				`rejectcode/unknown: reject code "zz" is not one of the known codes`,
			},
			func(e *Event) any { return len(e.Reject.Codes) }, 3,
		},
		"imcomplete": {
			`{"webhook_trigger":"created","submission_id":"s","kyc_result":{"status":"imcomplete"}}`,
			[]string{`field/enum: status "imcomplete" is the documentation's typo for "incomplete"`},
			func(e *Event) any { return e.Status }, "incomplete",
		},
		"status outside the enum": {
			`{"webhook_trigger":"created","submission_id":"s","kyc_result":{"status":"done"}}`,
			[]string{`field/enum: status "done" is none of incomplete, pending, approved, rejected`},
			func(e *Event) any { return e.Status }, "incomplete",
		},
		"alias": {
			`{"webhook_trigger":"aml-ongoing","submission_id":"s","records":[{"created_at":"2026-04-17T09:00:00+09:00"}]}`,
			[]string{`event/alias: "aml-ongoing" stands for "aml_monitor", the name that the service sends`},
			func(e *Event) any { return e.Name() + " " + e.Trigger + " " + e.OccurredAt }, "aml_monitor aml-ongoing 2026-04-17T00:00:00Z",
		},
		"string kyc_result": {
			`{"webhook_trigger":"rejected","submission_id":"s","kyc_result":"rejected"}`,
			[]string{`field/type: kyc_result is a string, documented as an object`},
			func(e *Event) any { return e.Status }, "rejected",
		},
		"array comments": {
			`{"webhook_trigger":"rejected","submission_id":"s","kyc_result":{"status":"rejected","comment":["a","b"],"commentCode":["too_many_retry"]}}`,
			[]string{`field/type: kyc_result.comment is an array, documented as a string`, `field/type: kyc_result.commentCode is an array, documented as a string`},
			func(e *Event) any { return strings.Join(append(e.Reject.Comments, e.Reject.Codes...), ",") }, "a,b,too_many_retry",
		},
		"flat custom fields": {
			`{"webhook_trigger":"submit","submission_id":"s","cf2":"web"}`,
			[]string{`field/case: cf2 stands for cf.cf2, the documented name in submit`},
			func(e *Event) any { return e.CustomFields }, [3]Custom{{}, {"web", true}, {}},
		},
		"nested custom fields": {
			`{"webhook_trigger":"injection","submission_id":"s","action":{},"cf":{"cf1":"a"}}`,
			[]string{`field/unknown: cf is not documented for injection`},
			func(e *Event) any { return e.CustomFields[0] }, Custom{"a", true},
		},
		"camel case": {
			`{"webhook_trigger":"submit","submissionId":"s"}`,
			[]string{`field/case: submissionId stands for submission_id, the documented name in submit`},
			func(e *Event) any { return e.SubmissionID }, "s",
		},
		"attempts as a string": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"glare_detected","attempts":"2"}`,
			[]string{`field/type: attempts is a string, documented as an integer`},
			func(e *Event) any { return *e.Retry == Retry{"glare_detected", 2, true, e.Retry.Info} }, true,
		},
		"attempts beyond reading": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"no_face","attempts":1.5}`, nil,
			func(e *Event) any { return e.Retry.HasAttempts }, false,
		},
		"odd retry code": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"Glare_detected","attempts":2}`,
			[]string{`retrycode/spelling: retry code "Glare_detected" is spelled "glare_detected"`},
			func(e *Event) any { return e.Retry.Info.Code }, "glare_detected",
		},
		"unknown retry code": {
			`{"webhook_trigger":"retry","submission_id":"s","retryCode":"glare_detectd","attempts":2}`,
			[]string{`retrycode/unknown: retry code "glare_detectd" is not in the table; nearest: glare_detected`},
			func(e *Event) any { return e.Retry.Info == nil }, true,
		},
		"odd time": {
			`{"webhook_trigger":"delete","submission_id":"s","delete_time":"2026-05-01-00-00-00-UTC"}`,
			[]string{`field/format: delete_time is not in RFC 3339; read as 2026-05-01T00:00:00Z`},
			func(e *Event) any { return e.OccurredAt }, "2026-05-01T00:00:00Z",
		},
		"no time": {
			`{"webhook_trigger":"delete","submission_id":"s","delete_time":"soon"}`,
			[]string{`field/format: delete_time is not a time that can be read`},
			func(e *Event) any { return e.OccurredAt }, "",
		},
		"extra field": {
			`{"webhook_trigger":"delete","submission_id":"s","new":{"deep":1}}`,
			[]string{`field/unknown: new is not documented for delete`},
			func(e *Event) any { return e.SubmissionID }, "s",
		},
		"duplicate key": {
			`{"webhook_trigger":"submit","submission_id":"a","submission_id":"b"}`,
			[]string{`json/duplicate-key`},
			func(e *Event) any { return e.SubmissionID }, "b",
		},
		"invalid UTF-8": {
			"{\"webhook_trigger\":\"submit\",\"submission_id\":\"a\xff\"}",
			[]string{`json/utf8`},
			func(e *Event) any { return e.SubmissionID }, "a\ufffd",
		},
		"byte order mark": {
			"\ufeff{\"webhook_trigger\":\"submit\",\"submission_id\":\"a\"}",
			[]string{`json/bom`},
			func(e *Event) any { return string(e.Payload()) }, `{"webhook_trigger":"submit","submission_id":"a"}`,
		},
		"unknown event": {
			`{"webhook_trigger":"aprroved","submission_id":"s","userid":"u","cf":{"cf3":"c"}}`,
			[]string{`event/unknown: "aprroved" is not in the catalogue of events; did you mean approved?`},
			func(e *Event) any { return e.Name() + e.SubmissionID + e.UserID + e.CustomFields[2].Value }, "aprrovedsuc",
		},
		"envelope": {
			`{"data":"abcd","isEncrypted":true}`,
			[]string{`envelope/no-key: the body is encrypted; it opens with the project's API key`},
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
	for payload, want := range map[string]Error{
		`[1]`:                      {Rule: "json/not-object", Message: "expected a JSON object, found an array", Length: 1},
		`{"a":1}`:                  {Rule: "event/missing", Message: "no webhook payload: the object has no webhook_trigger", Hint: "every webhook of the service carries webhook_trigger", Length: 1},
		`{"webhookTrigger":"x"}`:   {Rule: "event/missing", Message: "no webhook payload: the object has no webhook_trigger", Hint: `"webhookTrigger" is spelled "webhook_trigger"`, Length: 1},
		`{"Items":[]}`:             {Rule: "event/missing", Message: "no webhook payload: the object has no webhook_trigger", Hint: "this looks like an answer of the submission API, not a webhook", Length: 1},
		`{"webhook_trigger":null}`: {Rule: "event/missing", Message: "webhook_trigger is null, expected the event's name as a string", Offset: 19, Length: 4},
		`{"webhook_trigger":[]}`:   {Rule: "event/missing", Message: "webhook_trigger is an array, expected the event's name as a string", Offset: 19, Length: 2},
		`{"webhook_trigger":""}`:   {Rule: "event/missing", Message: "webhook_trigger is empty, expected the event's name", Offset: 19, Length: 2},
	} {
		_, err := NewDecoder("en").Decode([]byte(payload))
		var got *Error
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
	var got *Error
	if !errors.As(err, &got) || got.Rule != "json/syntax" || !strings.Contains(got.Message, "missing comma") {
		t.Fatalf("error %v", err)
	}
	if at := strings.Index(string(data), `"retryCode"`); got.Offset != at {
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
	payload := `{"webhook_trigger":"retry", "big":12345678901234567890.10, "submission_id":"s","retryCode":"nope","attempts":1e0}`
	e := decode(t, payload)
	line := e.AppendJSON(nil, []byte(`{"path":"x"}`), "en")
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
		"2026-04-14":                "2026-04-14T00:00:00Z odd",
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
		line := e.AppendJSON(nil, []byte(`{"path":"-"}`), "ko")
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
		out = e.AppendJSON(out[:0], []byte(`{"path":"-"}`), "en")
	}
}
