package catalog

import (
	"slices"
	"testing"

	"golang.org/x/text/language"
)

// TestCountries compares the table with the regions of x/text.
func TestCountries(t *testing.T) {
	t.Parallel()
	codes := Countries()
	if len(codes) != 249 || !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != 249 {
		t.Fatalf("%d codes, want 249, sorted and without repetition", len(codes))
	}
	for _, code := range codes {
		region, err := language.ParseRegion(code)
		if err != nil || region.ISO3() != code || !region.IsCountry() {
			t.Errorf("%s is no country (%v)", code, err)
		}
	}
}
