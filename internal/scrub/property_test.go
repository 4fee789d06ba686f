package scrub

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/standin"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/unwrap"
	"github.com/argosctl/argosctl/internal/unwrap/wraptest"
)

// someone invents a person who looks real: at domains and numbers that somebody
// may have. The values are of the kinds that a webhook has, by their members.
func someone(d *rand.Rand) map[string]string {
	pick := func(all ...string) string { return all[d.IntN(len(all))] }
	n := func(digits int) string {
		s := ""
		for range digits {
			s += string(byte('1' + d.IntN(9)))
		}
		return s
	}
	year, month, day := 1950+d.IntN(55), 1+d.IntN(12), 1+d.IntN(28)
	return map[string]string{
		"full_name":       pick("홍길동", "남궁민수", "Nguyễn Văn Thành", "山田太郎", "ヤマダ タロウ", "محمد العربي", "Иван Петров", "Zoë 🦊 Müller-Lüdenscheidt", "Jean-Luc O'Donoghue") + pick("", "", " "+n(2)),
		"full_name_en":    pick("Hong Gildong", "NAMGUNG MINSU", "Nguyen Van Thanh", "Yamada Taro", "Mohammed Alarabi"),
		"first_name":      pick("Gildong", "Minsu", "Thanh", "Taro", "Mohammed"),
		"last_name":       pick("Hongrae", "Namgung", "Nguyen", "Yamada", "Alarabi"),
		"email":           pick("gildong", "minsu.k", "van-thanh") + n(4) + pick("@naver.com", "@gmail.com", "@kakao.co.kr"),
		"phoneNumber":     pick("+82 10-", "010-", "+84 91 ", "+1 415 ") + n(3) + pick("-", "", " ") + n(4) + pick("", n(1)),
		"ssnNumber":       fmt.Sprintf("%02d%02d%02d-%d%s", year%100, month, day, 1+d.IntN(2), n(6)),
		"date_of_birth":   fmt.Sprintf("%04d-%02d-%02d", year, month, day),
		"ipAddress":       fmt.Sprintf("121.%d.%d.%d", 10+d.IntN(200), 10+d.IntN(200), 10+d.IntN(200)),
		"documentNumber":  pick("M", "PA", "") + n(8),
		"address":         pick("서울특별시 강남구 테헤란로 ", "742 Evergreen Terrace Springfield ") + n(3),
		"id_photo":        "https://argosidentity-files.s3.amazonaws.com/" + n(9) + "/front.jpg?sig=" + n(12),
		"cf.contact":      pick("reach me at ", "") + "second" + n(5) + "@hanmail.net",
		"identityPicture": base64.StdEncoding.EncodeToString(append([]byte("\x89PNG\r\n\x1a\n"), []byte(n(90))...)),
	}
}

// webhook is a sample with a person put in.
func webhook(t *testing.T, d *rand.Rand, person map[string]string) []byte {
	t.Helper()
	names := []string{"approved", "retry", "created", "rejected", "submit", "updated"}
	text, err := sample.New(d.Uint64()).AppendEvent(nil, names[d.IntN(len(names))], "")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	for name, value := range person {
		if inner, ok := strings.CutPrefix(name, "cf."); ok {
			doc["cf"] = map[string]any{"cf1": value, inner: value, "cf3": "seen by " + person["full_name_en"]}
			continue
		}
		doc[name] = value
	}
	if d.IntN(3) == 0 {
		ocr, _ := json.Marshal(map[string]any{"name": person["full_name_en"], "dob": person["date_of_birth"], "issued": "2015-02-03", person["email"]: 1})
		doc["ocr_raw"] = string(ocr)
	}
	out, _ := json.Marshal(doc)
	return out
}

// wrapping puts a text into another one.
type wrapping func(d *rand.Rand, text []byte) []byte

func quoted(text []byte) []byte {
	out, _ := json.Marshal(string(text))
	return out
}

