package event

import (
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// Check is how the text of a member is judged.
type Check uint8

// The checks.
const (
	AnyText       Check = iota
	Triggers            // the event's names
	ClosedList          // nothing but the documented values
	OpenList            // others too, unless they are a documented value in another spelling
	RetryCode           // a code of the retry table
	RejectCode          // a code of the reject table
	RejectComment       // the vendor's text of the code beside it
	DateTime
	Date
	Country
	IPAddress
	Email
)

// Member is one field of the catalogue, compiled: a member of an object, or
// the elements of an array.
type Member struct {
	Field   *catalog.Field
	Literal jsonscan.Literal // the name in quotes and a colon, as they stand in a payload
	Kinds   uint8            // 1<<jsonscan.Kind of what it may hold
	Check   Check
	Values  *jsonscan.Index // of the lists and the code tables
	Hint    personal.Hint   // what the name says of people's data
	Object  *Object         // its members, nil where none are known
	Items   *Member         // its elements, nil where none are known

	free bool // a free text, which tells at most a single fact
	mute bool // it tells no fact, and has nothing below it
	fact fact
	rank int
	asks []expectation

	above uint64 // the members of the payload that stand for it in older forms
}

// Allows reports whether a value of kind k is of a documented type.
func (m *Member) Allows(k jsonscan.Kind) bool { return m.Kinds>>(k&7)&1 == 1 }

// MaxMembers is how many members an object of the catalogue can have: a mask
// has no more bits.
const MaxMembers = 64

// Object is one object of an event. A member's place in it is its bit in masks.
type Object struct {
	ID       int // from 0, below Tree.Objects
	Event    *catalog.Event
	Members  []Member
	Names    *jsonscan.Index // of Members
	Required uint64          // members whose absence is worth a word, whatever the others say: required and expected ones

	vocabulary *jsonscan.Vocabulary
	numbers    []uint8 // by the number of a name: the place of the member plus one, 0 for none
	path       string  // of the object, with a dot behind it; "" for the payload
	// The places of a reject code and of the comment beside it; -1 where the
	// object has none.
	rejectCode, rejectComment int
	forms                     []forms
	roles                     map[string]*Member // all of the event below the payload, by the folded name: what a stray member may mean
}

// Explains reports whether an object with the members of seen says why a
// submission was rejected, in a code and in words.
func (o *Object) Explains(seen uint64) bool {
	return o.rejectComment >= 0 && seen>>o.rejectComment&1 == 1 && seen>>o.rejectCode&1 == 1
}

// MemberAt returns the place of the member whose name and colon stand at
// data[i], with their length. n is -1 where that is to be found out in another
// way: at the end of the data, before a blank, or of no member or a long name.
func (o *Object) MemberAt(data []byte, i int) (n, size int) {
	number, size := o.vocabulary.At(data, i)
	return int(o.numbers[number]) - 1, size
}

// Tree is the catalogue compiled for reading. It never changes and is shared
// by all readers.
type Tree struct {
	Objects  int                  // how many there are
	Names    *jsonscan.Vocabulary // the names of all members
	events   []*Object
	objects  []*Object       // all of them, by ID
	trigger  uint8           // the number of webhook_trigger
	names    *jsonscan.Index // the events' names and then their aliases
	byName   []int           // place in events of each of names
	retry    *jsonscan.Index
	reject   *jsonscan.Index
	statuses []string           // of a submission
	country  []uint64           // a bit for each three-letter code
	loose    map[string]*Member // what members mean in an event outside the catalogue
}

// NewTree compiles the catalogue.
func NewTree() *Tree {
	t := &Tree{country: newCountries(), retry: codeIndex(catalog.RetryCodes()), reject: codeIndex(catalog.RejectCodes()), loose: map[string]*Member{}}
	var names []string
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			names, t.byName = append(names, name), append(t.byName, i)
		}
		o := t.object(e, &e.Payload, "")
		t.reach(o)
		o.roles = map[string]*Member{}
		o.collect(o.roles)
		o.collect(t.loose)
		t.events = append(t.events, o)
	}
	t.number()
	t.Objects = len(t.objects)
	t.names = jsonscan.NewIndex(names)
	t.statuses = catalog.ValueNames(catalog.StatusEnum)
	return t
}

