package lint

import (
	"slices"
	"testing"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
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

// TestReasonsSpeak: why an envelope does not open is said in the language of the run.
func TestReasonsSpeak(t *testing.T) {
	t.Parallel()
	failed := &seal.OpenError{Step: seal.StepPadding, Message: say.Textf("the last block does not end in PKCS#7 padding")}
	for _, c := range []struct{ name, lang, want string }{
		{"English", "en", "the payload does not open: cannot open the ciphertext: the key does not fit, or the text is damaged (step padding: the last block does not end in PKCS#7 padding)"},
		{"Korean", "ko", "페이로드를 복호화할 수 없습니다: 암호문을 복호화할 수 없습니다: 키가 맞지 않거나 텍스트가 손상되었습니다(padding 단계: 마지막 블록의 PKCS#7 패딩이 올바르지 않습니다)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := newLinter(t, Config{Lang: c.lang, Open: func([]byte) ([]byte, string, error) { return nil, "", failed }})
			found := check1(l, `{"data":"q83vEjRWeJCrze8SNFZ4kA=="}`)
			if len(found) != 1 || found[0].Message != c.want {
				t.Errorf("got  %+v\nwant %s", found, c.want)
			}
		})
	}
}