func wrappings() []wrapping {
	zip := func(text []byte) []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write(text)
		_ = w.Close()
		return b.Bytes()
	}
	b64 := func(text []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(text)) }
	return []wrapping{
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`{"Records":[{"body":` + string(quoted(text)) + `}]}`)
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`{"body":"` + string(b64(text)) + `","isBase64Encoded":true}`)
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`{"awslogs":{"data":"` + string(b64(zip(text))) + `"}}`)
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte("payload=" + url.QueryEscape(string(text)) + "&sent=1")
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte("2026-04-14T02:11:09Z INFO hook received: " + string(text) + " in 12 ms")
		},
		func(_ *rand.Rand, text []byte) []byte {
			if !json.Valid(text) {
				text = quoted(text)
			}
			return []byte("[" + string(text) + ",\n  " + string(text) + "]")
		},
		func(_ *rand.Rand, text []byte) []byte { return quoted(text) },
		func(_ *rand.Rand, text []byte) []byte {
			return []byte("id,payload\n7,\"" + strings.ReplaceAll(string(text), `"`, `""`) + "\"")
		},
		func(_ *rand.Rand, text []byte) []byte { return bytes.Trim(quoted(text), `"`) },
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`{"body":{"type":"Buffer","data":` + numbers(text, ",") + `}}`)
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`{"MESSAGE":` + numbers(zip(text), ", ") + `}`)
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`{"url":"data:application/json;base64,` + string(b64(text)) + `"}`)
		},
		func(d *rand.Rand, text []byte) []byte {
			return []byte(fmt.Sprintf([]string{`bytea \x%x end`, `key 0x%x`, `VALUES (1, X'%X');`}[d.IntN(3)], text))
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte("<e a=\"1\"><body>" + html.EscapeString(string(text)) + "</body></e>")
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`<e body="` + html.EscapeString(string(text)) + "\"/>\n")
		},
		func(_ *rand.Rand, text []byte) []byte {
			return []byte(`192.0.2.1 - - "GET /hook?payload=` + url.QueryEscape(string(text)) + ` HTTP/1.1" 200`)
		},
		func(_ *rand.Rand, text []byte) []byte { // in lines, as in an e-mail
			var out []byte
			for packed := b64(text); len(packed) > 0; {
				n := min(76, len(packed))
				out, packed = append(append(out, packed[:n]...), "\r\n"...), packed[n:]
			}
			return []byte(`{"raw":` + string(quoted(out)) + `}`)
		},
		func(d *rand.Rand, text []byte) []byte {
			var pretty bytes.Buffer
			if json.Indent(&pretty, text, "", "  ") != nil || text[0] != '{' {
				return quoted(text)
			}
			before := []string{"web-1  | ", "> ", "+", "2026-01-02T03:04:05.9Z INFO "}[d.IntN(4)]
			return []byte(`{"log":` + string(quoted([]byte(before+strings.ReplaceAll(pretty.String(), "\n", "\n"+before)+"\n"))) + `}`)
		},
	}
}

// numbers is an array of the bytes of a text.
func numbers(text []byte, comma string) string {
	return "[" + strings.Join(strings.Fields(strings.Trim(fmt.Sprint(text), "[]")), comma) + "]"
}

// forms are the ways in which somebody may look for a value.
func forms(value string) []string {
	separators := strings.NewReplacer("-", "", " ", "", ".", "", "(", "", ")", "", "/", "", ":", "")
	runes := []rune(value)
	slices.Reverse(runes)
	all := []string{value, strings.Trim(string(quoted([]byte(value))), `"`), url.QueryEscape(value), url.PathEscape(value), string(runes), separators.Replace(value)}
	ascii := ""
	for _, r := range value {
		if r < 0x80 {
			ascii += string(r)
		} else {
			ascii += fmt.Sprintf("\\u%04x", r)
		}
	}
	all = append(all, ascii)
	for shift := range 3 { // in Base64 a value looks like one of three texts
		packed := base64.StdEncoding.EncodeToString([]byte("xxx"[:shift] + value))
		if len(packed) >= 20 { // shorter ones are of many texts
			all = append(all, packed[4:len(packed)-4])
		}
	}
	return slices.DeleteFunc(all, func(s string) bool { return len(s) < 5 })
}

