package jsonscan

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

func TestAppendCompact(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{" \t\r\n", ""},
		{"{ \"a b\" : [ 1 , 2.50 ] }\n", `{"a b":[1,2.50]}`},
		{`["  \"  " , "\\" , "x"]`, `["  \"  ","\\","x"]`},
		{"[1,\n  \"open  ", `[1,"open  `},
		{"\"a\n  b\" 1", "\"a\n  b\"1"},
	}
	for _, test := range tests {
		if got := string(AppendCompact([]byte(">"), []byte(test.in))); got != ">"+test.want {
			t.Errorf("%q becomes %q, want %q", test.in, got, test.want)
		}
	}
	for _, text := range payloads(50) {
		var indented bytes.Buffer
		if err := json.Indent(&indented, text, "\t", "  "); err != nil {
			t.Fatal(err)
		}
		if got := AppendCompact(nil, indented.Bytes()); !bytes.Equal(got, text) {
			t.Fatalf("%s\nbecomes\n%s", text, got)
		}
	}
}

func TestAppendIndent(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{` [ ] `, `[]`},
		{"{\t}", `{}`},
		{`"a, {b}: \" [ "`, `"a, {b}: \" [ "`},
		{`{"a":[1,2.50,{}],"b":{"c":null}}`, "{\n=-\"a\": [\n=--1,\n=--2.50,\n=--{}\n=-],\n=-\"b\": {\n=--\"c\": null\n=-}\n=}"},
		{"]", "\n=]"},
		{`{"a`, "{\n=-\"a"},
		{`[}`, "[\n=-\n=}"},
	}
	for _, test := range tests {
		if got := string(AppendIndent([]byte(">"), []byte(test.in), "=", "-")); got != ">"+test.want {
			t.Errorf("%q becomes %q, want %q", test.in, got, test.want)
		}
	}
}

func TestAppendQuoted(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "plain", "\"\\/", "\b\f\n\r\t\x00\x1f\x7f", "é홍😀\u2028", "a\xffb\xed\xa0\x80"} {
		want, _ := jsontext.AppendQuote([]byte("x"), s) // its error says only that s is not UTF-8
		if got := AppendQuoted([]byte("x"), s); !bytes.Equal(got, want) {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	}
}

// TestAppendString: the text of a string is what appendDecoded makes of it, and it
// is refused where ScanString refuses it.
func TestAppendString(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	pieces := []string{`\"`, `\\`, "a", "some longer run of text", "\u00e9", `\u00e9`, `\ud83d\ude00`, `\ud83d`, "\xff", "\n", `\n`, `\x`, "한글", `"`, "é"}
	for range 20000 {
		var b strings.Builder
		b.WriteByte('"')
		for range r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		b.WriteString(`" and what follows`)
		data := []byte(b.String())
		end, _, ok := ScanString(data, 0)
		if !ok {
			end = -1
		}
		got, at := AppendString([]byte("x"), data, 1)
		if at != end || ok && string(got) != "x"+string(AppendUnquoted(nil, data[:end])) {
			t.Fatalf("%s: %q, %d; want %d, %v", data, got, at, end, ok)
		}
		if !ok {
			continue
		}
		body := data[1 : end-1]
		if text := AppendUnescaped(nil, body); string(text) != string(got[1:]) {
			t.Fatalf("%s: AppendUnescaped %q", data, text)
		}
		at = r.IntN(len(got))
		for at > 1 && !utf8.RuneStart(got[at]) {
			at--
		}
		u := Unescape{}
		u.Seek(body, max(0, at-1))
		if rest := AppendUnescaped(nil, body[u.Body:]); string(rest) != string(got[1+u.Text:]) || u.Text != max(0, at-1) {
			t.Fatalf("%s: seeking %d came to %+v, %q", data, at-1, u, rest)
		}
	}
}
