package returnurl_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// testKeyText is an invented API key; the texts below were sealed with it by
// openssl.
const testKeyText = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

const (
	sealedApproved = "m+sN8QUNz718rDPaBAmVvhu9JSxkauhPuxujvAHPkUesPtGlbg2q3PqRK7Qdh8flvVMPEVUEP0yVGWpUZBy3DzmBFqkdzUQxPsdrji/XjSY="
	sealedBlocked  = "9/ed7gAD7Y+V4KDQux1nUYLCLaiZF6kd5UpjiAGjyOCKPUPZSETf+YDk5C3wz8AS"
)

func testKey(t testing.TB) seal.Key {
	t.Helper()
	key, err := seal.KeyFromAPIKey(secret.New(testKeyText))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func testReader(t testing.TB) *returnurl.Reader {
	return returnurl.NewReader(testKey(t), returnurl.KeyOfAPIKey)
}

// brief is a result as the tests write it down: its JSON without what is
// always the same.
type brief struct {
	URL     string
	Outcome string
	Params  map[string]string
	Other   map[string]string
	Rules   []string
}

func briefOf(res *returnurl.Result) brief {
	b := brief{URL: res.URL, Outcome: res.Outcome.Name, Params: map[string]string{}, Other: map[string]string{}, Rules: []string{}}
	for _, p := range res.Params {
		b.Params[p.Name] = p.Value
	}
	for _, p := range res.Other {
		b.Other[p.Name] = p.Value
	}
	for _, w := range res.Warnings {
		b.Rules = append(b.Rules, strings.TrimPrefix(w.Notice.Rule(), "returnurl/"))
	}
	return b
}

type values = map[string]string

func TestParse(t *testing.T) {
	t.Parallel()
	const done = "https://example.com/done"
	status := values{"kycStatus": "approved"}
	none := values{}
	for _, c := range []struct {
		name, text string
		want       brief
	}{
		{"the vendor's normal example", "https://yourapp.com/verification-complete?userid=user123&email=user@example.com&kycStatus=approved&submissionId=sub_abc123&cf1=campaign_summer",
			brief{"https://yourapp.com/verification-complete", "approved", values{"userid": "user123", "email": "user@example.com", "kycStatus": "approved", "submissionId": "sub_abc123", "cf1": "campaign_summer"}, none, []string{}}},
		{"the vendor's error page example", "https://yourapp.com/verification-complete?kycStatus=rejected&errorCode=DE-20000",
			brief{"https://yourapp.com/verification-complete", "blocked", values{"kycStatus": "rejected", "errorCode": "DE-20000"}, none, []string{}}},
		{"the vendor's template", "https://argosidentity.com?kycStatus={kycStatus}&errorCode={errorCode}",
			brief{"https://argosidentity.com", "unknown", values{"kycStatus": "{kycStatus}", "errorCode": "{errorCode}"}, none, []string{"template", "template"}}},
		{"the template, escaped", done + "?kycStatus=%7BkycStatus%7D", brief{done, "unknown", values{"kycStatus": "{kycStatus}"}, none, []string{"template"}}},
		{"pending", done + "?kycStatus=pending", brief{done, "pending", values{"kycStatus": "pending"}, none, []string{}}},
		{"error code alone", done + "?errorCode=TK-10001", brief{done, "blocked", values{"errorCode": "TK-10001"}, none, []string{}}},
		{"empty error code", done + "?kycStatus=approved&errorCode=", brief{done, "approved", values{"kycStatus": "approved", "errorCode": ""}, none, []string{"empty"}}},
		{"approved with an error code", done + "?kycStatus=approved&errorCode=DE-20000", brief{done, "blocked", values{"kycStatus": "approved", "errorCode": "DE-20000"}, none, []string{"outcome"}}},
		{"error code without form", done + "?errorCode=what+is+this", brief{done, "blocked", values{"errorCode": "what is this"}, none, []string{"error-code"}}},
		{"long error code", done + "?errorCode=" + strings.Repeat("x", 100), brief{done, "blocked", values{"errorCode": strings.Repeat("x", 100)}, none, []string{"error-code"}}},
		{"error code in lower case", done + "?errorCode=de-20000", brief{done, "blocked", values{"errorCode": "de-20000"}, none, []string{"case"}}},
		{"status outside the enum", done + "?kycStatus=aproved", brief{done, "unknown", values{"kycStatus": "aproved"}, none, []string{"enum"}}},
		{"status in capitals", done + "?kycStatus=APPROVED", brief{done, "unknown", values{"kycStatus": "APPROVED"}, none, []string{"enum"}}},
		{"names in other cases", done + "?kycstatus=approved&KycStatus=a&submission_id=s&ERRORCODE=e", brief{done, "unknown", none,
			values{"kycstatus": "approved", "KycStatus": "a", "submission_id": "s", "ERRORCODE": "e"}, []string{"case", "case", "case", "case"}}},
		{"repeated", done + "?kycStatus=approved&kycStatus=rejected&kycStatus=x&a=1&a=2&a=3", brief{done, "approved", status, values{"a": "1"}, []string{"repeated", "repeated"}}},
		{"own parameters", done + "?lang=ko&kycStatus=approved&debug", brief{done, "approved", status, values{"lang": "ko", "debug": ""}, []string{}}},
		{"array", done + "?kycStatus=approved&cf1[]=a&cf2%5B0%5D=b", brief{done, "approved", status, values{"cf1[]": "a", "cf2[0]": "b"}, []string{"array", "array"}}},
		{"semicolons", done + "?userid=a;kycStatus=approved;x=y", brief{done, "approved", values{"userid": "a", "kycStatus": "approved"}, values{"x": "y"}, []string{"separator"}}},
		{"semicolon in a value", done + "?cf1=a;b&kycStatus=approved", brief{done, "approved", values{"cf1": "a;b", "kycStatus": "approved"}, none, []string{}}},
		{"second question mark", done + "?lang=ko?kycStatus=approved&cf1=c", brief{done, "approved", values{"kycStatus": "approved", "cf1": "c"}, values{"lang": "ko"}, []string{"separator"}}},
		{"HTML escapes", done + "?cf1=a&amp;kycStatus=approved", brief{done, "approved", values{"cf1": "a", "kycStatus": "approved"}, none, []string{"html-escapes"}}},
		{"HTML escapes in numbers", done + "?cf1=a&#38;kycStatus=approved&#x26;cf2=b", brief{done, "approved", values{"cf1": "a", "cf2": "b", "kycStatus": "approved"}, none, []string{"html-escapes"}}},
		{"HTML escapes twice", done + "?cf1=a&amp;amp;kycStatus=approved", brief{done, "approved", values{"cf1": "a", "kycStatus": "approved"}, none, []string{"html-escapes"}}},
		{"HTML quotation marks", "&quot;" + done + "?kycStatus=approved&quot;", brief{done, "approved", status, none, []string{"quotes"}}},
		{"a shell's backslashes", done + `\?kycStatus\=approved\&cf1\=a`, brief{done, "approved", values{"cf1": "a", "kycStatus": "approved"}, none, []string{"shell-escapes"}}},
		{"the carets of cmd.exe", done + "?kycStatus=approved^&cf1=a", brief{done, "approved", values{"cf1": "a", "kycStatus": "approved"}, none, []string{"shell-escapes"}}},
		{"percent-encoded as a whole", "https%3A%2F%2Fexample.com%2Fdone%3FkycStatus%3Dapproved", brief{done, "approved", status, none, []string{"percent-encoded"}}},
		{"percent-encoded twice", "https%253A%252F%252Fexample.com%252Fdone%253FkycStatus%253Dapproved", brief{done, "approved", status, none, []string{"percent-encoded"}}},
		{"a value in another URL", "https://example.com/login?next=https%3A%2F%2Fexample.com%2Fdone%3FkycStatus%3Dapproved&x=1", brief{done, "approved", status, none, []string{"text"}}},
		{"a value in a log", "GET /login?next=https%3a%2f%2fexample.com%2fdone%3fkycStatus%3dapproved HTTP/1.1", brief{done, "approved", status, none, []string{"text"}}},
		{"a value beside those of the service", done + "?kycStatus=approved&cf1=https%3A%2F%2Fexample.com%2F%3FkycStatus%3Drejected", brief{done, "approved", values{"kycStatus": "approved", "cf1": "https://example.com/?kycStatus=rejected"}, none, []string{}}},
		{"percent-encoded quotation marks", "%22https%3A%2F%2Fexample.com%2Fdone%3FkycStatus%3Dapproved%22", brief{done, "approved", status, none, []string{"percent-encoded", "quotes"}}},
		{"a Link header", "<" + done + "?kycStatus=approved>; rel=x", brief{done, "approved", status, none, []string{"text"}}},
		{"bold Markdown", "**" + done + "?kycStatus=approved**", brief{done, "approved", status, none, []string{"text"}}},
		{"square brackets", "[" + done + "?kycStatus=approved]", brief{done, "approved", status, none, []string{"text"}}},
		{"braces", "{" + done + "?kycStatus=approved}", brief{done, "approved", status, none, []string{"text"}}},
		{"single quotes and a comma", "'" + done + "?kycStatus=approved',", brief{done, "approved", status, none, []string{"quotes"}}},
		{"brackets", "(" + done + "?kycStatus=approved).", brief{done, "approved", status, none, []string{"text"}}},
		{"a member of JSON", `"url":"` + done + `?kycStatus=approved",`, brief{done, "approved", status, none, []string{"text"}}},
		{"an assignment", "url='" + done + "?kycStatus=approved'", brief{done, "approved", status, none, []string{"text"}}},
		{"JSON escapes", `https:\/\/example.com\/done?cf1=a\u0026kycStatus=approved`, brief{done, "approved", values{"cf1": "a", "kycStatus": "approved"}, none, []string{"json-escapes"}}},
		{"no scheme", "example.com/done?kycStatus=approved", brief{"example.com/done", "approved", status, none, []string{"scheme"}}},
		{"no scheme, a port", "localhost:3000/done?kycStatus=approved", brief{"localhost:3000/done", "approved", status, none, []string{"scheme"}}},
		{"an app's scheme", "myapp:done?kycStatus=approved", brief{"myapp:done", "approved", status, none, []string{}}},
		{"query alone", "kycStatus=approved&cf1=a", brief{"", "approved", values{"kycStatus": "approved", "cf1": "a"}, none, []string{}}},
		{"query with its mark", "?kycStatus=approved", brief{"", "approved", status, none, []string{}}},
		{"route of a single page", "https://example.com/#/done?kycStatus=approved", brief{"https://example.com/#/done", "approved", status, none, []string{"fragment"}}},
		{"parameters in the fragment", done + "#kycStatus=approved&cf1=a", brief{done, "approved", values{"kycStatus": "approved", "cf1": "a"}, none, []string{"fragment"}}},
		{"query and fragment", done + "?kycStatus=approved#top", brief{done + "#top", "approved", status, none, []string{}}},
		{"both have parameters", done + "?kycStatus=approved#/x?cf1=a", brief{done + "#/x", "approved", values{"kycStatus": "approved", "cf1": "a"}, none, []string{"fragment"}}},
		{"invalid escapes", done + "?kycStatus=approved&cf1=100%&cf2=%zz%2&cf3=%41", brief{done, "approved", values{"kycStatus": "approved", "cf1": "100%", "cf2": "%zz%2", "cf3": "A"}, none, []string{"escape"}}},
		{"not UTF-8", done + "?kycStatus=approved&cf1=%ff%FEa&cf2=\xff", brief{done, "approved", values{"kycStatus": "approved", "cf1": "\ufffda", "cf2": "\ufffd"}, none, []string{"utf8"}}},
		{"Korean as it is", done + "?kycStatus=approved&cf1=한국어&cf2=%ED%95%9C", brief{done, "approved", values{"kycStatus": "approved", "cf1": "한국어", "cf2": "한"}, none, []string{}}},
		{"plus", done + "?kycStatus=approved&email=a+b@example.com&cf1=a+b", brief{done, "approved", values{"kycStatus": "approved", "email": "a+b@example.com", "cf1": "a b"}, none, []string{"plus"}}},
		{"empty pieces", done + "?&&kycStatus=approved&=&", brief{done, "approved", status, values{"": ""}, []string{}}},
		{"quotes", ` "https://example.com/done?kycStatus=approved" `, brief{done, "approved", status, none, []string{"quotes"}}},
		{"single quotes", `'https://example.com/done?kycStatus=approved'`, brief{done, "approved", status, none, []string{"quotes"}}},
		{"a link of Slack", `<https://example.com/done?cf1=a&amp;kycStatus=approved|link>`, brief{done, "approved", values{"cf1": "a", "kycStatus": "approved"}, none, []string{"quotes", "html-escapes"}}},
		{"angle brackets", `<https://example.com/done?kycStatus=approved>`, brief{done, "approved", status, none, []string{"quotes"}}},
		{"end of a JSON line", `https://example.com/done?kycStatus=approved",`, brief{done, "approved", status, none, []string{"quotes"}}},
		{"line breaks", "https://example.com/done\r\n  ?kycStatus=\n\tapproved\n", brief{done, "approved", status, none, []string{"line-breaks"}}},
		{"final line break", done + "?kycStatus=approved\r\n", brief{done, "approved", status, none, []string{}}},
		{"no parameters", done, brief{done, "unknown", none, none, []string{"no-parameters"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, err := returnurl.NewReader(seal.Key{}, "").Parse(c.text)
			if err != nil {
				t.Errorf("%v", err)
				return
			}
			if diff := cmp.Diff(c.want, briefOf(res)); diff != "" {
				t.Errorf("%s", diff)
			}
			if res.Encrypted || res.Cipher != nil {
				t.Errorf("%s: is said to be encrypted", c.name)
			}
			if !json.Valid(res.AppendJSON(nil, "en")) {
				t.Errorf("not JSON: %s", res.AppendJSON(nil, "en"))
			}
		})
	}
}

func TestNotAURL(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " \n", `""`, "hello", "hello world", sealedApproved, sealedBlocked, "a=b", `{"data":"` + sealedApproved + `"}`, "\x00\xff"} {
		_, err := testReader(t).Parse(text)
		var form *returnurl.FormError
		if !errors.As(err, &form) || form.Hint.Empty() || form.Message.String() != form.Error() {
			t.Errorf("%q: %v", text, err)
		}
		if len(text) > 4 && strings.Contains(err.Error(), text) {
			t.Errorf("the error quotes the text: %v", err)
		}
	}
}

func TestErrorCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, prefix string
		known        bool
		meaning      string
	}{
		{"DE-20000", "DE", true, "The static device verification"},
		{"TK-10777", "TK", false, "Token validation"},
		{"page-not-found", "", true, ""},
		{"ZZ-1", "", false, ""},
	} {
		t.Run(c.code, func(t *testing.T) {
			res, err := testReader(t).Parse("?errorCode=" + c.code)
			if err != nil {
				t.Fatal(err)
			}
			e := res.ErrorCode
			if e == nil || e.Code != c.code || e.Prefix() != c.prefix || (e.Entry != nil) != c.known || !strings.HasPrefix(e.Meaning().En, c.meaning) {
				t.Errorf("%+v, prefix %q, %q", e, e.Prefix(), e.Meaning().En)
			}
			if hasAdvice := e.Guidance().Integrator.En != ""; hasAdvice != (c.code != "ZZ-1") {
				t.Errorf("advice %v", hasAdvice)
			}
		})
	}
}

