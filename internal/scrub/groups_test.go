package scrub

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/source"
)

// grouped are texts in which the names around values say that they are personal, with
// these values in ⟦ and ⟧.
var grouped = []struct{ name, text string }{
	{"YAML", "applicant:\n  name:\n    first: ⟦Alexander⟧   # given\n    last: \"⟦Johnson⟧\"\n\n    middle: ~\n  status: approved\n"},
	{"a list of YAML", "names:\n- ⟦Minsu Kim⟧\n- '⟦Taro Yamada⟧'\nstatus: approved\n"},
	{"a list of groups", "- name:\n    - ⟦Minsu Kim⟧\n  outcome: approved\n- name:\n  outcome: approved\n"},
	{"groups in groups", "address:\n  lines:\n    - ⟦742 Evergreen Terrace⟧\n  zip: ⟦31417⟧\nattempts: 31415\n"},
	{"text over lines", "full_name: >-\n  ⟦Alexander⟧\n  ⟦Johnson⟧\nstatus: approved\naddress: |\n  ⟦742 Evergreen Terrace⟧\nnote: x\n"},
	{"a tag of YAML", "full_name: !!str ⟦Alexander Johnson⟧\nstatus: !!str approved\n"},
	{"YAML in a comment", "# name:\n#   first: ⟦Alexander⟧\n# status: approved\n"},
	{"YAML without lines", "phone: {home: ⟦415-867-5309⟧, work: \"⟦415-867-5308⟧\"}\nids: {a: approved}\n"},
	{"a list without lines", "names: [⟦Alexander⟧, \"⟦Minsu Kim⟧\"]\nlist: [approved]\n"},
	{"JSON behind a name", "full_name = {\"first\":\"⟦Alexander⟧\"}\nresult = {\"first\":\"approved\"}\n"},
	{"Python", "got {'name': {'first': '⟦Alexander⟧', 'last': '⟦Johnson⟧'}, 'status': 'approved', 'names': ['⟦Minsu Kim⟧']}"},
	{"JavaScript", "{\n  name: { first: '⟦Alexander⟧', last: '⟦Johnson⟧' },\n  status: 'approved'\n}\n"},
	{"symbols of Ruby", `Parameters: {:name=>{:first=>"⟦Alexander⟧", :last=>"⟦Johnson⟧"}, :status=>"approved"}`},
	{"PHP", "array('name' => array('first' => '⟦Alexander⟧'), 'status' => 'approved')\n"},
	{"lines of PHP", "Array\n(\n    [name] => Array\n        (\n            [first] => ⟦Alexander⟧\n            [last] => ⟦Johnson⟧\n        )\n\n    [status] => approved\n)\n"},
	{"maps of Go", "map[name:map[first:⟦Alexander⟧ last:⟦Johnson⟧] phone:⟦415-867-5309⟧ status:approved]"},
	{"values of Go", "&{ID:7 Name:{First:⟦Alexander⟧ Last:⟦Johnson⟧} Phone:⟦415-867-5309⟧ Status:approved}"},
	{"Java", "Applicant(name=Name(first=⟦Alexander⟧, last=⟦Johnson⟧), status=approved)"},
	{"Rust", `Applicant { name: Name { first: "⟦Alexander⟧", middle: None }, status: "approved" }`},
	{"YAML with names in quotes", "\"name\":\n  \"first\": \"⟦Alexander⟧\"\n  \"last\": \"⟦Johnson⟧\"\n\"status\": \"approved\"\n"},
	{"YAML with lists in braces", "names:\n- {first: ⟦Alexander⟧, last: ⟦Johnson⟧, middle: null}\n- ''\nstatus: approved\n"},
	{"members on a line", "Name: ⟦Alexander Johnson⟧ | Phone: ⟦415-867-5309⟧ | Status: approved\n"},
	{"members in a log", "INFO got name='⟦Alexander⟧' phone='⟦415-867-5309⟧' status=approved\n"},
	{"templates", "full_name: {{name}}\nemail: ${EMAIL}\nphone: ⟦415-867-5309⟧\n"},
	{"CDATA with signs", "<full_name><![CDATA[⟦Alexander⟧ <⟦Johnson⟧>]]></full_name><status>approved</status>"},
	{"text with elements", "<full_name>⟦Alexander⟧ <b>⟦Johnson⟧</b></full_name><status>approved</status>"},
	{"XML", "<a>\n  <name><first>⟦Alexander⟧</first><last>⟦Johnson⟧</last></name>\n  <status>approved</status>\n</a>\n"},
	{"XML over lines", "<name>\n  <!-- a note -->\n  <first xml:lang=\"en\">⟦Alexander⟧</first>\n  <x:last><![CDATA[⟦Johnson⟧]]></x:last>\n</name>\n<first>approved</first>\n"},
	{"attributes", "<a><name first=\"⟦Alexander⟧\" last=\"⟦Johnson⟧\" xml:lang=\"en\" type=\"legal\"/><x first=\"approved\"/></a>"},
	{"attributes alone", "<name first=\"⟦Alexander⟧\"/>"},
	{"attributes with names of their own", "<name first_name=\"⟦Alexander⟧\" last=\"⟦Johnson⟧\"/>"},
	{"attributes in an element", "<name><given value=\"⟦Alexander⟧\"/></name><given value=\"approved\"/>"},
	{"the name of a field", "<field name=\"full_name\">⟦Minsu Kim⟧</field><field name=\"status\">approved</field>"},
	{"a field of HTML", "<input name=\"full_name\" value=\"⟦Minsu Kim⟧\"><input name=\"status\" value=\"approved\">"},
	{"a field without a value", "<th name=\"full_name\"></th>"},
	{"parts of a form", "--b\r\nContent-Disposition: form-data; name=\"full_name\"\r\n\r\n⟦Minsu Kim⟧\r\n--b\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\napproved\r\n--b--\r\n"},
	{"brackets", "https://example.com/cb?name%5Bfirst%5D=⟦Alexander⟧&name[last]=⟦Johnson⟧&cf[0]=approved"},
	{"dots", "applicant.name.first=⟦Alexander⟧\napplicant.status.first=approved\n"},
	{"members with dots", `{"name.first":"⟦Alexander⟧","kyc_result.status":"approved"}`},
	{"columns with dots", "id,name.first,kyc_result.status\n7,⟦Alexander⟧,approved\n8,\"⟦Ann, Mary⟧\",approved\n"},
	{"columns in quotes", "\"id\";\"full_name\";\"phone\"\n\"7\";\"⟦Minsu Kim⟧\";\"⟦415-867-5309⟧\"\n"},
	{"a webhook behind a name", "mail: {\"webhook_trigger\":\"created\",\"kyc_result\":{\"status\":\"incomplete\"}}\n"},
}

