package personal

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// escaped is text as a JSON string in as many strings of JSON.
func escaped(text string, times int) string {
	for range times {
		text = strconv.QuoteToASCII(text)
	}
	return text
}

func TestMask(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"documented field", `{"full_name":"Hong", "fullName" : 1,"cf1":"x"}`, `{"full_name":"***", "fullName" : "***","cf1":"x"}`},
		{"escaped name", `{"full_n\u0061me":"Hong"}`, `{"full_n\u0061me":"***"}`},
		{"separators", `{"FULL-NAME":"a","full.name":"b","Full Name":"c","full\u200bname":"d"}`, `{"FULL-NAME":"***","full.name":"***","Full Name":"***","full\u200bname":"***"}`},
		{"words around the name", `{"customerFullName":"a","applicant_dob":"b","idPassportNo":"c"}`, `{"customerFullName":"***","applicant_dob":"***","idPassportNo":"***"}`},
		{"names of the API", `{"middle_name":"a","dob":"b","passportNumber":"c","photo":"d","mid_name":"e","address_input":"f"}`,
			`{"middle_name":"***","dob":"***","passportNumber":"***","photo":"***","mid_name":"***","address_input":"***"}`},
		{"Korean names", `{"성명":"a","고객 이름":"b","생년월일":"c","주민등록번호":"d","휴대전화번호":"e","주소":"f","상태":"g"}`,
			`{"성명":"***","고객 이름":"***","생년월일":"***","주민등록번호":"***","휴대전화번호":"***","주소":"***","상태":"g"}`},
		{"escaped at sign", `{"cf1":"user\u0040example.com"}`, `{"cf1":"***"}`},
		{"percent-encoded mail", `{"cf1":"https://example.com/cb?a=user%40example.com"}`, `{"cf1":"***"}`},
		{"mail in free text", `{"comment":"Write to user@example.com, please"}`, `{"comment":"***"}`},
		{"phone in free text", `{"comment":"전화 010-0000-0000 입니다"}`, `{"comment":"***"}`},
		{"invented numbers", `{"a":"+1-555-0142","b":"000000-0000000","c":"000-12-3456","d":"203.0.113.9","e":"2001:db8::1"}`,
			`{"a":"***","b":"***","c":"***","d":"***","e":"***"}`},
		{"image address", `{"url":"https://cdn.example.com/a/1.jpg?x=1"}`, `{"url":"***"}`},
		{"free answers", `{"additional_list":[{"question":"Why?","answer":"Savings","inputValue":"x","blockType":"text"}]}`,
			`{"additional_list":[{"question":"Why?","answer":"***","inputValue":"***","blockType":"text"}]}`},
		{"older answers", `{"additional_list":{"Why do you ask?":"Savings"}}`, `{"additional_list":{"Why do you ask?":"***"}}`},
		{"group", `{"phoneNumber":{"a":[1,"2",null,""]},"memo":{"text":"x","at":{"b":true}}}`, `{"phoneNumber":{"a":["***","***",null,""]},"memo":{"text":"***","at":{"b":true}}}`},
		{"booleans", `{"option_idNumber":false,"names":[true,"a"],"email":null,"true":"true"}`, `{"option_idNumber":false,"names":[true,"***"],"email":null,"true":"true"}`},
		{"address object", `{"address":{"city":"Seoul","floor":3},"action":{"type":"address"}}`, `{"address":{"city":"***","floor":"***"},"action":{"type":"address"}}`},
		{"list of names", `{"names":["a","b"]}`, `{"names":["***","***"]}`},
		{"JSON in a string", `{"body":"{\"full_name\":\"Hong\",\"cf1\":\"x\"}"}`, `{"body":"{\"full_name\":\"***\",\"cf1\":\"x\"}"}`},
		{"nothing in a string's JSON", `{"body":"{\"cf1\" : \"\u0078\"}"}`, `{"body":"{\"cf1\" : \"\u0078\"}"}`},
		{"JSON escaped twice", `{"body":` + escaped(`{"dob":"1992-03-08"}`, 2) + `}`, `{"body":` + escaped(`{"dob":"***"}`, 2) + `}`},
		{"JSON in a log line", `{"message":"got {\"full_name\":\"Hong\"}"}`, `{"message":"***"}`},
		{"escaped JSON in a log line", `{"message":"got {\\\"full_name\\\" : \\\"Hong\\\"}"}`, `{"message":"***"}`},
		{"cut JSON", `{"message":"{\"full_name\":\"Ho"}`, `{"message":"***"}`},
		{"query", `{"query":"a=b&full_name=Hong"}`, `{"query":"***"}`},
		{"mail as a name", `{"user@example.com":{"n":1},"b@example.com":2}`, `{"***":{"n":1},"***2":2}`},
		{"name as a name", `{"first_name":"Gildong","scores":{"gildong":1},"names":{"Hong Gildong":true,"ko":"x"}}`,
			`{"first_name":"***","scores":{"***":1},"names":{"***2":true,"ko":"***"}}`},
		{"a syllable as a name", `{"first_name":"홍","scores":{"홍":1}}`, `{"first_name":"***","scores":{"***":1}}`},
		{"two letters as a name", `{"first_name":"Jo","scores":{"jo":1}}`, `{"first_name":"***","scores":{"jo":1}}`},
		{"nothing personal", `{"submission_id":"6xx28lo115832","userid":"user1","note":"at @ noon.","at":"2026-04-14T02:11:09.120Z","day":"2026-04-14 02:11","id":"00000000-0000-4000-8000-000000000000","version":"1.2.3.4","update":["fullName"],"cf":{"cf1":""}}`,
			`{"submission_id":"6xx28lo115832","userid":"user1","note":"at @ noon.","at":"2026-04-14T02:11:09.120Z","day":"2026-04-14 02:11","id":"00000000-0000-4000-8000-000000000000","version":"1.2.3.4","update":["fullName"],"cf":{"cf1":""}}`},
		{"a number by its name", `{"myphonex":821023456789,"count":821023456789,"phones":[true]}`, `{"myphonex":"***","count":821023456789,"phones":[true]}`},
		{"a value without quotes", `{"a":user@example.com,"b":x,"c":+821023456789,"d":821023456789}`, `{"a":"***","b":x,"c":"***","d":821023456789}`},
		{"scalar", `"user@example.com"`, `"***"`},
		{"not JSON", `{"full_name":"Hong",`, `{"full_name":"***",`},
		{"nothing", ``, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := NewMasker()
			got := m.Append([]byte("kept"), []byte(c.text))
			if string(got) != "kept"+c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got[4:], c.want)
			}
			if again := m.Append(nil, got[4:]); string(again) != c.want {
				t.Errorf("masked again: %s", again)
			}
		})
	}
}

