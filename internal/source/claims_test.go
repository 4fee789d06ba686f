package source

import "testing"

func TestClaims(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"JSON", `got {"webhook_trigger": "retry"`, true},
		{"typographic quotes", `{“webhook_trigger”:“retry”}`, true},
		{"a map of Java", `payload={webhook_trigger=approved, submission_id=x}`, true},
		{"a map of Java, not first", `payload={submission_id=x, webhook_trigger=approved}`, true},
		{"pairs in a log", `level=info {req=1} webhook_trigger=approved`, false},
		{"prose", `set webhook_trigger first`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := claims([]byte(c.text)); got != c.want {
				t.Errorf("claims(%s) = %v", c.text, got)
			}
		})
	}
}
