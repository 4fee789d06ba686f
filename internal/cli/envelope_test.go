package cli

import (
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// TestEnvelopeVerdict: what an envelope is, is decided in one place. The
// package, decode and validate give every body the same verdict.
func TestEnvelopeVerdict(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		want seal.Form
	}{
		"data alone":             {`{"data":"AAAA"}`, seal.Sealed},
		"response":               {`{"data":"AAAA","isEncrypted":true}`, seal.Sealed},
		"marked as not sealed":   {`{"data":"AAAA","isEncrypted":false}`, seal.Clear},
		"marked as a text":       {`{"data":"AAAA","isEncrypted":"false"}`, seal.Sealed},
		"mark twice":             {`{"data":"AAAA","isEncrypted":true,"isEncrypted":false}`, seal.Clear},
		"trigger":                {`{"data":"AAAA","webhook_trigger":"approved"}`, seal.Clear},
		"trigger in camel case":  {`{"data":"AAAA","webhookTrigger":"approved"}`, seal.Clear},
		"trigger with a dash":    {`{"Webhook-Trigger":"approved","data":"AAAA"}`, seal.Clear},
		"trigger with an escape": {`{"data":"AAAA","webhook\u005ftrigger":"approved"}`, seal.Clear},
		"trigger deeper":         {`{"data":"AAAA","log":{"webhook_trigger":"approved"}}`, seal.Sealed},
		"other members":          {`{"version":2,"data":"AAAA"}`, seal.Sealed},
		"escape in the name":     {`{"d\u0061ta":"AAAA"}`, seal.Sealed},
		"other case":             {`{"Data":"AAAA"}`, seal.Clear},
		"data twice":             {`{"data":{},"data":"AAAA"}`, seal.Sealed},
		"text, then object":      {`{"data":"AAAA","data":{}}`, seal.Clear},
		"byte order mark":        {"\ufeff{\"data\":\"AAAA\"}", seal.Sealed},
		"empty text":             {`{"data":""}`, seal.Sealed},
		"object":                 {`{"data":{"a":"b"}}`, seal.Clear},
		"null":                   {`{"data":null}`, seal.Clear},
		"no data":                {`{"a":"AAAA"}`, seal.Clear},
		// {"webhook_trigger":"delete","submission_id":"x"}
		"Base64 of a webhook":   {`{"data":"eyJ3ZWJob29rX3RyaWdnZXIiOiJkZWxldGUiLCJzdWJtaXNzaW9uX2lkIjoieCJ9"}`, seal.Encoded},
		"Base64, marked sealed": {`{"data":"eyJhIjoxfQ==","isEncrypted":true}`, seal.Encoded},
		"Base64, marked clear":  {`{"data":"eyJhIjoxfQ==","isEncrypted":false}`, seal.Encoded},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, form, _ := seal.Body(nil, []byte(c.body), func() (seal.Key, error) { return seal.Key{}, seal.ErrNoKey }); form != c.want {
				t.Errorf("seal: %d, want %d", form, c.want)
			}
			code, stdout, stderr := runCipher(t, strings.NewReader(c.body), "decode")
			if got := verdict(stdout+stderr, "cannot open the ciphertext"); got != c.want {
				t.Errorf("decode: %d, want %d: exit %d\n%s%s", got, c.want, code, stdout, stderr)
			}
			code, stdout, stderr = runCipher(t, strings.NewReader(c.body), "validate")
			if got := verdict(stdout, "[envelope/"); got != c.want {
				t.Errorf("validate: %d, want %d: exit %d\n%s%s", got, c.want, code, stdout, stderr)
			}
			if said := stdout + stderr; c.want == seal.Encoded && (strings.Contains(said, "key") || strings.Contains(said, "encrypted")) {
				t.Errorf("validate: exit %d\n%s", code, said)
			}
		})
	}
}

// verdict reads a form from what a command said.
func verdict(said, sealed string) seal.Form {
	switch {
	case strings.Contains(said, sealed):
		return seal.Sealed
	case strings.Contains(said, ":1#/data"), strings.Contains(said, "data is text that can be read"):
		return seal.Encoded
	default:
		return seal.Clear
	}
}

// TestEnvelopeNotes: what is odd about an envelope is said of an opened one, too,
// by decode and by validate.
func TestEnvelopeNotes(t *testing.T) {
	t.Parallel()
	key, err := seal.KeyFromAPIKey(secret.New(clitest.Key))
	if err != nil {
		t.Fatal(err)
	}
	const plain = `{"webhook_trigger":"delete","submission_id":"s","account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00.000Z"}`
	for _, c := range []struct{ name, body, want string }{
		{"as the vendor shows it", `{"data":"` + key.Seal([]byte(plain), seal.Base64) + `","isEncrypted":true}`, ""},
		{"another member", `{"keyVersion":2,"data":"` + key.Seal([]byte(plain), seal.Base64) + `"}`, `the envelope has a member "keyVersion" beside data`},
		{"hex", `{"data":"` + key.Seal([]byte(plain), seal.Hex) + `"}`, "the ciphertext is hex, not standard Base64"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, notes, _ := runCipher(t, strings.NewReader(c.body), "decode", "--jq", ".notes[] | .rule, .message, .help")
			_, findings, _ := runCipher(t, strings.NewReader(c.body), "validate", "--jq", ".findings[] | .rule, .message, .help[-1]")
			got := strings.Split(strings.TrimSpace(notes), "\n")
			if c.want == "" && notes+findings != "" || c.want != "" && (notes != findings || len(got) != 3 || got[0] != "envelope/form" || got[1] != c.want) {
				t.Errorf("decode: %q\nvalidate: %q\nwant %q", notes, findings, c.want)
			}
		})
	}
}
