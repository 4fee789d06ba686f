package junit

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestSuite(t *testing.T) {
	t.Parallel()
	timed := Suite{Timed: true}
	readable := Suite{Readable: true}
	tests := []struct {
		name  string
		suite Suite
		c     Case
		want  string
		head  string
	}{
		{"passed", Suite{}, Case{Class: "k", Name: "a.json"},
			`<testcase classname="k" name="a.json"/>`, `tests="1" failures="0" errors="0" skipped="0"`},
		{"of a file", Suite{}, Case{Class: "k", Name: "n", File: `a "b".json`, Line: 7},
			`<testcase classname="k" name="n" file="a &#34;b&#34;.json" line="7"/>`, `tests="1" failures="0" errors="0" skipped="0"`},
		{"timed", timed, Case{Class: "k", Name: "n", Took: 1500 * time.Microsecond},
			`<testcase classname="k" name="n" time="0.001500"/>`, `tests="1" failures="0" errors="0" skipped="0" time="0.002"`},
		{"skipped", Suite{}, Case{Class: "k", Name: "n", Skipped: "no payload"},
			`<testcase classname="k" name="n"> <skipped message="no payload"/> </testcase>`, `tests="1" failures="0" errors="0" skipped="1"`},
		{"failed without details", Suite{}, Case{Class: "k", Name: "n", Failure: &Failure{Message: "refused"}},
			`<testcase classname="k" name="n"> <failure message="refused"></failure> </testcase>`, `tests="1" failures="1" errors="0" skipped="0"`},
		{"escaped", Suite{}, Case{Class: "k", Name: `<"&">`, Failure: &Failure{Type: "t", Message: "m", Text: "a\n\"b\"\x00"}},
			`<testcase classname="k" name="&lt;&#34;&amp;&#34;&gt;"> <failure type="t" message="m">a&#xA;&#34;b&#34;` + "\uFFFD" + `</failure> </testcase>`,
			`tests="1" failures="1" errors="0" skipped="0"`},
		{"readable", readable, Case{Class: "k", Name: `"`, Failure: &Failure{Message: "'m'", Text: "a\t\"b\" <i>"}, Output: "x\r"},
			`<testcase classname="k" name="&#34;"> <failure message="&#39;m&#39;">a` + "\t" + `"b" &lt;i&gt;</failure> <system-out>x&#xD;</system-out> </testcase>`,
			`tests="1" failures="1" errors="0" skipped="0"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := test.suite
			s.Name = "s"
			got := strings.TrimSpace(strings.Join(strings.FieldsFunc(string(s.AppendCase(nil, &test.c)), func(r rune) bool { return r == '\n' }), " "))
			for strings.Contains(got, "  ") {
				got = strings.ReplaceAll(got, "  ", " ")
			}
			if got != test.want {
				t.Errorf("case %s\nwant %s", got, test.want)
			}
			if head := string(s.AppendHead(nil)); head != `  <testsuite name="s" `+test.head {
				t.Errorf("head %s\nwant %s", head, test.head)
			}
		})
	}
}

// TestEscape: texts are escaped as encoding/xml does it.
func TestEscape(t *testing.T) {
	t.Parallel()
	texts := []string{"", "plain", "한글 😀 é", `<a b="c" d='e'>&amp;</a>`, "\t\r\n", "broken \xff\xed\xa0\x80 UTF-8 \xe9", "\ufffd"}
	for r := range rune(0x11000) {
		texts = append(texts, "a"+string(r)+"b")
	}
	for _, text := range append(texts, string(rune(utf8.MaxRune))) {
		var want bytes.Buffer
		if err := xml.EscapeText(&want, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := string(escape([]byte("x"), text)); got != "x"+want.String() {
			t.Errorf("%q: %q, want %q", text, got, want.String())
		}
	}
	if Header != xml.Header {
		t.Errorf("header %q", Header)
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "junit.xml")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	j := NewFile(f, Suite{Name: `a "b" <c>`, Timed: true})
	j.Case(&Case{Class: "k", Name: "1 approved", Took: 1500 * time.Microsecond})
	j.Case(&Case{Class: "k", Name: "2 <&>", Took: time.Second, Failure: &Failure{Message: "answered 500", Text: "no\x00 \x1b[31m]]>"}})
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Suite struct {
			Name     string  `xml:"name,attr"`
			Tests    int     `xml:"tests,attr"`
			Failures int     `xml:"failures,attr"`
			Time     float64 `xml:"time,attr"`
			Cases    []struct {
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	s := got.Suite
	if s.Name != `a "b" <c>` || s.Tests != 2 || s.Failures != 1 || s.Time != 1.002 || len(s.Cases) != 2 ||
		s.Cases[0].Failure != nil || s.Cases[1].Name != "2 <&>" || s.Cases[1].Failure.Message != "answered 500" ||
		s.Cases[1].Failure.Text != "no\uFFFD \uFFFD[31m]]>" {
		t.Errorf("%+v\n%s", got, data)
	}
	closed := NewFile(f, Suite{Name: "x"})
	if closed.Close() == nil {
		t.Error("a closed file took the report")
	}
}
