package returnurl_test

import (
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/returnurl"
)

// TestFind finds return URLs where people have them.
func TestFind(t *testing.T) {
	t.Parallel()
	const done, query = "https://example.com/done", "?kycStatus=approved&cf1=a"
	for _, tt := range []struct{ name, text, want string }{
		{"an access log", `192.0.2.1 - - [02/Jan/2026:03:04:05 +0000] "GET /done` + query + ` HTTP/1.1" 200 12 "-" "curl"`, "/done" + query},
		{"a referer", `192.0.2.1 - - "GET /app.js HTTP/1.1" 200 12 "` + done + query + `" "curl"`, done + query},
		{"HTML", `<p><a href="` + done + `?kycStatus=approved&amp;cf1=a">back</a></p>`, done + "?kycStatus=approved&amp;cf1=a"},
		{"angle brackets", "Your result: <" + done + query + ">.", done + query},
		{"the end of a sentence", "It went to " + done + query + ".", done + query},
		{"Markdown", "[result](" + done + query + "), and more", done + query},
		{"a bracket in a value", "to " + done + "?kycStatus=approved&cf1=a(b) ok", done + "?kycStatus=approved&cf1=a(b)"},
		{"single quotes", "curl '" + done + query + "' -v", done + query},
		{"JSON", `{"level":"info","url":"https:\/\/example.com\/done?kycStatus=approved\u0026cf1=a","n":1}`, done + query},
		{"JSON in JSON", `{"msg":"{\"url\":\"` + done + query + `\"}"}`, done + query},
		{"JSON with every escape", `{"url":"https://example.com/done\u003fkycStatus\u003dapproved\u0026cf1\u003da"}`, done + query},
		{"a line break as an escape", `{"msg":"went to ` + done + query + `\nok"}`, done + query},
		{"logfmt", "level=info url=" + done + query + " status=200", done + query},
		{"logfmt, a path", "level=info path=/done" + query + " status=200", "/done" + query},
		{"a header", "Location: " + done + query, done + query},
		{"a fragment", "went to " + done + "#kycStatus=approved now", done + "#kycStatus=approved"},
		{"another URL first", "from https://example.com/?a=1 to " + done + query + " at once", done + query},
		{"a URL in a URL", "GET https://example.com/login?next=" + done + query + " 302", done + query},
		{"sealed", "GET /done?encrypted=AbC%2FdEf%3D%3D HTTP/1.1", "/done?encrypted=AbC%2FdEf%3D%3D"},
		{"sealed in Base64", "GET /done?encrypted=AbC/dEf== HTTP/1.1", "/done?encrypted=AbC/dEf=="},
		{"quoted-printable", "Your result: https://example.com/done?kycStat=\r\nus=3Dapproved&cf1=3Da=C3=A9 ok", done + "?kycStatus=approved&cf1=aé"},
		{"a value that looks like an escape", "to " + done + "?kycStatus=approved&cf1=3D ok", done + "?kycStatus=approved&cf1=3D"},
		{"another spelling", "to " + done + "?kyc_status=approved ok", done + "?kyc_status=approved"},
		{"Korean", "결과: " + done + "?kycStatus=approved&cf1=한국 확인", done + "?kycStatus=approved&cf1=한국"},
		{"typographic quotation marks", "결과는 「" + done + query + "」입니다", done + query},
		{"guillemets", "went to «" + done + query + "» at once", done + query},
		{"HTML in HTML", "<pre>&lt;a href=&quot;" + done + query + "&quot;&gt;", done + query},
		{"a shell's variable", "URL='" + done + query + "' make", done + query},
		{"no parameter of the service", "GET /done?a=1&b=2 HTTP/1.1", ""},
		{"no query", "kycStatus=approved in the log", ""},
		{"a name that ends like one", "GET /done?mykycStatus=1 HTTP/1.1", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got, ok := returnurl.Find(tt.text); got != tt.want || ok != (tt.want != "") {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestIsText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"https://example.com/done?kycStatus=approved":             false,
		"https://example.com/done?cf1=a b&kycStatus=approved":     false,
		"https://example.com/done\r\n  ?kycStatus=approved\n":     false,
		"https://example.com/done?kycStatus=approved 200":         true,
		"https://example.com/ -> https://example.com/?errorCode=": true,
		"kycStatus=approved": false,
		"AbC/dEf==":          false,
		" AbC/dEf==\n":       false,
		`{"url":"x"}`:        true,
		`"url":"https://example.com/done?kycStatus=approved",`:  true,
		"url=https://example.com/done?kycStatus=approved":       true,
		"(https://example.com/done?kycStatus=approved).":        true,
		`\"https://example.com/done?kycStatus=approved\"`:       true,
		"'https://example.com/done?kycStatus=approved',":        false,
		"/done?kycStatus=approved&cf1=https://example.com/?a=b": false,
		"-AbC_dEf==":                   false,
		"GET /done?kycStatus=approved": true,
		"":                             false,
	} {
		t.Run(text, func(t *testing.T) {
			if got := returnurl.IsText(text); got != want {
				t.Errorf("%v", got)
			}
		})
	}
}

// TestParseText reads the URL in a text and says so.
func TestParseText(t *testing.T) {
	t.Parallel()
	const line = `192.0.2.1 - - "GET /done?encrypted=` + "9%2Fed7gAD7Y%2BV4KDQux1nUYLCLaiZF6kd5UpjiAGjyOCKPUPZSETf%2BYDk5C3wz8AS" + ` HTTP/1.1" 200`
	for name, read := range map[string]func(*returnurl.Reader, string) (*returnurl.Result, error){
		"parse": (*returnurl.Reader).Parse, "decrypt": (*returnurl.Reader).Decrypt,
	} {
		t.Run(name, func(t *testing.T) {
			res, err := read(testReader(t), line)
			if err != nil {
				t.Fatal(name, err)
			}
			b := briefOf(res)
			if b.URL != "/done" || b.Outcome != "blocked" || !res.Encrypted || len(b.Rules) == 0 || b.Rules[0] != "text" {
				t.Errorf("%+v", b)
			}
		})
	}
}

// TestFindIsLinear bounds the work on texts that are all beginnings.
func TestFindIsLinear(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"=", "?", "kycStatus=", "&kycStatus=", "a", "=3D", "=\n", `\u003d`} {
		if url, _ := returnurl.Find(strings.Repeat(unit, 1<<20)); len(url) > 1<<24 {
			t.Errorf("%q: %d bytes", unit, len(url))
		}
	}
}
