package returnurl_test

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchema: what is answered is what docs/schema/returnurl.json says, in
// both languages.
func TestSchema(t *testing.T) {
	t.Parallel()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/returnurl.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"https://yourapp.com/verification-complete?userid=user123&email=user@example.com&kycStatus=approved&submissionId=sub_abc123&cf1=campaign_summer",
		"https://yourapp.com/verification-complete?kycStatus=rejected&errorCode=DE-20000",
		"https://argosidentity.com?kycStatus={kycStatus}&errorCode={errorCode}",
		"https://example.com/?encrypted=" + sealedApproved,
		"https://example.com/?cf1=x&kycStatus=aproved&encrypted=" + sealedBlocked,
		"kycstatus=x&cf1[]=%zz&errorCode=TK-10777&a=1&a=2&b=\xff", "?errorCode=page-not-found", "?errorCode=what", "?kycStatus=APPROVED", "https://example.com/",
	} {
		res, err := testReader(t).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"en", "ko"} {
			raw := res.AppendJSON(nil, lang)
			if err := validate(schema, raw); err != nil {
				t.Errorf("%s: %v", raw, err)
			}
		}
	}
	for _, wrong := range []string{`{}`, `{"error":{"step":"guess","message":"m","hint":""}}`, `{"url":""}`} {
		if validate(schema, []byte(wrong)) == nil {
			t.Errorf("%s passes", wrong)
		}
	}
	if err := validate(schema, []byte(`{"error":{"step":"padding","message":"m","hint":"h"}}`)); err != nil {
		t.Error(err)
	}
}

func validate(schema *jsonschema.Schema, raw []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}
