package returnurl_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// rawKey is the test key as a raw key.
var rawKey = secret.New(testKeyHex)

func TestBuild(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		base   string
		params []returnurl.Param
		want   string
	}{
		{"https://yourapp.com/verification-complete", returnurl.Examples(),
			"https://yourapp.com/verification-complete?userid=user123&email=user@example.com&kycStatus=approved&submissionId=sub_abc123&cf1=campaign_summer"},
		{"https://example.com/a?x=1", []returnurl.Param{{Name: "kycStatus", Value: "pending"}}, "https://example.com/a?x=1&kycStatus=pending"},
		{"https://example.com/a?", []returnurl.Param{{Name: "cf1", Value: "a b&c=한\xff"}}, "https://example.com/a?cf1=a%20b%26c%3D%ED%95%9C%FF"},
		{"https://example.com/#/r", []returnurl.Param{{Name: "cf1", Value: ""}}, "https://example.com/?cf1=#/r"},
		{"myapp://done", nil, "myapp://done"},
	} {
		t.Run(c.base, func(t *testing.T) {
			got, err := returnurl.Build(returnurl.Plan{Base: c.base, Params: c.params})
			if err != nil || got != c.want {
				t.Errorf("%s, %v, want %s", got, err, c.want)
			}
		})
	}
}

// TestBuildThenParse: whatever is built says what it was built of.
func TestBuildThenParse(t *testing.T) {
	t.Parallel()
	params := []returnurl.Param{{Name: "kycStatus", Value: "rejected"}, {Name: "errorCode", Value: "DE-20000"},
		{Name: "cf1", Value: `+ %41 "&=;?#` + "\n한🙂\\"}, {Name: "email", Value: "a+b@example.com"}, {Name: "mine", Value: "1"}}
	want := values{"kycStatus": "rejected", "errorCode": "DE-20000", "cf1": params[2].Value, "email": "a+b@example.com"}
	for _, c := range []struct {
		plan  returnurl.Plan
		rules []string
	}{
		{returnurl.Plan{}, []string{}},
		{returnurl.Plan{Encrypt: true}, []string{}},
		{returnurl.Plan{Encrypt: true, Query: true}, []string{"return-url-content"}},
		{returnurl.Plan{Encrypt: true, Encoding: seal.Hex}, []string{"ciphertext-encoding"}},
		{returnurl.Plan{Encrypt: true, Encoding: seal.Base64URL}, []string{"ciphertext-encoding"}},
	} {
		plan := c.plan
		plan.Base, plan.Params, plan.Key = "https://example.com/done?lang=ko#/x", params, testKey(t)
		text, err := returnurl.Build(plan)
		if err != nil {
			t.Fatal(err)
		}
		res, err := testReader(t).Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(brief{"https://example.com/done#/x", "blocked", want, values{"mine": "1", "lang": "ko"}, c.rules}, briefOf(res)); diff != "" || res.Encrypted != plan.Encrypt {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestBuildFaults(t *testing.T) {
	t.Parallel()
	var form *returnurl.FormError
	for _, base := range []string{"", "example.com/done", "hello", "https://example.com/a b", "https://example.com/\n"} {
		if text, err := returnurl.Build(returnurl.Plan{Base: base}); !errors.As(err, &form) {
			t.Errorf("%q: %q, %v", base, text, err)
		}
	}
	if _, err := returnurl.Build(returnurl.Plan{Base: "https://example.com/", Encrypt: true}); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("no key: %v", err)
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	if got := returnurl.Template("https://argosidentity.com", []string{"kycStatus", "errorCode"}, false); got != "https://argosidentity.com?kycStatus={kycStatus}&errorCode={errorCode}" {
		t.Error(got)
	}
	if got := returnurl.Template("https://yourapp.com/verification-complete", nil, true); got != "https://yourapp.com/verification-complete?encrypted={encrypted_data}" {
		t.Error(got)
	}
}

func TestCheckName(t *testing.T) {
	t.Parallel()
	for name, near := range map[string]string{"kycStatus": "", "campaign": "", "x": "", "kycstatus": "kycStatus", "submission_id": "submissionId", "errorcode": "errorCode", "kycStatu": "kycStatus"} {
		t.Run(name, func(t *testing.T) {
			err := returnurl.CheckName(name)
			var unknown *returnurl.UnknownParamError
			if errors.As(err, &unknown) != (near != "") || unknown != nil && (unknown.Near != near || unknown.Error() == "") {
				t.Errorf("%v, want %q", err, near)
			}
		})
	}
}
