package unwrap

import "testing"

func TestIsDoubled(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       bool
	}{
		{"a name", `""webhook_trigger"": ""retry""`, true},
		{"an empty name", `"": 1`, false},
		{"a quote too many before a name", `""webhook_trigger": "retry"`, false},
		{"a name that is cut off", `""webhook_tr`, false},
		{"a plain name", `"webhook_trigger": ""`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := isDoubled([]byte(tt.text)); got != tt.want {
				t.Errorf("isDoubled(%s) = %v, want %v", tt.text, got, tt.want)
			}
		})
	}
}
