package returnurl_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
)

// FuzzParse: no input panics, an answer is JSON with an outcome, and a failure
// has a hint.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"https://yourapp.com/verification-complete?userid=user123&email=user@example.com&kycStatus=approved&submissionId=sub_abc123&cf1=campaign_summer",
		"https://yourapp.com/verification-complete?kycStatus=rejected&errorCode=DE-20000",
		"https://yourapp.com/verification-complete?encrypted={encrypted_data}",
		"https://argosidentity.com?kycStatus={kycStatus}&errorCode={errorCode}",
		"https://example.com/?encrypted=" + sealedApproved, sealedBlocked,
		"example.com/#/a?cf1[]=%zz&kycstatus=x;kycStatus=\xff&a&a&=&", "'\"<?#;&\u0026\\/&amp;\r\n\t>", "a:b?c", "{\"data\":\"AAAA\"}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := testReader(t)
		for _, read := range []func(string) (*returnurl.Result, error){r.Parse, r.Decrypt} {
			res, err := read(text)
			var form *returnurl.FormError
			var open *seal.OpenError
			switch {
			case errors.As(err, &form):
				if form.Hint.Empty() {
					t.Fatalf("%q: %v without a hint", text, err)
				}
			case errors.As(err, &open):
				if open.Hint.Empty() {
					t.Fatalf("%q: %v without a hint", text, err)
				}
			case err != nil:
				t.Fatalf("%q: %v", text, err)
			default:
				if raw := res.AppendJSON(nil, "ko"); !json.Valid(raw) || res.Outcome == nil {
					t.Fatalf("%q: %s", text, raw)
				}
			}
		}
	})
}