// TestGroups: what the names around a value say of it holds in every notation; all else
// stays, and twice changes nothing.
func TestGroups(t *testing.T) {
	t.Parallel()
	for _, tt := range grouped {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.NewReplacer("⟦", "", "⟧", "").Replace(tt.text)
			opened, fault := source.OpenText(source.InMemory("x.txt", []byte(text)), source.Options{}, nil)
			if fault != nil {
				t.Fatal(fault)
			}
			header := opened.Header()
			s := testScrubber()
			out, _ := s.Append(nil, []byte(text), header)
			rest := string(out)
			for i, part := range strings.FieldsFunc(tt.text, func(r rune) bool { return r == '⟦' || r == '⟧' }) {
				isValue := strings.Contains(tt.text, "⟦"+part+"⟧")
				at := strings.Index(rest, part)
				switch {
				case isValue && bytes.Contains(out, []byte(part)):
					t.Errorf("%q is left in\n%s", part, out)
				case !isValue && (at < 0 || i == 0 && at > 0):
					t.Errorf("%q is lost in\n%s", part, out)
				case !isValue:
					rest = rest[at+len(part):]
				}
			}
			if again, changed := s.Append(nil, out, header); changed {
				t.Errorf("%s\nbecame %s", out, again)
			}
		})
	}
}

// TestShortBase64: Base64 of nothing but an address or a number is read, too, and other
// words of its length are not.
func TestShortBase64(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"jo@mail.dev", "alex@acme.dev", "gildong.hong@naver.com", "010-2345-6789", "+821023456789"} {
		packed := base64.StdEncoding.EncodeToString([]byte(value))
		out, changed := testScrubber().Append(nil, []byte(`{"cf":{"a":"`+packed+`"}}`), nil)
		inner := bytes.TrimSuffix(bytes.TrimPrefix(out, []byte(`{"cf":{"a":"`)), []byte(`"}}`))
		raw, err := base64.StdEncoding.DecodeString(string(inner))
		if err != nil || !changed || string(raw) == value {
			t.Errorf("%s became %s, which is %q (%v)", packed, out, raw, err)
		}
		if again, changed := testScrubber().Append(nil, out, nil); changed {
			t.Errorf("%s became %s", out, again)
		}
	}
	for _, value := range []string{"approved", "jo@example.com", "glare_detected", "+15550100123x"} {
		packed := base64.StdEncoding.EncodeToString([]byte(value))
		if out, changed := testScrubber().Append(nil, []byte(`{"cf":{"a":"`+packed+`"}}`), nil); changed {
			t.Errorf("%q became %s", value, out)
		}
	}
}

// TestContentLength: the header says how long the body is, where it did before.
func TestContentLength(t *testing.T) {
	t.Parallel()
	body := `{"full_name":"Maximilian Oberhofer","email":"maximilian@mail.argosctl.dev","status":"approved"}`
	size := strconv.Itoa(len(body))
	for _, tt := range []struct{ name, head, next string }{
		{"a request", "POST /hook HTTP/1.1\r\nHost: example.com\r\nContent-Length: " + size + "\r\nAccept: */*\r\n\r\n", ""},
		{"line feeds and small letters", "POST /hook HTTP/1.1\ncontent-length:" + size + "\nhost: example.com\n\n", "\n"},
		{"two messages", "POST / HTTP/1.1\nContent-Length: " + size + "\n\n" + body + "\n\nHTTP/1.1 200 OK\nCONTENT-LENGTH: " + size + "\n\n", "\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := testScrubber()
			clean, _ := s.Append(nil, []byte(body), nil)
			want := strings.ReplaceAll(strings.ReplaceAll(tt.head, body, string(clean)), size, strconv.Itoa(len(clean))) + string(clean) + tt.next
			out, _ := s.Append(nil, []byte(tt.head+body+tt.next), nil)
			if string(out) != want {
				t.Errorf("got\n%s\nwant\n%s", out, want)
			}
			inside, _ := s.Append(nil, []byte(`{"raw":`+string(quoted([]byte(tt.head+body+tt.next)))+`}`), nil)
			if want := `{"raw":` + string(quoted([]byte(want))) + `}`; string(inside) != want {
				t.Errorf("got\n%s\nwant\n%s", inside, want)
			}
		})
	}
	for _, text := range []string{
		"Content-Length: 7 and more\n\n" + body, "x\nContent-Length: 9999\n\n" + body, "x\nContent-Length: 5\nno field\n\n" + body,
	} {
		head, _, _ := strings.Cut(text, "{")
		if out, _ := testScrubber().Append(nil, []byte(text), nil); !strings.HasPrefix(string(out), head) {
			t.Errorf("%q became %q", text, out)
		}
	}
}
