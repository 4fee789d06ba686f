package event

import "github.com/argosctl/argosctl/internal/jsonscan"

// Spot is a place of a payload that is judged by itself: a value at its
// documented place, a member whose name is not documented, or an object that
// lacks members.
type Spot struct {
	Object *Object
	Member *Member // whose value is at Node; nil for the other two
	Node   int     // in the document
	Lacks  uint64  // the members that the object at Node lacks
}

// ReadSpots observes what Read does in a payload of the event of root that is
// as documented everywhere but at some spots. Of doc it needs their nodes and
// those around them. It reports false where it would need more.
func (r *Reader) ReadSpots(doc *jsonscan.Document, root *Object, spots []Spot) bool {
	r.begin(doc)
	r.Root, r.Trigger = root, -1
	for _, s := range spots {
		switch {
		case s.Lacks != 0:
			r.missing(s.Object, s.Lacks, s.Node)
		case s.Member != nil:
			r.value(s.Object, s.Member, s.Node)
		default:
			is := r.known.member(root, s.Object, r.nameOf(s.Node))
			if is.similar >= 0 {
				return false // the members beside it say what it is
			}
			r.undocumented(s.Object, s.Node, is)
		}
	}
	r.sort()
	return true
}
