package lint

import (
	"slices"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
)

// TestIgnores: which findings an ignore is about, and which ignores are about
// none.
func TestIgnores(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 4, 14, 23, 30, 0, 0, time.FixedZone("KST", 9*60*60)) // 14 April in UTC as well
	found := &diag.Finding{Path: "fixtures/a.json", Rule: "json/bom", Pointer: "/a"}
	for _, tt := range []struct {
		name   string
		ignore Ignore
		want   bool
	}{
		{"everything", Ignore{}, true},
		{"its rule", Ignore{Rule: "json/bom"}, true},
		{"its group", Ignore{Rule: "json/*"}, true},
		{"another rule", Ignore{Rule: "field/empty"}, false},
		{"its file", Ignore{Path: "fixtures/a.json"}, true},
		{"its directory", Ignore{Path: "fixtures"}, true},
		{"a glob", Ignore{Path: "**/*.json"}, true},
		{"another file", Ignore{Path: "a.json"}, false},
		{"a glob from another directory", Ignore{Path: "a.json", Dir: "/srv/fixtures"}, true},
		{"its place", Ignore{Pointer: "/a"}, true},
		{"another place", Ignore{Pointer: "/b"}, false},
		{"until today", Ignore{Until: "2026-04-14"}, true},
		{"until yesterday", Ignore{Until: "2026-04-13"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.ignore.Dir == "" {
				tt.ignore.Dir = "/srv"
			}
			expired := Ignore{Until: "2020-01-01"}
			all := NewIgnores([]Ignore{expired, tt.ignore}, "/srv", now)
			if got := ignored(all.of(found.Path), found); got != tt.want {
				t.Errorf("ignored: %v", got)
			}
			var want []int
			if !tt.want && !tt.ignore.Expired(now) {
				want = []int{1}
			}
			nowhere := func(Ignore) bool { return false }
			if got := all.Unused(slices.Values([]string{found.Path}), nowhere); !slices.Equal(got, want) {
				t.Errorf("unused: %v, want %v", got, want)
			}
		})
	}
}

// TestIgnoreCheck: what an ignore may not say.
func TestIgnoreCheck(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		ignore Ignore
		want   string
	}{
		{"good", Ignore{Rule: "json/*", Path: "**/a.json"}, ""},
		{"unknown rule", Ignore{Rule: "jsno/*"}, "rule"},
		{"malformed glob", Ignore{Path: "[a"}, "path"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.ignore.Check(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
