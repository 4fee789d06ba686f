package schema

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/testkit"
)

func compiledEvent(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, ok := Event(name)
	if !ok {
		t.Fatalf("no schema for %s", name)
	}
	return testkit.Schema(t, text)
}

func parsed(t *testing.T, payload []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(payload))
	if err != nil {
		t.Fatalf("%v: %s", err, payload)
	}
	return v
}

// TestSamples holds 1,000 samples of every event and variant against its
// schema, and some against the schema for any event.
func TestSamples(t *testing.T) {
	t.Parallel()
	anyEvent := testkit.Schema(t, All())
	for _, e := range catalog.Events() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			own := compiledEvent(t, e.Name)
			for _, v := range e.Variants {
				g := sample.New(7)
				for n := range 1000 {
					payload, err := g.AppendEvent(nil, e.Name, v.Name)
					if err != nil {
						t.Fatal(err)
					}
					if err := own.Validate(parsed(t, payload)); err != nil {
						t.Fatalf("%s: %v\n%s", v.Name, err, payload)
					}
					if n < 20 {
						if err := anyEvent.Validate(parsed(t, payload)); err != nil {
							t.Fatalf("%s: any event: %v\n%s", v.Name, err, payload)
						}
					}
				}
			}
		})
	}
}

// TestOtherEvents: an event's schema refuses the payloads of all others.
func TestOtherEvents(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Events() {
		own := compiledEvent(t, e.Name)
		for _, other := range catalog.Events() {
			payload, err := sample.New(1).AppendEvent(nil, other.Name, "")
			if err != nil {
				t.Fatal(err)
			}
			if got := own.Validate(parsed(t, payload)) == nil; got != (e.Name == other.Name) {
				t.Errorf("the schema of %s says %v to %s", e.Name, got, other.Name)
			}
		}
	}
}

