package catalog

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every list of values is explained, but those of the trigger and of the
// status that the event itself announces.
func TestEnumsAreExplained(t *testing.T) {
	t.Parallel()
	found := 0
	for _, e := range Events() {
		for f := range e.Fields() {
			if len(f.Enum) == 0 || f.Role == RoleTrigger || f.Role == RoleStatus && slices.Equal(f.Enum, []string{e.Status}) {
				continue
			}
			found++
			var explained []string
			for _, v := range Values(f.Enumeration) {
				explained = append(explained, v.Value)
			}
			if !slices.Equal(f.Enum, explained) {
				t.Errorf("%s %s: enum %v, explained are %v (%q)", e.Name, f.Path, f.Enum, explained, f.Enumeration)
			}
		}
	}
	if found == 0 {
		t.Error("no field has an enumeration")
	}
}

func TestRefsResolve(t *testing.T) {
	t.Parallel()
	tables := []string{RetryCodes().ID, RejectCodes().ID, FailCodes}
	for _, e := range Events() {
		for f := range e.Fields() {
			if f.Ref != "" && !slices.Contains(tables, f.Ref) {
				t.Errorf("%s %s: %q is none of %v", e.Name, f.Path, f.Ref, tables)
			}
			if role := map[Role]string{RoleRetryCode: "retrycodes", RoleRejectCode: "rejectcodes"}[f.Role]; role != "" && f.Ref != role {
				t.Errorf("%s %s: refers to %q, want %s", e.Name, f.Path, f.Ref, role)
			}
		}
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
		if (p.Name == ParamStatus) != (len(p.Enum) > 0) {
			t.Errorf("%s: enum is %v", p.Name, p.Enum)
		}
	}
	for _, p := range ExampleParams() {
		if !slices.Contains(names, p.Path) || p.Value == "" {
			t.Errorf("the example has %s=%s", p.Path, p.Value)
		}
	}
	for _, v := range Values("returnurl.kycStatus") {
		if !slices.ContainsFunc(Outcomes(), func(o Outcome) bool { return o.Name == v.Value }) {
			t.Errorf("kycStatus %s is no outcome", v.Value)
		}
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
		"api.token_error token_not_found":            "Token not found.",
		"api.image_error invalid_payload":            "Fail to parse the input data.",
		"api.image_error missing_data":               "Required input data is missing.; The idType is required when submit idImage or idBackImage.",
		"api.image_error invalid_project":            "Cannot find project info.; Invalid project.",
		"api.image_error invalid_admin":              "Invalid admin.",
		"api.image_error invalid_submission":         "Invalid submission.",
		"api.image_error invalid_data":               "At least one image parameter is required.",
		"api.image_error invalid_idType":             "Invalid IdType.",
		"api.image_error processing_error":           "Failed to put image.",
		"api.migration_error invalid_parameter":      "invalid parameter: {parameter}",
		"api.migration_error processing_error":       "Failed to complete migration",
	}
	have := map[string]string{}
	for _, v := range AllValues() {
		if v.VendorText != "" {
			at := v.Enum + " " + v.Value
			have[at] = strings.TrimPrefix(have[at]+"; "+v.VendorText, "; ")
		}
	}
	if !maps.Equal(want, have) {
		t.Errorf("the vendor's texts are %q, want %q", have, want)
	}
}

func TestValueTexts(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, v := range values {
		at := v.Enum + " " + v.Value + " " + v.VendorText // one code can have several texts
		if seen[at] {
			t.Errorf("%s is there twice", at)
		}
		seen[at] = true
		checkText(t, at, v.Meaning)
		checkFact(t, at, v.Fact)
	}
	if len(Values(StatusEnum)) == 0 || Values("nothing") != nil {
		t.Error("Values does not find the status, or finds what is not there")
	}
}

// What is final is what a decision announces.
func TestFinalStatuses(t *testing.T) {
	t.Parallel()
	for _, v := range Values(StatusEnum) {
		if got, want := IsFinal(v.Value), EventOf(StageDecide, v.Value) != nil; got != want {
			t.Errorf("IsFinal(%s) = %v, but an event that decides so: %v", v.Value, got, want)
		}
	}
	if IsFinal("") || IsFinal("male") {
		t.Error("what is no status is final")
	}
}
