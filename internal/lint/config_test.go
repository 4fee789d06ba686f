package lint

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestContract: the ids and default severities that are promised.
func TestContract(t *testing.T) {
	t.Parallel()
	want := strings.Fields(`json/syntax json/utf8 json/bom json/duplicate-key json/trailing-data json/depth json/not-object
		envelope/no-key envelope/undecryptable envelope/form event/missing event/unknown event/alias event/unconfirmed
		field/missing field/type field/enum field/format field/unknown field/case field/empty status/mismatch
		retrycode/unknown retrycode/spelling rejectcode/unknown rejectcode/spelling rejectcode/comment fixture/placeholder fixture/personal-data
		source/inside sequence/before-created sequence/submit-after-decision sequence/attempts sequence/after-delete
		sequence/status-change sequence/no-decision sequence/duplicate`)
	if !slices.Equal(RuleIDs(), want) {
		t.Errorf("rules %v", RuleIDs())
	}
	warnings := strings.Fields("json/bom envelope/no-key event/alias field/unknown retrycode/unknown rejectcode/unknown fixture/placeholder fixture/personal-data " +
		"sequence/before-created sequence/submit-after-decision sequence/attempts sequence/after-delete sequence/status-change sequence/no-decision")
	infos := strings.Fields("envelope/form event/unconfirmed field/empty rejectcode/comment sequence/duplicate")
	for _, r := range Rules() {
		level := diag.Error
		if slices.Contains(warnings, r.ID) {
			level = diag.Warning
		} else if slices.Contains(infos, r.ID) {
			level = diag.Info
		} else if r.ID == "source/inside" {
			level = diag.Off // decode notes it
		}
		if r.Default != level {
			t.Errorf("%s is %s", r.ID, r.Default)
		}
	}
	if r, ok := RuleByID("field/case"); !ok || r.ID != "field/case" {
		t.Error("RuleByID")
	}
	if _, ok := RuleByID("field/cases"); ok {
		t.Error("RuleByID finds what is not there")
	}
}

func TestSeverities(t *testing.T) {
	t.Parallel()
	const text = `{"webhook_trigger":"injection","submission_id":"x","applicant_id":"a","extra":1,"email":"kim@naver.com",` +
		`"action":{"type":"address","created_at":"2026-04-14-02-11-09-UTC"},"kyc_status":"Approved"}`
	for _, c := range []struct {
		config Config
		want   string
	}{
		{Config{}, "warning field/unknown, warning fixture/personal-data, info field/format, warning field/enum"},
		{Config{Strict: true}, "error field/unknown, warning fixture/personal-data, info field/format, warning field/enum"},
		{Config{Strict: true, Severities: map[string]diag.Severity{"field/unknown": diag.Info, "fixture/personal-data": diag.Off, "field/format": diag.Error}},
			"info field/unknown, error field/format, warning field/enum"},
		{Config{Event: "injection"}, "warning field/unknown, warning fixture/personal-data, info field/format, warning field/enum"},
		{Config{Event: "injectionFail"}, "error event/unknown, warning field/unknown, warning fixture/personal-data, info field/format, warning field/enum"},
	} {
		var got []string
		for _, f := range check1(newLinter(t, c.config), text) {
			got = append(got, f.Severity.String()+" "+f.Rule)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%+v: %s", c.config, got)
		}
	}
	strict := newLinter(t, Config{Strict: true})
	found := check1(strict, rejectedPayload+`"commentCode":["other","x-y-z"]}}`)
	if len(found) != 1 || found[0].Severity != diag.Error || found[0].Pointer != "/kyc_result/commentCode/1" {
		t.Error(toldAll(found))
	}
}

// TestEventAssertion also holds for payloads that are clean otherwise.
func TestEventAssertion(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{Event: "approved"})
	found := check1(l, deletePayload)
	if len(found) != 1 || found[0].Message != `expected event "approved", found "delete"` || found[0].Event != "delete" {
		t.Error(toldAll(found))
	}
	if found := check1(l.Clone(), `{"webhook_trigger":"approved","submission_id":"x","email":"user@example.com","applicant_id":"a","kyc_result":{"status":"approved",`+
		`"updated_at":"2026-04-14T02:20:41Z","created_at":"2026-04-14T02:11:09Z","kyc_result_at":"2026-04-14T02:20:41Z","reviewer":"system"}}`); len(found) != 0 {
		t.Error(toldAll(found))
	}
}

