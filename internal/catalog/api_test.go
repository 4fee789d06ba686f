package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestRefusalOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"gateway denies an address", "User is not authorized to access this resource with an explicit deny", catalog.RefusalAddress},
		{"another case", "NOT EXIST SUBMISSION DATA", catalog.RefusalNotFound},
		{"a code", "token_not_found Token not found.", catalog.RefusalNotFound},
		{"deleted", " Deleted Submission", catalog.RefusalDeleted},
		{"no key", "API-Key is required.", catalog.RefusalKey},
		{"sealed with another key", "Decryption is Failed. Please check the api-key.", catalog.RefusalSealed},
		{"nothing that is known", "Internal Server Error", ""},
		{"empty", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := catalog.RefusalOf(tt.text); got != tt.want {
				t.Errorf("RefusalOf = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAPIPaths(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ event, field, want string }{
		{"created", "userid", "userid data.userid kyc.userid"},
		{"created", "ipAddress", "data.ip_address ipAddress ip_address"},
		{"created", "cf.cf2", "cf.cf2 data.cf2 cf2"},
		{"rejected", "kyc_result.comment", "kyc.comment"},
		{"approved", "kyc_result.reviewer", "reviewer data.reviewer kyc.reviewer"},
	} {
		t.Run(tt.event+" "+tt.field, func(t *testing.T) {
			t.Parallel()
			e, _, _ := catalog.EventByName(tt.event)
			if got := strings.Join(e.Field(tt.field).APIPaths(), " "); got != tt.want {
				t.Errorf("APIPaths = %q, want %q", got, tt.want)
			}
		})
	}
}

// The parts are request types, and together they hold every column.
func TestParts(t *testing.T) {
	t.Parallel()
	for _, path := range catalog.ItemColumns() {
		member, _, _ := strings.Cut(path, ".")
		known := slices.ContainsFunc(catalog.Values("api.request_type"), func(v catalog.Value) bool { return v.Value == catalog.PartOf(member) })
		if !known {
			t.Errorf("%s belongs to %q, which is no request type", path, catalog.PartOf(member))
		}
	}
	if catalog.PartOf("data") != "data" || catalog.PartOf("reviewer") != "others" || !catalog.ListOmits("memo") || catalog.ListOmits("kyc") {
		t.Error("the parts or what the list omits are wrong")
	}
	if catalog.ItemPaths("no-such-role") != nil || len(catalog.ItemPaths(catalog.RoleStatus)) == 0 {
		t.Error("ItemPaths does not find the status, or finds what is not there")
	}
	if !strings.HasSuffix(catalog.APIBaseURL, catalog.APIVersion) {
		t.Errorf("%s does not end in %s", catalog.APIBaseURL, catalog.APIVersion)
	}
}

// Every column and every part has its section, and no member has two.
func TestSections(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, section := range catalog.Sections() {
		if section.Title.En == "" || section.Title.Ko == "" {
			t.Errorf("a section has the title %+v", section.Title)
		}
		for _, member := range section.Members {
			if seen[member] {
				t.Errorf("%s has two sections", member)
			}
			seen[member] = true
		}
	}
	for _, path := range append(catalog.ItemColumns(), "warning", "OCR_raw", "ocr", "verification", "image") {
		if member, _, _ := strings.Cut(path, "."); !seen[member] {
			t.Errorf("%s has no section", member)
		}
	}
	if got := catalog.SectionOf("no-such-member"); got != len(catalog.Sections()) {
		t.Errorf("SectionOf = %d", got)
	}
	for member, want := range map[string]bool{"data": true, "OCR_raw": true, "verification": true, "kyc": false, "warning": false} {
		if catalog.PersonalMember(member) != want {
			t.Errorf("%s is personal: %t", member, !want)
		}
	}
}