// TestNothingIsLeft: whatever a webhook is wrapped in, no value of the person is
// left in any form, scrubbing twice changes nothing, all but the values stays,
// and validate finds the same but for personal data.
func TestNothingIsLeft(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	wraps := wrappings()
	l, err := lint.New(lint.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(testkit.Rounds(600)) {
		d := rand.New(rand.NewPCG(seed, 14))
		person := someone(d)
		plain := webhook(t, d, person)
		text := plain
		for range d.IntN(4) {
			text = wraps[d.IntN(len(wraps))](d, text)
		}
		s := New(standin.KeyFrom(fmt.Append(nil, seed)))
		var header []byte
		if bytes.HasPrefix(text, []byte("id,payload\n")) {
			header = []byte("id,payload")
		}
		nothingLeft(t, seed, s, text, header, person)
		clean, _ := s.Append(nil, plain, nil)
		compareShape(t, seed, plain, clean)
		if before, after := rulesOf(l, plain, false), rulesOf(l, clean, true); before != after {
			t.Fatalf("seed %d: %s\n%s\n%s\n%s", seed, before, after, plain, clean)
		}
	}
}

// nothingLeft scrubs a text twice: the second time changes nothing, and no value of
// the person is left, however it is written. A reader finds the same webhooks.
func nothingLeft(t *testing.T, seed uint64, s *Scrubber, text, header []byte, person map[string]string) {
	t.Helper()
	out, changed := s.Append(nil, text, header)
	if again, _ := s.Append(nil, out, header); !changed || !bytes.Equal(out, again) {
		t.Fatalf("seed %d: %s\nbecame\n%s\nand then\n%s", seed, text, out, again)
	}
	opened := out
	for range 6 {
		opened = append(opened, unpacked(opened)...)
	}
	for name, value := range person {
		for _, form := range forms(value) {
			if bytes.Contains(opened, []byte(form)) {
				t.Fatalf("seed %d: %s %q is left in\n%s\nof\n%s", seed, name, form, opened, text)
			}
		}
	}
	before, after := webhooks(t, text), webhooks(t, out)
	if len(before) != len(after) {
		t.Fatalf("seed %d: %d webhooks in\n%s\nare %d in\n%s", seed, len(before), text, len(after), out)
	}
	for i := range before {
		compareShape(t, seed, before[i], after[i])
	}
}

// TestNothingIsLeftInContainers is TestNothingIsLeft for whatever the containers of
// unwrap's tests are: no value is left, and twice changes nothing.
func TestNothingIsLeftInContainers(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	for seed := range uint64(testkit.Rounds(500)) {
		d := rand.New(rand.NewPCG(seed, 41))
		person := someone(d)
		r := wraptest.Wrapper{Rand: d}
		text, header := r.Line(webhook(t, d, person)).Text, []byte(nil)
		s := New(standin.KeyFrom(fmt.Append(nil, seed)))
		nothingLeft(t, seed, s, text, header, person)
	}
}

// webhooks are the webhooks that a text holds, as every command reads them.
func webhooks(t *testing.T, text []byte) (found [][]byte) {
	t.Helper()
	finder := &unwrap.Finder{Lang: "en"}
	inputs := []source.Input{source.InMemory("x.txt", text)}
	err := source.Each(t.Context(), inputs, source.Options{}, func(p source.Payload, _ *diag.Problem) error {
		for q, holds := range finder.Each(p) {
			if holds && json.Valid(q.Bytes) {
				found = append(found, bytes.Clone(q.Bytes))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var (
	digitsOfBytes  = regexp.MustCompile(`[0-9a-fA-F]{48,}`)
	numbersOfBytes = regexp.MustCompile(`\[\s*-?\d+(\s*,\s*-?\d+){20,}\s*\]`)
	wrappedBase64  = regexp.MustCompile(`([A-Za-z0-9+/]{60,}=*\r?\n)+`)
)

// unpacked is what is Base64, digits, numbers or entities in a text.
func unpacked(text []byte) (out []byte) {
	add := func(raw []byte) {
		if z, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
			var b bytes.Buffer
			_, _ = b.ReadFrom(z)
			raw = b.Bytes()
		}
		if !bytes.Contains(text, raw) && !bytes.Contains(out, raw) {
			out = append(append(out, '\n'), raw...)
		}
	}
	for word := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r > 0x7f || !layer.InBase64(byte(r)) && r != '=' }) {
		if raw, err := base64.StdEncoding.DecodeString(string(word)); err == nil && len(raw) > 24 {
			add(raw)
		}
	}
	for _, lines := range wrappedBase64.FindAll(text, -1) {
		if raw, err := base64.StdEncoding.DecodeString(string(lines)); err == nil {
			add(raw)
		}
	}
	for _, digits := range digitsOfBytes.FindAll(text, -1) {
		raw := make([]byte, len(digits)/2)
		if n, err := hex.Decode(raw, digits); err == nil {
			add(raw[:n])
		}
	}
	for _, array := range numbersOfBytes.FindAll(text, -1) {
		var numbers []int
		_ = json.Unmarshal(array, &numbers)
		raw := make([]byte, len(numbers))
		for i, n := range numbers {
			raw[i] = byte(n)
		}
		add(raw)
	}
	if bytes.Contains(text, []byte("&#")) {
		add([]byte(html.UnescapeString(string(text))))
	}
	return out
}

// compareShape checks that names, types and everything impersonal are the same.
func compareShape(t *testing.T, seed uint64, before, after []byte) {
	t.Helper()
	var a, b map[string]any
	if json.Unmarshal(before, &a) != nil || json.Unmarshal(after, &b) != nil || len(a) != len(b) {
		t.Fatalf("seed %d: %s\n%s", seed, before, after)
	}
	for _, name := range []string{"webhook_trigger", "submission_id", "kyc_result", "userid", "retryCode", "nationality", "gender"} {
		if fmt.Sprint(a[name]) != fmt.Sprint(b[name]) {
			t.Fatalf("seed %d: %s was %v and is %v", seed, name, a[name], b[name])
		}
	}
}

// rulesOf are the findings of validate, but for personal data unless own.
func rulesOf(l *lint.Linter, text []byte, own bool) string {
	var found []string
	l.Check(source.Payload{Bytes: text, Line: 1, Column: 1}, func(f *diag.Finding) {
		if own || f.Rule != "fixture/personal-data" {
			found = append(found, f.Rule+" "+f.Pointer)
		}
	})
	return strings.Join(found, "\n")
}