func TestUnknownNames(t *testing.T) {
	t.Parallel()
	var unknown *UnknownError
	_, err := New(Config{Severities: map[string]diag.Severity{"field/unknwon": diag.Info}})
	if !errors.As(err, &unknown) || err.Error() != `unknown rule "field/unknwon"` || !slices.Equal(unknown.Nearest, []string{"field/unknown"}) {
		t.Error(err, unknown)
	}
	if _, err = New(Config{Event: "aml-ongoing"}); !errors.As(err, &unknown) || unknown.Kind != "event" {
		t.Error(err)
	}
}

func TestEnvelope(t *testing.T) {
	t.Parallel()
	opened := func(plain string) Config {
		return Config{Open: func(text []byte) ([]byte, string, error) {
			if string(text) != "abc=" {
				return nil, "", errors.New("cannot open")
			}
			return []byte(plain), "", nil
		}}
	}
	const sealed = "{ \"data\":\n  \"abc=\" }"
	if found := check1(newLinter(t, opened(deletePayload)), sealed); len(found) != 0 {
		t.Error(toldAll(found))
	}
	found := check1(newLinter(t, opened(`{"webhook_trigger":"deleted","Submission_ID":"x"`+complete+`}`)), sealed)
	want := "2:3-2:9 warning event/alias /webhook_trigger: \"deleted\" is another name of the event that the service sends as \"delete\"\n" +
		"2:3-2:9 error field/case /Submission_ID: \"Submission_ID\" is spelled \"submission_id\"\n"
	if toldAll(found) != want || found[0].Fix != nil || found[1].Fix != nil || string(found[0].Source.Text) != `  "abc=" }` {
		t.Error(toldAll(found), found)
	}
	found = check1(newLinter(t, opened(`{"a" 1}`)), sealed)
	if len(found) != 1 || found[0].Rule != "json/syntax" || found[0].Line != 2 || found[0].Fix != nil {
		t.Error(toldAll(found))
	}
	// An envelope in an envelope is not opened again and again.
	if found = check1(newLinter(t, opened(sealed)), sealed); len(found) != 0 {
		t.Error(toldAll(found))
	}
	if found = check1(newLinter(t, opened("")), `{"data":"x"}`); len(found) != 1 || found[0].Message != "the payload does not open: cannot open" || len(found[0].Help) != 1 {
		t.Error(toldAll(found))
	}
	for text, rule := range map[string]string{
		`{"data":"x","isEncrypted":true}`:       "envelope/no-key",
		`{"data":"x","isEncrypted":false}`:      "event/missing",
		`{"data":{}}`:                           "event/missing",
		`{"Webhook-Trigger":"no","data":"x"}`:   "field/case",
		`{"Items":[],"data":1}`:                 "event/missing",
		`{"trigger":"approved"}`:                "event/missing",
		`{"webhook_trigger":""}`:                "event/missing",
		`{"webhook_trigger":1}`:                 "field/type",
		`{"webhook_trigger":"{event}"}`:         "event/unknown",
		`{"webhook_trigger":"zzzzzzzzzzzzzzz"}`: "event/unknown",
	} {
		found := check1(newLinter(t, Config{}), text)
		if len(found) == 0 || found[0].Rule != rule {
			t.Errorf("%s: %s", text, toldAll(found))
		}
	}
}

// TestNames: names in another spelling, alone and next to the right one, and
// names that a pointer has to escape.
func TestNames(t *testing.T) {
	t.Parallel()
	found := check1(newLinter(t, Config{}), `{"webhook_trigger":"delete","submission_id":"x","Submission-ID":5,"comment":1,"Comment":"","a/b~c":[{"":"{x}"}]`+complete+`}`)
	want := `1:49-1:64 error field/case /Submission-ID: "Submission-ID" is spelled "submission_id"
1:77-1:78 error field/type /comment: comment is a number, expected a string
1:79-1:88 error field/case /Comment: "Comment" is spelled "comment"
1:92-1:99 warning field/unknown /a~1b~0c: a/b~c is not a documented field of the delete event
1:105-1:110 warning fixture/placeholder /a~1b~0c/0/: "{x}" is a template of the documentation, not a value
`
	if toldAll(found) != want || found[0].Fix != nil || found[2].Fix != nil {
		t.Error(toldAll(found))
	}
	found = check1(newLinter(t, Config{}), `{"webhook_trigger":"delete","SubmissionID":7,"submissionid":"x"`+complete+`}`)
	if len(found) != 3 || found[0].Fix == nil || found[1].Rule != "field/type" || found[2].Fix != nil {
		t.Error(toldAll(found))
	}
}

