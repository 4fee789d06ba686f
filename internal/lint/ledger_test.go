package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
)

// TestLedger: a payload that is not as argosctl assumes names the assumption, in
// decode's note and in the help of validate's finding alike. Every entry of the
// ledger that payloads can contradict has a row.
func TestLedger(t *testing.T) {
	t.Parallel()
	const (
		approved = `{"webhook_trigger":"approved","submission_id":"s","applicant_id":"a","email":"user@example.com","kyc_result":{"status":"approved",` +
			`"updated_at":"2026-04-14T02:20:41Z","created_at":"2026-04-14T02:20:41Z","kyc_result_at":"2026-04-14T02:20:41Z","reviewer":"system"}`
		aml     = `{"webhook_trigger":"aml","submission_id":"s","email":"user@example.com","aml_result":{`
		updated = `{"webhook_trigger":"updated","submission_id":"s","email":"user@example.com","data":{"update":[],"kyc_result":"approved","reviewer":"system"},"update_time":"2026-04-14T02:20:41Z",`
	)
	rows := []struct{ name, id, rule, payload string }{
		{"hex", catalog.UnknownCiphertextEncoding, "envelope/form", `{"data":"` + strings.Repeat("0123456789abcdef", 2) + `"}`},
		{"Base64url", catalog.UnknownCiphertextEncoding, "envelope/form", `{"data":"AB-_AB","isEncrypted":true}`},
		{"another member of an envelope", catalog.UnknownEnvelopeMembers, "envelope/form", `{"data":"AAAA","iv":"1"}`},
		{"pending", catalog.UnknownPendingEvent, "event/unconfirmed", `{"webhook_trigger":"pending","submission_id":"s"}`},
		{"a name of the event table", catalog.UnknownEventNames, "event/alias", `{"webhook_trigger":"token","token_id":"tok_0001","expired_condition":"time","service":"idCheck"}`},
		{"a name of the event table, monitoring", catalog.UnknownEventNames, "event/alias", `{"webhook_trigger":"aml-ongoing","submission_id":"s","email":"user@example.com","records":[]}`},
		{"a name that people write", "", "event/alias", `{"webhook_trigger":"deleted","submission_id":"s"` + complete + `}`},
		{"another field of approved", catalog.UnknownKnowledgeBasedFields, "field/unknown", approved + `,"driverClass":"2"}`},
		{"another field of updated", catalog.UnknownKnowledgeBasedFields, "field/unknown", updated + `"admin":"admin@example.com","driverClass":"2"}`},
		{"a typo in a name", "", "field/unknown", approved + `,"full_nam":"x"}`},
		{"an AML status", catalog.UnknownAmlValues, "field/enum", aml + `"currentstatus":"Clear","risk_level_summary":"LOW"}}`},
		{"an AML risk", catalog.UnknownAmlValues, "field/enum", aml + `"currentstatus":"Red Flag","risk_level_summary":"VERY HIGH"}}`},
		{"an AML status in another case", "", "field/enum", aml + `"currentstatus":"red flag","risk_level_summary":"LOW"}}`},
		{"a value of another open list", "", "field/enum", approved + `,"gender":"other"}`},
		{"a retry code", catalog.UnknownCodeLists, "retrycode/unknown", retryPayload + `"retryCode":"camera_broken","attempts":1}`},
		{"a misspelt retry code", "", "retrycode/spelling", retryPayload + `"retryCode":"Glare_detected","attempts":1}`},
		{"a reject code", catalog.UnknownCodeLists, "rejectcode/unknown", rejectedPayload + `"commentCode":"customer_changed_mind"}}`},
		{"a comment", catalog.UnknownRejectComment, "rejectcode/comment", rejectedPayload + `"commentCode":"expired_id"}}`},
		{"a null that no Projection explains", catalog.UnknownProjectionNames, "field/type", strings.Replace(approved, `"applicant_id":"a"`, `"applicant_id":null`, 1) + `}`},
		{"a null elsewhere", "", "field/type", `{"webhook_trigger":"delete","submission_id":null` + complete + `}`},
		{"a blank in a time", catalog.UnknownTimeForms, "field/format", strings.Replace(deletePayload, "T00:00:00.000Z", " 00:00:00", 1)},
		{"a form that is no time", catalog.UnknownTimeForms, "field/format", strings.Replace(deletePayload, "2026-05-01T00:00:00.000Z", "01.05.2026", 1)},
		{"a null for none", catalog.UnknownAbsentValues, "field/type", approved + `,"userid":null}`},
		{"an empty text for none", catalog.UnknownAbsentValues, "field/empty", approved + `,"tokenId":""}`},
		{"an empty custom field", catalog.UnknownAbsentValues, "field/empty", approved + `,"cf":{"cf1":""}}`},
		{"another empty field", "", "field/empty", approved + `,"full_name":""}`},
		{"a wallet elsewhere", catalog.UnknownWalletAddress, "field/unknown", strings.TrimSuffix(deletePayload, "}") + `,"wallet_address":"0xEXAMPLE"}`},
		{"a wallet of another type", catalog.UnknownWalletAddress, "field/type", approved + `,"wallet_address":{"chain":"x"}}`},
		{"an admin that is no address", catalog.UnknownAdminValues, "field/format", updated + `"admin":"scheduler"}`},
		{"another event", catalog.UnknownLaterChanges, "event/unknown", `{"webhook_trigger":"archived_forever","submission_id":"s"}`},
		{"another field of another event", catalog.UnknownLaterChanges, "field/unknown", strings.TrimSuffix(deletePayload, "}") + `,"retention":"x"}`},
	}
	seen := map[string]bool{}
	for _, c := range rows {
		seen[c.id] = true
		for _, lang := range []string{"en", "ko"} {
			t.Run(c.name+" "+lang, func(t *testing.T) {
				t.Parallel()
				want := ""
				if c.id != "" {
					want = catalog.Remark(c.id).In(lang)
				}
				found := check1(newLinter(t, Config{Lang: lang}), c.payload)
				i := slices.IndexFunc(found, func(f diag.Finding) bool { return f.Rule == c.rule })
				if i < 0 {
					t.Fatalf("no %s: %s", c.rule, toldAll(found))
				}
				got := found[i].Help[len(found[i].Help)-1]
				if !strings.HasPrefix(got, "if the service sent this,") && !strings.HasPrefix(got, "ARGOS가 보낸 것이라면") {
					got = ""
				}
				if got != want {
					t.Errorf("validate: %q, want %q", found[i].Help, want)
				}
				if e, err := event.NewDecoder(lang).Decode([]byte(c.payload)); err != nil {
					t.Errorf("decode: %v", err)
				} else if n := e.Notes()[slices.IndexFunc(e.Notes(), func(n diag.Note) bool { return n.Rule == c.rule })]; n.Help != want {
					t.Errorf("decode: %q, want %q", n.Help, want)
				}
			})
		}
	}
	for _, u := range catalog.Unknowns().Unknowns {
		if len(u.Signs) > 0 && !seen[u.ID] {
			t.Errorf("no payload contradicts %s", u.ID)
		}
	}
}
