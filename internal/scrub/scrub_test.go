package scrub

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/standin"

	"github.com/argosctl/argosctl/internal/testkit"
)

func testScrubber() *Scrubber { return New(standin.KeyFrom([]byte("a test"))) }

// TestAppend: what is replaced where. In want each ‹…› stands for a stand-in.
func TestAppend(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want, found string }{
		{"members", `{"full_name":"홍길동","ok":true,"status":"approved"}`, `{"full_name":"‹›","ok":true,"status":"approved"}`, "/full_name name"},
		{"escapes stay", `{"full_name":"\ud64d\uae38\ub3d9","x":"a\/b"}`, `{"full_name":"‹›","x":"a\/b"}`, "/full_name name"},
		{"a group", `{"ocr":{"name":"HONG","n":12,"ok":true}}`, `{"ocr":{"name":"‹›","n":10,"ok":true}}`, "/ocr/name name, /ocr/n free-text"},
		{"a user id that is an address", `{"userid":"kim@naver.com"}`, `{"userid":"‹›"}`, "/userid email"},
		{"a comment", "{// ask kim@naver.com\n\"a\":1}", "{// ask ‹›\n\"a\":1}", " email"},
		{"names of members", `{"kim@naver.com":1,"names":{"Hong Gildong":true}}`, `{"‹›":1,"names":{"‹›":true}}`, "/"},
		{"a name that is an enum value", `{"full_name":"approved","status":"approved"}`, `{"full_name":"‹›","status":"approved"}`, "/full_name name"},
		{"a string of JSON", `{"x":"{\"full_name\":\"Hong\"}"}`, `{"x":"{\"full_name\":\"‹›\"}"}`, "/x/full_name name"},
		{"a log line", `02:11 user kim@naver.com (121.135.10.77): {"email":"kim@naver.com"} from 52.78.194.237`, `02:11 user ‹› (‹›): {"email":"‹›"} from 52.78.194.237`, " email,  ip, /email email"},
		{"a name around", `Hong Gildong began {"full_name":"Hong Gildong","cf1":"for Hong Gildong"}`, `‹› began {"full_name":"‹›","cf1":"for ‹›"}`, " name, /full_name name,  name"},
		{"a quote too many", `{"a"key":"x","full_name":"Hong Gildong","date_of_birth":"1964-02-10","phoneNumber":"+82-10-7363-6996"}`, `{"a"key":"x","full_name":"‹›","date_of_birth":"‹›","phoneNumber":"‹›"}`, " name,  birth-date,  phone"},
		{"a quote is missing", `{"cf":{"cf1":"x,"y":"z"},"full_name":"Hong Gildong"}`, `{"cf":{"cf1":"x,"y":"z"},"full_name":"‹›"}`, " name"},
		{"names behind a value", `{"full_name":"Hong Gildong"}, "x":{"full_name":"Hong Gildong"} for Hong Gildong`, `{"full_name":"‹›"}, "x":{"full_name":"‹›"} for ‹›`, "/full_name name, /full_name name,  name"},
		{"pairs", `full_name="Hong Gildong" phone=01012345678 id=7`, `full_name="‹›" phone=‹› id=7`, " name,  phone"},
		{"a form", `p=%7B%22full_name%22%3A%22Hong+Gildong%22%7D&email=kim%40naver.com`, `p=%7B%22full_name%22%3A%22‹›%22%7D&email=‹›`, "/full_name name,  email"},
		{"escaped once too often", `{\"full_name\":\"Hong\"}`, `{\"full_name\":\"‹›\"}`, "/full_name name"},
		{"as nginx logs it", `1 "{\x22full_name\x22:\x22\xED\x99\x8D\xEA\xB8\xB8\x22,\x22email\x22:\x22kim@naver.com\x22}" 200`, `1 "{\x22full_name\x22:\x22‹›\x22,\x22email\x22:\x22‹›\x22}" 200`, "/full_name name, /email email"},
		{"cut off", "{\"full_name\":\"Hong Gil\n{\"full_name\":\"Hong\"}", "{\"full_name\":\"‹›\n{\"full_name\":\"‹›\"}", "/full_name name, /full_name name"},
		{"headers of HAR", `{"headers":[{"name":"Host","value":"x"},{"name":"email","value":"Kim"}]}`, `{"headers":[{"name":"Host","value":"x"},{"name":"email","value":"‹›"}]}`, "/headers/1/value email"},
		{"typed values", `{"full_name":{"S":"Hong"},"n":{"N":"1"}}`, `{"full_name":{"S":"‹›"},"n":{"N":"1"}}`, "/full_name/S name"},
		{"numbers", `{"phoneNumber":821012345678,"attempts":2}`, `{"phoneNumber":‹›,"attempts":2}`, "/phoneNumber phone"},
		{"nothing", `{"email":"kim@example.com","full_name":"","userid":null,"phoneNumber":"+82-10-0123-4567","admin":"system","x":"{{full_name}}","full_name_en":"<name>"}`, "", ""},
		{"times and versions", `{"created_at":"2026-04-14T02:11:09.000Z","sdk_version":"1.22.33.44"}`, "", ""},
		{"an image", `{"x":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYIIxxx"}`, `{"x":"data:image/png;base64,‹›"}`, "/x image"},
		{"not JSON at all", "\x00\xff{\"\\", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := testScrubber()
			var found []string
			s.Tell = func(f Found) { found = append(found, f.Pointer+" "+string(f.Kind)) }
			out, changed := s.Append(nil, []byte(tt.text), nil)
			want := tt.want
			if want == "" {
				want = tt.text
			}
			if changed != (tt.want != "") || !fits(string(out), want) {
				t.Errorf("%s\nbecame %s\nwant   %s", tt.text, out, want)
			}
			if got := strings.Join(found, ", "); !strings.HasPrefix(got, tt.found) || tt.found == "" && got != "" {
				t.Errorf("found %s, want %s", got, tt.found)
			}
			if again, changed := s.Append(nil, out, nil); changed {
				t.Errorf("%s\nand then %s", out, again)
			}
		})
	}
}

