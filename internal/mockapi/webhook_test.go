package mockapi

import (
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

// What the webhook of a review copies from the item are fields of that event.
func TestCopiedFieldsAreDocumented(t *testing.T) {
	t.Parallel()
	for _, status := range []string{catalog.StatusApproved, catalog.StatusRejected} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			e := catalog.EventOf(catalog.StageDecide, status)
			for _, path := range copied(status) {
				if name := path[strings.LastIndexByte(path, '.')+1:]; e.Field(name) == nil {
					t.Errorf("%s is no field of %s", name, e.Name)
				}
			}
		})
	}
}
