package lint

import (
	"slices"
	"testing"
)

func TestHelpOfNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ payload, rule, help string }{
		"return URL's": {deletePayload[:len(deletePayload)-1] + `,"kycstatus":"approved"}`, "field/unknown",
			"kycStatus is a parameter of the return URL: webhooks tell the result in kyc_result.status"},
		"a level too high": {retryPayload + `"retryCode":"no_face","attempts":1,"status":"incomplete"}`, "field/unknown",
			"the event has it as kyc_result.status"},
		"typo": {deletePayload[:len(deletePayload)-1] + `,"coment":"x"}`, "field/unknown", `did you mean "comment"?`},
		"first of two": {"{\"webhook_trigger\":\"delete\",\n \"submission_id\":\"x\",\n\t\"submission_id\":\"y\"" + complete + "}", "json/duplicate-key",
			"the first one is at line 2, column 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := New(Config{})
			if err != nil {
				t.Fatal(err)
			}
			found := check1(l, c.payload)
			if len(found) != 1 || found[0].Rule != c.rule || !slices.Contains(found[0].Help, c.help) {
				t.Errorf("%s\nhelp %q, want %q", toldAll(found), found[0].Help, c.help)
			}
		})
	}
}
