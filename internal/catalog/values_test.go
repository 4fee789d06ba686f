package catalog

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// enumOf names the enumeration that explains the values of an event's field.
var enumOf = map[string]string{
	"token_expired expired_condition":   "token.expired_condition",
	"token_expired service":             "token.service",
	"injection action.type":             "injection.type",
	"injectionFail action.type":         "injection.type",
	"injectionFail action.failCode":     "injection.failCode",
	"aml aml_result.currentstatus":      "aml.currentstatus",
	"aml aml_result.risk_level_summary": "aml.risk_level_summary",
	"faceAuth data.Auth_Status":         "faceAuth.Auth_Status",
	"faceAuth data.auth_status":         "faceAuth.Auth_Status",
	"approved idType":                   "idType",
	"approved gender":                   "gender",
	"updated gender":                    "gender",
	"updated data.update[]":             "updated.data.update",
	"updated data.kyc_result":           "kyc_result.status",
	"injection kyc_status":              "kyc_result.status",
	"injectionFail kyc_status":          "kyc_result.status",
}

func TestEnumsAgree(t *testing.T) {
	t.Parallel()
	found := 0
	for _, e := range Events() {
		for f := range e.Fields() {
			at := e.Name + " " + f.Path
			if len(f.Enum) == 0 || f.Path == "webhook_trigger" || f.Path == "kyc_result.status" {
				continue
			}
			found++
			var explained []string
			for _, v := range Values(enumOf[at]) {
				explained = append(explained, v.Value)
			}
			have := slices.Sorted(slices.Values(f.Enum))
			slices.Sort(explained)
			if !slices.Equal(have, explained) {
				t.Errorf("%s: enum %v, explained are %v (%q)", at, have, explained, enumOf[at])
			}
		}
	}
	if found != len(enumOf) {
		t.Errorf("%d fields with an enum, want %d", found, len(enumOf))
	}
}

func TestRefsResolve(t *testing.T) {
	t.Parallel()
	want := []string{
		"created retryCode retrycodes", "retry retryCode retrycodes",
		"rejected kyc_result.commentCode rejectcodes", "injectionFail action.failCode failcodes",
	}
	var have []string
	for _, e := range Events() {
		for f := range e.Fields() {
			if f.Ref != "" {
				have = append(have, e.Name+" "+f.Path+" "+f.Ref)
			}
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("references are %v, want %v", have, want)
	}
}

func TestVariants(t *testing.T) {
	t.Parallel()
	for _, e := range Events() {
		if len(e.Variants) == 0 {
			t.Errorf("%s: no variant", e.Name)
		}
		names := map[string]bool{}
		for _, v := range e.Variants {
			at := e.Name + " " + v.Name
			if names[v.Name] {
				t.Errorf("%s: there twice", at)
			}
			names[v.Name] = true
			for _, path := range slices.Concat(v.With, v.Without) {
				if f := e.Field(path); f == nil || f.Presence == Required {
					t.Errorf("%s: %s is no optional field", at, path)
				}
				if slices.Contains(v.With, path) && slices.Contains(v.Without, path) {
					t.Errorf("%s: both with and without %s", at, path)
				}
			}
			for _, s := range v.Set {
				checkAssign(t, at, e, v, s)
			}
		}
	}
}

func checkAssign(t *testing.T, at string, e Event, v Variant, s Assign) {
	t.Helper()
	f := e.Field(s.Path)
	if f == nil || f.Types[0] != String || slices.Contains(v.Without, s.Path) {
		t.Errorf("%s: %s cannot be set", at, s.Path)
		return
	}
	if f.Legacy && !slices.Contains(v.With, s.Path) {
		t.Errorf("%s: sets the legacy %s, which it does not carry", at, s.Path)
	}
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, s.Value) {
		t.Errorf("%s: %s cannot be %q", at, s.Path, s.Value)
	}
	table, ok := map[string]Table{"retrycodes": RetryCodes(), "rejectcodes": RejectCodes()}[f.Ref]
	if c, exact := table.Find(s.Value); ok && (c == nil || !exact) {
		t.Errorf("%s: %q is not in %s", at, s.Value, f.Ref)
	}
}