// fits reports whether a text is like want, in which ‹› stands for anything without
// a quote or a blank around it.
func fits(text, want string) bool {
	for i, part := range strings.Split(want, "‹›") {
		n := strings.Index(text, part)
		if n < 0 || i == 0 && n > 0 || i > 0 && n == 0 && part != "" {
			return false
		}
		text = text[n+len(part):]
	}
	return text == "" || strings.HasSuffix(want, "‹›")
}

// TestPersons: dates of a person move by as many days, those of others by others.
func TestPersons(t *testing.T) {
	t.Parallel()
	s := testScrubber()
	person := func(born, issued string) string {
		return fmt.Sprintf(`{"ocr":{"issued":"%s"},"date_of_birth":"%s","x":"{\"ocr\":{\"issued\":\"%s\"}}"}`, issued, born, issued)
	}
	dates := func(text string) (all []string) {
		out, _ := s.Append(nil, []byte(text), nil)
		for _, part := range strings.FieldsFunc(string(out), func(r rune) bool { return r != '-' && (r < '0' || r > '9') }) {
			if len(part) == len("1990-03-14") {
				all = append(all, part)
			}
		}
		return all
	}
	one, two := dates(person("1990-03-14", "2015-03-14")), dates(person("1991-03-14", "2015-03-14"))
	both := dates("[" + person("1990-03-14", "2015-03-14") + "," + person("1991-03-14", "2015-03-14") + "]")
	if got := strings.Join(both, " "); got != strings.Join(append(one, two...), " ") {
		t.Errorf("together %s, alone %v and %v", got, one, two)
	}
	if one[0] == two[0] || one[0] != one[2] || one[1][4:] == "-03-14" && one[0][4:] != "-03-14" {
		t.Errorf("%v, %v", one, two)
	}
}

// TestKeys: stand-ins are those of the key.
func TestKeys(t *testing.T) {
	t.Parallel()
	text := []byte(`{"full_name":"Hong Gildong","email":"kim@naver.com"}`)
	a, _ := testScrubber().Append(nil, text, nil)
	b, _ := testScrubber().Append(nil, text, nil)
	c, _ := New(standin.NewKey()).Append(nil, text, nil)
	d, _ := New(standin.NewKey()).Append(nil, text, nil)
	if string(a) != string(b) || string(c) == string(d) || string(a) == string(c) {
		t.Errorf("%s\n%s\n%s\n%s", a, b, c, d)
	}
}

// TestNamesStayDifferent: members of an object keep names of their own.
func TestNamesStayDifferent(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	var text strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&text, `"K%c%c L%c": %d,`, 'a'+i%26, 'a'+i/26%26, 'a'+i/676, i)
	}
	out, _ := testScrubber().Append(nil, []byte(`{"names":{`+text.String()+`"end":0}}`), nil)
	var doc struct{ Names map[string]int }
	if err := json.Unmarshal(out, &doc); err != nil || len(doc.Names) != 2001 {
		t.Errorf("%d names, %v", len(doc.Names), err)
	}
	if again, changed := testScrubber().Append(nil, out, nil); changed {
		t.Errorf("%.300s", again)
	}
}