// TestMaskedNamesStayApart: a text that is masked in part already keeps its numbers,
// and the next ones go on from the highest.
func TestMaskedNamesStayApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"none yet", `{"a@example.com":1,"b@example.com":2,"c@example.com":3}`, `{"***":1,"***2":2,"***3":3}`},
		{"one already", `{"***":1,"b@example.com":2}`, `{"***":1,"***2":2}`},
		{"a number already", `{"***7":1,"b@example.com":2}`, `{"***7":1,"***8":2}`},
		{"a lower number behind", `{"***7":1,"***3":2,"c@example.com":3}`, `{"***7":1,"***3":2,"***8":3}`},
		{"a value", `{"cf1":"***","b@example.com":2}`, `{"cf1":"***","***2":2}`},
		{"no number", `{"***x":1,"b@example.com":2}`, `{"***x":1,"***2":2}`},
		{"a mask that is cut off", `{"b@example.com":2,"c":"***9`, `{"***10":2,"c":"***9`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := string(NewMasker().Append(nil, []byte(c.text))); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// TestMaskItem: of a submission of the API, some members are personal as a whole.
func TestMaskItem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"nothing", ``, ``},
		{"no object", `["user@example.com","x"]`, `["***","x"]`},
		{"a member without any", `{"submission_id":"a","email":"user@example.com"}`, `{"submission_id":"a","email":"***"}`},
		{"a personal member", `{"id":"a","data":{"x":"y","n":1,"none":null,"yes":true,"empty":"","list":["z"]},"cf":{"x":"y"}}`,
			`{"id":"a","data":{"x":"***","n":"***","none":null,"yes":true,"empty":"","list":["***"]},"cf":{"x":"y"}}`},
		{"a personal member that is no container", `{"data":"y","x":"y"}`, `{"data":"***","x":"y"}`},
		{"its name deeper", `{"x":{"data":{"x":"y"}}}`, `{"x":{"data":{"x":"y"}}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := string(NewMasker().AppendItem([]byte("kept"), []byte(c.text))); got != "kept"+c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got[4:], c.want)
			}
		})
	}
}

// TestMaskDepth goes to the bottom of JSON in JSON and past it: what is deeper
// is masked as a whole.
func TestMaskDepth(t *testing.T) {
	t.Parallel()
	text := `{"full_name":"Hong"}`
	for depth := range maxInside + 4 {
		got := NewMasker().Append(nil, []byte(text))
		if !json.Valid(got) || bytes.Contains(got, []byte("Hong")) || !bytes.Contains(got, []byte(Mask)) {
			t.Fatalf("%d: %s", depth, got)
		}
		if whole := !bytes.Contains(got, []byte("full_name")); whole != (depth > maxInside) {
			t.Fatalf("%d levels are masked as a whole: %t", depth, whole)
		}
		quoted, _ := json.Marshal(text)
		text = `{"body":` + string(quoted) + `}`
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"no user a@example.com, b@example.com.": "no user ***, ***.",
		"call +1-555-0142 or 010-0000-0000":     "call *** or ***",
		"from 203.0.113.9: 2001:db8::1":         "from ***: ***",
		"see https://cdn.example.com/1.png now": "see *** now",
		"at 12:30:45 on 2026-04-14, id 6xx28lo": "at 12:30:45 on 2026-04-14, id 6xx28lo",
		"":                                      "",
	} {
		t.Run(text, func(t *testing.T) {
			if got := Text(text); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// TestFindIsLinear holds hostile texts to a time that a quadratic search would
// not come near: 2 MB each, and the test has the time of the whole run.
func TestFindIsLinear(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{"at signs": "@", "numbers": "1 ", "addresses": "http:", "colons": `a":`, "hex": "a:", "equals": "a=", "braces": "name:{", "brackets": "name=[", "lists": "[[", "elements": "<name>x"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, _ := json.Marshal(map[string]string{"cf1": strings.Repeat(unit, testkit.Scaled(2<<20)/len(unit))})
			if got := NewMasker().Append(nil, text); !json.Valid(got) {
				t.Error("not JSON")
			}
		})
	}
}

func FuzzMask(f *testing.F) {
	for _, seed := range []struct{ key, value string }{
		{"full_name", "Hong Gildong"}, {"dob", "1992-03-08"}, {"성명", "홍길동"}, {"cf1", "user@example.com"}, {"memo", `a"b\c`},
		{"x", `{"full_name":"Hong"}`}, {"user@example.com", "1"}, {"address", "\u2028"},
	} {
		f.Add(seed.key, seed.value, uint8(1))
		f.Add(seed.key, seed.value, uint8(3))
	}
	m, names := NewMasker(), NewNames()
	f.Fuzz(func(t *testing.T, key, value string, times uint8) {
		pair, err := json.Marshal(map[string]any{key: map[string]any{"of": []string{value}}, "full_name": value})
		if err != nil {
			t.Skip()
		}
		text := pair
		for range times % 4 {
			if text, err = json.Marshal(map[string]string{"body": string(text)}); err != nil {
				t.Fatal(err)
			}
		}
		got := m.Append(nil, text)
		if !json.Valid(got) {
			t.Fatalf("%s\nmasks to %s", text, got)
		}
		if again := m.Append(nil, got); !bytes.Equal(again, got) {
			t.Fatalf("%s\nmasks to %s\nand again to %s", text, got, again)
		}
		plain := string(got)
		for range times % 4 {
			var outer map[string]string
			if err := json.Unmarshal([]byte(plain), &outer); err != nil {
				t.Fatal(err)
			}
			plain = outer["body"]
		}
		var inner map[string]any
		if err := json.Unmarshal([]byte(plain), &inner); err != nil {
			t.Fatal(err)
		}
		if name := inner["full_name"]; key != "full_name" && value != "" && name != Mask {
			t.Fatalf("%s\nshows %v", got, name)
		}
		if personal := names.Of([]byte(key)).Kind != ""; personal && value != "" {
			of, ok := inner[key].(map[string]any)
			if ok && of["of"].([]any)[0] != Mask {
				t.Fatalf("%s\nshows %v", got, of)
			}
		}
	})
}

func BenchmarkMask(b *testing.B) {
	text := []byte(`{"webhook_trigger":"approved","submission_id":"6xx28lo115832","email":"user@example.com","cf":{"cf1":"campaign_summer","cf2":"web","cf3":"KR"},"kyc_result":{"status":"approved","updated_at":"2026-04-14T02:20:41.002Z"},"full_name":"홍길동","additional_list":[{"answer":"Savings","blockType":"text"}]}`)
	m := NewMasker()
	var out []byte
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		out = m.Append(out[:0], text)
	}
}
