package sample_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
)

func TestDoubts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, event, set, near string }{
		{"a retry code", "retry", "retryCode=glare_detectd", "glare_detected"},
		{"a known code", "retry", "retryCode=glare_detected", ""},
		{"a code like none", "retry", "retryCode=my_own_reason", ""},
		{"a reject code", "rejected", "kyc_result.commentCode=too_many_retr", "too_many_retry"},
		{"a status", "approved", "kyc_result.status=aproved", "approved"},
		{"an open list", "aml", "aml_result.currentstatus=RedFlag", "Red Flag"},
		{"a free text", "approved", "userid=aproved", ""},
		{"no value", "retry", "retryCode=", ""},
		{"JSON", "retry", `retryCode:="glare_detectd"`, ""},
		{"another event's field", "approved", "retryCode=glare_detectd", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, _, _ := catalog.EventByName(tt.event)
			near := ""
			for _, d := range sample.Doubts([]*catalog.Event{e}, []string{tt.set}) {
				near = d.Near
			}
			if diff := cmp.Diff(tt.near, near); diff != "" {
				t.Error(diff)
			}
		})
	}
}
