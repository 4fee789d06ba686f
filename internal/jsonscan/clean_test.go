package jsonscan

import (
	"strings"
	"testing"
)

// clean returns texts without a fault.
func clean() []string {
	return []string{
		`{}`, `[]`, ` null `, `true`, `false`, `0`, `-0`, `12.5e+3`, `1E2`, `""`, "\t{\r\n}\n", `[[],{},[{}]]`,
		`{"a":1,"b":[true,false,null],"c":{"a":"x"},"":0}`,
		`{"long name of a member":"long text that takes more than eight bytes","escaped":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}`,
		`{"이름":"홍길동","é":"ü","😀":"𝄞","` + "\u2028" + `":"` + "\x7f" + `"}`,
		"{\n        \"indented\": [\n            1,\n            2\n        ]\n}",
		strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth),
		"[" + strings.Repeat("[],{},", MaxDepth) + `{"a":[]}]`,
		`{"n\u0061me":1,"\"":"\"","b" : "x" , "c":` + "\n" + `"y"}`,
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	var d Document
	for _, in := range clean() {
		if !d.Parse([]byte(in)) || len(d.Faults) != 0 {
			t.Errorf("Parse(%q): %v", in, d.Faults)
		}
		if !Valid([]byte(in)) {
			t.Errorf("Valid(%q) is false", in)
		}
		checkNodes(t, &d)
		if !d.ParseStrict([]byte(in)) {
			t.Errorf("ParseStrict(%q) is false", in)
		}
	}
}

// TestAppendScalar adds a node to a document that is made by hand.
func TestAppendScalar(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		at         int
		want       Node
		end        int
	}{
		{"a text", `["x"]`, 1, Node{Kind: String, Start: 1, End: 4, Next: 2}, 4},
		{"a text with an escape", `["\n"]`, 1, Node{Kind: String, Escaped: true, Start: 1, End: 5, Next: 2}, 5},
		{"a number", `[-1.5]`, 1, Node{Kind: Number, Start: 1, End: 5, Next: 2}, 5},
		{"a literal", `[null]`, 1, Node{Kind: Null, Start: 1, End: 5, Next: 2}, 5},
		{"a text without an end", `["x]`, 1, Node{Kind: String, Start: 1}, -1},
		{"no number", `[-]`, 1, Node{Kind: Number, Start: 1}, -1},
		{"no literal", `[nul]`, 1, Node{Start: 1}, -1},
		{"an array", `[[]]`, 1, Node{Start: 1}, -1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := Document{Data: []byte(test.text), Nodes: []Node{{Kind: Array}}}
			test.want.KeyStart, test.want.KeyEnd = 7, 9
			if end := d.AppendScalar(test.at, Node{KeyStart: 7, KeyEnd: 9}); end != test.end || len(d.Nodes) != 2 || d.Nodes[1] != test.want {
				t.Errorf("until %d: %+v, want %+v", end, d.Nodes[1:], test.want)
			}
		})
	}
}
