package lint

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
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

// FuzzRepair: once a file is repaired, nothing in it has a fix any more, and
// repairing it again changes no byte.
func FuzzRepair(f *testing.F) {
	names := []string{"one.json", "many.ndjson", "app.log"}
	for _, r := range Rules() {
		for kind := range names {
			f.Add([]byte(r.Bad+"\n"+r.Good), uint8(kind))
		}
	}
	l, err := New(Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte, kind uint8) {
		name := names[int(kind)%len(names)]
		fixed, _ := repairFile(t, l, name, text)
		eachPayload(t, name, fixed, func(p source.Payload) {
			l.Check(p, func(found *diag.Finding) {
				if found.Fix != nil {
					t.Errorf("%s: left in %q, once %q: %s", name, fixed, text, told(*found))
				}
			})
		})
		if again, n := repairFile(t, l, name, fixed); n != 0 || !bytes.Equal(again, fixed) {
			t.Errorf("%s: %d more fixes make %q of %q, once %q", name, n, again, fixed, text)
		}
	})
}
