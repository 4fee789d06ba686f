package sample

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Doubt is a value that a set may have misspelled.
type Doubt struct{ Path, Value, Near string }

// Doubts are the values that sets give to fields of events and that are near a
// documented value without being one. A value that is near none is meant so: handlers
// have to live with values that no page lists.
func Doubts(events []*catalog.Event, sets []string) (doubts []Doubt) {
	for _, text := range sets {
		path, value, found := strings.Cut(text, "=")
		segments, reason := parsePath(path)
		if !found || reason != "" {
			continue // := gives what it says
		}
		for _, e := range events {
			f := fieldAt(e, segments)
			if f == nil {
				continue
			}
			if near := nearValue(value, listed(f)); near != "" {
				doubts = append(doubts, Doubt{path, value, near})
			}
			break
		}
	}
	return doubts
}

// nearValue is the value that text may have meant, empty where it is one of values or
// near none.
func nearValue(text string, values []string) string {
	near := catalog.Nearest(text, values, 1)
	if len(near) == 0 || slices.Contains(values, text) {
		return ""
	}
	return near[0]
}

// listed are the values of a field that the vendor lists.
func listed(f *catalog.Field) []string {
	switch f.Role {
	case catalog.RoleRetryCode:
		return codesOf(catalog.RetryCodes())
	case catalog.RoleRejectCode:
		return codesOf(catalog.RejectCodes())
	default:
		return f.Enum
	}
}

func codesOf(t catalog.Table) (codes []string) {
	for i := range t.Codes {
		codes = append(codes, t.Codes[i].Code)
	}
	return codes
}
