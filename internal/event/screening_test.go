package event_test

import (
	"testing"

	"github.com/argosctl/argosctl/internal/event"
)

func TestScreening(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, result, want string }{
		{"both", `{"currentstatus":"Red Flag","risk_level_summary":"HIGH"}`, "Red Flag, HIGH"},
		{"the same twice", `{"currentstatus":"Not Screened","risk_level_summary":"Not Screened"}`, "Not Screened"},
		{"the status alone", `{"currentstatus":"Red Flag"}`, "Red Flag"},
		{"the risk alone", `{"risk_level_summary":"LOW"}`, "LOW"},
		{"none", `{}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, err := event.NewDecoder("en").Decode([]byte(`{"webhook_trigger":"aml","submission_id":"a1","aml_result":` + tt.result + `}`))
			if err != nil || e.Screening() != tt.want {
				t.Errorf("got %q, %v", e.Screening(), err)
			}
		})
	}
}