// number numbers the names of all members.
func (t *Tree) number() {
	var names []string
	for _, o := range t.objects {
		names = append(names, o.Names.List()...)
	}
	slices.Sort(names)
	t.Names = jsonscan.NewVocabulary(slices.Compact(names))
	for _, o := range t.objects {
		o.vocabulary, o.numbers = t.Names, make([]uint8, t.Names.Size())
		for i, name := range o.Names.List() {
			o.numbers[t.Names.Number(name)] = uint8(i + 1)
		}
	}
	t.trigger = t.Names.Number(catalog.TriggerName)
}

// status is the status of a submission that text is, "" where it is none.
func (t *Tree) status(text []byte) string {
	for _, s := range t.statuses {
		if s == string(text) {
			return s
		}
	}
	return ""
}

// Named returns the payload of the event that the service or its
// documentation calls by name, nil where there is none.
func (t *Tree) Named(name []byte) *Object {
	if n := t.names.Find(name); n >= 0 {
		return t.events[t.byName[n]]
	}
	return nil
}

func codeIndex(codes catalog.Table) *jsonscan.Index {
	list := make([]string, len(codes.Codes))
	for i, c := range codes.Codes {
		list[i] = c.Code
	}
	return jsonscan.NewIndex(list)
}

// object compiles the members of an object of e.
func (t *Tree) object(e *catalog.Event, object *catalog.Field, path string) *Object {
	o := &Object{ID: len(t.objects), Event: e, path: path, rejectCode: -1, rejectComment: -1}
	t.objects = append(t.objects, o)
	if len(object.Members) > MaxMembers {
		panic("event: too many fields in an object of " + e.Name)
	}
	names := make([]string, len(object.Members))
	o.Members = make([]Member, len(object.Members))
	for i := range object.Members {
		f := &object.Members[i]
		if len(f.With) == 0 && (f.Presence == catalog.Required || f.Presence == catalog.Expected) {
			o.Required |= 1 << i
		}
		names[i] = f.Name
		o.Members[i] = t.member(e, f)
		switch o.Members[i].Check {
		case RejectCode:
			o.rejectCode = i
		case RejectComment:
			o.rejectComment = i
		default:
		}
	}
	o.Names = jsonscan.NewIndex(names)
	o.relate()
	return o
}

// forms are members of which any will do in place of the first.
type forms struct{ member, others uint64 }

// expectation is a value that asks for other members.
type expectation struct {
	value   string
	members uint64
}

// relate compiles what members say of each other.
func (o *Object) relate() {
	for i := range o.Members {
		f := o.Members[i].Field
		if n := o.at(f.FormOf); n >= 0 {
			o.forms = append(o.forms, forms{1 << n, 1 << i})
		}
		for _, with := range f.With {
			m := &o.Members[o.at(with.Path)]
			m.asks = append(m.asks, expectation{with.Value, 1 << i})
		}
	}
}

// reach compiles what members of a payload say of members below: that they stand
// for them in older forms.
func (t *Tree) reach(root *Object) {
	for i := range root.Members {
		f := root.Members[i].Field
		if f.FormOf == "" || root.at(f.FormOf) >= 0 {
			continue
		}
		for _, o := range t.objects[root.ID:] {
			if n := o.at(f.FormOf); n >= 0 {
				o.Members[n].above |= 1 << i
			}
		}
	}
}

// Above takes from missing, which are members of o, those that a member of the
// payload may stand for, and returns what is left and the payload's members: one of
// these will do.
func (o *Object) Above(missing uint64) (left, above uint64) {
	for n := 0; missing>>n != 0; n++ {
		if missing>>n&1 == 1 && o.Members[n].above != 0 {
			missing &^= 1 << n
			above |= o.Members[n].above
		}
	}
	return missing, above
}

