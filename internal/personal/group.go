package personal

import "github.com/argosctl/argosctl/internal/catalog"

// Group is what the names of the members around a value say of it. The zero
// Group says nothing.
type Group struct {
	Kind   catalog.PersonalKind // empty where the value is not personal by its name
	Hint   Hint
	except []string
}

// IsZero reports whether g says nothing.
func (g Group) IsZero() bool { return g.Kind == "" && g.Hint == 0 && g.except == nil }

// Same reports whether two groups say the same for the same reason.
func (g Group) Same(o Group) bool {
	return g.Hint == o.Hint && g.Kind == o.Kind && len(g.except) == len(o.except) && (len(g.except) == 0 || &g.except[0] == &o.except[0])
}

// Below is the group that a member of g begins, by its decoded name and what that
// says: it goes on with g where the name says nothing.
func (g Group) Below(text []byte, name Name) Group {
	if g.excepts(text) {
		return Group{Hint: name.Hint}
	}
	if name.Kind == "" {
		return Group{g.Kind, g.Hint | name.Hint, g.except}
	}
	return Group{name.Kind, name.Hint, name.except}
}

// excepts reports whether a member of g, by its decoded name, says nothing about the
// person.
func (g Group) excepts(text []byte) bool {
	for _, except := range g.except {
		if catalog.SameName(except, string(text)) {
			return true
		}
	}
	return false
}

// OfName is the kind of a member's name that is data of the group itself: a name
// as a name, as in {"names": {"Hong Gildong": true}}. It is empty for one of the
// kind that programs give.
func (g Group) OfName(text []byte) catalog.PersonalKind {
	if g.Kind == "" || g.Kind == catalog.PersonalFreeText || isIdentifier(text) || g.excepts(text) {
		return ""
	}
	return g.Kind
}

// isIdentifier reports whether a name is one of the kind that programs give.
func isIdentifier(name []byte) bool {
	for _, c := range name {
		if !isAlphanumeric(c) && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}
