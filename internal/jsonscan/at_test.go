package jsonscan

import "testing"

func TestAt(t *testing.T) {
	t.Parallel()
	const text = `{"a":{"b":{"c":"deep"},"":"unnamed","n":7,"x.y":"dotted"},"a2":"x\ty","l":["e"],"\u0073":"escaped","d":1,"d":"last","null":null}`
	tests := []struct {
		name, from, path string
		raw              string // of the value; "" where there is none
		text             string // as TextAt has it
	}{
		{"a member", "", "a2", `"x\ty"`, "x\ty"},
		{"deep", "", "a.b.c", `"deep"`, "deep"},
		{"from a node", "a", "b.c", `"deep"`, "deep"},
		{"an object", "", "a.b", `{"c":"deep"}`, ""},
		{"a number", "", "a.n", "7", ""},
		{"null", "", "null", "null", ""},
		{"an escaped name", "", "s", `"escaped"`, "escaped"},
		{"the last of two names", "", "d", `"last"`, "last"},
		{"an empty name", "", "a.", `"unnamed"`, "unnamed"},
		{"a name with a dot is no path", "", "a.x.y", "", ""},
		{"nothing there", "", "a.b.x", "", ""},
		{"through nothing", "", "x.b.c", "", ""},
		{"through a string", "", "a2.b", "", ""},
		{"through a list", "", "l.0", "", ""},
		{"an empty path", "", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := new(Document)
			d.Parse([]byte(text))
			from := 0
			if test.from != "" {
				from, _ = d.Get(0, test.from)
			}
			raw := ""
			if i, ok := d.At(from, test.path); ok {
				raw = string(d.Raw(i))
			}
			if got := d.TextAt(from, test.path); raw != test.raw || got != test.text {
				t.Errorf("%q: %s and %q, want %s and %q", test.path, raw, got, test.raw, test.text)
			}
		})
	}
	var empty Document
	if i, ok := empty.At(0, "a"); ok || i != 0 || empty.TextAt(0, "a") != "" {
		t.Errorf("a document that was not parsed has node %d", i)
	}
}

func TestFatal(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, message, hint string }{
		{"clean", `{}`, "", ""},
		{"duplicate names", `{"a":1,"a":2}`, "", ""},
		{"a byte order mark", "\ufeff{}", "", ""},
		{"bytes that are not UTF-8", "{\"a\":\"\xff\"}", "", ""},
		{"a fault with a repair, behind one that can be borne", `{"a":1,"a":2,}`, "not JSON: trailing comma before '}'", "remove the comma"},
		{"no help", `{"a":}`, "not JSON: missing value: found '}' where a value was expected", ""},
		{"markup", `<html>`, "not JSON: found '<' where a value was expected", "this looks like HTML or XML"},
		{"markup in a list", `[<]`, "not JSON: found '<' where a value was expected", ""},
		{"no markup", `%`, "not JSON: found '%' where a value was expected", ""},
		{"empty", ``, "not JSON: unexpected end of input, expected a value", "the text is empty"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "not JSON: the text is UTF-16LE, JSON must be UTF-8", "convert it: iconv -f UTF-16LE -t UTF-8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := new(Document)
			d.Parse([]byte(test.text))
			message, hint := "", ""
			if f := d.Fatal(); f != nil {
				message, hint = f.Explain("en")
				if korean, _ := f.Explain("ko"); f.String() != message || f.In("ko") != korean || korean == message {
					t.Errorf("%s, in Korean %s", f, f.In("ko"))
				}
			}
			if message != test.message || hint != test.hint {
				t.Errorf("%q, %q, want %q, %q", message, hint, test.message, test.hint)
			}
		})
	}
	d := new(Document)
	d.Parse([]byte(`[]`))
	if d.RequireObject() {
		t.Fatal("an array is an object")
	}
	if message, _ := d.Fatal().Explain("en"); message != "expected a JSON object, found an array" {
		t.Error(message)
	}
}

func TestRepairable(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       bool
	}{
		{"clean", `{}`, true},
		{"a fault with a repair", `{"a":1,}`, true},
		{"two of them", `{a:1,}`, true},
		{"a name twice", `{"a":1,"a":2}`, true},
		{"a fault without", `[one two]`, false},
		{"one of each", `[one two,]`, false},
		{"a comment", `[1/**/]`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var d Document
			d.Parse([]byte(test.text))
			if got := d.Repairable(); got != test.want {
				t.Errorf("%v: %s", got, summary(&d))
			}
		})
	}
}

func TestMarshal(t *testing.T) {
	t.Parallel()
	if got, err := Marshal(map[string]string{"a": "<&>"}); err != nil || string(got) != `{"a":"<&>"}` {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := Marshal(func() {}); err == nil {
		t.Errorf("a function is %s", got)
	}
}
