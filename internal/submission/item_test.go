package submission_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/schema"
	"github.com/argosctl/argosctl/internal/submission"
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
		if got := parse(t, text).Status(); got != status {
			t.Errorf("%s: status %q", text, got)
		}
	}
	if _, ok := submission.ParseItem([]byte(`[1]`)); ok {
		t.Error("an array is no item")
	}
}

func TestPersonal(t *testing.T) {
	t.Parallel()
	p := submission.NewPersonal()
	for path, personal := range map[string]bool{
		"data.full_name": true, "data.name": true, "data.date_of_birth": true, "email": true, "data.ip_address": true, "data.address_city": true,
		"image.idImage": true, "image": true, "memo.text": true, "data.documentNumber": true,
		"submission_id": false, "kyc.result": false, "created_at": false, "data.cf1": false, "images": false, "reviewer": false, "data.idType": false,
	} {
		if got := p.Field(path); got != personal {
			t.Errorf("%s: %t", path, got)
		}
	}
	for value, want := range map[string]string{"user1": "user1", "me@example.com": event.MaskText, "": "", "@home": "@home", "a @ b": "a @ b"} {
		if got := p.Mask("userid", value); got != want {
			t.Errorf("%q: %q", value, got)
		}
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	item := parse(t, `{"submission_id":"6a","userid":"me@example.com","kyc":{"comment":["one","two"],"commentCode":[]},"data":{"full_name":"홍길동","cf1":"a\"b","age_group":null},"attempts":2,"data2":1}`)
	for _, tt := range []struct {
		personal *submission.Personal
		user     string
		name     string
	}{{nil, "me@example.com", "홍길동"}, {submission.NewPersonal(), "***", "***"}} {
		c := submission.NewColumns(tt.personal)
		for range 2 { // a row leaves nothing behind
			row := map[string]string{}
			for i, cell := range c.Row(item) {
				row[c.Names()[i]] = string(cell)
			}
			if row["submission_id"] != "6a" || row["userid"] != tt.user || row["data.full_name"] != tt.name || row["kyc.comment"] != "one; two" ||
				row["kyc.commentCode"] != "" || row["data.cf1"] != `a"b` || row["attempts"] != "2" || row["data.age_group"] != "" {
				t.Errorf("got %v", row)
			}
		}
		c.Row(parse(t, `{"submission_id":"6b"}`))
		if row := c.Row(parse(t, `{"kyc":7}`)); string(bytes.Join(row, nil)) != "" {
			t.Errorf("left behind: %q", row)
		}
	}
}

// TestReconstruct holds every reconstructed payload to the event's JSON Schema
// with a validator that is not ours.
func TestReconstruct(t *testing.T) {
	t.Parallel()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.All()))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("https://example.com/any.json", doc); err != nil {
		t.Fatal(err)
	}
	any, err := compiler.Compile("https://example.com/any.json")
	if err != nil {
		t.Fatal(err)
	}
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
		if err != nil || e.SubmissionID != item.ID() || e.Status != item.Status() && hook.Event != "submit" || len(e.Notes) > 0 {
			t.Fatalf("%s: %v %v", hook.Payload, err, e.Notes)
		}
		if !strings.Contains(hook.Notes[0], "reconstructed") || bytes.Contains(hook.Payload, []byte("reconstructed")) {
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
