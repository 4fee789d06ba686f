package jsonscan

import (
	"bytes"
	"encoding/json"
	"io"
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
		{"[1]]]", "[\n=-1\n=]\n=]\n=]"},
		{`{"a`, "{\n=-\"a"},
		{`[}`, "[\n=-\n=}"},
	}
	for _, test := range tests {
		if got := string(AppendIndent([]byte(">"), []byte(test.in), "=", "-")); got != ">"+test.want {
			t.Errorf("%q becomes %q, want %q", test.in, got, test.want)
		}
	}
}

// pieces are the writes of a text; each is refused once there are as many as may be.
type pieces struct {
	sizes []int
	text  []byte
	may   int
}

func (p *pieces) Write(b []byte) (int, error) {
	if len(p.sizes) == p.may {
		return 0, io.ErrClosedPipe
	}
	p.sizes, p.text = append(p.sizes, len(b)), append(p.text, b...)
	return len(b), nil
}

// TestWriteIndent: a long layout is written while it is made, and is the same.
func TestWriteIndent(t *testing.T) {
	t.Parallel()
	long := []byte("[" + strings.Repeat(`{"a":[1]},`, 10_000) + "[]]")
	tests := []struct {
		name      string
		dst, raw  []byte
		writes    int // that there are
		may, rest int // writes without an error; bytes that are returned at the end
	}{
		{"short", []byte(">"), []byte("[]"), 0, 9, len(">[]")},
		{"almost all that is held", make([]byte, indentHeld-1), []byte("1"), 0, 9, indentHeld},
		{"all that is held", make([]byte, indentHeld), []byte("1"), 1, 9, len("1")},
		{"long", []byte(">"), long, 5, 9, 12_316},
		{"an error at once", []byte(">"), long, 0, 0, 0},
		{"an error later", []byte(">"), long, 2, 2, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := AppendIndent(bytes.Clone(test.dst), test.raw, "", "  ")
			w := &pieces{may: test.may}
			rest, err := WriteIndent(w, test.dst, test.raw, "", "  ")
			if len(w.sizes) != test.writes || len(rest) != test.rest {
				t.Fatalf("%d bytes in the end, writes of %d", len(rest), w.sizes)
			}
			for _, size := range w.sizes {
				if size < indentHeld || size > indentHeld+100 {
					t.Errorf("a write of %d bytes", size)
				}
			}
			if test.writes == test.may {
				if err == nil || !bytes.HasPrefix(want, w.text) {
					t.Errorf("%v", err)
				}
				return
			}
			if got := append(w.text, rest...); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes, want %d; %v", len(got), len(want), err)
			}
		})
	}
	if rest, err := WriteIndent(nil, nil, long, "", "  "); err != nil || len(rest) < 2*indentHeld {
		t.Errorf("without a writer: %d bytes, %v", len(rest), err)
	}
}

func TestAppendQuoted(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "plain", "\"\\/", "\b\f\n\r\t\x00\x1f\x7f", "é홍😀\u2028", "a\xffb\xed\xa0\x80", "\"é\"홍\xff😀", "a longer text, then \"é\""} {
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

// TestUnescape: bytes that are not UTF-8 and the escapes of lone surrogates stay, and
// each place of the text is found again in the body.
func TestUnescape(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, body, want string }{
		{"nothing", ``, ""},
		{"no escapes", `plain`, "plain"},
		{"quotes and backslashes", `{\"a\":\"\\\\\"}`, `{"a":"\\"}`},
		{"escapes of one byte", `\/\b\t`, "/\b\t"},
		{"escapes of characters", `a\u00e9b\ud55c\ud83d\ude00c`, "aéb한😀c"},
		{"lone surrogates", `\ud800a\udc00\udbff\udfffb\udfff`, `\ud800a\udc00` + "\U0010ffff" + `b\udfff`},
		{"next to the surrogates", `\ud7ff\ue000`, "\ud7ff\ue000"},
		{"two high ones", `\ud800\ud800\udc00`, `\ud800` + "\U00010000"},
		{"bytes that are not UTF-8", "a\xff\\n\xed\xa0\x80", "a\xff\n\xed\xa0\x80"},
		{"no escapes of JSON", `\x\u12`, "xu12"},
		{"an escaped character outside ASCII", `\한`, "한"},
		{"a backslash at the end", `a\`, "a\uFFFD"},
		{"an escaped backslash at the end", `a\\`, `a\`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			body := []byte(test.body)
			text := AppendUnescaped([]byte(">"), body)
			if string(text) != ">"+test.want {
				t.Fatalf("%q, want %q", text[1:], test.want)
			}
			text = text[1:]
			var rising Unescape
			for offset := range len(text) + 2 {
				var u Unescape
				u.Seek(body, offset)
				rising.Seek(body, offset)
				if u != rising {
					t.Errorf("%d is at %+v, and at %+v step by step", offset, u, rising)
				}
				next, size := utf8.DecodeRune(text[u.Text:])
				if string(AppendUnescaped(nil, body[u.Body:])) != string(text[u.Text:]) || u.Text > offset || u.Text < len(text) && u.Text+max(size, 6) <= offset {
					t.Errorf("%d is at %+v, before %q", offset, u, next)
				}
			}
		})
	}
}

func TestAppendValid(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"UTF-8", "aé한😀", "aé한😀"},
		{"U+FFFD itself", "a\uFFFDb", "a\uFFFDb"},
		{"bytes that are not", "a\xff\xfeb\xed\xa0\x80", "a\uFFFD\uFFFDb\uFFFD\uFFFD\uFFFD"},
		{"half a character", "한\xed\x95", "한\uFFFD\uFFFD"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := string(AppendValid([]byte(">"), []byte(test.text))); got != ">"+test.want {
				t.Errorf("%q, want %q", got, ">"+test.want)
			}
		})
	}
}
