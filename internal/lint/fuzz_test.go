package lint

import (
	"reflect"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
)

// FuzzFastVsCareful: what the fast pass calls clean is clean, and what is judged
// at its spots is judged alike; findings are in bounds and in order; fixes can
// be made, and come to an end.
func FuzzFastVsCareful(f *testing.F) {
	for _, r := range Rules() {
		f.Add([]byte(r.Bad))
		f.Add([]byte(r.Good))
	}
	for text := range mutants(f, 6, 200, true) {
		f.Add(text)
	}
	l, err := New(Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		quick, ok := quickly(l, text)
		found := carefully(l, text)
		if ok && !reflect.DeepEqual(quick, found) {
			t.Fatalf("%q\nat its spots:\n%s\nas a whole:\n%s", text, toldAll(quick), toldAll(found))
		}
		for round := 0; len(fixesOf(found)) > 0; round++ {
			if round == 6 {
				t.Fatalf("%q\n%s", text, toldAll(found))
			}
			for i := range found {
				checkFinding(t, text, &found[i])
			}
			text, _ = ApplyFixes(text, 0, fixesOf(found))
			found = carefully(l, text)
		}
	})
}

func checkFinding(t *testing.T, text []byte, f *diag.Finding) {
	t.Helper()
	if f.Offset < 0 || f.Length < 0 || int(f.Offset)+f.Length > len(text) || len(f.Help) == 0 {
		t.Fatalf("%q\n%s", text, told(*f))
	}
	checkPlace(t, text, f)
}
