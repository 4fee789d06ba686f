package catalog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	names := []string{"created", "retry", "submit", "approved", "rejected", "updated", "delete", "aml", "aml_monitor", "token_expired"}
	for _, test := range []struct {
		text string
		n    int
		want []string
	}{
		{"aproved", 3, []string{"approved"}},
		{"APPROVED", 3, []string{"approved"}},
		{"rerty", 3, []string{"retry"}},             // neighbours swapped: one edit
		{"updatde", 3, []string{"updated"}},         //
		{"aml-monitor", 3, []string{"aml_monitor"}}, // separators do not count
		{"aml", 3, []string{"aml", "aml_monitor"}},  // exact before containing
		{"token", 3, []string{"token_expired"}},     // containing
		{"eted", 3, nil},                            // neither near nor inside
		{"ated", 3, []string{"created", "updated"}}, // equals in the order given
		{"ated", 1, []string{"created"}},            //
		{"ated", 0, nil},                            //
		{"ated", -1, nil},                           //
		{"", 3, nil},                                //
		{"_-", 3, nil},                              //
		{"banana", 3, nil},                          //
		{"얼굴", 3, nil},                              //
		{strings.Repeat("approved", 1<<20), 3, nil}, // no work for what cannot be near
	} {
		if diff := cmp.Diff(test.want, catalog.Nearest(test.text, names, test.n)); diff != "" {
			t.Errorf("Nearest(%.20q, %d): %s", test.text, test.n, diff)
		}
	}
}

func TestNearestCodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"glare":                  "glare_detected",
		"image_to_blury":         "image_too_blurry",
		"Id_liveness_fail":       "Id_livness_fail",
		"face_compare_underscor": "face_compare_underscore",
		"verification-mismatch":  "VERIFICATION_CODE_MISS_MATCH",
		"wrong_password_again":   "",
	} {
		t.Run(text, func(t *testing.T) {
			got := append(catalog.RetryCodes().Nearest(text, 1), "")[0]
			if got != want {
				t.Errorf("nearest of %q is %q, want %q", text, got, want)
			}
		})
	}
}

// A known code costs no allocation: decode looks one up for every payload.
func TestFindDoesNotAllocate(t *testing.T) {
	for _, code := range []string{"VERIFICATION_CODE_MISS_MATCH", "GLARE-DETECTED", "nothing"} {
		if n := testing.AllocsPerRun(100, func() { catalog.RetryCodes().Find(code) }); n != 0 {
			t.Errorf("Find(%q): %v allocations", code, n)
		}
	}
}