func TestReturnURL(t *testing.T) {
	t.Parallel()
	var names []string
	for _, p := range Params() {
		names = append(names, p.Name)
		checkText(t, p.Name, p.Meaning)
		checkFact(t, p.Name, p.Fact)
		if p.Name == "kycStatus" {
			for _, value := range p.Enum {
				if !hasValue("returnurl.kycStatus", value) {
					t.Errorf("kycStatus: %q is not explained", value)
				}
			}
			if len(p.Enum) != 3 {
				t.Errorf("kycStatus: enum is %v", p.Enum)
			}
		}
	}
	if got, want := strings.Join(names, " "), "userid email submissionId cf1 cf2 cf3 kycStatus errorCode encrypted"; got != want {
		t.Errorf("parameters are %s, want %s", got, want)
	}
	names = nil
	for _, o := range Outcomes() {
		names = append(names, o.Name)
		checkText(t, o.Name, o.Meaning)
		checkText(t, o.Name, o.Next)
	}
	if got, want := strings.Join(names, " "), "approved pending rejected blocked unknown"; got != want {
		t.Errorf("outcomes are %s, want %s", got, want)
	}
}

// The vendor's own texts that come with values, word for word.
func TestVendorTextsOfValues(t *testing.T) {
	want := map[string]string{
		"faceAuth.fail_code face_compare_underscore": "Face compare similarity score is lower than the threshold",
		"faceAuth.fail_code Face_Occluded_fail":      "Face is occluded",
		"faceAuth.fail_code Face_cover_fail":         "Protection equipment is not found on Face",
		"faceAuth.fail_code Head_cover_fail":         "Protection equipment is not found on Head",
		"faceAuth.api_error invalid_data_format":     "Data parsing error. Please check input data.",
		"faceAuth.api_error required_field_missing":  "Required field is missing",
		"injection.failCode distanceChecks_ipGeo":    "Address Verification Failed, Please verify your address or try again on a network near your residence.",
		"injection.failCode ipRisk_failCategory":     "VPN/Proxy Detection, Please disable VPN or proxy and try again with a regular network connection.",
		"injection.message failed":                   "An error occurred while processing the address information. Please try again.",
		"injection.message completed":                "Address verification completed.",
	}
	have := map[string]string{}
	for _, v := range AllValues() {
		if v.VendorText != "" {
			have[v.Enum+" "+v.Value] = v.VendorText
		}
	}
	if !maps.Equal(want, have) {
		t.Errorf("the vendor's texts are %q, want %q", have, want)
	}
}

func TestValueTexts(t *testing.T) {
	t.Parallel()
	enums := strings.Fields(`kyc_result.status returnurl.kycStatus token.expired_condition token.service
		injection.type injection.failCode injection.message aml.currentstatus aml.risk_level_summary faceAuth.Auth_Status
		faceAuth.fail_code faceAuth.api_error api.request_type idType gender updated.data.update
		sessionJourney.status sessionJourney.userImpact submission.warning`)
	total := 0
	for _, enum := range enums {
		vs := Values(enum)
		if len(vs) == 0 {
			t.Errorf("no enumeration %s", enum)
		}
		total += len(vs)
		seen := map[string]bool{}
		for _, v := range vs {
			if seen[v.Value] {
				t.Errorf("%s: %s is there twice", enum, v.Value)
			}
			seen[v.Value] = true
			checkText(t, enum+" "+v.Value, v.Meaning)
			checkFact(t, enum+" "+v.Value, v.Fact)
		}
	}
	if total != len(values) {
		t.Errorf("%d values belong to an enumeration that is not listed here", len(values)-total)
	}
}