// TestTooManyFindings: the findings of one payload are bounded, and so is the
// time for one of 8 MiB that is full of them.
func TestTooManyFindings(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	var b bytes.Buffer
	b.WriteString(`{"webhook_trigger":"delete","submission_id":"x"`)
	for i := 0; b.Len() < 8<<20; i++ {
		b.WriteString(`,"unknown_` + strings.Repeat("z", i%7) + time.Duration(i).String() + `":"kim@naver.com"`)
	}
	b.WriteString("}")
	found := check1(newLinter(t, Config{}), b.String())
	if len(found) != MaxFindings || !strings.Contains(found[MaxFindings-1].Help[1], "more findings") {
		t.Errorf("%d findings", len(found))
	}
}

// TestInArray: an element of an array stands in its file.
func TestInArray(t *testing.T) {
	t.Parallel()
	const file = "\xef\xbb\xbf[ {\"webhook_trigger\":\"deleted\",\n \"submission_id\":\"x\"" + complete + "}, 1]"
	start, end := strings.Index(file, "{"), strings.Index(file, "}")+1
	p := source.Payload{
		Origin: source.Origin{Path: "a.json", Index: 0}, Bytes: []byte(file[start:end]), Offset: int64(start), Line: 1, Column: 3,
		Before: []byte("[ "), After: []byte(", 1]"), BOM: true,
	}
	var found []diag.Finding
	newLinter(t, Config{}).Check(p, func(f *diag.Finding) { found = append(found, *f) })
	if len(found) != 2 || found[0].Rule != "json/bom" || found[0].Offset != 0 || found[0].Fix.Edits[0] != (diag.Edit{Length: 3}) {
		t.Fatal(toldAll(found))
	}
	f := found[1]
	if f.Line != 1 || f.Column != 22 || f.Offset != 24 || string(f.Source.Text) != `[ {"webhook_trigger":"deleted",` || string(f.Source.Text[f.Source.Start:f.Source.End]) != `"deleted"` {
		t.Errorf("%s %+v", told(f), f)
	}
	if f.Fix.Edits[0].Offset != 24 {
		t.Errorf("%+v", f.Fix)
	}
}

func TestApplyFixes(t *testing.T) {
	t.Parallel()
	fix := func(edits ...diag.Edit) *diag.Fix { return &diag.Fix{Edits: edits} }
	got, n := ApplyFixes([]byte("abcdef"), 100, []*diag.Fix{
		fix(diag.Edit{Offset: 102, Length: 2, Text: "X"}),
		fix(diag.Edit{Offset: 103, Length: 1, Text: "no"}),
		fix(diag.Edit{Offset: 102, Text: "+"}),
		fix(diag.Edit{Offset: 105, Length: 1}, diag.Edit{Offset: 100, Length: 1, Text: "A"}),
		fix(diag.Edit{Offset: 104, Length: 1, Text: "E"}, diag.Edit{Offset: 100, Length: 1, Text: "no"}),
		fix(diag.Edit{Offset: 99, Length: 1}),
		fix(diag.Edit{Offset: 106, Text: "!"}),
		fix(diag.Edit{Offset: 106, Length: 1}),
	})
	if string(got) != "Ab+Xe!" || n != 4 {
		t.Errorf("%s, %d fixes", got, n)
	}
}

// TestNoAllocations: judging clean payloads costs no memory.
func TestNoAllocations(t *testing.T) {
	lines, l := archive(t, 9, 300), newLinter(t, Config{})
	p := payload("")
	emit := func(f *diag.Finding) { t.Error(told(*f)) }
	least := math.Inf(1)
	for range 5 { // the count is of the whole process: what other tests left running shows too
		least = min(least, testing.AllocsPerRun(5, func() {
			for _, line := range lines {
				p.Bytes = line
				l.Check(p, emit)
			}
		}))
	}
	if least != 0 {
		t.Errorf("%v allocations", least)
	}
}
