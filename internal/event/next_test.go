package event_test

import (
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/event"
)

// What to do next is told for the values of the payload, without the cases that it
// does not have.
func TestNext(t *testing.T) {
	t.Parallel()
	const generic = "Your compliance team has to look into a Red Flag, or a HIGH or MEDIUM risk,"
	for _, tt := range []struct{ name, body, want string }{
		{"the last retry", `{"webhook_trigger":"retry","submission_id":"a1","retryCode":"too_many_retry"}`, "Nobody has to act: the attempts"},
		{"another retry", `{"webhook_trigger":"retry","submission_id":"a1","retryCode":"no_face"}`, "The submitter has to try again. You"},
		{"the last retry in another spelling", `{"webhook_trigger":"retry","submission_id":"a1","retryCode":"Too-Many_retry"}`, "Nobody has to act: the attempts"},
		{"a retry of no code", `{"webhook_trigger":"retry","submission_id":"a1"}`, "The submitter has to try again, unless"},
		{"a retry of an unknown code", `{"webhook_trigger":"retry","submission_id":"a1","retryCode":"solar_flare"}`, "The submitter has to try again, unless"},
		{"a code astray", `{"webhook_trigger":"retry","submission_id":"a1","kyc_result":{"retryCode":"too_many_retry"}}`, "Nobody has to act: the attempts"},
		{"Red Flag", `{"webhook_trigger":"aml","aml_result":{"currentstatus":"Red Flag","risk_level_summary":"LOW"}}`, "Your compliance team has to look into the Red Flag"},
		{"a risk goes before what was not screened", `{"webhook_trigger":"aml","aml_result":{"currentstatus":"Not Screened","risk_level_summary":"HIGH"}}`, "Your compliance team has to look into the HIGH risk"},
		{"MEDIUM alone", `{"webhook_trigger":"aml","aml_result":{"risk_level_summary":"MEDIUM"}}`, "Your compliance team has to look into the MEDIUM risk"},
		{"Not Screened", `{"webhook_trigger":"aml","aml_result":{"currentstatus":"Not Screened","risk_level_summary":"Not Screened"}}`, "Your service has to find out why no screening took place."},
		{"a value that no page has", `{"webhook_trigger":"aml","aml_result":{"currentstatus":"Clear"}}`, generic},
		{"no result", `{"webhook_trigger":"aml"}`, generic},
		{"the status was changed", `{"webhook_trigger":"updated","data":{"update":["gender","kycStatus"]}}`, "Your service should take over the changed fields; kycStatus is among them"},
		{"other data were changed", `{"webhook_trigger":"updated","data":{"update":["gender"]}}`, "Your service should take over the changed fields."},
		{"no list of what was changed", `{"webhook_trigger":"updated","data":{"update":"kycStatus"}}`, "Your service should take over the changed fields."},
		{"FaceAuth approved", `{"webhook_trigger":"faceAuth","data":{"Auth_Status":"approved"}}`, "The authentication was approved:"},
		{"FaceAuth rejected, the oldest form", `{"webhook_trigger":"faceAuth","data":{"auth_status":"rejected"}}`, "The authentication was rejected:"},
		{"FaceAuth of two minds", `{"webhook_trigger":"faceAuth","data":{"Auth_Status":"rejected","auth_status":"approved"}}`, "Your service decides:"},
		{"FaceAuth approved and something else", `{"webhook_trigger":"faceAuth","data":{"Auth_Status":"fail","auth_status":"approved"}}`, "Your service decides:"},
		{"an event with one text", `{"webhook_trigger":"submit","submission_id":"a1"}`, "A reviewer has to decide:"},
		{"an event that nobody knows", `{"webhook_trigger":"teleported","submission_id":"a1"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, err := event.NewDecoder("en").Decode([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Next(); !strings.HasPrefix(got.En, tt.want) || tt.want == "" && got.En != "" {
				t.Errorf("got %q", got.En)
			}
		})
	}
}