// TestVerdicts changes samples and checks what the event's schema and the one
// for any event say.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	anyEvent := testkit.Schema(t, All())
	for _, c := range []struct {
		event, set string // set as for --set-new; "-path" removes
		want       bool
	}{
		{"created", "-submission_id", false},
		{"created", "-webhook_trigger", false},
		{"created", "-kyc_result.status", true},
		{"created", "-kyc_result", true},
		{"created", "-cf", true},
		{"created", "webhook_trigger=kreated", false},
		{"created", "webhook_trigger:=1", false},
		{"created", "kyc_result.status=imcomplete", false},
		{"created", "kyc_result.status=approved", false}, // status/mismatch
		{"created", "ipAddress={ip_address}", true},
		{"created", "kyc_result.status={status}", false},
		{"created", "userid:=null", false},
		{"created", "userid=", true},
		{"created", "something_new:=[1]", true},
		{"created", "Userid=x", false},
		{"created", "kyc_result.Status=incomplete", false},
		{"created", "cf.CF1=x", false},
		{"created", "user_id=x", false},
		{"created", "users=x", true},
		{"created", "ipAddress=203.0.113.01", false},
		{"created", "ipAddress=fe80::1%eth0", false},
		{"created", "ipAddress=203.0.113.999", false},
		{"created", "ipAddress=2001:db8::1", true},
		{"created", "ipAddress=here", false},
		{"created", "ipAddress=", true},
		{"retry", "-attempts", true},
		{"retry", "-retryCode", true},
		{"retry", "retryCode=not_listed", true},
		{"retry", `attempts:="1"`, false},
		{"retry", "attempts:=1.5", false},
		{"retry", "attempts:=1e2", true},
		{"retry", "attempts:=-3", false},
		{"retry", "attempts:=9223372036854775808", false},
		{"retry", "cf:=null", true},
		{"retry", "userid:=null", false},
		{"approved", "kyc_result.update_at=2026-04-14T02:11:09Z", true},
		{"submit", "webhook_trigger=submitted", true},
		{"submit", "created_at=2026-02-30T00:00:00Z", false},
		{"submit", "created_at=2026-04-14 02:11:09", true},
		{"submit", "created_at=2026-04-14T02:11:09+09:00", true},
		{"submit", "created_at=2026-04-14-02-11-09-UTC", true},
		{"submit", "created_at=2026-02-29-02-11-09-UTC", false},
		{"submit", "created_at=2024-02-29-02-11-09-120", true},
		{"submit", "created_at=2026-04-14T23:59:60Z", false},
		{"submit", "created_at=2026-04-14T02:11:09", true},
		{"submit", "email=nobody", false},
		{"submit", "email=no..body@example.com", false},
		{"submit", "email=o'body+x@example.com", true},
		{"submit", "email=a@-example.com", false},
		{"approved", "nationality=KR", false},
		{"approved", "nationality=kor", false},
		{"approved", "nationality=VNM", true},
		{"approved", "date_of_birth=1992-13-01", false},
		{"approved", "date_of_birth=1992-02-30", false},
		{"approved", "date_of_birth=1992-02-29", true},
		{"approved", "date_of_birth=1900-02-29", false},
		{"approved", "date_of_birth=2000-02-29", true},
		{"approved", "date_of_birth=1992-04-31", false},
		{"approved", "gender=other", true},
		{"approved", `additional_list:={"answer":"x"}`, true},
		{"approved", `additional_list:="x"`, false},
		{"approved", "additional_list[0].answer:=1", false},
		{"approved", `additional_list:=["x"]`, false},
		{"rejected", `kyc_result.comment:=["a","b"]`, true},
		{"rejected", "kyc_result.comment:=1", false},
		{"rejected", "kyc_result.commentCode=some_new_code", true},
		{"updated", "data.kyc_result:={}", false},
		{"updated", "data.update[0]=newField", true},
		{"updated", "data.update[0]:=1", false},
		{"aml", "aml_result.currentstatus=Cleared", true},
		{"aml_monitor", "webhook_trigger=aml-ongoing", true},
		{"aml_monitor", "records:={}", false},
		{"token_expired", "-token_id", false},
		{"token_expired", "service=other", false},
		{"faceAuth", `data:="x"`, false},
		{"faceAuth", "data.submission_id=x", true},
		{"faceAuth", "data.SUBMISSION_ID=x", false},
		{"approved", "gender:=null", true},
		{"approved", "date_of_birth:=null", true},
		{"approved", "nationality:=null", true},
		{"approved", "email:=null", false},
		{"created", "cf:=null", true},
		{"created", "cf.cf1:=null", true},
		{"created", "ipAddress:=null", true},
	} {
		t.Run(c.event+" "+c.set, func(t *testing.T) {
			t.Parallel()
			v := parsed(t, changed(t, c.event, c.set))
			if path, remove := strings.CutPrefix(c.set, "-"); remove {
				drop(v, strings.Split(path, "."))
			}
			if err := compiledEvent(t, c.event).Validate(v); (err == nil) != c.want {
				t.Errorf("%v, want valid %v", err, c.want)
			}
			if err := anyEvent.Validate(v); (err == nil) != c.want {
				t.Errorf("any event: %v, want valid %v", err, c.want)
			}
		})
	}
}

// TestNull: a field may be null exactly where a Projection can hide it.
func TestNull(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Events() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			own := compiledEvent(t, e.Name)
			projected := 0
			for f := range e.Fields() {
				if strings.Contains(f.Path, "[]") {
					continue
				}
				v := parsed(t, changed(t, e.Name, f.Path+":=null"))
				if err := own.Validate(v); (err == nil) != f.Projected {
					t.Errorf("%s: %v, want valid %v", f.Path, err, f.Projected)
				}
				if f.Projected {
					projected++
				}
			}
			if e.Name == "approved" && projected < 10 {
				t.Errorf("a Projection hides %d fields, want the personal ones at least", projected)
			}
		})
	}
}

// A closed list of values keeps its values where null is accepted, too.
func TestNullBesideEnum(t *testing.T) {
	t.Parallel()
	e := &catalog.Event{Name: "e"}
	n := fieldNode(e, &catalog.Field{Name: "f", Types: []catalog.Type{catalog.String}, Enum: []string{"a", "b"}, Projected: true})
	s := testkit.Schema(t, render(n))
	for value, want := range map[string]bool{`"a"`: true, `null`: true, `"c"`: false, `1`: false} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			if err := s.Validate(parsed(t, []byte(value))); (err == nil) != want {
				t.Errorf("%v, want valid %v", err, want)
			}
		})
	}
}

