package lint

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

const triggerName = "webhook_trigger"

// judge is how the text of a string field is judged.
type judge uint8

const (
	anyText    judge = iota
	triggers         // the event's names
	closedList       // nothing but the documented values
	openList         // others too, unless they are a documented value in another spelling
	retryCode        // a code of the retry table
	rejectCode       // a code of the reject table
	dateTime
	date
	country
	ipAddress
	email
)

// field is one member of an object, compiled from the catalogue.
type field struct {
	info    *catalog.Field
	name    string
	quoted  string // the name as it stands in a payload
	literal words  // quoted and a colon
	kinds   uint8  // 1<<jsonscan.Kind of what it may hold
	integer bool   // a number has to be a whole one
	judge   judge
	values  *index        // of the lists
	hint    personal.Hint // what its name says of people's data
	object  *table        // members, nil where none are known
	items   *field        // elements, nil where none are known
}

// table is one object of an event. A field's place in it is its bit in masks.
type table struct {
	id       int // place in tables.all
	event    *catalog.Event
	names    *index
	fields   []field
	required uint64
}

// tables is the catalogue compiled for the rules; it never changes and is
// shared by all linters.
type tables struct {
	events  []*table // the payloads, in the catalogue's order
	all     []*table // those and the objects within
	names   *index   // the events' names and then their aliases
	byName  []int    // place in events of each of names
	retry   *index
	reject  *index
	country []uint64 // a bit for each three-letter code
}

func newTables() *tables {
	t := &tables{country: newCountries(), retry: codeIndex(catalog.RetryCodes()), reject: codeIndex(catalog.RejectCodes())}
	var names []string
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			names, t.byName = append(names, name), append(t.byName, i)
		}
		t.events = append(t.events, t.object(e, &e.Payload))
	}
	t.names = newIndex(names)
	return t
}

func codeIndex(codes catalog.Table) *index {
	list := make([]string, len(codes.Codes))
	for i, c := range codes.Codes {
		list[i] = c.Code
	}
	return newIndex(list)
}

// object compiles the members of an object of e.
func (t *tables) object(e *catalog.Event, object *catalog.Field) *table {
	o := &table{id: len(t.all), event: e}
	t.all = append(t.all, o)
	if len(object.Members) > 64 {
		panic("lint: more than 64 fields in an object of " + e.Name) // a mask has no more bits
	}
	names := make([]string, len(object.Members))
	for i := range object.Members {
		m := &object.Members[i]
		if m.Presence == catalog.Required {
			o.required |= 1 << i
		}
		names[i] = m.Name
		o.fields = append(o.fields, t.field(e, m))
	}
	o.names = newIndex(names)
	return o
}

// field compiles one field and all that is below it.
func (t *tables) field(e *catalog.Event, info *catalog.Field) field {
	f := field{
		info: info, name: info.Name, quoted: `"` + info.Name + `"`, literal: newWords(`"` + info.Name + `":`), kinds: kindsOf(info.Types),
		integer: info.Accepts(catalog.Integer),
		hint:    personal.HintOf(info.Name, info.Format),
	}
	t.setJudge(&f)
	if len(info.Members) > 0 {
		f.object = t.object(e, info)
	}
	if info.Items != nil {
		items := t.field(e, info.Items)
		f.items = &items
	}
	return f
}

func (t *tables) setJudge(f *field) {
	switch info := f.info; {
	case info.Role == catalog.RoleTrigger:
		f.judge, f.values = triggers, newIndex(info.Enum)
	case info.Ref == "retrycodes":
		f.judge, f.values = retryCode, t.retry
	case info.Ref == "rejectcodes":
		f.judge, f.values = rejectCode, t.reject
	case len(info.Enum) > 0 && info.Open:
		f.judge, f.values = openList, newIndex(info.Enum)
	case len(info.Enum) > 0:
		f.judge, f.values = closedList, newIndex(info.Enum)
	default:
		f.judge = formatJudge(info.Format)
	}
}

func formatJudge(f catalog.Format) judge {
	switch f {
	case catalog.DateTime:
		return dateTime
	case catalog.Date:
		return date
	case catalog.Country:
		return country
	case catalog.IP:
		return ipAddress
	case catalog.Email:
		return email
	default:
		return anyText
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

func (f *field) allows(k jsonscan.Kind) bool { return f.kinds>>k&1 == 1 }
