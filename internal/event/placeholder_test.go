package event

import "testing"

func TestIsPlaceholder(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"{submission_id}": true, "{{userid}}": true, "${USER}": true, "<token>": true, "string": true, "{사용자 ID}": true,
		"YYYY-MM-DD-HH-MM-SS-ZZZ": true, "YYYY-MM-DD": true,
		"": false, "{}": false, "{{}}": false, "strings": false, `{"a":1}`: false, "{a:1}": false, "<b>x</b>": false, "$5": false,
		"{a} {b}": false, "s": false, "YYYY": false, "<>": false, "{a": false, "[x]": false,
	} {
		if got := IsPlaceholder([]byte(text)); got != want {
			t.Errorf("IsPlaceholder(%q) = %v", text, got)
		}
	}
}
