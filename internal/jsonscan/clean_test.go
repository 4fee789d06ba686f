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
	}
}
