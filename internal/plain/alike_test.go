package plain

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestAlike(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same", "김하늘", "김하늘", true},
		{"in letters", norm.NFD.String("김하늘"), "김하늘", true},
		{"the other way round", "김하늘", norm.NFD.String("김하늘"), true},
		{"behind ASCII", norm.NFD.String("user-김"), "user-김", true},
		{"an accent", norm.NFD.String("José"), "José", true},
		{"another name", norm.NFD.String("김하늘"), "김바다", false},
		{"ASCII", "user1", "user2", false},
		{"case", "User", "user", false},
		{"nothing", "", "김", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Alike(tt.a, tt.b); got != tt.want {
				t.Errorf("%t", got)
			}
		})
	}
}
