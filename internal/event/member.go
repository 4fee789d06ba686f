package event

import (
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// longestName is up to which length a name is taken for another spelling.
const longestName = 64

// schemaName is a member that editors put into a JSON file, beside the data.
const schemaName = "$schema"

// members reads the object at node: the names of its members, what each of
// them holds, and what is missing.
func (r *Reader) members(o *Object, node int) {
	var seen, asked uint64
	for i, end := node+1, r.doc.After(node); i < end; i = r.doc.After(i) {
		n := int(o.numbers[r.doc.Nodes[i].Name]) - 1
		if n < 0 {
			seen |= r.odd(o, node, i, seen)
			continue
		}
		seen |= 1 << (n & 63)
		m := &o.Members[n]
		if r.FactsOnly && m.mute {
			continue
		}
		if !r.free(m, i) {
			r.value(o, m, i)
		}
		if m.asks != nil && r.doc.Nodes[i].Kind == jsonscan.String {
			asked |= m.Asks(r.textOf(i))
		}
	}
	if r.FactsOnly {
		return
	}
	if o.Explains(seen) {
		r.comment(o, node)
	}
	r.missing(o, o.Missing(seen, asked), node)
}

// free reads the string at node i as the value of m, where that is a free text of
// which nobody wants to know what it says. It reports false where the node is to
// be read as any other value.
func (r *Reader) free(m *Member, i int) bool {
	n := &r.doc.Nodes[i]
	if !m.free || r.Watch != nil || n.Kind != jsonscan.String || !r.harmless(i) {
		return false
	}
	if m.fact != noFact && r.teller != nil {
		r.teller.tell(m.fact, i)
	}
	return true
}

// harmless reports whether the string at node i is surely not empty, and no other
// webhook.
func (r *Reader) harmless(i int) bool {
	n := &r.doc.Nodes[i]
	if n.End-n.Start <= 2 || n.Escaped && len(r.doc.Faults) > 0 {
		return false // quotes of any sort may hold an empty text, where there are faults
	}
	return !mayNest(r.doc.Data[n.Start+1])
}

// missing observes what the object at node lacks; the trigger has been looked for.
func (r *Reader) missing(o *Object, members uint64, node int) {
	for n := 0; members>>n != 0; n++ {
		m := &o.Members[n]
		if members>>n&1 == 0 || m.Check == Triggers || r.stands(m.above) {
			continue
		}
		found := Observation{Message: catalog.MsgFieldMissing, Node: node, Object: o, Field: m.Field}
		switch with := m.Field.With; {
		case len(with) > 0:
			found.Message, found.Near = catalog.MsgFieldMissingWith, []string{with[0].Path + ": " + with[0].Value}
		case m.Field.Presence == catalog.Expected:
			found.Message = catalog.MsgFieldMissingExpected
		}
		r.observe(found)
	}
}

// stands reports whether the payload has one of its members.
func (r *Reader) stands(members uint64) bool {
	for n := 0; members>>n != 0; n++ {
		if members>>n&1 == 0 {
			continue
		}
		if _, ok := r.doc.Get(0, r.Root.Members[n].Field.Name); ok {
			return true
		}
	}
	return false
}

// odd reads a member whose name is not documented for its object. It returns
// the bit of the member that it stands for, if any.
func (r *Reader) odd(o *Object, node, i int, seen uint64) (bit uint64) {
	if len(r.Observations) == MaxObservations {
		r.More = true
		r.astray(i, nil)
		return 0
	}
	is := r.known.member(r.Root, o, r.nameOf(i))
	n := is.similar
	if n < 0 {
		r.undocumented(o, i, is)
		return 0
	}
	m := &o.Members[n]
	found := Observation{Message: is.message, Node: i, OnName: true, Object: o, Field: m.Field, Right: m.Field.Name, Repair: Rename}
	if seen>>n&1 == 1 || r.has(node, m) {
		found.Repair = NoRepair
		if found.Message == catalog.MsgFieldCaseOther { // a field of its own, as far as readers know
			r.observe(found)
			defer func(told *teller) { r.teller = told }(r.teller)
			r.teller = nil // the right name tells them
			r.value(o, m, i)
			return 0
		}
		found.Message = catalog.MsgFieldCaseTwin
		r.observe(found)
		r.stray(i, m)
		return 0
	}
	r.observe(found)
	r.value(o, m, i)
	return 1 << n
}

// undocumented reads a member that stands for no documented one.
func (r *Reader) undocumented(o *Object, i int, is guess) {
	if o.path != "" || string(r.nameOf(i)) != schemaName {
		r.observe(Observation{Message: is.message, Node: i, OnName: true, Object: o, Right: is.right, Near: is.near})
	}
	if is.meaning != nil {
		r.take(is.meaning, i, true)
	}
	r.stray(i, nil)
}

// has reports whether the object at node has the member m by its right name.
func (r *Reader) has(node int, m *Member) bool {
	_, ok := r.doc.Member(node, r.tree.Names.Number(m.Field.Name))
	return ok
}

// similar finds the member that name is another name of: one of the
// documentation, or one that differs only in case and separators.
func (o *Object) similar(name []byte) (n int, message catalog.MessageID) {
	if len(name) > longestName {
		return -1, 0
	}
	for n := range o.Members {
		if catalog.SameName(o.Members[n].Field.Name, string(name)) {
			return n, catalog.MsgFieldCase
		}
	}
	for n := range o.Members {
		if slices.Contains(o.Members[n].Field.OtherNames, string(name)) {
			return n, catalog.MsgFieldCaseOther
		}
	}
	return -1, 0
}

// value reads what node i holds as the value of m, a member of o.
func (r *Reader) value(o *Object, m *Member, i int) {
	switch kind := r.doc.Nodes[i].Kind; {
	case !m.Allows(kind):
		if kind != jsonscan.Null || !m.Field.Projected {
			r.wrongType(o, m, i)
		}
	case kind == jsonscan.String:
		r.take(m, i, false)
		if m.Check != Triggers {
			r.judge(o, m, i, r.textOf(i))
		}
	case kind == jsonscan.Number:
		if _, odd := count(r.doc.Raw(i)); odd != 0 {
			r.wrongType(o, m, i)
		} else {
			r.take(m, i, false)
		}
	case kind == jsonscan.Object && m.Object != nil:
		r.members(m.Object, i)
	case kind == jsonscan.Object:
		r.strays(i, m)
	default:
		r.take(m, i, false)
		r.elements(o, m, i)
	}
}

// elements reads an array. The elements of a code's array are codes.
func (r *Reader) elements(o *Object, m *Member, node int) {
	for i := range r.doc.Children(node) {
		switch {
		case m.Items != nil:
			r.value(o, m.Items, i)
		case r.doc.Nodes[i].Kind == jsonscan.String:
			r.judge(o, m, i, r.textOf(i))
		default:
			r.stray(i, m)
		}
	}
}

// wrongType observes a value of another type than documented, and reads it as
// far as it can be understood.
func (r *Reader) wrongType(o *Object, m *Member, i int) {
	kind, raw := r.doc.Nodes[i].Kind, r.doc.Raw(i)
	found := Observation{Message: catalog.MsgFieldType, Node: i, Object: o, Field: m.Field, Found: phraseOf(kind), Want: phraseOfType(m.Field.Types[0])}
	integer := m.Allows(jsonscan.Number)
	switch {
	case integer && kind == jsonscan.Number:
		if _, found.Found = count(raw); found.Found != catalog.PhraseFraction {
			found.Want = catalog.PhraseCount
		}
	case integer && kind == jsonscan.String && isCount(raw[1:len(raw)-1]):
		found.Message, found.Repair = catalog.MsgFieldTypeQuotedNumber, Unquote
	case m.Allows(jsonscan.String) && kind == jsonscan.Number && isInteger(raw):
		found.Message, found.Repair = catalog.MsgFieldTypeBareNumber, Quote
	case kind == jsonscan.Null:
		found.Message = catalog.MsgFieldTypeNull
	}
	r.observe(found)
	r.take(m, i, false)
	r.stray(i, m)
}

func isCount(text []byte) bool { return isInteger(text) && text[0] != '-' }

// strays reads what is below node, of which nothing is documented. of is the
// member that node is the value of, nil where that is not documented either.
func (r *Reader) strays(node int, of *Member) {
	for i := range r.doc.Children(node) {
		r.astray(i, of)
	}
}

// astray reads a member or an element that is not documented, and takes what
// it tells by its name. of is the member that it is in, if there is one.
func (r *Reader) astray(i int, of *Member) {
	if m := r.meaning(i, of); m != nil {
		r.take(m, i, true)
	}
	r.stray(i, nil)
}

// stray reads a value of which nothing is documented; m is what its name or
// place says of it, if anything.
func (r *Reader) stray(i int, m *Member) {
	if r.doc.Nodes[i].KeyEnd > 0 { // not an element
		defer func(owner int) { r.owner = owner }(r.owner)
		r.owner = i
	}
	switch r.doc.Nodes[i].Kind {
	case jsonscan.String:
		if text := r.textOf(i); len(text) > 0 {
			r.watch(i, text, m)
		}
	case jsonscan.Object:
		if trigger, _ := seal.TriggerOf(r.doc, i); trigger >= 0 {
			r.nested(i, m)
		}
		r.strays(i, m)
	case jsonscan.Array:
		r.strays(i, m)
	default:
	}
}

// meaning is the member that a stray one at node i stands for by its name, nil
// where nobody wants to know.
func (r *Reader) meaning(i int, of *Member) *Member {
	if r.teller == nil || r.doc.Nodes[i].KeyEnd == 0 {
		return nil
	}
	name := r.nameOf(i)
	if r.Root == nil {
		return named(r.tree.loose, name)
	}
	if m := named(r.Root.roles, name); m != nil {
		return m
	}
	// An object in place of a text says it in a member: {"status": ...}.
	if m := named(r.tree.loose, name); m != nil && of != nil && m.fact == of.fact {
		return m
	}
	return nil
}

// named finds a member by its name in any spelling.
func named(members map[string]*Member, name []byte) *Member {
	if len(name) > longestName {
		return nil
	}
	var room [longestName]byte
	return members[string(catalog.AppendFold(room[:0], name))]
}
