package lint

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// mutator changes payloads the way people and programs break them.
type mutator struct {
	r   *rand.Rand
	doc jsonscan.Document
}

// values is what a mutation puts in place of a value: JSON texts.
var values = strings.Split(strings.TrimSpace(`
null
true
0
-1
-3
1.0
1e2
9223372036854775808
1.5
10e-1
1e400
007
12345678901234567890
""
" "
"string"
"x"
"{submission_id}"
"{{name}}"
"${USER}"
"<token>"
"{\"a\":1}"
"YYYY-MM-DD-HH-MM-SS-ZZZ"
"incomplete"
"Incomplete"
"imcomplete"
"pending"
"approved"
"APPROVED"
"rejected"
"created"
"aml-ongoing"
"deleted"
"Aml_Monitor"
"aproved"
"male"
"Male"
"Red Flag"
"red_flag"
"glare_detected"
"Glare_detected"
"glare-detected"
"too_many_retry"
"camera"
"KOR"
"kor"
"KR"
"XXX"
"1992-03-08"
"1992-02-30"
"2000-02-29"
"1900-02-29"
"92-03-08"
"2026-04-14T02:11:09Z"
"2026-04-14t02:11:09.5z"
"2026-04-14T02:11:09+09:00"
"2026-04-14T02:11:60Z"
"2026-04-14T24:00:00Z"
"2026-04-14T02:11:09.Z"
"2026-04-14T02:11:09"
"2026-04-14 02:11:09Z"
"2026-04-14-02-11-09-UTC"
"2026-04-14-02-11-09-KST"
"2026-04-14-02-11-09-EST"
"2026-04-14-02-11-09-+0900"
"2026-04-14 02:11:09"
"2026-04-14t02:11:09.5"
"2026-04-14-02-11-09-000"
"2026-02-30-02-11-09-UTC"
"2026-04-14-02-11-09"
"203.0.113.7"
"8.8.8.8"
"8.8.8.08"
"1.2.3"
"256.1.1.1"
"2001:db8::1"
"2a00:1450:4001::8a"
"::ffff:8.8.8.8"
"fe80::1%eth0"
"user@example.com"
"user@Example.ORG"
"user@gmail.com"
"us..er@example.com"
"@example.com"
"mail to minji@naver.com please"
"a@b@c.com"
"a@b.kr"
"1kim@naver.com"
"song@naver.com"
"{me@naver.com}"
" 010-2345-6789 "
"536-22-8147 "
"kim@\ud55c\uad6d.\ud55c\uad6d"
"user\u0040gmail.com"
"\ud64d\uae38\ub3d9"
"홍길동"
"홍@한국.한국"
"\ud64d@\ud55c\uad6d.\ud55c\uad6d"
"a\/b"
"tab\there"
"+1-555-0142"
"+82 10-1234-5678"
"010-1234-5678"
"01000000000"
"900101-1234568"
"123-45-6789"
"000-12-3456"
"11010519491231002X"
"https://example.com/a.jpg"
"https://cdn.argosidentity.com/a.jpg"
"HTTPS:\/\/x.argoskyc.com\/a"
[]
["x"]
[1]
["too_many_retry","nope"]
["+82 10-1234-5678"]
[{"answer":"a","inputValue":"","blockType":"radio"}]
[{"recordId":1}]
{}
{"cf1":"a","CF2":"b"}
{"status":"approved"}
{"Status":"approved"}
{"a":{"b":["user@gmail.com"]}}
{"answer":"Savings","inputValue":"","blockType":"radio"}
{"q1":{"answer":"Savings","answer":"x"},"q2":{"phone":"010-1234-5678"}}
{"q1":{"answer":"a","inputValue":"b"}}
["other"]
["a","b"]
`), "\n")

// names is what a mutation may call a member.
var names = strings.Fields(`webhook_trigger submission_id kyc_result status userid tokenId token_id cf cf1 retryCode attempts
	email ipAddress data records created_at isEncrypted full_name phoneNumber nationality date_of_birth unknown_field a~b/c image version ssn update_at updatedAt $schema kyc_status`)

// mutate returns a copy of a payload with one to three changes. With broken it
// may be no JSON any more.
func (m *mutator) mutate(data []byte, broken bool) []byte {
	for range 1 + m.r.IntN(3) {
		if broken && m.r.IntN(4) == 0 {
			data = m.damage(data)
		} else {
			data = m.change(data)
		}
	}
	return data
}

