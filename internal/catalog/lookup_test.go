package catalog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestErrorCategory(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"DE-20000":       "DE", // listed
		"de_20000":       "DE",
		"page-not-found": "general",
		"hash-problem":   "general",
		"TK-10077":       "TK", // only the prefix is known
		"tk10077":        "TK",
		"ER-001":         "ER",
		"LO 30009":       "LO",
		"ZZ-1":           "",
		"TK":             "",
		"TK-":            "",
		"TK-1000x":       "",
		"TK--1":          "",
		"general-1":      "", // legacy codes have no number
		"-10000":         "",
		"10000":          "",
		"":               "",
		"TK-１０００１":       "",
	} {
		t.Run(code, func(t *testing.T) {
			got := ""
			if c := catalog.ErrorCategory(code); c != nil {
				got = c.ID
			}
			if got != want {
				t.Errorf("ErrorCategory(%q) = %q, want %q", code, got, want)
			}
		})
	}
}

// What a new attempt cannot cure, or only with another document or device: a
// slip in the data would send people in circles.
func TestWhereARetryDoesNotHelp(t *testing.T) {
	t.Parallel()
	got := map[string]map[catalog.RetryHelps][]string{}
	for _, table := range tables() {
		got[table.ID] = map[catalog.RetryHelps][]string{}
		for _, c := range table.Codes {
			if c.RetryHelps != catalog.RetryYes {
				got[table.ID][c.RetryHelps] = append(got[table.ID][c.RetryHelps], c.Code)
			}
		}
	}
	want := map[string]map[catalog.RetryHelps][]string{
		"retrycodes": {
			catalog.RetryOther: {"expired_id", "document_expired", "fake_id", "blacklist_country"},
			catalog.RetryNo:    {"too_many_retry"},
		},
		"rejectcodes": {
			catalog.RetryOther: {"id_image_invalidId", "id_info_blacklist", "blacklistCountry", "invalid_acceptedID", "no-date-of-birth",
				"expired_id", "address_image_invalidImage"},
			catalog.RetryNo: {"id_info_notOfAge", "duplicate_user", "duplicated_user_PII_exact", "duplicated_face", "too_many_retry",
				"under_ageLimit", "other"},
		},
		"errorcodes": {
			catalog.RetryOther: {"DE-20000", "DE-30000", "DE-40000", "invalid-browser"},
			catalog.RetryNo:    {"PV-40018", "TK-10001", "LO-30003", "service-blocked", "project-closed", "period"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for answer, helps := range map[catalog.RetryHelps]bool{"yes": true, "other": true, "no": false, "": false} {
		if answer.Retryable() != helps {
			t.Errorf("%q: Retryable() is %t", answer, !helps)
		}
	}
}

// Of a code that is not listed, its category says whether a retry helps.
func TestWhereARetryHelpsByCategory(t *testing.T) {
	t.Parallel()
	for _, table := range tables() {
		got := map[string]catalog.RetryHelps{}
		for _, c := range table.Categories {
			if c.RetryHelps != "" {
				got[c.ID] = c.RetryHelps
			}
		}
		want := map[string]catalog.RetryHelps{}
		if table.ID == "errorcodes" {
			want = map[string]catalog.RetryHelps{
				"NF": "yes", "QS": "yes", "QE": "yes", "ER": "yes", "PV": "no", "SE": "yes", "RT": "yes", "TK": "no", "DE": "other", "LO": "yes",
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", table.ID, diff)
		}
	}
}

func TestMisspelt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, code, want string
		table            catalog.Table
	}{
		{"the code itself", "glare_detected", "", catalog.RetryCodes()},
		{"case", "Glare_Detected", "glare_detected", catalog.RetryCodes()},
		{"separators", "glare-detected", "glare_detected", catalog.RetryCodes()},
		{"a letter less", "glare_detectd", "glare_detected", catalog.RetryCodes()},
		{"two letters", "glare_detectet!", "glare_detected", catalog.RetryCodes()},
		{"the vendor's own spelling put right", "id_liveness_fail", "Id_livness_fail", catalog.RetryCodes()},
		{"three letters", "glare_detec", "", catalog.RetryCodes()},
		{"one letter of a short code", "others", "other", catalog.RejectCodes()},
		{"two letters too many for a short code", "oth", "", catalog.RejectCodes()},
		{"nothing like a code", "camera_broken", "", catalog.RetryCodes()},
		{"two codes as near", "ab", "", catalog.Table{Codes: []catalog.Code{{Code: "aa"}, {Code: "bb"}}}},
		{"empty", "", "", catalog.RejectCodes()},
		{"endless", strings.Repeat("a", 1<<20), "", catalog.RejectCodes()},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if code := c.table.Misspelt(c.code); code != nil {
				got = code.Code
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestKoreanWords: what people call an event or see in a code leads to it.
func TestKoreanWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, events, codes string }{
		{"an event", "승인", "approved", ""},
		{"another word for one", "반려", "rejected", ""},
		{"two events", "심사대기", "submit pending", ""},
		{"in the description of a code", "빛반사", "", "glare_detected"},
		{"with a blank", "빛 반사", "", "glare_detected"},
		{"a name", "approved", "", ""},
		{"one syllable", "빛", "", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(catalog.EventsByWord(c.text), " "); got != c.events {
				t.Errorf("events %q, want %q", got, c.events)
			}
			if got := strings.Join(catalog.RetryCodes().Described(c.text, 3), " "); got != c.codes {
				t.Errorf("codes %q, want %q", got, c.codes)
			}
		})
	}
}
