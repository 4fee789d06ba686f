package submission_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/schema"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/testkit"
)

func parse(t *testing.T, text string) submission.Item {
	t.Helper()
	item, ok := submission.ParseItem([]byte(text))
	if !ok {
		t.Fatalf("not an item: %s", text)
	}
	return item
}

func TestItemReads(t *testing.T) {
	t.Parallel()
	item := parse(t, `{"submission_id":"6a","created_at":"2026-04-14-02-11-09-UTC","kyc":{"result":"rejected","comment":["one","two"],"commentCode":["c1"]},
		"data":{"first_name":"Gildong","last_name":"Hong"},"attempts":3,"retryCode":"glare_detected","list":[{"a":1},{"a":[1,2]}],"none":null,"empty":[]}`)
	code, attempts := item.Retry()
	got := []string{item.ID(), item.Status(), item.Created(), strings.Join(item.Comments(), "|"), strings.Join(item.Codes(), "|"), item.Name(), code, attempts}
	want := []string{"6a", "rejected", "2026-04-14T02:11:09Z", "one|two", "c1", "Gildong Hong", "glare_detected", "3"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	var leaves []string
	for path, value := range item.Leaves() {
		leaves = append(leaves, path+"="+value)
	}
	if text := strings.Join(leaves, " "); !strings.HasSuffix(text, "list.0.a=1 list.1.a=1; 2 none= empty=") || !strings.Contains(text, "kyc.comment=one; two ") {
		t.Errorf("leaves: %s", text)
	}
	for text, status := range map[string]string{
		`{"kyc":{"result":"approved"}}`:           "approved",
		`{"kyc":{"result":"Deleted Submission"}}`: submission.Deleted,
		`{"message":"Deleted Submission"}`:        submission.Deleted,
		`{"kyc":{"comment":"one"}}`:               "",
		`{"kyc_result":"pending"}`:                "pending",
	} {
		t.Run(text, func(t *testing.T) {
			if got := parse(t, text).Status(); got != status {
				t.Errorf("status %q", got)
			}
		})
	}
	if _, ok := submission.ParseItem([]byte(`[1]`)); ok {
		t.Error("an array is no item")
	}
}

func TestMasker(t *testing.T) {
	t.Parallel()
	m := submission.NewMasker()
	item := parse(t, `{"submission_id":"6a","userid":"me@example.com","reviewer":"system","kyc":{"result":"approved","comment":["call +1-555-0142"]},
		"data":{"full_name":"홍길동","middle_name":"Il","dob":"1992-03-08","passportNumber":"M123","address_city":"Seoul","idType":"passport","cf1":"x"},
		"photo":"https://img.example.com/1","image":{"idImage":"QUJD","selfieImage":""},"images":null,"memo":{"text":"regular"},
		"OCR_raw":{"full\u006eame":{"value":"Hong"}},"user@example.com":1}`)
	for range 2 { // an item leaves nothing behind
		var leaves []string
		for path, value := range m.Mask(item).Leaves() {
			leaves = append(leaves, path+"="+value)
		}
		want := []string{"submission_id=6a", "userid=***", "reviewer=system", "kyc.result=approved", "kyc.comment=***",
			"data.full_name=***", "data.middle_name=***", "data.dob=***", "data.passportNumber=***", "data.address_city=***", "data.idType=***", "data.cf1=***",
			"photo=***", "image.idImage=***", "image.selfieImage=", "images=", "memo.text=***", "OCR_raw.fullname.value=***", "***=1"}
		if !slices.Equal(leaves, want) {
			t.Errorf("got  %q\nwant %q", leaves, want)
		}
	}
	if masked := m.Mask(item); masked.ID() != "6a" || masked.Name() != "***" || masked.Status() != "approved" {
		t.Errorf("id %q, name %q, status %q", masked.ID(), masked.Name(), masked.Status())
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	item := parse(t, `{"submission_id":"6a","userid":"me@example.com","kyc":{"comment":["one","two"],"commentCode":[]},"data":{"full_name":"홍길동","cf1":"a\"b","age_group":null},"attempts":2,"data2":1}`)
	c := submission.NewColumns()
	for range 2 { // a row leaves nothing behind
		row := map[string]string{}
		for i, cell := range c.Row(item) {
			row[c.Names()[i]] = string(cell)
		}
		if row["submission_id"] != "6a" || row["userid"] != "me@example.com" || row["data.full_name"] != "홍길동" || row["kyc.comment"] != "one; two" ||
			row["kyc.commentCode"] != "" || row["data.cf1"] != `a"b` || row["attempts"] != "2" || row["data.age_group"] != "" {
			t.Errorf("got %v", row)
		}
	}
	c.Row(parse(t, `{"submission_id":"6b"}`))
	if row := c.Row(parse(t, `{"kyc":7}`)); string(bytes.Join(row, nil)) != "" {
		t.Errorf("left behind: %q", row)
	}
}

// TestReconstruct holds every reconstructed payload to the event's JSON Schema
// with a validator that is not ours.
func TestReconstruct(t *testing.T) {
	t.Parallel()
	any := testkit.Schema(t, schema.All())
	decoder := event.NewDecoder("en")
	made := map[string]int{}
	for _, raw := range mockapi.Samples(7, 600) {
		item := parse(t, string(raw))
		hook, err := submission.Reconstruct(item)
		if err != nil {
			t.Fatal(err)
		}
		made[hook.Event]++
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(hook.Payload))
		if err != nil {
			t.Fatal(err)
		}
		if err := any.Validate(value); err != nil {
			t.Fatalf("%s\n%v", hook.Payload, err)
		}
		e, err := decoder.Decode(hook.Payload)
		if err != nil || e.SubmissionID() != item.ID() || e.Status != item.Status() && hook.Event != "submit" || slices.ContainsFunc(e.Notes(), func(n diag.Note) bool { return n.Rule != "field/missing" }) { // the API knows no ipAddress
			t.Fatalf("%s: %v %v", hook.Payload, err, e.Notes())
		}
		if !strings.Contains(hook.Notes[0].String(), "reconstructed") || bytes.Contains(hook.Payload, []byte("reconstructed")) {
			t.Fatalf("notes %q, payload %s", hook.Notes, hook.Payload)
		}
	}
	for _, name := range []string{"approved", "rejected", "submit", "retry"} {
		if made[name] == 0 {
			t.Errorf("no %s was made", name)
		}
	}
}

func TestReconstructOddities(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"submission_id":"6a","kyc":{"result":"incomplete"},"data":{"cf1":"x"}}`:                                                             `{"webhook_trigger":"created","submission_id":"6a","kyc_result":{"status":"incomplete"},"cf":{"cf1":"x"}}`,
		`{"submission_id":"6a","updated_at":"2026-04-14-02-11-09-UTC","kyc":{"result":"rejected","comment":["one","two"],"commentCode":"c"}}`: `{"webhook_trigger":"rejected","kyc_result":{"status":"rejected","comment":"one, two","updated_at":"2026-04-14T02:11:09Z","commentCode":"c"},"submission_id":"6a"}`,
	} {
		hook, err := submission.Reconstruct(parse(t, text))
		var a, b any
		if err != nil || json.Unmarshal(hook.Payload, &a) != nil || json.Unmarshal([]byte(want), &b) != nil {
			t.Fatal(hook, err)
		}
		got, _ := json.Marshal(a)
		same, _ := json.Marshal(b)
		if !bytes.Equal(got, same) {
			t.Errorf("got  %s\nwant %s", got, same)
		}
	}
	for _, text := range []string{`{"submission_id":"6a"}`, `{"kyc":{"result":"Deleted Submission"}}`, `{"kyc":{"result":"odd"}}`} {
		var state *submission.StateError
		if _, err := submission.Reconstruct(parse(t, text)); !errors.As(err, &state) || err.Error() == "" {
			t.Errorf("%s: %v", text, err)
		}
	}
}