func changed(t *testing.T, event, set string) []byte {
	t.Helper()
	payload, err := sample.New(3).AppendEvent(nil, event, "")
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(set, "-") {
		return payload
	}
	e, _, _ := catalog.EventByName(event)
	s, err := sample.ParseNewSet(e, set)
	if err != nil {
		t.Fatal(err)
	}
	if payload, err = sample.Apply(payload, s); err != nil {
		t.Fatal(err)
	}
	return payload
}

func drop(v any, path []string) {
	object := v.(map[string]any)
	if len(path) == 1 {
		delete(object, path[0])
		return
	}
	drop(object[path[0]], path[1:])
}

// TestDates holds the pattern of dates against every date of some years.
func TestDates(t *testing.T) {
	t.Parallel()
	pattern := regexp.MustCompile("^" + datePattern + "$")
	for _, year := range []int{0, 4, 100, 400, 1600, 1896, 1900, 1904, 1999, 2000, 2023, 2024, 2100, 9999} {
		for month := range 14 {
			for day := range 34 {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				_, err := time.Parse(time.DateOnly, text)
				if got := pattern.MatchString(text); got != (err == nil) {
					t.Errorf("%s: %v", text, got)
				}
			}
		}
	}
}

// TestSpelling: a member's name in another spelling is refused, whatever
// separators it has, and any other unknown name is not.
func TestSpelling(t *testing.T) {
	t.Parallel()
	own := compiledEvent(t, "created")
	for name, want := range map[string]bool{
		"userid": true, "USERID": false, "user-id": false, " user_id.": false, "tokenId": true, "token_id": false,
		"userids": true, "useri": true, "": true, "_": true, "user_id" + strings.Repeat("_", 60): true,
	} {
		t.Run(name, func(t *testing.T) {
			tree := parsed(t, changed(t, "created", "-")).(map[string]any)
			tree[name] = "x"
			if err := own.Validate(tree); (err == nil) != want {
				t.Errorf("%v, want valid %v", err, want)
			}
		})
	}
}

// TestOtherNames: another documented name of a member is no misspelling of it.
func TestOtherNames(t *testing.T) {
	t.Parallel()
	object := catalog.Field{Members: []catalog.Field{
		{Name: "tokenId", Types: []catalog.Type{catalog.String}, OtherNames: []string{"token_id"}},
	}}
	s := testkit.Schema(t, render(objectNode(&catalog.Event{Name: "e"}, &object)))
	for name, want := range map[string]bool{"tokenId": true, "token_id": true, "TOKENID": false, "Token_id": false, "other": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := s.Validate(map[string]any{name: "x"}); (err == nil) != want {
				t.Errorf("%v, want valid %v", err, want)
			}
		})
	}
}

func TestUnknownEvent(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "aproved", "aml-ongoing"} {
		if text, ok := Event(name); ok || text != nil {
			t.Errorf("Event(%q) = %d bytes, %v", name, len(text), ok)
		}
	}
}

// TestAuthors: beside every description stands who wrote it, and the document of
// the catalogue that it is founded on.
func TestAuthors(t *testing.T) {
	t.Parallel()
	texts := map[string]string{"": ""}
	add := func(text string, fact catalog.Fact) { texts[text] = catalog.SourceByID(fact.Source).Title }
	for _, c := range checked() {
		texts[c.description] = ""
	}
	described := 0
	for _, e := range catalog.Events() {
		t.Run(e.Name, func(t *testing.T) {
			add(e.Fires.En, e.Fact)
			for f := range e.Fields() {
				add(f.Meaning.En, f.Fact)
			}
			text, _ := Event(e.Name)
			tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			walk(tree, func(n map[string]any) {
				said, ok := n["description"].(string)
				comment, marked := n["$comment"].(string)
				if ok != marked {
					t.Errorf("description %q, comment %q", said, comment)
				}
				if !ok {
					return
				}
				described++
				if title, known := texts[said]; !known || !strings.HasPrefix(comment, "Described by argosctl") || !strings.Contains(comment, title) {
					t.Errorf("%q is marked %q, want %q", said, comment, title)
				}
			})
		})
	}
	if described < 200 {
		t.Errorf("%d descriptions", described)
	}
}

// walk yields every schema below v.
func walk(v any, yield func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		if _, isNode := v["type"]; isNode || v["anyOf"] != nil || v["$ref"] != nil {
			yield(v)
		}
		for _, below := range v {
			walk(below, yield)
		}
	case []any:
		for _, below := range v {
			walk(below, yield)
		}
	}
}