// at is the place of the member with that path, -1 where o has none.
func (o *Object) at(path string) int {
	return slices.IndexFunc(o.Members, func(m Member) bool { return m.Field.Path == path })
}

// Missing are the members whose absence is worth a word, where those of seen are
// there and asked what a value of one of them asks for; 0 where there are none.
func (o *Object) Missing(seen, asked uint64) uint64 {
	missing := (o.Required | asked) &^ seen
	if missing == 0 {
		return 0
	}
	for _, f := range o.forms {
		if seen&f.others != 0 {
			missing &^= f.member
		}
	}
	return missing
}

// Asking reports whether a value of m can ask for other members.
func (m *Member) Asking() bool { return m.asks != nil }

// Asks are the members of its object that the value text of m asks for.
func (m *Member) Asks(text []byte) (members uint64) {
	for _, e := range m.asks {
		if e.value == string(text) {
			members |= e.members
		}
	}
	return members
}

// member compiles one field and all that is below it.
func (t *Tree) member(e *catalog.Event, f *catalog.Field) Member {
	m := Member{
		Field: f, Literal: jsonscan.NewLiteral(`"` + f.Name + `":`), Kinds: kindsOf(f.Types),
		Hint: personal.HintOf(f.Name, f.Format), fact: factOf(f), rank: f.Rank,
	}
	m.Check, m.Values = t.check(f)
	m.free = m.Check == AnyText && m.Allows(jsonscan.String) && m.fact.single()
	m.mute = m.fact == noFact && len(f.Members) == 0 && f.Items == nil
	if len(f.Members) > 0 {
		m.Object = t.object(e, f, f.Path+".")
	}
	if f.Items != nil {
		items := t.member(e, f.Items)
		m.Items = &items
	}
	return m
}

// collect enters the members of o and all below, by their folded names; of
// members with one name those with a role win, then the first.
func (o *Object) collect(byName map[string]*Member) {
	for i := range o.Members {
		m := &o.Members[i]
		name := catalog.Fold(m.Field.Name)
		if old := byName[name]; old == nil || old.fact == noFact && m.fact != noFact {
			byName[name] = m
		}
		switch {
		case m.Object != nil:
			m.Object.collect(byName)
		case m.Items != nil && m.Items.Object != nil:
			m.Items.Object.collect(byName)
		}
	}
}

func (t *Tree) check(f *catalog.Field) (Check, *jsonscan.Index) {
	switch {
	case f.Role == catalog.RoleTrigger:
		return Triggers, jsonscan.NewIndex(f.Enum)
	case f.Ref == "retrycodes":
		return RetryCode, t.retry
	case f.Ref == "rejectcodes":
		return RejectCode, t.reject
	case f.Role == catalog.RoleRejectComment:
		return RejectComment, nil
	case len(f.Enum) > 0 && f.Open:
		return OpenList, jsonscan.NewIndex(f.Enum)
	case len(f.Enum) > 0:
		return ClosedList, jsonscan.NewIndex(f.Enum)
	}
	switch f.Format {
	case catalog.DateTime:
		return DateTime, nil
	case catalog.Date:
		return Date, nil
	case catalog.Country:
		return Country, nil
	case catalog.IP:
		return IPAddress, nil
	case catalog.Email:
		return Email, nil
	default:
		return AnyText, nil
	}
}

func kindsOf(types []catalog.Type) (kinds uint8) {
	for _, t := range types {
		switch t {
		case catalog.String:
			kinds |= 1 << jsonscan.String
		case catalog.Integer:
			kinds |= 1 << jsonscan.Number
		case catalog.Object:
			kinds |= 1 << jsonscan.Object
		case catalog.Array:
			kinds |= 1 << jsonscan.Array
		}
	}
	return kinds
}
