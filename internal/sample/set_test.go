package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func eventOf(t testing.TB, name string) *catalog.Event {
	t.Helper()
	e, _, ok := catalog.EventByName(name)
	if !ok {
		t.Fatalf("no event %s", name)
	}
	return e
}

func TestApply(t *testing.T) {
	t.Parallel()
	const payload = `{"webhook_trigger":"approved", "n": [1,{"a":"]"}],"kyc_result":{"status":"approved"},"e":{},"l":[],"\u0075serid":"x"}`
	for _, c := range []struct{ set, old, with string }{
		{"kyc_result.status=rejected", `"status":"approved"`, `"status":"rejected"`},
		{`kyc_result.status:="a" `, `"status":"approved"`, `"status":"a"`},
		{"kyc_result.reviewer=me", `"status":"approved"}`, `"status":"approved","reviewer":"me"}`},
		{"kyc_result.comment=null", `"status":"approved"}`, `"status":"approved","comment":"null"}`},
		{"kyc_result.status:=null", `"status":"approved"`, `"status":null`},
		{`full_name=홍 "길동" <b>&`, `"x"}`, `"x","full_name":"홍 \"길동\" <b>&"}`},
		{"email=a=b:=c", `"x"}`, `"x","email":"a=b:=c"}`},
		{"email=", `"x"}`, `"x","email":""}`},
		{"userid=y", `:"x"`, `:"y"`},
		{`kyc_result:={ "a" : 1.50 }`, `{"status":"approved"}`, `{"a":1.50}`},
		{`kyc_result={"a":1}`, `{"status":"approved"}`, `{"a":1}`},
		{`additional_list[0].answer=yes`, `"x"}`, `"x","additional_list":[{"answer":"yes"}]}`},
		{`additional_list=[1]`, `"x"}`, `"x","additional_list":[1]}`},
		{`additional_list={"answer":"a"}`, `"x"}`, `"x","additional_list":{"answer":"a"}}`},
		{"n[0]:=2", "[1,{", "[2,{"},
		{"n[1].a=b", `"]"`, `"b"`},
		{"n[2]=b", `"]"}]`, `"]"},"b"]`},
		{"e.f=1", `"e":{}`, `"e":{"f":"1"}`},
		{"e.f[0][0].g:=1", `"e":{}`, `"e":{"f":[[{"g":1}]]}`},
		{"l[0]=1", `"l":[]`, `"l":["1"]`},
	} {
		t.Run(c.set, func(t *testing.T) {
			s, err := ParseNewSet(eventOf(t, "approved"), c.set)
			if err != nil {
				t.Errorf("%v", err)
				return
			}
			got, err := Apply([]byte(payload), s)
			if want := strings.Replace(payload, c.old, c.with, 1); err != nil || string(got) != want {
				t.Errorf("%v\n got %s\nwant %s", err, got, want)
			}
		})
	}
}

func TestApplyOrder(t *testing.T) {
	t.Parallel()
	payload, before := []byte(`{"attempts":1}`), `{"attempts":1}`
	var sets []Set
	for _, text := range []string{"attempts=2", "attempts=-3", "retryCode=x", "cf.cf1=a", "cf.cf2=b"} {
		s, err := ParseSet(eventOf(t, "retry"), text)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, s)
	}
	got, err := Apply(payload, sets...)
	if want := `{"attempts":-3,"retryCode":"x","cf":{"cf1":"a","cf2":"b"}}`; err != nil || string(got) != want || string(payload) != before {
		t.Errorf("%v: %s, want %s; the payload is %s", err, got, want, payload)
	}
}

func TestSetErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ event, set, want string }{
		{"approved", "kyc_result.statuss=approved", `event approved has no field "kyc_result.statuss"`},
		{"approved", "status=approved", `event approved has no field "status"`},
		{"aml_monitor", "records[0].recordID=1", `event aml_monitor has no field "records[0].recordID"`},
		{"aml_monitor", "records.recordId=1", `event aml_monitor has no field "records.recordId"`},
		{"retry", "attempts=many", `attempts: "many" is not of type integer`},
		{"retry", "attempts=1.5", `attempts: "1.5" is not of type integer`},
		{"retry", "attempts=01", `attempts: "01" is not of type integer`},
		{"retry", "attempts=", `attempts: "" is not of type integer`},
		{"retry", "attempts:=x", `attempts: "x" is not JSON`},
		{"retry", "cf=x", `cf: "x" is not of type object`},
		{"aml_monitor", "records={}", `records: "{}" is not of type array`},
		{"aml_monitor", "records[0]=1", `records[0]: "1" is not of type object`},
		{"updated", "data=true", `data: "true" is not of type object`},
		{"retry", "attempts", `"attempts": expected PATH=VALUE or PATH:=JSON`},
		{"retry", "=1", `"=1": a path is names joined by dots, with [N] for an array's element`},
		{"retry", "cf..cf1=1", `"cf..cf1=1": a path is names joined by dots, with [N] for an array's element`},
		{"retry", "[0]=1", `"[0]=1": a path is names joined by dots, with [N] for an array's element`},
		{"retry", "cf]=1", `"cf]=1": a path is names joined by dots, with [N] for an array's element`},
		{"aml_monitor", "records[]=1", `"records[]=1": an index is a number from 0 to 999 in brackets`},
		{"aml_monitor", "records[1000]=1", `"records[1000]=1": an index is a number from 0 to 999 in brackets`},
		{"aml_monitor", "records[0=1", `"records[0=1": an index is a number from 0 to 999 in brackets`},
		{"aml_monitor", "records[0]x=1", `"records[0]x=1": an index is a number from 0 to 999 in brackets`},
		{"retry", strings.Repeat("a.", 40) + "a=1", `"` + strings.Repeat("a.", 40) + `a=1": the path is too deep`},
		{"retry", "userid=\xff", "\"userid=\uFFFD\": not valid UTF-8"},
	} {
		t.Run(c.set, func(t *testing.T) {
			_, err := ParseSet(eventOf(t, c.event), c.set)
			if err == nil || err.Error() != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
	var unknown *UnknownFieldError
	_, err := ParseSet(eventOf(t, "approved"), "kyc_result.statuss=x")
	if !errors.As(err, &unknown) || unknown.Near[0] != "kyc_result.status" {
		t.Errorf("%v: near %v", err, unknown)
	}
	_, err = ParseOverrides([]*catalog.Event{eventOf(t, "created"), eventOf(t, "aml")}, []string{"aml_result.currentstatu=x"}, nil)
	if !errors.As(err, &unknown) || !slices.Contains(unknown.Near, "aml_result.currentstatus") ||
		err.Error() != `no event has a field "aml_result.currentstatu"` {
		t.Errorf("%v: near %v", err, unknown)
	}
	for _, list := range [][2][]string{{{"x"}, nil}, {nil, {"x"}}} {
		if _, err := ParseOverrides([]*catalog.Event{eventOf(t, "aml")}, list[0], list[1]); err == nil {
			t.Error("no error")
		}
	}
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ payload, set, want string }{
		{`{"a":"x"}`, "a.b=1", "a: the payload has no object there"},
		{`{"a":{}}`, "a[0]=1", "a: the payload has no array there"},
		{`{"a":[]}`, "a[1]=1", "a[1]: the array has no element before this one"},
		{`{}`, "a[1].c=1", "a: the array has no element before this one"},
		{`[]`, "a=1", "the payload: the payload has no object there"},
		{``, "a=1", "the payload: the payload is not JSON"},
		{`{`, "a=1", "the payload: the payload is not JSON"},
		{`{"a`, "a=1", "the payload: the payload is not JSON"},
		{`{"a"}`, "a=1", "the payload: the payload is not JSON"},
		{`{"b":1 2}`, "a=1", "the payload: the payload is not JSON"},
		{`{"b":[1}`, "a=1", "the payload: the payload is not JSON"},
		{`{"a":[1`, "a=1", "the payload: the payload is not JSON"},
		{`{"a":1} {}`, "a=1", "the payload: the payload is not JSON"},
		{"\xff\xfe{\x00}\x00", "a=1", "the payload: the payload is not JSON"},
	} {
		t.Run(c.want, func(t *testing.T) {
			s, err := ParseNewSet(eventOf(t, "created"), c.set)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Apply([]byte(c.payload), s)
			if err == nil || err.Error() != c.want {
				t.Errorf("%s with %s: %s, %v, want %s", c.payload, c.set, got, err, c.want)
			}
		})
	}
}

func TestApplyKeepsTheRest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, payload, set, want string }{
		{"a value", `{ "a" : "x" , "b":1}`, "a=y", `{ "a" : "y" , "b":1}`},
		{"a member behind the last", "{\n \"b\": [1]\n}", "a=y", "{\n \"b\": [1],\"a\":\"y\"\n}"},
		{"the first member", `{ }`, "a=y", `{"a":"y" }`},
		{"an element behind the last", `{"a":[1 ]}`, "a[1]=y", `{"a":[1,"y" ]}`},
		{"the first element", `{"a":[ ]}`, "a[0]=y", `{"a":["y" ]}`},
		{"a name with an escape", `{"\u0061":1}`, "a=y", `{"\u0061":"y"}`},
		{"the last of two names", `{"a":1,"a":2}`, "a=y", `{"a":1,"a":"y"}`},
		{"after a byte order mark", "\ufeff{}", "a=y", "\ufeff{\"a\":\"y\"}"},
		{"beside bytes that are not UTF-8", "{\"b\":\"\xff\"}", "a=y", "{\"b\":\"\xff\",\"a\":\"y\"}"},
		{"a lone surrogate", `{"b":"\ud800"}`, "b=y", `{"b":"y"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := ParseNewSet(eventOf(t, "created"), c.set)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := Apply([]byte(c.payload), s); err != nil || string(got) != c.want {
				t.Errorf("%s, %v, want %s", got, err, c.want)
			}
		})
	}
}

// FuzzSetPath: whatever is set, the outcome is an error or JSON that holds the
// value at the path, and a second time changes nothing.
func FuzzSetPath(f *testing.F) {
	for _, text := range []string{
		"kyc_result.status=x", "kyc_result.statuss=x", "additional_list[0].answer=y", "additional_list[2].answer=y", "a.b[0][0].c:=1",
		"a:=[1,{\"b\":2}]", "attempts=1", "cf.cf1=\x00\"\\", "=", "a[", "a]=1", "a[0", "홍=길동", "a:=\"\\ud800\"", "email.x=1",
	} {
		f.Add(text)
	}
	e := eventOf(f, "approved")
	payload, err := New(1).AppendEvent(nil, e.Name, "")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseNewSet(e, text)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without text")
			}
			return
		}
		got, err := Apply(payload, s)
		if err != nil {
			return
		}
		again, err := Apply(got, s)
		if err != nil || !bytes.Equal(got, again) {
			t.Fatalf("%v: a second time makes %s of %s", err, again, got)
		}
		var v any
		if err := json.Unmarshal(got, &v); err != nil {
			t.Fatalf("%v: %s", err, got)
		}
		for _, seg := range s.path {
			if seg.name != "" {
				v = v.(map[string]any)[seg.name]
			} else {
				v = v.([]any)[seg.index]
			}
		}
		var want any
		if err := json.Unmarshal(s.raw, &want); err != nil {
			t.Fatal(err)
		}
		have, _ := json.Marshal(v)
		if wanted, _ := json.Marshal(want); !bytes.Equal(have, wanted) {
			t.Fatalf("%s holds %s, want %s", text, have, wanted)
		}
	})
}