// TestJSON holds the shape, in both languages, to the letter.
func TestJSON(t *testing.T) {
	t.Parallel()
	res, err := testReader(t).Parse("https://example.com/a?kycStatus=pending&x=<%22>&encrypted=" + sealedBlocked)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"url":"https://example.com/a","encrypted":true,` +
		`"cipher":{"algorithm":"AES-256-ECB","key":"sha256(api-key)","encoding":"base64"},"outcome":"blocked",` +
		`"params":{"kycStatus":"rejected","errorCode":"DE-20000"},"other_params":{"x":"<\">"},` +
		`"kyc_status":{"value":"rejected","valid":true,"meaning":"KYC가 거절되었거나, 제출자가 차단되었습니다(이 경우 errorCode가 함께 전달됨).","meaning_source":"argosctl"},`
	got := string(res.AppendJSON([]byte("_"), "ko"))[1:]
	if !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	const wantCode = `"error_code":{"code":"TK-10777","known":false,"category":{"prefix":"TK","name":"토큰"},"meaning":"토큰 검증 오류`
	if unlisted, err := testReader(t).Parse("?errorCode=TK-10777"); err != nil || !strings.Contains(string(unlisted.AppendJSON(nil, "ko")), wantCode) {
		t.Errorf("%s, %v\nwant\n%s", unlisted.AppendJSON(nil, "ko"), err, wantCode)
	}
	plain, err := testReader(t).Parse("https://example.com/a?kycStatus=pending")
	if err != nil {
		t.Fatal(err)
	}
	const wantPlain = `{"url":"https://example.com/a","encrypted":false,"cipher":null,"outcome":"pending","params":{"kycStatus":"pending"},"other_params":{},` +
		`"kyc_status":{"value":"pending","valid":true,"meaning":"The submission waits for a review.","meaning_source":"argosctl"},"error_code":null,"warnings":[]}`
	if got := string(plain.AppendJSON(nil, "en")); got != wantPlain {
		t.Errorf("%s\nwant\n%s", got, wantPlain)
	}
}

// TestManyParameters: nothing here may be quadratic.
func TestManyParameters(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"one long value":   "cf1=" + strings.Repeat("x", 10<<20),
		"separators":       "cf1=" + strings.Repeat(";", 1<<20),
		"many separators":  strings.Repeat(";cf1=", 200<<10),
		"percents":         "cf1=" + strings.Repeat("%", 1<<20),
		"one name":         strings.Repeat("a&", 500<<10),
		"quotes":           strings.Repeat(`"`, 1<<20) + "https://",
		"question marks":   strings.Repeat("?", 1<<20),
		"hashes":           strings.Repeat("#", 1<<20),
		"long ciphertext":  "encrypted=" + strings.Repeat("A", 1<<20),
		"bad ciphertext":   "encrypted=" + strings.Repeat("%25", 300<<10),
		"line breaks":      strings.Repeat("\n\t ", 300<<10) + "x",
		"many short names": manyNames(50_000),
	} {
		t.Run(name, func(t *testing.T) {
			res, err := testReader(t).Parse("https://example.com/done?" + text)
			if err == nil && !json.Valid(res.AppendJSON(nil, "en")) {
				t.Errorf("%s: not JSON", name)
			}
			if failed := strings.HasSuffix(name, "ciphertext"); failed != (err != nil) {
				t.Errorf("%v", err)
			}
		})
	}
	res, err := testReader(t).Parse("?" + manyNames(5000) + manyNames(10))
	if err != nil || len(res.Other) != 5000 || len(res.Warnings) != 10 {
		t.Errorf("%d names, %d warnings, %v", len(res.Other), len(res.Warnings), err)
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("p" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + itoa(i) + "=1&")
	}
	return b.String()
}

func itoa(n int) string {
	raw, _ := json.Marshal(n)
	return string(raw)
}

// TestRulesAreDocumented: every rule of a return URL stands in the page.
func TestRulesAreDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/return-urls.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := range catalog.Notices() {
		id, ours := strings.CutPrefix(catalog.NoticeID(i+1).Rule(), "returnurl/")
		if !ours {
			continue
		}
		found++
		if !strings.Contains(string(page), "/"+id+"`") && !strings.Contains(string(page), "`"+id+"`") {
			t.Errorf("returnurl/%s is not in docs/return-urls.md", id)
		}
	}
	if found < 25 {
		t.Errorf("only %d rules were found", found)
	}
}
