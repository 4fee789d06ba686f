package jsonscan

import (
	"bytes"
	"encoding/json"
	"testing"

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