func (m *mutator) damage(data []byte) []byte {
	at := m.r.IntN(len(data) + 1)
	pieces := []string{",", "\"", "{", "}", ":", "]", " ", "\n", "\r", "\r\n", "\\", "\t", "\xff", "\xef\xbb\xbf", "@", "e", "0", "//", "'", "\\u0041", "\\ud800"}
	insert := pieces[m.r.IntN(len(pieces))]
	return splice(data, at, min(len(data), at+m.r.IntN(3)), insert)
}

func splice(data []byte, from, to int, text string) []byte {
	return append(append(append([]byte{}, data[:from]...), text...), data[to:]...)
}

// change makes one change to a member or value.
func (m *mutator) change(data []byte) []byte {
	if !m.doc.Parse(data) || len(m.doc.Nodes) < 2 {
		return data
	}
	i := 1 + m.r.IntN(len(m.doc.Nodes)-1)
	n := m.doc.Nodes[i]
	start, end := m.doc.Span(i)
	name, nameEnd := m.doc.NameSpan(i)
	if nameEnd == 0 {
		return splice(data, start, end, m.value())
	}
	switch m.r.IntN(10) {
	case 0: // remove the member and a comma
		from, to := name, end
		if c := bytes.TrimRight(data[:from], " \n"); c[len(c)-1] == ',' {
			from = len(c) - 1
		} else if c := bytes.TrimLeft(data[to:], " \n"); c[0] == ',' {
			to = len(data) - len(c) + 1
		}
		return splice(data, from, to, "")
	case 1: // another name
		return splice(data, name, nameEnd, `"`+m.name()+`"`)
	case 2, 3: // the name in another spelling
		return splice(data, name, nameEnd, `"`+m.respell(m.doc.Name(i))+`"`)
	case 4: // another member before it
		return splice(data, name, name, `"`+m.name()+`":`+m.value()+",")
	case 5: // the member again, in another spelling
		return splice(data, name, name, `"`+m.respell(m.doc.Name(i))+`":`+string(data[start:end])+",")
	case 6: // the value in another spelling
		if n.Kind == jsonscan.String && !n.Escaped {
			return splice(data, start+1, end-1, m.respell(m.doc.Text(i)))
		}
		return splice(data, start, end, `"`+strings.Trim(string(data[start:end]), `[]{}"`)+`"`)
	default:
		return splice(data, start, end, m.value())
	}
}

func (m *mutator) value() string { return values[m.r.IntN(len(values))] }

func (m *mutator) name() string { return names[m.r.IntN(len(names))] }

// respell changes case or separators, or makes a typo.
func (m *mutator) respell(text string) string {
	switch m.r.IntN(8) {
	case 0:
		return strings.ToUpper(text)
	case 1:
		return strings.ToLower(text)
	case 2:
		return strings.ReplaceAll(text, "_", "-")
	case 3:
		return strings.ReplaceAll(text, "_", "")
	case 4:
		return strings.ReplaceAll(text, "_", ".")
	case 5:
		if len(text) > 2 && text[1] < 0x80 && text[2] < 0x80 {
			return text[:1] + text[2:3] + text[1:2] + text[3:]
		}
	case 6:
		if len(text) > 0 && text[0] < 0x80 && text[0] >= 'A' {
			return fmt.Sprintf(`\u%04x`, text[0]) + text[1:]
		}
	}
	return text + "s"
}

func newMutator(seed uint64) *mutator { return &mutator{r: rand.New(rand.NewPCG(seed, 1))} }

// mutants yields n mutations of sample payloads.
func mutants(t testing.TB, seed uint64, n int, broken bool) func(func([]byte) bool) {
	t.Helper()
	base := archive(t, seed, 500)
	base = append(base, bytes.Split([]byte(strings.TrimSpace(strings.ReplaceAll(string(bytes.Join(base[:50], []byte("\x00"))), `,"`, ",\n  \""))), []byte("\x00"))...)
	m := newMutator(seed)
	return func(yield func([]byte) bool) {
		for i := range n {
			if !yield(m.mutate(base[i%len(base)], broken)) {
				return
			}
		}
	}
}
