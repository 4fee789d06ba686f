package reference

import (
	"slices"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Every fact and every unknown is found by its id and each of its names.
func TestEveryFactIsExplained(t *testing.T) {
	t.Parallel()
	find := func(kind, id string, names []string) {
		for _, name := range append([]string{id}, names...) {
			if !slices.ContainsFunc(findHits(name, "en"), func(h hit) bool { return h.Kind == kind && h.Name == id }) {
				t.Errorf("explain %q does not find the %s %s", name, kind, id)
			}
		}
	}
	for _, k := range catalog.Facts() {
		find("fact", k.ID, k.Names)
	}
	for _, u := range catalog.Unknowns().Unknowns {
		find("unknown", u.ID, u.Names)
	}
}
