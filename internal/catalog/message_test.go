package catalog

import (
	"strings"
	"testing"
)

func TestAppendMessage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, want string
		args             []Arg
	}{
		{"nothing to fill in", "JSON has no comments", "JSON has no comments", []Arg{{"path", "x"}}},
		{"one", "{path} is empty", "comment is empty", []Arg{{"path", "comment"}}},
		{"order of the text", "{name} is spelled {right}", `"a" is spelled "b"`, []Arg{{"right", `"b"`}, {"name", `"a"`}}},
		{"twice", "{max}, {max}", "3, 3", []Arg{{"max", "3"}}},
		{"a value like an argument", "{value}", "{path}", []Arg{{"value", "{path}"}, {"path", "x"}}},
		{"an empty value", "<{value}>", "<>", []Arg{{"value", ""}}},
		{"no value", "{path} is {value}", "{path} is 1", []Arg{{"value", "1"}}},
		{"a lone brace", "{path", "{path", []Arg{{"path", "x"}}},
		{"Korean", "빈 필드: {path}", "빈 필드: comment", []Arg{{"path", "comment"}}},
		{"no text", "", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := string(AppendMessage([]byte("> "), c.text, c.args...)); got != "> "+c.want {
				t.Errorf("%q, want %q", got, "> "+c.want)
			}
		})
	}
}

func TestAppendMessageAllocatesNothing(t *testing.T) {
	buffer, text := make([]byte, 0, 256), MessageByID(MsgFieldType).Text.Ko
	n := testing.AllocsPerRun(100, func() {
		buffer = AppendMessage(buffer[:0], text, Arg{"path", "attempts"}, Arg{"found", "문자열"}, Arg{"want", "정수"})
	})
	if n != 0 || !strings.Contains(string(buffer), "attempts") {
		t.Errorf("%v allocations, %q", n, buffer)
	}
}

func FuzzAppendMessage(f *testing.F) {
	f.Add("{path} is {value}", "a", "{path}")
	f.Add("}{", "", "")
	f.Fuzz(func(t *testing.T, text, path, value string) {
		got := string(AppendMessage(nil, text, Arg{"path", path}, Arg{"value", value}))
		// A value is put in as it is, so a replacer that looks at the text once agrees.
		if want := strings.NewReplacer("{path}", path, "{value}", value).Replace(text); want != got && !strings.Contains(text, "{{") &&
			strings.Count(text, "{") == strings.Count(text, "{path}")+strings.Count(text, "{value}") {
			t.Errorf("%q, want %q", got, want)
		}
		if AppendMessage(nil, text) != nil && string(AppendMessage(nil, text)) != text {
			t.Errorf("%q without arguments is %q", text, AppendMessage(nil, text))
		}
	})
}
